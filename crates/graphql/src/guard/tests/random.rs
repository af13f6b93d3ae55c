//! Whatever comes in, the scan answers; what the parser accepts, the scan has measured rightly.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, Selection};
use async_graphql_value::Value;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::guard::scan::{Scanned, scan};

/// Text and what it is made of.
#[derive(Debug, Clone)]
struct Printed {
    text: String,
    tokens: u64,
    nesting: u64,
}

/// Selections without selections of their own, each with its tokens and open brackets.
const LEAVES: &[(&str, u64, u64)] = &[
    ("a ", 1, 0),
    ("...F ", 2, 0),
    ("b: a ", 3, 0),
    ("a # [{(\"\n", 1, 0),
    ("a(b: \"[{(\\\"\") ", 6, 1),
    ("a(b: \"\"\"[{(\\\"\"\"[\"\"\") ", 6, 1),
    ("a(b: \"#\", c: [1, -2.5e3]) ", 12, 2),
    ("a(b: {c: $d}) @e ", 13, 2),
];

fn selection() -> impl Strategy<Value = Printed> {
    let leaf = select(LEAVES).prop_map(|(text, tokens, nesting)| Printed {
        text: text.to_owned(),
        tokens,
        nesting,
    });
    leaf.prop_recursive(8, 64, 4, |inner| {
        vec(inner, 1..4).prop_map(|parts| under("a ", 1, &parts))
    })
}

/// Selections in braces, after something of so many tokens.
fn under(before: &str, tokens: u64, parts: &[Printed]) -> Printed {
    let texts: String = parts.iter().map(|part| part.text.as_str()).collect();
    let deepest = parts.iter().map(|part| part.nesting).max();
    Printed {
        text: format!("{before}{{{texts}}}"),
        tokens: tokens + 2 + parts.iter().map(|part| part.tokens).sum::<u64>(),
        nesting: 1 + deepest.unwrap_or_default(),
    }
}

/// What a hostile list is made of.
const PIECES: &[&str] = &[
    "[", "[", "]", "]", "1", "\"", "\"", "\"\"\"", "\"\"\"", "\\", "\\\"", "\\\\", "#", "\n", "\r",
    " ", "a", "あ", "{a:", "}", "$a", "(", "\\u3042",
];

/// Lists and objects within each other.
fn depth(value: &Value) -> u64 {
    match value {
        Value::List(entries) => 1 + entries.iter().map(depth).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

/// The one value in `{a(b: VALUE)}`, as the parser sees it; nothing if the text is anything else.
fn only_value(document: &str) -> Option<Value> {
    let parsed = parse_query(document).ok()?;
    let DocumentOperations::Single(operation) = parsed.operations else {
        return None;
    };
    let [item] = operation.node.selection_set.node.items.as_slice() else {
        return None;
    };
    let Selection::Field(field) = &item.node else {
        return None;
    };
    let [(_, value)] = field.node.arguments.as_slice() else {
        return None;
    };
    field
        .node
        .selection_set
        .node
        .items
        .is_empty()
        .then(|| value.node.clone())
}

proptest! {
    #[test]
    fn any_text_is_measured(characters in vec(any::<char>(), 0..400)) {
        let text: String = characters.into_iter().collect();
        if let Ok(scanned) = scan(&text) {
            let length = u64::try_from(text.len()).expect("a short text");
            prop_assert!(scanned.tokens <= length);
            prop_assert!(scanned.nesting <= scanned.tokens);
            prop_assert!(scanned.longest_word <= length);
        }
    }

    #[test]
    fn printed_selections_are_counted(parts in vec(selection(), 1..4)) {
        let document = under("query Q", 2, &parts);
        let scanned = scan(&document.text);
        prop_assert!(scanned.is_ok(), "{}", document.text);
        let Scanned { nesting, tokens, .. } = scanned.unwrap_or_default();
        prop_assert_eq!((nesting, tokens), (document.nesting, document.tokens));
        prop_assert!(parse_query(&document.text).is_ok(), "{}", document.text);
    }

    #[test]
    fn nothing_the_parser_opens_is_hidden_from_the_scan(pieces in vec(select(PIECES), 0..30)) {
        let document = format!("{{a(b: [{}])}}", pieces.concat());
        // A string without an end is refused by the scan, whatever the parser makes of it.
        if let (Ok(scanned), Some(value)) = (scan(&document), only_value(&document)) {
            // The braces of the selection and the parentheses of the argument are open around it.
            prop_assert_eq!(scanned.nesting, 2 + depth(&value), "{}", document);
        }
    }
}
