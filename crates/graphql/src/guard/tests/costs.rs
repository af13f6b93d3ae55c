//! What operations cost, and that the table of weights is whole.

use serde_json::{Value, json};

use super::{naming, post, refusal, with};
use crate::call::Call;
use crate::guard::{Bound, check, weights};

fn cost(name: &str, call: &Call) -> u64 {
    match check(call) {
        Ok(checked) => checked.cost,
        Err(refusal) => panic!("{name} was refused: {refusal:?}"),
    }
}

#[test]
fn a_partner_pays_for_each_entry_that_is_asked_for() {
    const OWN: u64 = 14_000;
    const COUNT: u64 = 11_000;
    let page = "query($n:Int=7){resources(first:$n){nodes{id}}}";
    let on_connection = "fragment C on ResourceConnection{nodes{id}}";
    let rows: &[(&str, String, Value, u64)] = &[
        ("a value", "{a}".into(), json!({}), 1),
        (
            "a page",
            "{resources(first:10){nodes{id}}}".into(),
            json!({}),
            OWN + 1 + 10,
        ),
        (
            "a page backwards",
            "{resources(last:10){nodes{id}}}".into(),
            json!({}),
            OWN + 1 + 10,
        ),
        (
            "no size",
            "{resources{nodes{id}}}".into(),
            json!({}),
            OWN + 1 + 20,
        ),
        (
            "null",
            "{resources(first:null){nodes{id}}}".into(),
            json!({}),
            OWN + 1 + 20,
        ),
        (
            "more than a page",
            "{resources(first:5000){nodes{id}}}".into(),
            json!({}),
            OWN + 1 + 100,
        ),
        (
            "less than nothing",
            "{resources(first:-1){nodes{id}}}".into(),
            json!({}),
            OWN + 1 + 100,
        ),
        ("a variable", page.into(), json!({ "n": 3 }), OWN + 1 + 3),
        ("its default", page.into(), json!({}), OWN + 1 + 7),
        (
            "a null instead",
            page.into(),
            json!({ "n": null }),
            OWN + 1 + 20,
        ),
        (
            "edges",
            "{resources(first:10){edges{cursor node{id}}}}".into(),
            json!({}),
            OWN + 1 + 30,
        ),
        (
            "a list in each entry",
            "{resources(first:10){nodes{phones{number}}}}".into(),
            json!({}),
            OWN + 1 + 10 * (1 + 3),
        ),
        (
            "a count beside the entries",
            "{resources(first:10){nodes{id}totalCount{value}}}".into(),
            json!({}),
            OWN + 1 + 10 + COUNT + 1,
        ),
        (
            "one fragment on two connections",
            format!("{{a:resources(first:1){{...C}}b:resources(first:2){{...C}}}}{on_connection}"),
            json!({}),
            (OWN + 1 + 1) + (OWN + 1 + 2),
        ),
        (
            "ids",
            "{nodes(ids:[\"a\",\"b\",\"c\"]){id}}".into(),
            json!({}),
            200 + 3 * (10 + 1),
        ),
        (
            "ids of a variable",
            "query($i:[ID!]!){nodes(ids:$i){id}}".into(),
            json!({ "i": ["a", "b"] }),
            200 + 2 * (10 + 1),
        ),
        (
            "what other subgraphs name",
            "query($r:[_Any!]!){_entities(representations:$r){__typename ...on Resource{id}}}"
                .into(),
            json!({ "r": [{}, {}, {}] }),
            200 + 3 * (10 + 2),
        ),
        (
            "more of it than is answered",
            "query($r:[_Any!]!){_entities(representations:$r){__typename}}".into(),
            json!({ "r": vec![json!({}); 250] }),
            200 + 100 * (10 + 1),
        ),
        (
            "the schema for a router",
            "{_service{sdl}}".into(),
            json!({}),
            5_000 + 1,
        ),
        (
            "one by its id",
            "{node(id:\"a\"){id}}".into(),
            json!({}),
            201,
        ),
        (
            "one of the directory by its id",
            "{resource(id:\"a\"){id}}".into(),
            json!({}),
            201,
        ),
    ];
    for (name, document, variables, expected) in rows {
        let call = with(post(document.as_str()), variables.clone());
        assert_eq!(cost(name, &call), *expected, "{name}");
    }
}

#[test]
fn a_partner_pays_for_the_operation_that_is_meant() {
    let both = "query A{a} query B{resources(first:100){nodes{id}}}";
    assert_eq!(cost("the small one", &naming("A", post(both))), 1);
    assert_eq!(cost("the large one", &naming("B", post(both))), 14_101);
}

#[test]
fn a_partner_may_search_a_few_times_in_one_call() {
    let searches = |times: usize, selected: &str| {
        let searches = (0..times).map(|number| format!("a{number}:resources{{{selected}}} "));
        post(format!("{{{}}}", searches.collect::<String>()))
    };
    for (selected, most) in [
        ("nodes{id}", 10),
        ("totalCount{value}", 5),
        ("facets{kinds{count}}", 5),
        ("nodes{id}totalCount{value}", 5),
    ] {
        cost(selected, &searches(most, selected));
        let refused = refusal(selected, &searches(most + 1, selected));
        assert_eq!(refused.bound(), Some(Bound::Cost), "{selected}");
    }
}

#[test]
fn a_partner_may_ask_for_a_full_page_of_everything() {
    let everything = post(include_str!("everything.graphql"));
    let call = with(
        everything,
        json!({ "first": 100, "at": "2026-04-01T10:00:00+09:00" }),
    );
    let cost = cost("everything", &call);
    let limit = Bound::Cost.limit();
    assert!((limit / 3..limit).contains(&cost), "{cost}");
}

#[test]
fn a_list_that_the_table_forgot_is_found() {
    let sdl = "type Query { phones: [Phone!]! forgotten: [[Phone!]!] words: [String!]! one: Phone }
        type Phone { number: String! }
        interface Node { forgotten: [Query] }";
    let mut missing = weights::lists_not_weighed(sdl);
    missing.sort_unstable();
    assert_eq!(missing, ["Node.forgotten", "Query.forgotten"]);
}
