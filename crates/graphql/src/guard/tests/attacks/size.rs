//! Documents that are too large to be read, whatever they mean.

use super::{Row, deep, each, nested};
use crate::guard::Bound::*;
use crate::guard::RefusalCode::DocumentLimit;
use crate::guard::tests::post;

pub(super) fn too_long() -> Vec<Row> {
    let length = Some(DocumentBytes);
    let rows = [
        (
            "aliases of __typename",
            format!("{{{}}}", each(100_000, |n| format!("a{n}:__typename "))),
        ),
        (
            "one field over and over",
            format!("{{{}}}", "hello ".repeat(50_000)),
        ),
        (
            "fields that do not exist",
            format!("{{{}}}", each(20_000, |n| format!("x{n} "))),
        ),
        (
            "operations",
            each(5_000, |n| format!("query O{n}{{hello}} ")),
        ),
        (
            "overlapping fragments",
            format!(
                "{{{}}}{}",
                each(2_000, |n| format!("...F{n} ")),
                each(2_000, |n| format!("fragment F{n} on Query{{hello}} ")),
            ),
        ),
        (
            "a directive over and over",
            format!("{{hello {}}}", "@skip(if:false)".repeat(10_000)),
        ),
        (
            "a directive that does not exist",
            format!("{{hello {}}}", "@aa ".repeat(20_000)),
        ),
        ("a comment", format!("{{hello}}#{}", "x".repeat(5_000_000))),
        (
            "a string",
            format!("{{hello(a:\"{}\")}}", "x".repeat(5_000_000)),
        ),
        ("depth", deep(20_000, "user")),
    ];
    rows.into_iter()
        .map(|(name, document)| (name, post(document), DocumentLimit, length))
        .collect()
}

pub(super) fn too_nested() -> Vec<Row> {
    let lists = nested(1_600, "[", "]");
    let objects = nested(1_500, "{and:", "}");
    let hidden = nested(70, "[", "]");
    let nesting = Some(BracketNesting);
    let rows = [
        ("lists in an argument", format!("{{hello(a:{lists})}}")),
        (
            "lists in a default",
            format!("query($v:Int={lists}){{hello}}"),
        ),
        (
            "lists in a directive",
            format!("{{hello @skip(if:{lists})}}"),
        ),
        (
            "lists in an unused fragment",
            format!("{{hello}}fragment F on Query{{hello(a:{lists})}}"),
        ),
        (
            "lists in a type",
            format!("query($v:{}){{hello}}", nested(100, "[", "]")),
        ),
        (
            "lists that are never closed",
            format!("{{hello(a:{}", "[".repeat(1_600)),
        ),
        ("objects", format!("{{hello(a:{objects})}}")),
        ("selections", deep(100, "user")),
        (
            "behind a quote in a comment",
            format!("{{#\"\nhello(a:{hidden})}}"),
        ),
        (
            "behind a comment that a bare return ends",
            format!("{{#\"\rhello(a:{hidden})}}"),
        ),
        (
            "behind an escaped backslash",
            format!("{{hello(b:\"\\\\\",a:{hidden})}}"),
        ),
        (
            "behind an empty string",
            format!("{{hello(b:\"\",a:{hidden})}}"),
        ),
        (
            "behind an empty block string",
            format!("{{hello(b:\"\"\"\"\"\",a:{hidden})}}"),
        ),
        (
            "behind escaped quotes in a block string",
            format!("{{hello(b:\"\"\"\\\"\"\"\"\"\",a:{hidden})}}"),
        ),
        (
            "behind a hash in a string",
            format!("{{hello(b:\"#\",a:{hidden})}}"),
        ),
    ];
    rows.into_iter()
        .map(|(name, document)| (name, post(document), DocumentLimit, nesting))
        .collect()
}

pub(super) fn too_many_parts() -> Vec<Row> {
    let rows = [
        ("tokens", format!("{{{}}}", "a ".repeat(8_000)), Tokens),
        ("a name", format!("{{{}}}", "a".repeat(257)), WordBytes),
        (
            "a number",
            format!("{{a(b:{})}}", "1".repeat(257)),
            WordBytes,
        ),
        (
            "51 operations",
            each(51, |n| format!("query O{n}{{a}}")),
            Operations,
        ),
    ];
    rows.into_iter()
        .map(|(name, document, bound)| (name, post(document), DocumentLimit, Some(bound)))
        .collect()
}
