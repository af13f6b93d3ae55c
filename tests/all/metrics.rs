//! The numbers that a process tells to whoever runs it, apart from the pages.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use renkei_app::Caller;
use renkei_domain::letters::address::MailAddress;
use renkei_tests::on_every_database;

use crate::binary::{Running, folder, renkei};
use crate::connections::asked;
use crate::record::fine;

async fn get(address: SocketAddr, method: &str, path: &str) -> String {
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    asked(address, &request).await
}

/// The numbers under their names and labels; whatever is neither a number nor a remark fails.
fn numbers(text: &str) -> BTreeMap<String, f64> {
    let lines = text.lines().filter(|line| !line.starts_with("# "));
    lines
        .map(|line| {
            let (name, number) = line.rsplit_once(' ').unwrap_or_default();
            let number = number.parse().unwrap_or_else(|_| panic!("{line}"));
            (name.to_owned(), number)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_reads_numbers_about_nobody_at_an_address_of_their_own() {
    let folder = folder();
    let settings = "[metrics]\nlisten = \"127.0.0.1:0\"\n";
    fine(std::fs::write(folder.path().join("renkei.toml"), settings));
    let running = Running::of(renkei(&folder, &["serve", "--listen", "127.0.0.1:0"]));
    let pages: SocketAddr = fine(running.place().parse());
    let told_at = running.metrics.clone().unwrap_or_default();
    let told_at = told_at
        .trim_start_matches("http://")
        .trim_end_matches("/metrics");
    let told_at: SocketAddr = fine(told_at.parse());
    assert_ne!(told_at, pages);

    let nobody = "/resources/01932f00-0000-7000-8000-00000000beef";
    for (method, path, status) in [
        ("GET", "/", "200"),
        ("GET", "/", "200"),
        ("GET", "/search?text=CANARY", "200"),
        ("GET", nobody, "404"),
        ("GET", "/CANARY", "404"),
        ("CANARY", "/", "405"),
    ] {
        let answer = get(pages, method, path).await;
        let begin = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&begin), "{method} {path}: {answer}");
    }
    let answer = get(pages, "GET", "/metrics").await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    let answer = get(told_at, "GET", "/").await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");

    let answer = get(told_at, "GET", "/metrics").await;
    let (head, text) = answer.split_once("\r\n\r\n").unwrap_or_default();
    assert!(head.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(head.contains("text/plain; version=0.0.4"), "{head}");
    assert!(!text.contains("CANARY") && !text.contains("beef"), "{text}");
    let numbers = numbers(text);
    let answers = |route: &str, method: &str, status: u16| {
        let name = format!(
            "renkei_http_requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}"
        );
        numbers.get(&name).copied()
    };
    assert_eq!(answers("/", "GET", 200), Some(2.0), "{text}");
    assert_eq!(answers("/search", "GET", 200), Some(1.0), "{text}");
    let pattern = numbers
        .keys()
        .filter(|name| name.contains("route=\"/resources/{"));
    assert!(pattern.count() > 1, "{text}");
    // What has no route stands under none, however it was called.
    assert_eq!(answers("-", "GET", 404), Some(2.0), "{text}");
    assert_eq!(answers("/", "other", 405), Some(1.0), "{text}");
    for name in ["renkei_acts_total", "renkei_http_connections"] {
        assert!(numbers.contains_key(name), "{name} in {text}");
    }
    assert_eq!(running.end(), Some(0));
}

on_every_database! {
    async fn an_operator_sees_how_many_letters_wait(world) {
        let before = fine(world.app.figures().await);
        assert!(before.letters.is_empty() && before.imports.is_empty(), "{before:?}");
        for name in ["haruka", "sora"] {
            let to = fine(MailAddress::parse(&format!("{name}@example.jp")));
            fine(world.app.queue_test_letter(Caller::COMMAND, to).await);
        }
        let after = fine(world.app.figures().await);
        assert_eq!(after.letters, BTreeMap::from([("queued".to_owned(), 2)]));
        assert_eq!(after.acts, before.acts + 2);
    }
}
