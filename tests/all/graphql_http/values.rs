//! Values that hold too much, and what is allowed as far as it goes.

use renkei_tests::World;
use renkei_tests::world::Database;
use serde_json::{Value, json};

use super::attacks::{INPUT, TOO_MUCH, circles, many};
use super::{asked, assert_alive};

/// The code where a value does not fit the type of its variable.
const MISFIT: &str = "VARIABLES_INVALID";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_caller_gains_nothing_by_what_is_allowed() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let server = world.serve().await;
    // Walking the schema in circles is allowed as far as depth and cost go, and then it is refused.
    for depth in [6, 10, 14] {
        let answer = asked(server.address, &circles(depth), Value::Null).await;
        match answer.status {
            200 => assert!(
                answer.body.len() < 8 * 1024 * 1024,
                "{depth}: {}",
                answer.body.len()
            ),
            status => assert_eq!((status, answer.codes()), (400, vec![TOO_MUCH.to_owned()])),
        }
    }
    // What is absent and what is no id at all look the same, and each of them is counted.
    let ids = many(50, |n| format!("a{n}: node(id: \"absent{n}\") {{ id }} "));
    let answer = asked(server.address, &format!("{{ {ids} }}"), Value::Null).await;
    assert_eq!(answer.status, 200);
    let json = answer.json();
    let found = json["data"].as_object().cloned().unwrap_or_default();
    assert!(
        found.len() == 50 && found.values().all(Value::is_null),
        "{json}"
    );
    assert!(json["extensions"]["cost"].is_object(), "{json}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_caller_is_refused_whatever_the_variables_hold() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let server = world.serve().await;
    let filtered = "query ($f: ResourceFilter) { resources(filter: $f) { nodes { id } } }";
    let listed = "query ($i: [ID!]!) { nodes(ids: $i) { id } }";
    let mut deep = json!({ "text": "a" });
    for _ in 0..60 {
        deep = json!({ "and": [deep] });
    }
    let cases: [(&str, &str, Value, &str); 9] = [
        ("60 levels", filtered, json!({ "f": deep }), INPUT),
        ("300 ids", listed, json!({ "i": vec!["a"; 300] }), INPUT),
        (
            "251 kinds",
            filtered,
            json!({ "f": { "kinds": vec!["GROUP_HOME"; 251] } }),
            INPUT,
        ),
        (
            "251 codes",
            "query ($c: [MunicipalityCode!]) { municipalities(codes: $c) { code } }",
            json!({ "c": vec!["272078"; 251] }),
            INPUT,
        ),
        (
            "a long text",
            filtered,
            json!({ "f": { "text": "a".repeat(30_000) } }),
            INPUT,
        ),
        (
            "a text for a list",
            filtered,
            json!({ "f": { "kinds": { "a": 1 } } }),
            MISFIT,
        ),
        (
            "a field there is not",
            filtered,
            json!({ "f": { "sql": "1" } }),
            MISFIT,
        ),
        ("nothing where something must be", listed, json!({}), MISFIT),
        (
            "null where something must be",
            listed,
            json!({ "i": null }),
            MISFIT,
        ),
    ];
    for (what, document, variables, code) in cases {
        let answer = asked(server.address, document, variables).await;
        assert_eq!(answer.status, 400, "{what}");
        let told = answer.codes();
        assert!(
            !told.is_empty() && told.iter().all(|told| told == code),
            "{what}: {told:?}"
        );
        assert!(answer.body.len() < 8 * 1024, "{what}");
        assert_alive(server.address, what).await;
    }
    server.stop().await;
}
