//! Each bound lets through what is exactly at it. What is one beyond it stands here where the
//! attacks do not show it.

use serde_json::json;

use super::{post, refusal, with};
use crate::call::Call;
use crate::guard::Bound::{self, *};
use crate::guard::{check, scan};

fn list(entries: u64) -> String {
    "1 ".repeat(times(entries))
}

fn times(number: u64) -> usize {
    usize::try_from(number).expect("the number of a test fits")
}

/// A document in which brackets are open so many times at once.
fn brackets(levels: u64) -> String {
    let inner = times(levels - 2);
    format!("{{a(b:{}1{})}}", "[".repeat(inner), "]".repeat(inner))
}

/// So many fields: 40 at the top, the others below the first of them.
fn fields(count: u64) -> String {
    format!(
        "{{{}r{{{}}}}}",
        "a ".repeat(39),
        "a ".repeat(times(count - 40))
    )
}

fn depth(levels: u64) -> String {
    format!(
        "{}{}",
        "{a".repeat(times(levels)),
        "}".repeat(times(levels))
    )
}

/// A chain of fragments, the operation itself being the first level.
fn chain(levels: u64) -> String {
    let last = levels - 2;
    let links: String = (0..last)
        .map(|link| format!("fragment F{link} on Q{{...F{}}}", link + 1))
        .collect();
    format!("{{...F0}}{links}fragment F{last} on Q{{a}}")
}

fn document_of(bound: Bound, number: u64) -> String {
    let many = times(number);
    match bound {
        DocumentBytes => format!("{{a}}#{}", "x".repeat(many - 4)),
        BracketNesting => brackets(number),
        Tokens => format!("{{a(b:[{}])}}", "1 ".repeat(many - 9)),
        WordBytes => format!("{{{}}}", "a".repeat(many)),
        Operations => (0..number).map(|n| format!("query O{n}{{a}}")).collect(),
        Fields => fields(number),
        Depth => depth(number),
        SelectionNesting => chain(number),
        Directives => format!("{{a {}}}", "@b ".repeat(many)),
        RootFields => format!("{{{}}}", "a ".repeat(many)),
        Selections | Cost | InputBytes => unreachable!("no exact document"),
        InputNesting => format!("{{a(b:{}1{})}}", "[".repeat(many), "]".repeat(many)),
        InputEntries => format!("{{a(b:[{}])}}", list(number)),
        InputCharacters => format!("{{a(b:\"{}\")}}", "あ".repeat(many)),
    }
}

/// The call without its several operations standing in the way.
fn call(document: String) -> Call {
    let mut call = post(document);
    if call.document.starts_with("query O0") {
        call.operation_name = Some("O0".to_owned());
    }
    call
}

#[test]
fn a_partner_may_go_to_the_bound_and_not_beyond() {
    let exact = [
        DocumentBytes,
        WordBytes,
        Operations,
        Fields,
        Depth,
        SelectionNesting,
        Directives,
        RootFields,
        InputNesting,
        InputEntries,
        InputCharacters,
    ];
    for bound in exact {
        let at = call(document_of(bound, bound.limit()));
        assert!(check(&at).is_ok(), "{bound:?}: {:?}", check(&at).err());
        let beyond = call(document_of(bound, bound.limit() + 1));
        assert_eq!(refusal(bound.name(), &beyond).bound(), Some(bound));
    }
}

#[test]
fn the_scan_itself_stops_at_its_bounds() {
    for bound in [BracketNesting, Tokens] {
        let limit = bound.limit();
        let at = document_of(bound, limit);
        assert_eq!(scan::check(&at), Ok(()), "{bound:?}");
    }
    let measured = scan::scan(&document_of(Tokens, Tokens.limit())).expect("it can be read");
    assert_eq!(measured.tokens, Tokens.limit());
    let beyond = scan::check(&document_of(BracketNesting, BracketNesting.limit() + 1));
    let bound = beyond.err().and_then(|refusal| refusal.bound());
    assert_eq!(bound, Some(BracketNesting));
}

#[test]
fn variables_may_go_to_the_bound() {
    let nested = (0..InputNesting.limit()).fold(json!(1), |inner, _| json!([inner]));
    let values = [
        nested,
        json!(vec![1; times(InputEntries.limit())]),
        json!("あ".repeat(times(InputCharacters.limit()))),
    ];
    for value in values {
        let call = with(post("query($v:V){a(b:$v)}"), json!({ "v": value }));
        assert!(check(&call).is_ok(), "{:?}", check(&call).err());
    }
}

#[test]
fn variables_nobody_uses_weigh_nothing() {
    let texts: Vec<_> = (0..100).map(|_| "x".repeat(20_000)).collect();
    let call = with(post("{a}"), json!({ "v": texts }));
    assert!(check(&call).is_ok(), "{:?}", check(&call).err());
}
