//! A cursor leads on in the search it came from, and nowhere else.

use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{Answered, asked};

const PAGE: &str = "query ($f: ResourceFilter, $o: ResourceOrder, $a: String) { \
    resources(filter: $f, orderBy: $o, first: 5, after: $a) { \
    nodes { id } pageInfo { hasNextPage endCursor } } }";

fn ids(answer: &Answered) -> Vec<String> {
    let json = answer.json();
    let nodes = json["data"]["resources"]["nodes"].as_array().cloned();
    let ids = nodes.unwrap_or_default().into_iter();
    ids.filter_map(|node| node["id"].as_str().map(str::to_owned))
        .collect()
}

on_every_database! {
    async fn a_caller_cannot_use_a_cursor_for_anything_else(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let welfare = json!({ "sectors": ["WELFARE"], "text": "支援" });
        let first = asked(server.address, PAGE, json!({ "f": welfare, "o": "NAME" })).await;
        assert_eq!(ids(&first).len(), 5, "{}", first.json());
        let cursor = first.json()["data"]["resources"]["pageInfo"]["endCursor"].clone();
        let cursor = cursor.as_str().unwrap_or_default().to_owned();

        let next = asked(server.address, PAGE, json!({ "f": welfare, "o": "NAME", "a": cursor })).await;
        let (before, after) = (ids(&first), ids(&next));
        assert!(after.len() == 5 && before.iter().all(|id| !after.contains(id)), "{after:?}");

        let longer = format!("{cursor}A");
        let cut = &cursor[..cursor.len() - 1];
        for (what, variables, code) in [
            ("of another filter", json!({ "f": { "sectors": ["HEALTH"], "text": "支援" }, "o": "NAME", "a": cursor }), "CURSOR_OF_ANOTHER_SEARCH"),
            ("of another order", json!({ "f": welfare, "o": "RELEVANCE", "a": cursor }), "CURSOR_OF_ANOTHER_SEARCH"),
            ("of no filter", json!({ "o": "NAME", "a": cursor }), "CURSOR_OF_ANOTHER_SEARCH"),
            ("that is longer", json!({ "f": welfare, "o": "NAME", "a": longer }), "CURSOR_UNREADABLE"),
            ("that is cut", json!({ "f": welfare, "o": "NAME", "a": cut }), "CURSOR_UNREADABLE"),
            ("that is empty", json!({ "f": welfare, "o": "NAME", "a": "" }), "CURSOR_UNREADABLE"),
            ("that is forged", json!({ "f": welfare, "o": "NAME", "a": "' OR 1=1 --" }), "CURSOR_UNREADABLE"),
            ("that is huge", json!({ "f": welfare, "o": "NAME", "a": "A".repeat(10_000) }), "CURSOR_UNREADABLE"),
        ] {
            let answer = asked(server.address, PAGE, variables).await;
            assert_eq!(answer.status, 200, "a cursor {what}");
            assert_eq!(answer.codes(), [code], "a cursor {what}: {}", answer.json());
            assert!(answer.json()["data"]["resources"].is_null(), "a cursor {what} leads to rows");
        }
        let fine = asked(server.address, PAGE, json!({ "f": welfare, "o": "NAME", "a": Value::Null })).await;
        assert_eq!(ids(&fine), before);
        server.stop().await;
    }
}
