//! Documents that ask for too much, or for nothing that there is: each is refused in words that do
//! not repeat it, and the next visitor is answered.

use renkei_tests::World;
use renkei_tests::world::Database;
use serde_json::Value;

use super::{asked, assert_alive};

const TOO_LONG: &str = "DOCUMENT_LIMIT";
pub(super) const TOO_MUCH: &str = "QUERY_TOO_COMPLEX";
pub(super) const INVALID: &str = "VALIDATION_FAILED";
pub(super) const INPUT: &str = "INPUT_LIMIT";

/// One refused document with its code.
type Attack = (&'static str, String, &'static str);

fn lists(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

fn objects(depth: usize) -> String {
    format!("{}1{}", "{and: ".repeat(depth), "}".repeat(depth))
}

/// Fragments of which each spreads the next several times.
fn fan(spreads: usize, levels: usize) -> String {
    let mut document = "{ ...F0 }".to_owned();
    for level in 0..levels {
        let next = format!(" ...F{}", level + 1).repeat(spreads);
        document.push_str(&format!(" fragment F{level} on Query {{{next} }}"));
    }
    document + &format!(" fragment F{levels} on Query {{ __typename }}")
}

/// Introspection in circles, as deep as said (an even number).
pub(super) fn circles(depth: usize) -> String {
    let turns = depth / 2 - 1;
    let open = "fields { type { ".repeat(turns);
    format!(
        "{{ __schema {{ types {{ {open} name {} }} }} }}",
        "} }".repeat(turns)
    )
}

/// The messages of an answer, one after another.
fn said(answer: &Value) -> String {
    let errors = answer["errors"].as_array().into_iter().flatten();
    let messages = errors.filter_map(|error| error["message"].as_str());
    messages.collect::<Vec<_>>().join("\n")
}

pub(super) fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn nested_values() -> Vec<Attack> {
    let (deep, objects) = (lists(1_600), objects(1_500));
    vec![
        (
            "lists within lists",
            format!("{{ resources(first: {deep}) {{ nodes {{ id }} }} }}"),
            TOO_LONG,
        ),
        (
            "the same as a default",
            format!("query ($n: [Int] = {deep}) {{ __typename }}"),
            TOO_LONG,
        ),
        (
            "the same in a directive",
            format!("{{ __typename @skip(if: {deep}) }}"),
            TOO_LONG,
        ),
        (
            "the same where nothing uses it",
            format!("{{ __typename }} fragment F on Query {{ __type(name: {deep}) {{ name }} }}"),
            TOO_LONG,
        ),
        (
            "objects within objects",
            format!("{{ resources(filter: {objects}) {{ nodes {{ id }} }} }}"),
            TOO_LONG,
        ),
        (
            "a few lists within lists",
            format!("{{ nodes(ids: {}) {{ id }} }}", lists(20)),
            INPUT,
        ),
        (
            "a wide list",
            format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"a\" ".repeat(300)),
            INPUT,
        ),
    ]
}

fn fragments() -> Vec<Attack> {
    vec![
        ("2 spreads, 24 levels", fan(2, 24), TOO_MUCH),
        ("2 spreads, 31 levels", fan(2, 31), TOO_MUCH),
        ("8 spreads, 8 levels", fan(8, 8), TOO_MUCH),
        ("50 spreads, 12 levels", fan(50, 12), TOO_MUCH),
        (
            "two fragments in a circle",
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
            INVALID,
        ),
        (
            "a fragment in itself",
            "{ ...A } fragment A on Query { ...A }".to_owned(),
            INVALID,
        ),
        (
            "a circle that nothing uses",
            "{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
            INVALID,
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
            TOO_LONG,
        ),
    ]
}

fn fields() -> Vec<Attack> {
    vec![
        ("28 levels", circles(28), TOO_MUCH),
        ("100 levels", circles(100), TOO_LONG),
        (
            "10,000 levels",
            format!("{}{}", "{a".repeat(10_000), "}".repeat(10_000)),
            TOO_LONG,
        ),
        (
            "20,000 levels",
            format!("{}{}", "{ab".repeat(20_000), "}".repeat(20_000)),
            TOO_LONG,
        ),
        (
            "1,000 names for a field",
            format!("{{ {} }}", many(1_000, |n| format!("a{n}: __typename "))),
            TOO_MUCH,
        ),
        (
            "51 fields at the top",
            format!("{{ {} }}", many(51, |n| format!("a{n}: __typename "))),
            TOO_MUCH,
        ),
        (
            "51 ids one by one",
            format!(
                "{{ {} }}",
                many(51, |n| format!("a{n}: node(id: \"x\") {{ id }} "))
            ),
            TOO_MUCH,
        ),
        (
            "a field 8,000 times",
            format!("{{ {} }}", "id ".repeat(8_001)),
            TOO_LONG,
        ),
        (
            "2,500 fields under one",
            format!("{{ __schema {{ {} }} }}", "__typename ".repeat(2_500)),
            TOO_MUCH,
        ),
        (
            "20,000 fields there are not",
            format!("{{ {} }}", many(20_000, |n| format!("f{n} "))),
            TOO_LONG,
        ),
        (
            "40 fields there are not",
            format!("{{ {} }}", many(40, |n| format!("resourcez{n} "))),
            INVALID,
        ),
    ]
}

fn definitions() -> Vec<Attack> {
    vec![
        (
            "a list of a type there is not",
            "query ($v: [Nothing] = [1]) { nodes(ids: $v) { id } }".to_owned(),
            INVALID,
        ),
        (
            "10,000 skips",
            format!("{{ __typename {} }}", "@skip(if: false) ".repeat(10_000)),
            TOO_LONG,
        ),
        (
            "100 skips",
            format!("{{ __typename {} }}", "@skip(if: false) ".repeat(100)),
            TOO_MUCH,
        ),
        (
            "20,000 directives there are not",
            format!("{{ __typename {} }}", "@aa ".repeat(20_000)),
            TOO_LONG,
        ),
        (
            "100 directives there are not",
            format!("{{ __typename {} }}", "@aa ".repeat(100)),
            TOO_MUCH,
        ),
        (
            "5,000 operations",
            many(5_000, |n| format!("query Q{n} {{ __typename }} ")),
            TOO_LONG,
        ),
        (
            "100 operations",
            many(100, |n| format!("query Q{n} {{ __typename }} ")),
            TOO_LONG,
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_caller_is_refused_whatever_a_document_asks_for() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let server = world.serve().await;
    let all = [nested_values(), fragments(), fields(), definitions()].concat();
    assert!(all.len() > 30, "{}", all.len());
    for (what, document, code) in all {
        let answer = asked(server.address, &document, Value::Null).await;
        assert_eq!(
            answer.status,
            400,
            "{what}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        let codes = answer.codes();
        assert!(
            codes.iter().all(|told| told == code),
            "{what}: {codes:?}, not {code}"
        );
        assert!(
            (1..=20).contains(&codes.len()),
            "{what}: {} errors",
            codes.len()
        );
        let json = answer.json();
        assert!(json.get("data").is_none(), "{what}");
        let text = json.to_string();
        assert!(text.len() < 8 * 1024, "{what}: {} bytes", text.len());
        assert!(!text.contains("Did you mean"), "{what}: {text}");
        // Nor does it send back what was asked: neither its beginning nor its middle.
        let letters: Vec<char> = document.chars().collect();
        for from in [0, letters.len() / 2] {
            let asked: String = letters.iter().skip(from).take(40).collect();
            // A few letters may stand in any sentence.
            let is_told = asked.chars().count() > 20 && said(&json).contains(&asked);
            assert!(!is_told, "{what} is told {asked}: {text}");
        }
        if [TOO_LONG, TOO_MUCH, INPUT].contains(&code) {
            let bound = &json["errors"][0]["extensions"]["bound"];
            assert!(
                bound["name"].is_string() && bound["limit"].is_u64(),
                "{what}: {text}"
            );
        }
        assert_alive(server.address, what).await;
    }
    server.stop().await;
}
