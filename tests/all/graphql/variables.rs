//! What stands in variables: a value that does not fit its type refuses the whole call, with one code,
//! wherever the value would be used.

use renkei_graphql::RefusalCode;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::mistakes::assert_refused;
use super::{api, refused, told};

const ONE: &str = "query($v: ID!) { node(id: $v) { id } }";
const MANY: &str = "query($v: [ID!]!) { nodes(ids: $v) { id } }";
const PAGE: &str = "query($v: Int) { resources(first: $v) { nodes { id } } }";
const SEARCH: &str =
    "query($v: ResourceFilter) { resources(filter: $v, first: 1) { nodes { id } } }";
const ORDER: &str =
    "query($v: ResourceOrder!) { resources(orderBy: $v, first: 1) { nodes { id } } }";
const DEEP: &str = "query($v: DateTime) { resources(first: 1) { nodes { openAt(at: $v) } } }";
const PART: &str = "query($v: Float!) { resources(filter: { near: { latitude: $v, longitude: 135.6, withinKm: 5 } }, first: 1) { nodes { id } } }";
/// One is left out: the library looks at the other only when it is used.
const HALF: &str = "query($v: [ResourceKind!], $text: String) { resources(filter: { kinds: $v, text: $text }, first: 1) { nodes { id } } }";
const SKIPPED: &str = "query($v: Boolean!) { resourceKinds @skip(if: $v) { code } }";
const UNUSED_WAY: &str = "query($v: Int) { resourceKinds { code } a: resources(first: $v) @skip(if: true) { nodes { id } } }";

on_every_database! {
    async fn a_partner_whose_variable_does_not_fit_always_gets_the_same_code(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let near = |near: Value| json!({ "near": near });
        let misfits = [
            (ONE, Value::Null),
            (ONE, json!(true)),
            (ONE, json!(1.5)),
            (ONE, json!({})),
            (ONE, json!(["a"])),
            (MANY, Value::Null),
            (MANY, json!(["a", null])),
            (MANY, json!([["a"]])),
            (MANY, json!(true)),
            (PAGE, json!("ten")),
            (PAGE, json!("10")),
            (PAGE, json!(1.5)),
            (PAGE, json!(3_000_000_000_i64)),
            (PAGE, json!(true)),
            (PAGE, json!([1, 2])),
            (SEARCH, json!("看護")),
            (SEARCH, json!([{}])),
            (SEARCH, json!({ "nonsense": 1 })),
            (SEARCH, json!({ "text": 1 })),
            (SEARCH, json!({ "hasCapacity": "yes" })),
            (SEARCH, json!({ "kinds": ["NONSENSE"] })),
            (SEARCH, json!({ "kinds": ["group_home"] })),
            (SEARCH, json!({ "kinds": [null] })),
            (SEARCH, json!({ "kinds": [1] })),
            (SEARCH, json!({ "municipalityCodes": ["272079"] })),
            (SEARCH, json!({ "municipalityCodes": [272_078] })),
            (SEARCH, json!({ "openAt": "noon" })),
            (SEARCH, json!({ "verifiedSince": "2026-02-30" })),
            (SEARCH, near(json!({ "latitude": 1 }))),
            (SEARCH, near(json!({ "latitude": null, "longitude": 1, "withinKm": 1 }))),
            (SEARCH, near(json!({ "latitude": "34", "longitude": 135, "withinKm": 1 }))),
            (SEARCH, near(json!({ "latitude": 34, "longitude": 135, "withinKm": 1, "withinMiles": 1 }))),
            (ORDER, json!("NEAREST")),
            (ORDER, Value::Null),
            (DEEP, json!("soon")),
            (DEEP, json!(1_700_000_000)),
            (PART, json!("34.85")),
            (PART, Value::Null),
            (HALF, json!(["NONSENSE"])),
            (HALF, json!("NONSENSE")),
            (SKIPPED, json!("true")),
            (UNUSED_WAY, json!("ten")),
        ];
        for (document, value) in misfits {
            let said = format!("{document} {value}");
            let (code, body) = refused(&api, document, json!({ "v": value })).await;
            assert_refused(&said, (code, &body), RefusalCode::VariablesInvalid);
        }
        for document in [ONE, MANY, ORDER, PART, SKIPPED] {
            let (code, body) = refused(&api, document, json!({})).await;
            assert_refused(document, (code, &body), RefusalCode::VariablesInvalid);
        }
    }
}

on_every_database! {
    async fn a_partner_may_write_a_value_in_every_form_of_its_type(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let kinds = |kinds: Value| json!({ "kinds": kinds });
        for (document, value, same) in [
            (ONE, json!(12), json!("12")),
            (MANY, json!("a"), json!(["a"])),
            (MANY, json!([1, "b"]), json!(["1", "b"])),
            (PAGE, json!(2.0), json!(2)),
            (SEARCH, kinds(json!("GROUP_HOME")), kinds(json!(["GROUP_HOME"]))),
            (SEARCH, json!({ "text": null, "near": null }), json!({})),
            (HALF, json!("GROUP_HOME"), json!(["GROUP_HOME"])),
            (PART, json!(34), json!(34.0)),
        ] {
            let one = told(&api, document, json!({ "v": value, "nobody": { "declared": "this" } })).await;
            let other = told(&api, document, json!({ "v": same })).await;
            assert_eq!(one, other, "{document} {value}");
        }
        let page = told(&api, PAGE, json!({ "v": 2.0 })).await;
        assert_eq!(page["resources"]["nodes"].as_array().map(Vec::len), Some(2));
    }
}
