//! Global ids (Relay): what was seen once is found again, and nothing else is.

use renkei_domain::directory::kind::ResourceKind;
use renkei_graphql::global_id;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{api, list, seeded, texts, told};
use crate::migrations::resource;

on_every_database! {
    async fn a_partner_finds_everything_again_by_its_global_id(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let some = told(&api, "{ resources(first: 100, orderBy: NAME) { nodes { id name } } }", json!({})).await;
        let nodes = &some["resources"]["nodes"];
        let mut backwards = texts(nodes, "id");
        assert_eq!(backwards.len(), 100);
        backwards.reverse();
        let again = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Resource { name } } }";
        let found = told(&api, again, json!({ "ids": backwards })).await;
        let mut expected = list(nodes).to_vec();
        expected.reverse();
        assert_eq!(list(&found["nodes"]), expected, "the order asked for is kept");

        let one = "query($id: ID!) { node(id: $id) { __typename id ... on Resource { name } } resource(id: $id) { id name } }";
        let found = told(&api, one, json!({ "id": global_id(seeded(301)) })).await;
        assert_eq!(found["node"]["__typename"], "Resource");
        for key in ["id", "name"] {
            assert_eq!(found["node"][key], found["resource"][key]);
        }
        assert_eq!(found["resource"]["name"], "みはらし病院 精神科（架空）");
    }
}

on_every_database! {
    async fn a_partner_gets_null_for_what_is_not_there_and_for_what_is_no_id(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let known = global_id(seeded(301));
        let strangers = [
            global_id(resource(404)),
            seeded(301).to_string(),
            // A network, by the same way of writing.
            "bmV0d29yazowMTkzMmYwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDE".to_owned(),
            format!("{known}="),
            known[1..].to_owned(),
            String::new(),
            "看護".to_owned(),
            "' OR 1=1 --".to_owned(),
            "a".repeat(5_000),
        ];
        let one = "query($id: ID!) { node(id: $id) { id } resource(id: $id) { id } }";
        for stranger in &strangers {
            let data = told(&api, one, json!({ "id": stranger })).await;
            assert_eq!(data, json!({ "node": null, "resource": null }), "{stranger}");
        }
        // Among strangers what is known keeps its place, as often as it was asked for.
        let mut asked: Vec<String> = strangers.to_vec();
        asked.insert(1, known.clone());
        asked.push(known.clone());
        let several = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        let data = told(&api, several, json!({ "ids": asked })).await;
        let expected = asked.iter().map(|id| if *id == known { json!({ "id": id }) } else { Value::Null });
        assert_eq!(list(&data["nodes"]), expected.collect::<Vec<_>>());
        let none = told(&api, several, json!({ "ids": [] })).await;
        assert_eq!(none, json!({ "nodes": [] }));
    }
}

on_every_database! {
    async fn a_partner_reads_the_tables_that_words_come_from(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let document = "query($codes: [MunicipalityCode!], $prefecture: String, $named: String) {
            municipalities(codes: $codes, prefecture: $prefecture, named: $named) { code name }
        }";
        for (variables, expected) in [
            (json!({ "named": "高槻" }), vec!["272078"]),
            (json!({ "named": "たかつき", "prefecture": "大阪府" }), vec!["272078"]),
            (json!({ "named": "高槻", "prefecture": "京都府" }), vec![]),
            (json!({ "codes": ["273015", "272078", "011002"] }), vec!["272078", "273015"]),
            (json!({ "codes": [] }), vec![]),
        ] {
            let data = told(&api, document, variables.clone()).await;
            assert_eq!(texts(&data["municipalities"], "code"), expected, "{variables}");
        }
        let all = told(&api, document, json!({})).await;
        let codes = texts(&all["municipalities"], "code");
        assert!(codes.len() > 10 && codes.is_sorted(), "{codes:?}");

        let data = told(&api, "{ resourceKinds { kind sector word serviceName code } }", json!({})).await;
        let kinds = texts(&data["resourceKinds"], "code");
        let codes: Vec<&str> = ResourceKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(kinds, codes);
    }
}
