//! Documents that ask for too much, or for nothing that there is: those that the tests know as refused, and
//! those of which some are answered.

use renkei_tests::attacks::{circles, many, refused};
use renkei_tests::calls::asked;
use serde_json::Value;

use super::{ANSWERED, Attack, PERHAPS, REFUSED, TOO_LARGE};

pub(super) fn all() -> Vec<Attack> {
    let refused = refused().into_iter();
    let refused = refused.map(|(what, document, _)| (what, document, REFUSED));
    refused
        .chain(others())
        .map(|(what, document, expected)| Attack {
            what,
            request: asked(&document, &Value::Null),
            expected,
        })
        .collect()
}

/// Too large to be looked at, cheap, or refused by where the bounds of depth and cost lie.
fn others() -> [(&'static str, String, &'static [u16]); 7] {
    let aliases = many(100_000, |n| format!("a{n}: __typename "));
    let absent = many(50, |n| format!("a{n}: node(id: \"absent{n}\") {{ id }} "));
    let whole = include_str!("../../../../crates/graphql/src/guard/tests/introspection.graphql");
    let fields = |all: &str| format!("{{ {all} }}");
    [
        ("100,000 names for a field", fields(&aliases), TOO_LARGE),
        (
            "a field 50,000 times",
            fields(&"hello ".repeat(50_000)),
            TOO_LARGE,
        ),
        ("50 absent ids one by one", fields(&absent), ANSWERED),
        ("the whole introspection", whole.to_owned(), PERHAPS),
        ("introspection in circles, 6", circles(6), PERHAPS),
        ("introspection in circles, 10", circles(10), PERHAPS),
        ("introspection in circles, 14", circles(14), PERHAPS),
    ]
}
