//! Values that hold too much, and what is allowed as far as it goes.

use chrono::NaiveDate;
use renkei_app::people::NewToken;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::ids::NetworkId;
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::attacks::{INPUT, TOO_MUCH, circles, many};
use renkei_tests::people::{by_page, somebody};
use renkei_tests::world::Database;
use serde_json::{Value, json};

use super::{JSON, NEWER, asked, assert_alive, request, sent};
use crate::migrations::line;
use crate::record::fine;

/// The code where a value does not fit the type of its variable.
const MISFIT: &str = "VARIABLES_INVALID";

/// A token of somebody at the desk of the demo's network.
async fn token(world: &World) -> String {
    let network: NetworkId = fine("01932f00-0000-7000-8000-000000000001".parse());
    let minato = somebody(&world.app, Standing::Coordinator(network), "minato").await;
    let new = NewToken {
        name: line("市のシステム"),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    fine(fine(
        world.app.make_token(&by_page(&minato.principal), new).await,
    ))
    .secret
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_caller_gains_nothing_by_what_is_allowed() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let server = world.serve().await;
    // Who has signed in may walk the schema in circles as far as depth and cost go; who has not, nowhere.
    let bearer = format!("authorization: Bearer {}", token(&world).await);
    for (depth, stranger, member) in [
        (6, "SIGN_IN_FIRST", None),
        (10, TOO_MUCH, Some(TOO_MUCH)),
        (14, TOO_MUCH, Some(TOO_MUCH)),
    ] {
        let body = json!({ "query": circles(depth) }).to_string();
        for (headers, code) in [
            (vec![NEWER, JSON], Some(stranger)),
            (vec![NEWER, JSON, bearer.as_str()], member),
        ] {
            let called = request("POST", "/graphql", &headers, body.as_bytes());
            let answer = sent(server.address, called).await;
            let status = if code.is_some() { 400 } else { 200 };
            let codes: Vec<String> = code.into_iter().map(str::to_owned).collect();
            assert_eq!((answer.status, answer.codes()), (status, codes), "{depth}");
            assert!(
                answer.body.len() < 8 * 1024 * 1024,
                "{depth}: {}",
                answer.body.len()
            );
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
