//! A router that makes one graph of this directory and other systems, as it calls.

use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::Standing;
use renkei_graphql::{Api, global_id};
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use serde_json::{Value, json};

use super::strangers::{called, program};
use crate::record::fine;

/// An entry of the demo.
const ENTRY: &str = "01932f00-0000-7002-8000-000000000301";

const ENTITIES: &str = "query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Resource { name } ... on Municipality { name } } }";

on_every_database! {
    async fn a_router_reads_the_subgraph_with_its_token_and_asks_for_what_others_name(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let operator = somebody(&world.app, Standing::Operator, "kaze").await;
        let token = program(&world, &operator, &[TokenScope::DirectoryRead]).await;
        let with_token = Some(token.as_str());

        let answer = called(server.address, with_token, "{ _service { sdl } }", json!({})).await;
        let body = answer.json();
        assert_eq!(answer.status, 200, "{body}");
        assert_eq!(body["data"]["_service"]["sdl"], Api::subgraph_sdl());
        assert_eq!(body["extensions"]["cost"]["requested"], 5_001);

        let entry = global_id(fine(ENTRY.parse()));
        let representations = json!([
            { "__typename": "Resource", "id": entry },
            { "__typename": "Municipality", "id": "272078" },
            { "__typename": "Municipality", "id": "272079" },
        ]);
        let expected = json!([
            { "__typename": "Resource", "name": "みはらし病院 精神科（架空）" },
            { "__typename": "Municipality", "name": "高槻市" },
            null,
        ]);
        // Entities are for everybody, as entries by their ids are; a token says for whom they are counted.
        for who in [with_token, None] {
            let variables = json!({ "representations": representations });
            let answer = called(server.address, who, ENTITIES, variables).await;
            let body = answer.json();
            assert_eq!(body["data"]["_entities"], expected, "{body}");
            assert_eq!(body.get("errors"), None, "{body}");
            // Three fields at most of each, and what is null is looked for all the same.
            let cost = &body["extensions"]["cost"];
            assert_eq!(cost["requested"], 200 + 3 * (10 + 3), "{body}");
        }

        let many = vec![json!({ "__typename": "Resource", "id": entry }); 101];
        let variables = json!({ "representations": many });
        let answer = called(server.address, with_token, ENTITIES, variables).await;
        assert_eq!((answer.status, answer.codes()), (200, vec!["TOO_MANY".to_owned()]));
        assert_eq!(answer.json()["data"], Value::Null);
        server.stop().await;
    }
}
