//! Documents that look odd and are fine.

use serde_json::json;

use super::{by, naming, post, with};
use crate::call::{Call, CallMethod};
use crate::guard::check;
use crate::guard::operation::OperationKind;

fn kind(name: &str, call: &Call) -> OperationKind {
    match check(call) {
        Ok(checked) => checked.kind,
        Err(refusal) => panic!("{name} was refused: {refusal:?}"),
    }
}

#[test]
fn a_partner_may_write_brackets_where_they_are_text() {
    let brackets = "[{(".repeat(100);
    let documents = [
        ("in a string", format!("{{a(b:\"{brackets}\")}}")),
        (
            "after an escaped quote",
            format!("{{a(b:\"\\\"{brackets}\")}}"),
        ),
        (
            "after a hash in a string",
            format!("{{a(b:\"#\",c:\"{brackets}\")}}"),
        ),
        (
            "in a block string",
            format!("{{a(b:\"\"\"{brackets}\"\"\")}}"),
        ),
        (
            "on several lines",
            format!("{{a(b:\"\"\"\n{brackets}\n\"{brackets}\"\n\"\"\")}}"),
        ),
        (
            "after escaped quotes",
            format!("{{a(b:\"\"\"\\\"\"\"{brackets}\"\"\")}}"),
        ),
        (
            "after two backslashes",
            format!("{{a(b:\"\"\"\\\\\"\"\"{brackets}\"\"\")}}"),
        ),
        ("in a comment", format!("{{a #{brackets}\n}}")),
        ("in the last comment", format!("{{a}}#{brackets}")),
        (
            "in a comment with quotes",
            format!("{{a #\"\"\"{brackets}\n b(c:\"x\")}}"),
        ),
        (
            "in a comment in a list",
            format!("{{a(b:[1 # \"{brackets}\r 2])}}"),
        ),
    ];
    for (name, document) in documents {
        assert_eq!(kind(name, &post(document)), OperationKind::Query, "{name}");
    }
}

#[test]
fn a_partner_may_write_unusual_documents() {
    let everywhere = "fragment F on R{id name ...G}fragment G on R{kind}";
    let documents = [
        ("a mark in front", "\u{feff}{a}".to_owned()),
        ("commas", "{,a,,b(c:1,,),}".to_owned()),
        ("an empty string", "{a(b:\"\",c:\"\")}".to_owned()),
        ("an empty block string", "{a(b:\"\"\"\"\"\")}".to_owned()),
        (
            "a quote at the end of a block",
            "{a(b:\"\"\"say \\\"\"\"\"\"\")}".to_owned(),
        ),
        (
            "escapes",
            r#"{a(b:"\\ \/ \b \f \n \r \t \u3042 \"")}"#.to_owned(),
        ),
        ("Japanese", "{a(b:\"看護\") # 看護「\n}".to_owned()),
        ("numbers", "{a(b:-1.5e+10,c:0,d:-0.0)}".to_owned()),
        ("an empty object", "{a(b:{},c:[])}".to_owned()),
        (
            "a fragment in many places",
            format!("{{r{{{}}}}}{everywhere}", "a:b{...F}".repeat(100)),
        ),
        ("a fragment that is not there", "{a{...Missing}}".to_owned()),
        ("a fragment nobody uses", format!("{{a}}{everywhere}")),
        (
            "types of types of types",
            format!(
                "{{__schema{{types{{fields{{{}name{}}}}}}}}}",
                "type{fields{".repeat(2),
                "}".repeat(4)
            ),
        ),
    ];
    for (name, document) in documents {
        assert_eq!(kind(name, &post(document)), OperationKind::Query, "{name}");
    }
}

#[test]
fn graphiql_may_ask_for_the_schema() {
    let stock = post(include_str!("introspection.graphql"));
    assert_eq!(kind("introspection", &stock), OperationKind::Query);
    let by_get = by(CallMethod::Read, stock);
    assert_eq!(kind("introspection by GET", &by_get), OperationKind::Query);
}

#[test]
fn a_partner_names_the_operation_that_is_meant() {
    let both = "query A{a} mutation B{b}";
    let by_name = |name| naming(name, post(both));
    assert_eq!(kind("A", &by_name("A")), OperationKind::Query);
    assert_eq!(kind("B", &by_name("B")), OperationKind::Mutation);
    let read = by(CallMethod::Read, by_name("A"));
    assert_eq!(kind("A by GET", &read), OperationKind::Query);
    assert_eq!(kind("alone", &post("mutation{a}")), OperationKind::Mutation);
    assert_eq!(kind("alone", &post("query Only{a}")), OperationKind::Query);
}

#[test]
fn variables_nobody_declares_are_ignored() {
    let call = with(post("{a}"), json!({ "more": { "than": ["needed"] } }));
    assert_eq!(kind("more", &call), OperationKind::Query);
}
