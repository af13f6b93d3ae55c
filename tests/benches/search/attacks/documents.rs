//! Documents that ask for too much, or for nothing that there is.

use serde_json::Value;

use super::sent::asked;
use super::{ANSWERED, Attack, PERHAPS, REFUSED, TOO_LARGE};

fn attack(what: &'static str, document: &str, expected: &'static [u16]) -> Attack {
    Attack {
        what,
        request: asked(document, &Value::Null),
        expected,
    }
}

fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn lists(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

/// Values within values.
pub(super) fn nested() -> Vec<Attack> {
    let deep = lists(1_600);
    let objects = format!("{}1{}", "{and: ".repeat(1_500), "}".repeat(1_500));
    [
        (
            "lists within lists",
            format!("{{ resources(first: {deep}) {{ nodes {{ id }} }} }}"),
        ),
        (
            "lists within lists as a default",
            format!("query ($n: [Int] = {deep}) {{ __typename }}"),
        ),
        (
            "lists within lists in a directive",
            format!("{{ __typename @skip(if: {deep}) }}"),
        ),
        (
            "lists within lists where nothing uses them",
            format!("{{ __typename }} fragment F on Query {{ __type(name: {deep}) {{ name }} }}"),
        ),
        (
            "objects within objects",
            format!("{{ resources(filter: {objects}) {{ nodes {{ id }} }} }}"),
        ),
        (
            "a few lists within lists",
            format!("{{ nodes(ids: {}) {{ id }} }}", lists(20)),
        ),
        (
            "a list of 300 ids",
            format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"a\" ".repeat(300)),
        ),
    ]
    .map(|(what, document)| attack(what, &document, REFUSED))
    .into()
}

/// Fragments of which each spreads the next several times.
fn fan(spreads: usize, levels: usize) -> String {
    let each = many(levels, |level| {
        let next = format!(" ...F{}", level + 1).repeat(spreads);
        format!(" fragment F{level} on Query {{{next} }}")
    });
    format!("{{ ...F0 }}{each} fragment F{levels} on Query {{ __typename }}")
}

pub(super) fn fragments() -> Vec<Attack> {
    [
        ("2 spreads, 24 levels", fan(2, 24)),
        ("2 spreads, 31 levels", fan(2, 31)),
        ("8 spreads, 8 levels", fan(8, 8)),
        ("50 spreads, 12 levels", fan(50, 12)),
        (
            "two fragments in a circle",
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
        ),
        (
            "a fragment in itself",
            "{ ...A } fragment A on Query { ...A }".to_owned(),
        ),
        (
            "a circle that nothing uses",
            "{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
        ),
        (
            "the same field by 2,000 fragments",
            format!(
                "{{ {} }} {}",
                many(2_000, |n| format!("...F{n} ")),
                many(2_000, |n| format!(
                    "fragment F{n} on Query {{ __typename }} "
                )),
            ),
        ),
    ]
    .map(|(what, document)| attack(what, &document, REFUSED))
    .into()
}

/// Introspection in circles, as deep as said (an even number).
fn circles(depth: usize) -> String {
    let turns = depth / 2 - 1;
    format!(
        "{{ __schema {{ types {{ {} name {} }} }} }}",
        "fields { type { ".repeat(turns),
        "} }".repeat(turns)
    )
}

pub(super) fn fields() -> Vec<Attack> {
    let aliases = |count| many(count, |n| format!("a{n}: __typename "));
    let absent = |count| many(count, |n| format!("f{n} "));
    let ids = |count| {
        many(count, |n| {
            format!("a{n}: node(id: \"absent{n}\") {{ id }} ")
        })
    };
    let whole = include_str!("../../../../crates/graphql/src/guard/tests/introspection.graphql");
    let fields = |all: String| format!("{{ {all} }}");
    [
        ("28 levels", circles(28), REFUSED),
        ("100 levels", circles(100), REFUSED),
        (
            "20,000 levels",
            format!("{}{}", "{a".repeat(20_000), "}".repeat(20_000)),
            REFUSED,
        ),
        ("1,000 names for a field", fields(aliases(1_000)), REFUSED),
        (
            "100,000 names for a field",
            fields(aliases(100_000)),
            TOO_LARGE,
        ),
        ("a field 8,000 times", fields("id ".repeat(8_001)), REFUSED),
        (
            "a field 50,000 times",
            fields("hello ".repeat(50_000)),
            TOO_LARGE,
        ),
        (
            "2,500 fields under one",
            format!("{{ __schema {{ {} }} }}", "__typename ".repeat(2_500)),
            REFUSED,
        ),
        (
            "20,000 fields there are not",
            fields(absent(20_000)),
            REFUSED,
        ),
        ("40 fields there are not", fields(absent(40)), REFUSED),
        ("51 ids one by one", fields(ids(51)), REFUSED),
        ("50 absent ids one by one", fields(ids(50)), ANSWERED),
        ("the whole introspection", whole.to_owned(), PERHAPS),
        ("introspection in circles, 6", circles(6), PERHAPS),
        ("introspection in circles, 10", circles(10), PERHAPS),
        ("introspection in circles, 14", circles(14), PERHAPS),
    ]
    .map(|(what, document, expected)| attack(what, &document, expected))
    .into()
}

pub(super) fn definitions() -> Vec<Attack> {
    let operations = |count| many(count, |n| format!("query Q{n} {{ __typename }} "));
    let carrying = |directive: &str, count| format!("{{ __typename {} }}", directive.repeat(count));
    [
        ("10,000 skips", carrying("@skip(if: false) ", 10_000)),
        ("100 skips", carrying("@skip(if: false) ", 100)),
        ("20,000 directives there are not", carrying("@aa ", 20_000)),
        ("100 directives there are not", carrying("@aa ", 100)),
        ("5,000 operations", operations(5_000)),
        ("100 operations", operations(100)),
    ]
    .map(|(what, document)| attack(what, &document, REFUSED))
    .into()
}
