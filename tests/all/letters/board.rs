//! An operator's day with letters, by the commands.

use std::time::Instant;

use renkei_tests::mail_server::MailServer;
use renkei_tests::pace::Pace;
use renkei_tests::patience::until;

use super::AMPLE;
use crate::binary::{Running, folder, installation, run};
use crate::record::fine;

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
const TEST: [&str; 3] = ["letter", "test", "hinata@example.jp"];

/// In how many rounds pages are opened, and how many of each in a round.
const ROUNDS: usize = 5;
const PAGES: usize = 10;

/// How long pages take that somebody opens one after the other.
fn as_fast_as(serving: &Running) -> Pace {
    let rounds = (0..ROUNDS).map(|_| {
        let mut took = Vec::new();
        for path in ["/", "/areas/272078", "/readyz"].repeat(PAGES) {
            let began = Instant::now();
            assert_eq!(serving.open(path).0, "200", "{path}");
            took.push(began.elapsed());
        }
        Pace::of(took)
    });
    Pace::best(&rounds.collect::<Vec<_>>())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_does_not_wait_for_a_mail_server_whatever_it_does() {
    let server = MailServer::start();
    let folder = installation();
    fine(std::fs::write(
        folder.path().join("renkei.toml"),
        server.toml(AMPLE),
    ));
    let serving = Running::start(&folder, &SERVE);
    // The first pages are slower: nothing was read from the disk before.
    as_fast_as(&serving);
    let usual = as_fast_as(&serving);
    // It takes no letter just now, takes its time over each word, or says none at all.
    for way in ["busy", "ok 300", "silent"] {
        server.set(way);
        let before = server.conversations();
        assert_eq!(run(&folder, &TEST).code, Some(0));
        until("the courier calls", async || {
            server.conversations() > before
        })
        .await;
        let beside = as_fast_as(&serving);
        assert!(
            beside.keeps_up_with(&usual),
            "{way}: {beside:?}, and {usual:?} as a rule"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_finds_a_refused_letter_on_the_board_and_sends_it_again() {
    let server = MailServer::start();
    server.set("refuse");
    let folder = installation();
    fine(std::fs::write(
        folder.path().join("renkei.toml"),
        server.toml(AMPLE),
    ));
    let serving = Running::start(&folder, &SERVE);
    let queued = run(&folder, &TEST);
    let letter = queued.said[0]["letter"].as_str().unwrap_or_default();
    let on_board = || run(&folder, &["letter", "board"]).said;
    until("it is on the board", async || {
        on_board()[0]["event"] == "letter"
    })
    .await;
    let board = on_board();
    let shown = &board[0];
    assert_eq!(shown["letter"], letter);
    assert_eq!(shown["state"], "undeliverable");
    assert_eq!(shown["reply"], 550);
    assert_eq!(shown["recipient"], "hinata@example.jp");

    server.set("ok");
    assert_eq!(run(&folder, &["letter", "retry", letter]).code, Some(0));
    until("it arrives", async || server.count() == 1).await;
    until("the board is empty", async || on_board()[0]["letters"] == 0).await;
    until("it cannot be taken back", async || {
        run(&folder, &["letter", "withdraw", letter]).refused() == (Some(1), "LETTER_SENT")
    })
    .await;
    assert_eq!(serving.end(), Some(0));
}

#[test]
fn an_operator_without_a_mail_server_is_told_what_to_write() {
    let folder = folder();
    for words in [&TEST[..], &["courier"]] {
        assert_eq!(
            run(&folder, words).refused(),
            (Some(2), "NO_MAIL"),
            "{words:?}"
        );
    }
    let settings = "[mail]\nhost = \"mail.example.jp\"\nfrom = \"office\"\n";
    fine(std::fs::write(folder.path().join("renkei.toml"), settings));
    assert_eq!(run(&folder, &["courier"]).refused(), (Some(2), "SETTINGS"));
}

#[test]
fn a_newcomer_writes_to_nobody_from_the_demo() {
    let folder = folder();
    let settings = "[mail]\nhost = \"127.0.0.1\"\nfrom = \"office@example.jp\"\n";
    fine(std::fs::write(folder.path().join("renkei.toml"), settings));
    let demo = ["demo", "--data", "demo", "--listen", "127.0.0.1:0"];
    assert_eq!(Running::start(&folder, &demo).end(), Some(0));
    let ended = run(&folder, &["courier", "--data", "demo"]);
    assert_eq!(ended.refused(), (Some(1), "DEMO_SENDS_NOTHING"));
}
