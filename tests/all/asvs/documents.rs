//! Documents that ask for too much, and the one that asks for the whole schema.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use renkei_app::people::NewToken;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::people::{by_page, somebody};
use renkei_tests::server::Visitor;
use renkei_tests::world::Database;
use renkei_web::headers::Patience;
use reqwest::Method;
use serde_json::{Value, json};

use crate::migrations::line;
use crate::record::fine;

/// As graphql-js prints it: fifteen levels deep.
const STOCK_INTROSPECTION: &str =
    include_str!("../../../crates/graphql/src/guard/tests/introspection.graphql");

/// In which time a document that asks for too much is refused.
const SOON: Duration = Duration::from_millis(50);

/// How often each is sent. The quickest answer counts: other work on the machine makes some slower, none quicker.
const TIMES: usize = 5;

/// What a body is answered: the status, what came, and how long the quickest answer took.
async fn refused(visitor: &Visitor, body: &str) -> (u16, Value, Duration) {
    let mut quickest = Duration::MAX;
    let (mut status, mut told) = (0, Value::Null);
    for _ in 0..TIMES {
        let began = Instant::now();
        let answer = visitor.send_json(Method::POST, "/graphql", body).await;
        status = answer.status().as_u16();
        let text = fine(answer.text().await);
        quickest = quickest.min(began.elapsed());
        told = fine(serde_json::from_str(&text));
    }
    (status, told, quickest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_4_3_1_a_document_that_asks_for_too_much_is_not_run_and_refused_at_once() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let visitor = server.visitor();
    let aliases: String = (0..200)
        .map(|number| format!("a{number}: resources(first: 1) {{ nodes {{ id }} }} "))
        .collect();
    let documents = [
        (format!("{{ {aliases} }}"), "QUERY_TOO_COMPLEX"),
        (
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
            "VALIDATION_FAILED",
        ),
        ("{ a ".repeat(10_000), "DOCUMENT_LIMIT"),
    ];
    for (document, code) in documents {
        let shown: String = document.chars().take(60).collect();
        let call = json!({ "query": document }).to_string();
        let (_, body, took) = refused(&visitor, &call).await;
        assert_eq!(
            body["errors"][0]["extensions"]["code"], code,
            "{shown}: {body}"
        );
        assert!(body.get("data").is_none(), "{shown}: {body}");
        assert!(took < SOON, "{shown}: {took:?}");
    }
    let batch = format!("[{}]", vec![r#"{"query":"{__typename}"}"#; 100].join(","));
    let (status, body, took) = refused(&visitor, &batch).await;
    assert_eq!(status, 400, "{body}");
    assert!(took < SOON, "a batch: {took:?}");
    // One field is more than a page: it alone is null.
    let page = json!({ "query": "{ resources(first: 101) { nodes { id } } }" });
    let (_, body, _) = refused(&visitor, &page.to_string()).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "PAGE_SIZE");
    assert!(body["data"]["resources"].is_null(), "{body}");
    server.stop().await;
}

#[test]
fn asvs_4_3_1_a_call_runs_for_ten_seconds_at_most() {
    assert_eq!(Patience::default().call, Duration::from_secs(10));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_4_3_2_the_schema_is_told_to_a_valid_token_and_to_no_stranger() {
    let world = World::on(Database::Sqlite).await;
    let operator = somebody(&world.app, Standing::Operator, "kaze").await;
    let new = NewToken {
        name: line("市のシステム"),
        scopes: vec![TokenScope::DirectoryWrite],
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    let made = fine(fine(
        world
            .app
            .make_token(&by_page(&operator.principal), new)
            .await,
    ));
    let server = world.serve().await;
    let call = json!({ "query": STOCK_INTROSPECTION }).to_string();
    let ask = async |token: Option<&str>| {
        let request = server.visitor().request(Method::POST, "/graphql");
        let request = request.header("content-type", "application/json");
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let answer = fine(request.body(call.clone()).send().await);
        let status = answer.status().as_u16();
        let body: Value = fine(serde_json::from_str(&fine(answer.text().await)));
        (status, body)
    };
    let (status, told) = ask(Some(&made.secret)).await;
    let types = told["data"]["__schema"]["types"]
        .as_array()
        .map_or(0, Vec::len);
    assert!(status == 200 && types > 50, "{status}: {types} types");
    assert!(told.get("errors").is_none(), "{}", told["errors"]);
    let (_, refused) = ask(None).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "SIGN_IN_FIRST");
    assert!(refused.get("data").is_none(), "{refused}");
    let (status, refused) = ask(Some("renkei_unknown")).await;
    assert_eq!(status, 401, "{refused}");
    server.stop().await;
}
