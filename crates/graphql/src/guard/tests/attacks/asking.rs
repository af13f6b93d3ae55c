//! Calls that can be read and ask for too much.

use serde_json::{Value, json};

use super::{Row, deep, each, nested};
use crate::guard::Bound::*;
use crate::guard::RefusalCode::{InputLimit, QueryTooComplex};
use crate::guard::tests::{post, with};

/// Fragments that spread the next one so many times, so many levels down.
fn fan(spreads: usize, levels: usize) -> String {
    let fragments = each(levels, |level| {
        let inner = format!("...F{} ", level + 1).repeat(spreads);
        format!("fragment F{level} on Query{{{inner}}}")
    });
    format!("{fragments}fragment F{levels} on Query{{__typename}}")
}

/// The same, spread by the operation.
fn bomb(spreads: usize, levels: usize) -> String {
    format!("{{...F0}}{}", fan(spreads, levels))
}

/// A value within lists within objects.
fn deep_json(levels: usize) -> Value {
    (0..levels).fold(json!(1), |inner, _| json!({ "and": [inner] }))
}

pub(super) fn too_complex() -> Vec<Row> {
    let chain = each(100, |n| format!("fragment F{n} on Query{{...F{}}}", n + 1));
    let wide = format!("fragment W on Query{{{}}}", "a ".repeat(150));
    let circles = "type{fields{".repeat(3);
    let rows = [
        ("two spreads, 24 levels", bomb(2, 24), Fields),
        ("eight spreads, eight levels", bomb(8, 8), Fields),
        ("two spreads, 31 levels", bomb(2, 31), Fields),
        ("50 spreads, 12 levels", bomb(50, 12), Fields),
        (
            "50 spreads in an unused fragment",
            format!("{{hello}}{}", fan(50, 12)),
            Fields,
        ),
        (
            "2,500 __typename",
            format!("{{{}}}", "__typename ".repeat(2_500)),
            Fields,
        ),
        ("28 levels", deep(28, "user"), Depth),
        (
            "16 levels in an unused fragment",
            format!("{{a}}fragment F on Query{}", deep(16, "a")),
            Depth,
        ),
        (
            "a long chain of fragments",
            format!("{{...F0}}{chain}fragment F100 on Query{{a}}"),
            SelectionNesting,
        ),
        (
            "1,000 aliases",
            format!("{{{}}}", each(1_000, |n| format!("a{n}:hello "))),
            RootFields,
        ),
        (
            "600 overlapping fragments",
            format!(
                "{{{}}}{}",
                each(600, |n| format!("...F{n} ")),
                each(600, |n| format!("fragment F{n} on Query{{hello}} ")),
            ),
            RootFields,
        ),
        (
            "1,000 directives",
            format!("{{hello {}}}", "@skip(if:false)".repeat(1_000)),
            Directives,
        ),
        (
            "3,000 directives that do not exist",
            format!("{{hello {}}}", "@aa ".repeat(3_000)),
            Directives,
        ),
        (
            "directives on variables",
            format!("query($v:Int {}){{hello}}", "@aa ".repeat(51)),
            Directives,
        ),
        (
            "a wide fragment in a hundred others",
            format!(
                "{{r{{...W}}}}{wide}{}",
                each(100, |n| format!("fragment F{n} on Query{{...W}}")),
            ),
            Selections,
        ),
        (
            "a full page of wide lists",
            format!(
                "{{resources(first:100){{nodes{{phones{{{}}}}}}}}}",
                "a ".repeat(600)
            ),
            Cost,
        ),
        (
            "50 searches at once, each counted",
            format!(
                "{{{}}}",
                each(50, |n| format!(
                    "a{n}:resources{{nodes{{id}}totalCount{{value}}}}"
                ))
            ),
            Cost,
        ),
        (
            "types in circles",
            format!(
                "{{__schema{{types{{fields{{{circles}name{}}}}}}}}}",
                "}".repeat(6)
            ),
            Cost,
        ),
    ];
    rows.into_iter()
        .map(|(name, document, bound)| (name, post(document), QueryTooComplex, Some(bound)))
        .collect()
}

pub(super) fn inputs_too_large() -> Vec<Row> {
    let takes = || post("query($v:V){hello(a:$v)}");
    let uses = format!("query($v:V){{{}}}", "hello(a:$v)".repeat(50));
    let long = "あ".repeat(20_000);
    let rows = [
        (
            "deep variables",
            with(takes(), json!({ "v": deep_json(60) })),
            InputNesting,
        ),
        (
            "deep variables nobody declares",
            with(takes(), json!({ "w": deep_json(6) })),
            InputNesting,
        ),
        (
            "a long list of variables",
            with(takes(), json!({ "v": vec![1; 200_000] })),
            InputEntries,
        ),
        (
            "a long text",
            with(takes(), json!({ "v": "x".repeat(20_001) })),
            InputCharacters,
        ),
        (
            "a long text in many places",
            with(post(uses), json!({ "v": long })),
            InputBytes,
        ),
        (
            "a default in many places",
            post(format!(
                "query($v:V=\"{}\"){{{}}}",
                "x".repeat(20_000),
                "a b(c:$v)".repeat(60)
            )),
            InputBytes,
        ),
        (
            "a deep literal",
            post(format!("{{hello(a:{})}}", nested(60, "[", "]"))),
            InputNesting,
        ),
        (
            "a long literal",
            post(format!("{{hello(a:[{}])}}", "1 ".repeat(251))),
            InputEntries,
        ),
        (
            "a long list in a default",
            post(format!("query($v:V=[{}]){{a}}", "1 ".repeat(251))),
            InputEntries,
        ),
        (
            "a long list in a directive",
            post(format!("{{a @b(c:[{}])}}", "1 ".repeat(251))),
            InputEntries,
        ),
        (
            "a long text in a literal",
            post(format!("{{a(b:\"{}\")}}", "x".repeat(20_001))),
            InputCharacters,
        ),
    ];
    rows.into_iter()
        .map(|(name, call, bound)| (name, call, InputLimit, Some(bound)))
        .collect()
}
