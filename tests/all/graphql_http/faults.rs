//! What a program is told when something of ours breaks: a number to ask about, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use renkei_app::App;
use renkei_domain::outside::Clock;
use renkei_domain::time::Instant;
use renkei_graphql::examples::EXAMPLES;
use renkei_tests::clock::{SeededEntropy, japan};
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};
use renkei_web::headers::Patience;
use serde_json::{Value, json};

use super::{Answered, asked, assert_alive};

/// What a log may say and an answer may not.
const SECRET: &str = "the clock fell off the wall";

/// A clock that breaks: each request may look at it once, for its number, and no more.
#[derive(Debug, Default)]
struct FragileClock {
    is_broken: AtomicBool,
    looks: AtomicUsize,
}

impl Clock for FragileClock {
    fn now(&self) -> Instant {
        let looks = self.looks.fetch_add(1, Ordering::SeqCst);
        assert!(
            looks == 0 || !self.is_broken.load(Ordering::SeqCst),
            "{SECRET}"
        );
        japan("2026-11-20", "10:00")
    }
}

fn assert_calm(what: &str, answer: &Answered) {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let id = answer.header("x-request-id").unwrap_or_default();
    assert_eq!(id.len(), 32, "{what}");
    for told in [SECRET, "panic", "sql", "SELECT", "pool", "/src/"] {
        assert!(!text.contains(told), "{what} tells {told}: {text}");
    }
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_gets_a_number_where_the_code_breaks() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let clock = Arc::new(FragileClock::default());
    let app = App::new(
        world.store.clone(),
        clock.clone(),
        Arc::new(SeededEntropy::new(77)),
    );
    let server = Server::start(app).await;
    let mut broken = 0;
    for example in EXAMPLES {
        let variables = serde_json::from_str(example.variables).unwrap_or(Value::Null);
        clock.is_broken.store(true, Ordering::SeqCst);
        clock.looks.store(0, Ordering::SeqCst);
        let answer = asked(server.address, example.document, variables).await;
        if answer.status == 500 {
            broken += 1;
            assert_calm(example.title, &answer);
            assert_eq!(answer.codes(), ["INTERNAL"], "{}", example.title);
            let json = answer.json();
            assert!(json.get("data").is_none(), "{json}");
            let told = json["errors"][0]["extensions"]["requestId"].as_str();
            assert_eq!(told, answer.header("x-request-id"), "{}", example.title);
            let kind = answer.header("content-type").unwrap_or_default();
            assert!(kind.starts_with("application/json"), "{kind}");
        } else {
            assert_eq!(answer.status, 200, "{}", example.title);
        }
        clock.is_broken.store(false, Ordering::SeqCst);
        assert_alive(server.address, example.title).await;
    }
    assert!(broken > 0, "no example looks at the clock");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_is_told_the_bound_of_an_answer_that_takes_too_long() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    // Nothing that waits for a database is ready at once.
    let server = Server::start_patient(
        world.app.clone(),
        Patience {
            call: Duration::ZERO,
            ..Patience::default()
        },
    )
    .await;
    let search = "{ resources(filter: { text: \"支援\" }, first: 100) {
        nodes { name description strengths { text } organization { name } sources { credit } }
        totalCount { value } facets { kinds { kind count } }
    } }";
    let answer = asked(server.address, search, Value::Null).await;
    assert_calm("a slow search", &answer);
    assert_eq!(
        (answer.status, answer.codes()),
        (503, vec!["ANSWER_TIMEOUT".to_owned()])
    );
    let bound = &answer.json()["errors"][0]["extensions"]["bound"];
    assert_eq!(*bound, json!({ "name": "answerSeconds", "limit": 10 }));
    server.stop().await;

    let patience = Patience {
        answer: Duration::ZERO,
        ..Patience::default()
    };
    let server = Server::start_patient(world.app.clone(), patience).await;
    let (status, page) = server.visitor().read("/search?q=%E6%94%AF%E6%8F%B4").await;
    assert_eq!(status, 503, "{page}");
    assert!(page.contains(r#"<html lang="ja">"#), "{page}");
    server.stop().await;

    let server = world.serve().await;
    let answer = asked(server.address, search, Value::Null).await;
    assert_eq!(
        answer.status, 200,
        "the same search has time enough elsewhere"
    );
    server.stop().await;
}

on_every_database! {
    async fn a_partner_gets_a_code_where_the_database_is_away(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let closed = world.store.clone().close().await;
        closed.unwrap_or_else(|fault| panic!("{fault}"));
        let search = "{ resources(filter: { text: \"看護\" }, first: 3) { nodes { name } } }";
        let answer = asked(server.address, search, Value::Null).await;
        assert_calm("a search", &answer);
        assert_eq!(answer.codes(), ["INTERNAL"]);
        let json = answer.json();
        assert!(json["data"]["resources"].is_null(), "{json}");
        let told = json["errors"][0]["extensions"]["requestId"].as_str();
        assert_eq!(told, answer.header("x-request-id"), "{json}");
        assert_alive(server.address, "a search without a database").await;
        server.stop().await;
    }
}
