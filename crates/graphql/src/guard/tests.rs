//! What the guard lets through, and how it refuses the rest.

mod attacks;
mod bills;
mod costs;
mod edges;
mod odd;
mod random;

use renkei_domain::access::principal::Principal;
use serde_json::{Map, Value, json};

use super::{Bound, Refusal, RefusalCode, check};
use crate::call::{Call, CallMethod};

/// A call by POST without variables.
fn post(document: impl Into<String>) -> Call {
    Call {
        document: document.into(),
        operation_name: None,
        variables: Map::new(),
        method: CallMethod::ReadOrWrite,
        principal: Principal::installation(),
    }
}

/// The same call by whoever passes by.
fn anonymous(call: Call) -> Call {
    Call {
        principal: Principal::anybody(),
        ..call
    }
}

#[test]
fn the_schema_is_told_to_those_who_may_and_the_directory_to_everybody() {
    for (document, is_told) in [
        ("{ __typename }", true),
        ("{ a { __typename } }", true),
        ("{ __schema { queryType { name } } }", false),
        ("{ a: __type(name: \"Query\") { name } }", false),
        ("{ _service { sdl } }", false),
        (
            "{ ...F } fragment F on Query { ... { __schema { __typename } } }",
            false,
        ),
        ("query A { a } query B { __schema { __typename } }", false),
    ] {
        let call = match document.strip_prefix("query A") {
            Some(_) => naming("A", post(document)),
            None => post(document),
        };
        assert!(check(&call).is_ok(), "{document} for the installation");
        let answer = check(&anonymous(call))
            .map(|_| ())
            .map_err(|refusal| refusal.code);
        let expected = if is_told {
            Ok(())
        } else {
            Err(RefusalCode::SignInFirst)
        };
        assert_eq!(answer, expected, "{document}");
    }
}

/// The same call with variables.
fn with(call: Call, variables: Value) -> Call {
    let Value::Object(variables) = variables else {
        panic!("variables are an object");
    };
    Call { variables, ..call }
}

/// The same call by another method.
fn by(method: CallMethod, call: Call) -> Call {
    Call { method, ..call }
}

/// The same call for one operation.
fn naming(name: &str, call: Call) -> Call {
    Call {
        operation_name: Some(name.to_owned()),
        ..call
    }
}

/// The refusal of a call that must not pass.
fn refusal(name: &str, call: &Call) -> Refusal {
    match check(call) {
        Ok(checked) => panic!("{name} passed at a cost of {}", checked.cost),
        Err(refusal) => refusal,
    }
}

#[test]
fn a_partner_reads_which_bound_a_call_passed_and_where() {
    let refusal = refusal(
        "deep",
        &post(format!("{}{}", "{a".repeat(16), "}".repeat(16))),
    );
    let body: Value = serde_json::from_slice(&refusal.body(None)).expect("the body is JSON");
    assert_eq!(
        body,
        json!({ "errors": [{
            "message": "an operation or fragment nests its fields deeper than 15 levels",
            "locations": [{ "line": 1, "column": 1 }],
            "extensions": {
                "code": "QUERY_TOO_COMPLEX",
                "bound": { "name": "depth", "limit": 15 },
            },
        }] })
    );
}

#[test]
fn a_partner_reads_what_a_call_costs_that_costs_too_much() {
    let searches: String = (0..11)
        .map(|n| format!("a{n}:resources{{nodes{{id}}}} "))
        .collect();
    let refusal = refusal("eleven searches", &post(format!("{{{searches}}}")));
    let body: Value = serde_json::from_slice(&refusal.body(None)).expect("the body is JSON");
    let error = &body["errors"][0]["extensions"];
    assert_eq!(
        error["bound"],
        json!({ "name": "cost", "limit": 150_000 }),
        "{body}"
    );
    assert_eq!(
        body["extensions"],
        json!({ "cost": { "requested": 11 * (14_000 + 1 + 20), "actual": 0, "limit": 150_000 } })
    );
    assert!(body.get("data").is_none(), "{body}");
}

#[test]
fn a_partner_reads_where_a_document_stops_being_graphql() {
    let refusal = refusal("syntax", &post("{\n  confidential(\n}"));
    assert_eq!(refusal.code, RefusalCode::SyntaxError);
    let body = String::from_utf8(refusal.body(None)).expect("JSON is UTF-8");
    assert!(body.contains(r#""line":3"#), "{body}");
    assert!(!body.contains("confidential"), "{body}");
}

#[test]
fn a_partner_reads_twenty_of_many_mistakes() {
    let mistakes = (0..500).map(|number| (format!("mistake {number}"), Vec::new()));
    let refusal = Refusal::listing(RefusalCode::ValidationFailed, mistakes);
    let body: Value = serde_json::from_slice(&refusal.body(None)).expect("the body is JSON");
    assert_eq!(body["errors"].as_array().map(Vec::len), Some(20));
}

#[test]
fn every_code_and_every_bound_has_its_own_name() {
    let mut codes: Vec<_> = RefusalCode::ALL.iter().map(|code| code.code()).collect();
    let mut bounds: Vec<_> = Bound::ALL.iter().map(|bound| bound.name()).collect();
    for names in [&mut codes, &mut bounds] {
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
    for bound in Bound::ALL {
        assert!(
            bound.message().contains(&bound.limit().to_string()),
            "{} does not say its number",
            bound.name()
        );
    }
}
