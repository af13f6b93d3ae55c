//! Values that hold too much, and cursors of somebody's own making.

use renkei_tests::calls::asked;
use serde_json::{Value, json};

use super::{ANSWERED, Attack, REFUSED, TOO_LARGE};

const FILTERED: &str = "query ($f: ResourceFilter) { resources(filter: $f) { nodes { id } } }";
const LISTED: &str = "query ($i: [ID!]!) { nodes(ids: $i) { id } }";
const CONTINUED: &str = "query ($a: String) { resources(first: 5, after: $a) { nodes { id } } }";
const PLAIN: &str = "{ __typename }";

const MEGABYTE: usize = 1024 * 1024;

pub(super) fn all() -> Vec<Attack> {
    let mut deep = json!({ "text": "a" });
    for _ in 0..60 {
        deep = json!({ "and": [deep] });
    }
    let text = |length: usize| json!({ "v": "x".repeat(length) });
    let cases: [(&'static str, &str, Value, &'static [u16]); 10] = [
        (
            "a filter of 60 levels",
            FILTERED,
            json!({ "f": deep }),
            REFUSED,
        ),
        (
            "300 ids in a variable",
            LISTED,
            json!({ "i": vec!["a"; 300] }),
            REFUSED,
        ),
        (
            "a text of 30,000 characters",
            FILTERED,
            json!({ "f": { "text": "a".repeat(30_000) } }),
            REFUSED,
        ),
        (
            "a field there is not in a variable",
            FILTERED,
            json!({ "f": { "sql": "1" } }),
            REFUSED,
        ),
        (
            "a list of 50,000 in a variable",
            PLAIN,
            json!({ "v": vec![1; 50_000] }),
            REFUSED,
        ),
        (
            "a list of 200,000 in a variable",
            PLAIN,
            json!({ "v": vec![100_000; 200_000] }),
            TOO_LARGE,
        ),
        ("variables of 8 MB", PLAIN, text(8 * MEGABYTE), TOO_LARGE),
        ("variables of 30 MB", PLAIN, text(30 * MEGABYTE), TOO_LARGE),
        (
            "a forged cursor",
            CONTINUED,
            json!({ "a": "' OR 1=1 --" }),
            ANSWERED,
        ),
        (
            "a huge cursor",
            CONTINUED,
            json!({ "a": "A".repeat(10_000) }),
            ANSWERED,
        ),
    ];
    cases
        .into_iter()
        .map(|(what, document, variables, expected)| Attack {
            what,
            request: asked(document, &variables),
            expected,
        })
        .collect()
}
