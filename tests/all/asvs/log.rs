//! What the log of a process holds: what happened, and nothing of what was typed or shown.

use renkei_tests::patience::until;
use serde_json::Value;

use crate::binary::{Running, installation, renkei};
use crate::connections::asked;
use crate::record::fine;

/// Planted wherever something can be typed.
const CANARY: &str = "CANARY";

/// A call: its method, its address, a header and what is sent.
type Asked = (&'static str, &'static str, &'static str, &'static str);

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

/// What the log of a process says after these calls.
async fn logged(calls: &[Asked]) -> String {
    let folder = installation();
    let log = folder.path().join("log");
    let mut command = renkei(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    command
        .env("RUST_LOG", "info")
        .stderr(fine(std::fs::File::create(&log)));
    let running = Running::of(command);
    let address = fine(running.place().parse());
    for (method, path, header, body) in calls {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let answer = asked(address, &request).await;
        assert!(answer.starts_with("HTTP/1.1 "), "{method} {path}: {answer}");
        assert!(
            !answer.starts_with("HTTP/1.1 5"),
            "{method} {path}: {answer}"
        );
    }
    until("every answer is in the log", async || {
        let told = fine(std::fs::read_to_string(&log));
        told.matches("\"answered\"").count() >= calls.len()
    })
    .await;
    assert_eq!(running.end(), Some(0));

    fine(std::fs::read_to_string(&log))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_16_2_5_the_log_tells_of_events_and_of_nothing_that_was_typed() {
    let calls = [
        ("GET", "/search?text=CANARY", "X-A: b", ""),
        (
            "GET",
            "/resources/CANARY",
            "Cookie: __Host-renkei=CANARY",
            "",
        ),
        ("GET", "/CANARY", "Referer: https://CANARY.example", ""),
        ("GET", "/invitation/CANARY", "User-Agent: CANARY", ""),
        (
            "POST",
            "/sign-in",
            FORM,
            "mail=CANARY%0D%0A%7B%22level%22%3A1%7D&password=CANARY",
        ),
        (
            "POST",
            "/sign-in",
            FORM,
            "mail=CANARY%40example.jp&password=CANARY+CANARY+CANARY",
        ),
        ("POST", "/invitation", FORM, "code=CANARY"),
        ("GET", "/answer/CANARY", "User-Agent: CANARY", ""),
        ("POST", "/answer", FORM, "code=CANARY"),
        (
            "POST",
            "/graphql",
            "Content-Type: application/json",
            r#"{"query":"{ CANARY(a: \"CANARY\") }"}"#,
        ),
        (
            "POST",
            "/graphql",
            "Authorization: Bearer CANARY",
            r#"{"query":"{__typename}"}"#,
        ),
    ];
    let told = logged(&calls).await;
    let lower = told.to_lowercase();
    assert!(!lower.contains(&CANARY.to_lowercase()), "{told}");
    assert!(told.contains("sign-in refused"), "16.3.1: {told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_16_4_1_nobody_writes_a_line_of_the_log() {
    const FORGED: &str = "forged";
    let calls = [
        (
            "GET",
            "/search?q=a%0D%0A%7B%22level%22%3A%22forged%22%7D",
            "X-A: b",
            "",
        ),
        (
            "GET",
            "/%0D%0A%7B%22level%22:%22forged%22%7D",
            "User-Agent: {\"level\":\"forged\"}",
            "",
        ),
        (
            "POST",
            "/sign-in",
            FORM,
            "mail=a%40example.jp%0D%0A%7B%22level%22%3A%22forged%22%7D&password=b",
        ),
    ];
    let told = logged(&calls).await;
    for line in told.lines() {
        let line: Value = serde_json::from_str(line)
            .unwrap_or_else(|_| panic!("not one JSON value a line: {line}"));
        let level = line["level"].as_str();
        assert!(level.is_some_and(|level| level != FORGED), "{line}");
    }
    assert!(told.lines().count() >= calls.len(), "{told}");
}
