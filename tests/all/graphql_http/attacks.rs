//! Documents that ask for too much, or for nothing that there is: each is refused in words that do
//! not repeat it, and the next visitor is answered.

use renkei_tests::World;
use renkei_tests::attacks::{INPUT, TOO_LONG, TOO_MUCH, refused};
use renkei_tests::world::Database;
use serde_json::Value;

use super::{asked, assert_alive};

/// The messages of an answer, one after another.
fn said(answer: &Value) -> String {
    let errors = answer["errors"].as_array().into_iter().flatten();
    let messages = errors.filter_map(|error| error["message"].as_str());
    messages.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_caller_is_refused_whatever_a_document_asks_for() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let server = world.serve().await;
    let all = refused();
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
