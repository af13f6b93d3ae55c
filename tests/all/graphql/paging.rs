//! Pages of a search hold together: every entry once, forwards and backwards, while others are entered.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_graphql::Api;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{api, list, texts, told};
use crate::migrations::{line, office, register, resource};

const PAGE: &str =
    "query($order: ResourceOrder, $first: Int, $after: String, $last: Int, $before: String) {
    resources(orderBy: $order, first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { id name } }
        nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount { value }
    }
}";

async fn page(api: &Api, variables: Value) -> Value {
    told(api, PAGE, variables).await["resources"].take()
}

fn node_ids(page: &Value) -> Vec<String> {
    texts(&page["nodes"], "id")
}

/// Walks on to the end of a search; after every page something happens.
async fn forwards(
    api: &Api,
    order: &str,
    size: u32,
    mut then: impl AsyncFnMut(usize),
) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), Value::Null);
    for walked in 0.. {
        let page = page(
            api,
            json!({ "order": order, "first": size, "after": after }),
        )
        .await;
        let info = &page["pageInfo"];
        assert_eq!(info["hasPreviousPage"], walked > 0, "{info}");
        found.extend(node_ids(&page));
        after = info["endCursor"].clone();
        if info["hasNextPage"] == false {
            break;
        }
        assert_eq!(list(&page["nodes"]).len(), size as usize);
        then(walked).await;
    }
    found
}

async fn backwards(api: &Api, order: &str, size: u32) -> Vec<String> {
    let (mut found, mut before) = (Vec::new(), Value::Null);
    loop {
        let page = page(
            api,
            json!({ "order": order, "last": size, "before": before }),
        )
        .await;
        let info = &page["pageInfo"];
        assert_eq!(info["hasNextPage"], !before.is_null(), "{info}");
        let mut earlier = node_ids(&page);
        earlier.append(&mut found);
        found = earlier;
        before = info["startCursor"].clone();
        if info["hasPreviousPage"] == false {
            return found;
        }
    }
}

on_every_database! {
    async fn a_partner_walks_through_everything_once_in_both_directions(world) {
        let world = world.seeded().await;
        let api = api(&world);
        for order in ["RELEVANCE", "NAME", "DISTANCE"] {
            let all = forwards(&api, order, 100, async |_| {}).await;
            let mut once = all.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), all.len(), "{order}: an entry stands twice");
            assert_eq!(forwards(&api, order, 7, async |_| {}).await, all, "{order}");
            assert_eq!(backwards(&api, order, 9).await, all, "{order}");
            let first = page(&api, json!({ "order": order, "first": 1 })).await;
            assert_eq!(first["totalCount"]["value"].as_u64(), Some(all.len() as u64), "{order}");
            let edges = &first["edges"][0];
            assert_eq!(edges["node"]["id"], first["nodes"][0]["id"]);
            for end in ["startCursor", "endCursor"] {
                assert_eq!(edges["cursor"], first["pageInfo"][end]);
            }
        }
    }
}

on_every_database! {
    async fn a_partner_misses_nothing_while_others_enter_agencies(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let before = forwards(&api, "NAME", 100, async |_| {}).await;
        let world = &world;
        let walked = forwards(&api, "NAME", 20, async |page| {
            // One that belongs before every page that was read, and one that belongs after them.
            for (number, kana) in [(1_000 + page as u128, "ああ"), (2_000 + page as u128, "んん")] {
                let mut facts = office(ResourceKind::PeerGroup, "あとから来た会");
                facts.kana = Some(line(kana));
                register(world, resource(number), facts, Profile::default()).await;
            }
        })
        .await;
        let kept: Vec<_> = walked.iter().filter(|id| before.contains(*id)).cloned().collect();
        assert_eq!(kept, before, "what was there before is met once, in its order");
        assert!(walked.len() > before.len(), "those at the end are met");
        let mut once = walked.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), walked.len());
    }
}

on_every_database! {
    async fn a_partner_finds_an_empty_page_where_nothing_is_found(world) {
        let world = world.seeded().await;
        let document = "{ resources(filter: { text: \"存在しない機関\" }) {
            edges { cursor } nodes { id } totalCount { value isExact } facets { kinds { count } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        } }";
        let data = told(&api(&world), document, json!({})).await;
        let expected = json!({
            "edges": [], "nodes": [],
            "totalCount": { "value": 0, "isExact": true },
            "facets": { "kinds": [] },
            "pageInfo": { "hasNextPage": false, "hasPreviousPage": false, "startCursor": null, "endCursor": null },
        });
        assert_eq!(data["resources"], expected);
    }
}
