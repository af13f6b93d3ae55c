//! What a router of a federated graph asks by the keys that other subgraphs know: it gets what it would by
//! `Query.nodes`, as many at once, by as few statements, with nothing that is not for its eyes.

use renkei_app::directory::read::Viewer;
use renkei_graphql::{RefusalCode, global_id};
use renkei_tests::on_every_database;
use renkei_tests::statements::counted;
use serde_json::{Value, json};

use super::private::enter_canary;
use super::whole::Types;
use super::{api, asked, demo, list, refused, seeded, told};
use crate::audit::lines;
use crate::migrations::resource;

const ENTITIES: &str = "query($representations: [_Any!]!) {
    _entities(representations: $representations) {
        __typename
        ... on Resource { id name }
        ... on Organization { id name }
        ... on Municipality { id name }
    }
}";

/// Entries of the demo, with who runs them and where they stand.
const SOME: &str = "query($first: Int) { resources(first: $first) { nodes {
    id name organization { id name } address { municipality { id name } }
} } }";

/// Which part of a thing of [`SOME`] is an entity of which type.
const PARTS: [(&str, &str); 3] = [
    ("Resource", ""),
    ("Organization", "/organization"),
    ("Municipality", "/address/municipality"),
];

fn named(of: &str, id: &Value) -> Value {
    json!({ "__typename": of, "id": id })
}

/// The variables of a call that names these.
fn naming(representations: &[Value]) -> Value {
    json!({ "representations": representations })
}

/// The entities of one type among some entries, as often as they stand there.
fn entities(some: &Value, of: &str, at: &str) -> Vec<(Value, Value)> {
    let nodes = list(&some["resources"]["nodes"]).iter();
    let found = nodes.filter_map(|node| node.pointer(at).filter(|part| part.is_object()));
    let pairs = found.map(|part| {
        let answer = json!({ "__typename": of, "id": part["id"], "name": part["name"] });
        (named(of, &part["id"]), answer)
    });
    pairs.collect()
}

on_every_database! {
    async fn a_router_finds_entries_bodies_and_places_in_the_order_it_asks_for(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let some = told(&api, SOME, json!({ "first": 30 })).await;
        let mut pairs = Vec::new();
        for (of, at) in PARTS {
            let of_type = entities(&some, of, at);
            assert!(of_type.len() > 10, "{of}: {some}");
            pairs.extend(of_type);
        }
        // What is not there, and the id of something else, is null in its place.
        let entry = json!(global_id(seeded(301)));
        for stranger in [
            named("Resource", &json!(global_id(resource(404)))),
            named("Resource", &json!(seeded(301).to_string())),
            named("Resource", &json!("' OR 1=1 --")),
            named("Organization", &json!(seeded(301).to_string())),
            named("Organization", &entry),
            named("Municipality", &json!("272079")),
            named("Municipality", &entry),
        ] {
            pairs.push((stranger, Value::Null));
        }
        pairs.reverse();
        // Whatever else another subgraph says of an entry is of no matter.
        pairs.push((
            json!({ "id": entry, "name": "別の名前", "__typename": "Resource" }),
            json!({ "__typename": "Resource", "id": entry, "name": "みはらし病院 精神科（架空）" }),
        ));
        let (representations, expected): (Vec<Value>, Vec<Value>) = pairs.into_iter().unzip();
        assert!(representations.len() <= 100, "{}", representations.len());
        let answered = told(&api, ENTITIES, naming(&representations)).await;
        assert_eq!(list(&answered["_entities"]), expected);
        let none = told(&api, ENTITIES, naming(&[])).await;
        assert_eq!(none, json!({ "_entities": [] }));
    }
}

on_every_database! {
    async fn a_router_costs_as_few_statements_for_many_as_for_one(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let some = told(&api, SOME, json!({ "first": 30 })).await;
        let [entries, bodies, places] = PARTS.map(|(of, at)| {
            let pairs = entities(&some, of, at).into_iter();
            pairs.map(|(representation, _)| representation).collect::<Vec<_>>()
        });
        let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Resource { id name } } }";
        let mut sent = Vec::new();
        for many in [1, 30] {
            let first = |all: &[Value]| all[..many.min(all.len())].to_vec();
            let all = [first(&entries), first(&bodies), first(&places)].concat();
            let ids: Vec<Value> = first(&entries).iter().map(|one| one["id"].clone()).collect();
            for (document, variables) in [
                (nodes, json!({ "ids": ids })),
                (ENTITIES, naming(&first(&entries))),
                (ENTITIES, naming(&first(&bodies))),
                (ENTITIES, naming(&first(&places))),
                (ENTITIES, naming(&all)),
            ] {
                let mut fewest = usize::MAX;
                // Once in a second the store asks whether its tables are still those of the database.
                for _ in 0..3 {
                    let (_, statements) = counted(told(&api, document, variables.clone())).await;
                    fewest = fewest.min(statements);
                }
                sent.push(fewest);
            }
        }
        let by_id = sent[0];
        let expected = [by_id, by_id, 1, 0, by_id + 1];
        assert_eq!(sent, [expected, expected].concat());
    }
}

on_every_database! {
    async fn a_router_reads_of_an_entry_what_its_token_reads_by_id_and_leaves_the_same_line(world) {
        let world = world.seeded().await;
        enter_canary(&world).await;
        let api = api(&world);
        let whole = Types::of(&api).await.whole("Resource", &[]);
        let by_id = format!("query($id: ID!) {{ resource(id: $id) {whole} }}");
        let by_key = format!("query($representations: [_Any!]!) {{ _entities(representations: $representations) {{ ... on Resource {whole} }} }}");
        let id = json!(global_id(resource(9_000)));
        for (viewer, is_theirs) in [
            (Viewer::Anonymous, false),
            (Viewer::Member(vec![demo()]), true),
        ] {
            let before = lines(&world).await.len();
            let found = asked(&api, viewer.clone(), &by_key, naming(&[named("Resource", &id)])).await;
            assert!(found.get("errors").is_none(), "{found}");
            assert_eq!(found.to_string().contains("canary"), is_theirs, "{viewer:?}");
            assert_eq!(lines(&world).await.len(), before + usize::from(is_theirs), "{viewer:?}");
            let known = asked(&api, viewer.clone(), &by_id, json!({ "id": id })).await;
            assert_eq!(found["data"]["_entities"][0], known["data"]["resource"], "{viewer:?}");
        }
    }
}

on_every_database! {
    async fn a_router_is_told_which_representation_is_none_and_reads_the_others(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let good = named("Resource", &json!(global_id(seeded(301))));
        let mistakes = [
            named("Case", &json!("secretive")),
            named("resource", &json!("secretive")),
            json!({ "id": "secretive" }),
            json!({ "__typename": "Resource" }),
            json!({ "__typename": "Resource", "id": { "id": "secretive" } }),
            json!("secretive"),
        ];
        let all: Vec<Value> = mistakes.iter().cloned().chain([good]).collect();
        let answer = asked(&api, Viewer::Anonymous, ENTITIES, naming(&all)).await;
        let found = list(&answer["data"]["_entities"]);
        let (last, others) = found.split_last().unwrap_or_else(|| panic!("{answer}"));
        assert_eq!(last["name"], "みはらし病院 精神科（架空）");
        assert!(others.len() == mistakes.len() && others.iter().all(Value::is_null), "{answer}");
        let mut places: Vec<u64> = Vec::new();
        for error in list(&answer["errors"]) {
            assert_eq!(error["extensions"]["code"], "ARGUMENT_INVALID", "{answer}");
            assert_eq!(error["path"][0], "_entities");
            places.extend(error["path"][1].as_u64());
        }
        places.sort_unstable();
        assert_eq!(places, [0, 1, 2, 3, 4, 5], "{answer}");
        assert!(!answer.to_string().contains("secretive"), "{answer}");

        let place = named("Municipality", &json!("272078"));
        let answer = asked(&api, Viewer::Anonymous, ENTITIES, naming(&vec![place.clone(); 101])).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "TOO_MANY", "{answer}");
        assert_eq!(answer["data"], Value::Null);
        let most = told(&api, ENTITIES, naming(&vec![place.clone(); 100])).await;
        assert_eq!(list(&most["_entities"]).len(), 100);
        for (variables, code) in [
            (naming(&vec![place; 251]), RefusalCode::InputLimit),
            (naming(&[Value::Null]), RefusalCode::VariablesInvalid),
            (json!({}), RefusalCode::VariablesInvalid),
        ] {
            assert_eq!(refused(&api, ENTITIES, variables).await.0, code);
        }
        let inline = "{ _entities(representations: [{ __typename: \"Municipality\", id: \"272078\" }]) { ... on Municipality { code } } }";
        let found = told(&api, inline, json!({})).await;
        assert_eq!(found, json!({ "_entities": [{ "code": "272078" }] }));
    }
}
