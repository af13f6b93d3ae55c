//! Words that nobody would search for in earnest: a bounded, sensible answer on every database.

use std::time::{Duration, Instant};

use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{asked, assert_alive, encoded, posted, request, sent};

const SEARCH: &str = "query ($t: String!) { resources(filter: { text: $t }, first: 5) { \
    nodes { name } totalCount { value isExact } } }";

/// Much longer than any of these takes, even in a build that is not optimised.
const BOUND: Duration = Duration::from_secs(5);

fn hostile() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&str, String)> = [
        "\"",
        "\"\"",
        "*",
        "看*",
        "\"看護",
        "看護\" OR \"移行",
        "NEAR(看護 移行)",
        "NEAR/3",
        "AND",
        "OR",
        "NOT",
        "看護 AND NOT 移行",
        "( ",
        ")",
        "((((",
        "^看護",
        "head:看護",
        "{head body}: 看護",
        "-看護",
        "+看護",
        "看護 -移行",
        ":",
        "::",
        "%",
        "_",
        "\\",
        "'",
        "';--",
        "' OR 1=1 --",
        "看護 & 移行",
        "看護 | !移行",
        "<->",
        "看護:*",
        "$1",
        "?1",
    ]
    .map(|text| ("the syntax of a search engine", text.to_owned()))
    .to_vec();
    all.extend([
        ("nothing", String::new()),
        ("spaces", " \u{3000}\t\n ".to_owned()),
        ("one kanji", "桜".to_owned()),
        ("one letter", "a".to_owned()),
        ("a long dash", "ー".to_owned()),
        ("10,000 letters", "a".repeat(10_000)),
        ("10,000 kanji", "看護".repeat(5_000)),
        (
            "10,000 different kanji",
            (0x4E00..0x4E00 + 10_000_u32)
                .filter_map(char::from_u32)
                .collect(),
        ),
        ("3,000 words", "看護 ".repeat(3_000)),
        (
            "3,000 different words",
            (0..3_000).map(|n| format!("語{n} ")).collect(),
        ),
        ("NUL", "看\u{0}護".to_owned()),
        ("NUL alone", "\u{0}".to_owned()),
        ("controls", (1..32_u8).map(char::from).collect()),
        (
            "marks without a letter",
            "\u{301}\u{3099}\u{309A}".repeat(500),
        ),
        (
            "the direction of writing",
            "\u{202E}看護\u{202C}".to_owned(),
        ),
        (
            "joined emoji",
            "👩\u{200D}👩\u{200D}👧\u{200D}👦".repeat(100),
        ),
        ("no characters", "\u{FFFF}\u{FDD0}\u{10FFFF}".to_owned()),
        ("the character for what is unknown", "\u{FFFD}".repeat(100)),
        ("only symbols", "！”＃＄％＆’（）＝～｜｛｝".to_owned()),
        ("letters that grow", "\u{FDFA}".repeat(1_000)),
    ]);
    all
}

on_every_database! {
    async fn a_hostile_caller_searches_for_anything_and_is_answered_in_time(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        for (what, text) in hostile() {
            let began = Instant::now();
            let answer = asked(server.address, SEARCH, json!({ "t": text })).await;
            let took = began.elapsed();
            let shown: String = text.chars().take(20).collect();
            assert!(took < BOUND, "{what} 「{shown}」 took {took:?}");
            assert_eq!(answer.status, 200, "{what} 「{shown}」");
            assert!(answer.body.len() < 64 * 1024, "{what} 「{shown}」");
            // A text that cannot be searched for is refused by its name; anything else finds or does not.
            let codes = answer.codes();
            let is_refused = codes == ["BAD_FILTER"];
            assert!(is_refused || codes.is_empty(), "{what} 「{shown}」: {codes:?}");
            let count = &answer.json()["data"]["resources"]["totalCount"]["value"];
            assert!(is_refused || count.is_u64(), "{what} 「{shown}」: {count}");
        }
        assert_alive(server.address, "searches").await;
        let found = asked(server.address, SEARCH, json!({ "t": "看護" })).await.json();
        let names = found["data"]["resources"]["nodes"].as_array().map(Vec::len);
        assert!(names.is_some_and(|names| names > 0), "{found}");
        let none = asked(server.address, SEARCH, json!({ "t": "看護\" OR \"移行" })).await.json();
        assert_eq!(none["errors"], Value::Null, "{none}");
        server.stop().await;
    }
}

// Half of a pair of surrogates, which is no text in any encoding, in every place where a text to search
// for may stand.
on_every_database! {
    async fn a_hostile_caller_writes_half_a_character_and_is_told_or_finds_nothing(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let call = |document: &str, text: &str| {
            format!(r#"{{"query":{},"variables":{{"t":"{text}"}}}}"#, json!(document)).into_bytes()
        };
        let literal = |text: &str| {
            let document = format!("{{ resources(filter: {{ text: \"{text}\" }}, first: 5) {{ totalCount {{ value }} }} }}");
            call(&document, "")
        };
        let mut bytes = call(SEARCH, "?");
        let place = bytes.iter().rposition(|byte| *byte == b'?').unwrap_or_default();
        drop(bytes.splice(place..=place, *b"\xED\xA0\x80"));
        for (what, body, code) in [
            ("the first half in a variable", call(SEARCH, r"\ud800"), "JSON_UNREADABLE"),
            ("the second half in a variable", call(SEARCH, r"\udc00"), "JSON_UNREADABLE"),
            ("both in the wrong order", call(SEARCH, r"\udc00\ud800"), "JSON_UNREADABLE"),
            ("its three bytes in a variable", bytes, "JSON_UNREADABLE"),
            ("an escape of the document", literal(r"\ud800"), "SYNTAX_ERROR"),
            ("a longer escape of the document", literal(r"\u{d800}"), "SYNTAX_ERROR"),
        ] {
            let answer = posted(server.address, &body).await;
            assert_eq!((answer.status, answer.codes()), (400, vec![code.to_owned()]), "{what}");
            assert!(answer.body.len() < 1024, "{what}: {} bytes", answer.body.len());
            assert_alive(server.address, what).await;
        }
        // In an address the three bytes are read as signs that cannot be read, and signs mean nothing.
        let document = "{ resources(filter: { text: \"?\" }, first: 5) { totalCount { value } } }";
        let count = |answer: Value| answer["data"]["resources"]["totalCount"]["value"].clone();
        let nothing = json!(0);
        let plain = count(asked(server.address, SEARCH, json!({ "t": "看護" })).await.json());
        assert_ne!(plain, nothing);
        for (what, query, found) in [
            ("a document", format!("query={}", encoded(document)), &nothing),
            ("a variable", format!("query={}&variables={}", encoded(SEARCH), encoded(r#"{"t":"?"}"#)), &nothing),
            ("a word beside it", format!("query={}", encoded(&document.replace('?', "看護?"))), &plain),
        ] {
            let path = format!("/graphql?{}", query.replace("%3F", "%ED%A0%80"));
            let answer = sent(server.address, request("GET", &path, &[], b"")).await;
            assert_eq!(answer.status, 200, "{what}");
            assert_eq!(&count(answer.json()), found, "{what}");
        }
        server.stop().await;
    }
}
