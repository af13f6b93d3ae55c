//! What fits and what does not, as the reference implementation decides it.

use async_graphql::parser::parse_query;
use serde_json::json;

use super::*;
use crate::Api;
use crate::scalars;

/// A schema with what ours has not: a default of a part, a choice, and a scalar that is not ours.
const OTHER: &str = "
    scalar Colour
    enum Kind { A B }
    input Filter { kind: Kind! = A, colour: Colour, nested: [[Int!]] }
    input Choice @oneOf { id: ID, name: String }
    type Thing { id: ID! }
";

fn document(text: &str) -> ExecutableDocument {
    parse_query(text).expect("a document")
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("variables are an object: {other}"),
    }
}

/// The values of a call, or the messages of its refusal.
fn fitted(
    types: &InputTypes,
    text: &str,
    name: Option<&str>,
    given: Value,
) -> Result<Value, Value> {
    match types.fit(&document(text), name, object(given)) {
        Ok(fitting) => Ok(Value::Object(fitting)),
        Err(refusal) => {
            assert_eq!(refusal.code, RefusalCode::VariablesInvalid, "{text}");
            let body: Value = serde_json::from_slice(&refusal.body(None)).expect("JSON");
            let errors = body["errors"].as_array().cloned().unwrap_or_default();
            Err(errors
                .iter()
                .map(|error| error["message"].clone())
                .collect())
        }
    }
}

#[test]
fn a_variable_is_of_a_type_that_the_schema_takes_in() {
    let types = InputTypes::of(OTHER);
    for (variable, is_known) in [
        ("$v: Colour", true),
        ("$v: [[Kind!]!]!", true),
        ("$v: Filter = {}", true),
        ("$v: ID!", true),
        ("$v: Thing", false),
        ("$v: [Nothing] = [1]", false),
    ] {
        let text = format!("query ({variable}) {{ __typename }}");
        let checked = types.check(&document(&text));
        assert_eq!(checked.is_ok(), is_known, "{variable}");
    }
}

#[test]
fn every_scalar_of_ours_is_looked_at() {
    let sdl = Api::sdl();
    let scalars = sdl.lines().filter_map(|line| line.strip_prefix("scalar "));
    let names: Vec<&str> = scalars.filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["Date", "DateTime", "MunicipalityCode"]);
    for name in names {
        assert!(scalars::check_of(name).is_some(), "{name}");
    }
}

#[test]
fn a_value_comes_out_in_the_form_of_its_type_or_not_at_all() {
    let types = InputTypes::of(OTHER);
    let no = || None;
    let yes = |value: Value| Some(value);
    for (of, given, expected) in [
        ("Boolean", json!(true), yes(json!(true))),
        ("Boolean", json!("true"), no()),
        ("Boolean", json!(1), no()),
        ("Int", json!(-5), yes(json!(-5))),
        ("Int", json!(5.0), yes(json!(5))),
        ("Int", json!(5.5), no()),
        ("Int", json!(2_147_483_647), yes(json!(2_147_483_647))),
        ("Int", json!(2_147_483_648_i64), no()),
        ("Int", json!("5"), no()),
        ("Int", json!(1e300), no()),
        ("Float", json!(5), yes(json!(5))),
        ("Float", json!(5.5), yes(json!(5.5))),
        ("Float", json!("5.5"), no()),
        ("String", json!("5"), yes(json!("5"))),
        ("String", json!(5), no()),
        ("ID", json!("a"), yes(json!("a"))),
        ("ID", json!(5), yes(json!("5"))),
        ("ID", json!(u64::MAX), yes(json!("18446744073709551615"))),
        ("ID", json!(5.5), no()),
        ("ID", json!(["a"]), no()),
        ("Kind", json!("B"), yes(json!("B"))),
        ("Kind", json!("C"), no()),
        ("Kind", json!("b"), no()),
        ("Kind", json!(0), no()),
        ("Colour", json!({ "red": 1 }), yes(json!({ "red": 1 }))),
        ("Int", json!(null), yes(json!(null))),
        ("Int!", json!(null), no()),
        ("[Int!]", json!([1, 2.0]), yes(json!([1, 2]))),
        ("[Int!]", json!(1), yes(json!([1]))),
        ("[Int!]", json!([]), yes(json!([]))),
        ("[Int!]", json!([1, null]), no()),
        ("[Int]", json!([1, null]), yes(json!([1, null]))),
        ("[Int]", json!("a"), no()),
        ("[[Int]]", json!([1, [2]]), yes(json!([[1], [2]]))),
        ("[[Int]]", json!(1), yes(json!([[1]]))),
        ("Filter", json!({}), yes(json!({}))),
        (
            "Filter",
            json!({ "kind": "B" }),
            yes(json!({ "kind": "B" })),
        ),
        ("Filter", json!({ "kind": null }), no()),
        ("Filter", json!({ "kind": ["B"] }), no()),
        ("Filter", json!({ "nothing": 1 }), no()),
        (
            "Filter",
            json!({ "nested": 1 }),
            yes(json!({ "nested": [[1]] })),
        ),
        ("Filter", json!({ "nested": [[null]] }), no()),
        ("Filter", json!("B"), no()),
        ("Filter", json!([{}]), no()),
        ("[Filter]", json!({}), yes(json!([{}]))),
        ("Choice", json!({ "id": 1 }), yes(json!({ "id": "1" }))),
        ("Choice", json!({ "id": null }), no()),
        ("Choice", json!({}), no()),
        ("Choice", json!({ "id": "1", "name": "a" }), no()),
        ("Choice", json!({ "id": "1", "name": null }), no()),
    ] {
        let text = format!("query ($v: {of}) {{ __typename }}");
        let said = format!("{of} {given}");
        let fitted = fitted(&types, &text, None, json!({ "v": given })).ok();
        assert_eq!(fitted, expected.map(|v| json!({ "v": v })), "{said}");
    }
}

#[test]
fn a_variable_that_must_have_a_value_has_one() {
    let types = InputTypes::of(&Api::sdl());
    let one = "query Q($id: ID!) { resource(id: $id) { name } }";
    let usual = "query Q($n: Int! = 5) { resources(first: $n) { nodes { name } } }";
    let free = "query Q($n: Int) { resources(first: $n) { nodes { name } } }";
    for (text, given, expected) in [
        (one, json!({ "id": "a" }), Some(json!({ "id": "a" }))),
        (one, json!({}), None),
        (one, json!({ "id": null }), None),
        (one, json!({ "other": "a" }), None),
        (
            one,
            json!({ "id": "a", "b": 1 }),
            Some(json!({ "id": "a" })),
        ),
        (usual, json!({}), Some(json!({}))),
        (usual, json!({ "n": null }), None),
        (free, json!({}), Some(json!({}))),
        (free, json!({ "n": null }), Some(json!({ "n": null }))),
    ] {
        let said = format!("{text} {given}");
        assert_eq!(fitted(&types, text, None, given).ok(), expected, "{said}");
    }
    // Only the operation that is meant counts.
    let both = "query A($id: ID!) { node(id: $id) { id } } query B { resourceKinds { code } }";
    assert!(fitted(&types, both, Some("A"), json!({})).is_err());
    assert!(fitted(&types, both, Some("B"), json!({})).is_ok());
}

#[test]
fn a_mistake_is_told_with_its_place_and_many_are_told_in_part() {
    let types = InputTypes::of(&Api::sdl());
    let text = "query ($f: ResourceFilter!, $i: [ID!]!) { __typename }";
    let given = json!({
        "f": { "near": { "latitude": "34" }, "kinds": ["GROUP_HOME", 1], "x": 1 },
        "i": ["a", null],
    });
    let expected = json!([
        "the variable $f.kinds[1] must be the name of a value of ResourceKind",
        "the variable $f.near.latitude must be a number",
        "the variable $f.near.longitude must be given",
        "the variable $f.near.withinKm must be given",
        "the variable $f has a part \"x\", which ResourceFilter has not",
        "the variable $i[1] must not be null",
    ]);
    assert_eq!(fitted(&types, text, None, given), Err(expected));

    let many = json!({ "f": {}, "i": vec![json!(null); 250] });
    let messages = fitted(&types, text, None, many).expect_err("nothing fits");
    assert_eq!(messages.as_array().map(Vec::len), Some(MAX_ERRORS));
    // A name may be long; a message is not.
    let long = json!({ "f": { ("x".repeat(10_000)): 1 }, "i": "a" });
    let messages = fitted(&types, text, None, long).expect_err("there is no such part");
    assert!(messages.to_string().len() < 200, "{messages}");
    // A name that is declared again costs nothing more.
    let twice = "query ($i: ID!, $i: ID!) { __typename }";
    assert!(fitted(&types, twice, None, json!({ "i": "a" })).is_ok());
}
