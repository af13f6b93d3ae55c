//! Words that nobody would search for in earnest, among all offices.

use renkei_tests::calls::asked;
use serde_json::json;

use super::{ANSWERED, Attack};

const SEARCH: &str = "query ($t: String!) { resources(filter: { text: $t }, first: 5) { \
    nodes { name } totalCount { value isExact } } }";

pub(super) fn all() -> Vec<Attack> {
    let different = (0x4E00..0x4E00 + 10_000_u32).filter_map(char::from_u32);
    let texts: [(&'static str, String); 18] = [
        ("a search for one kanji", "就".to_owned()),
        ("a search for one kana", "す".to_owned()),
        ("a search for one digit", "1".to_owned()),
        ("a search for two frequent words", "支援 事業".to_owned()),
        (
            "a search for eight frequent words",
            "支援 事業 就労 所 ワ ク 市 1".to_owned(),
        ),
        ("a search for 10,000 letters", "a".repeat(10_000)),
        ("a search for 10,000 kanji", "看護".repeat(5_000)),
        ("a search for 10,000 different kanji", different.collect()),
        ("a search for 3,000 words", "看護 ".repeat(3_000)),
        (
            "a search in the syntax of an index",
            "\"看護\" * NEAR(移行) ^ : - {head}".to_owned(),
        ),
        ("a search with quotes", "看護\" OR \"移行".to_owned()),
        (
            "a search with operators",
            "看護 & !移行 | <-> :*".to_owned(),
        ),
        ("a search with SQL", "' OR 1=1 --".to_owned()),
        ("a search with NUL", "看\u{0}護".to_owned()),
        ("a search for marks", "\u{301}\u{3099}\u{309A}".repeat(500)),
        (
            "a search for symbols",
            "！”＃＄％＆’（）＝～｜｛｝".to_owned(),
        ),
        ("a search for letters that grow", "\u{FDFA}".repeat(1_000)),
        ("a search for nothing", " \u{3000}\t ".to_owned()),
    ];
    texts
        .into_iter()
        .map(|(what, text)| Attack {
            what,
            request: asked(SEARCH, &json!({ "t": text })),
            expected: ANSWERED,
        })
        .collect()
}
