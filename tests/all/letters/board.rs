//! An operator's day with letters, by the commands.

use std::time::Instant;

use renkei_delivery::letters::smtp::Security;
use renkei_tests::mail_server::MailServer;
use renkei_tests::pace::{Pace, Windows};
use renkei_tests::patience::until;

use super::AMPLE;
use crate::binary::{Running, folder, installation, renkei, run};
use crate::record::fine;

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
const TEST: [&str; 3] = ["letter", "test", "hinata@example.jp"];

/// Nobody listens where the mail server was.
const DOWN: &str = "down";

/// It shows a certificate that nobody trusts.
const UNKNOWN: &str = "unknown";

/// How a mail server behaves whose faults no visitor is to notice: it takes no letter just now, wants to be asked twice,
/// refuses it before or after it has it, goes away with it, takes its time over each word, says none at all, is not
/// there, or is none that can be trusted.
const WAYS: [&str; 10] = [
    "busy",
    "grey",
    "refuse_at_hello",
    "refuse_at_data",
    "refuse_after_content",
    "drop_after_content",
    "ok 300",
    "silent",
    DOWN,
    UNKNOWN,
];

/// How many windows there are of either kind, before a mail server turns so and while it is so; and how often each of
/// three pages is opened in one.
const WINDOWS: usize = 2;
const PAGES: usize = 12;

/// How often a way is tried where other work on the machine made pages slower beside it.
const SERIES: usize = 3;

/// How long pages take that somebody opens one after the other.
fn window(serving: &Running) -> Pace {
    let mut took = Vec::new();
    for path in ["/", "/areas/272078", "/readyz"].repeat(PAGES) {
        let began = Instant::now();
        assert_eq!(serving.open(path).0, "200", "{path}");
        took.push(began.elapsed());
    }
    Pace::of(took)
}

/// Those of some ways beside which pages came more slowly, each with its figures.
async fn slowed_by(ways: &[&'static str]) -> Vec<(&'static str, Windows)> {
    let ways = ways.iter().copied();
    let (unknown, others): (Vec<_>, Vec<_>) = ways.partition(|way| *way == UNKNOWN);
    let mut slowed = slowed_beside(Security::Plain, &others).await;
    slowed.extend(slowed_beside(Security::StartTls, &unknown).await);
    slowed
}

/// The same of one server. Whatever an earlier way left behind ends with it.
async fn slowed_beside(security: Security, ways: &[&'static str]) -> Vec<(&'static str, Windows)> {
    let mut slowed = Vec::new();
    if ways.is_empty() {
        return slowed;
    }
    let mut server = MailServer::start_with(security);
    let folder = installation();
    fine(std::fs::write(
        folder.path().join("renkei.toml"),
        server.toml(AMPLE),
    ));
    let mut command = renkei(&folder, &SERVE);
    command.env("RENKEI_LIMITS__REQUESTS_PER_MINUTE", "0");
    let serving = Running::of(command);
    // The first pages are slower: nothing was read from the disk before.
    window(&serving);
    for way in ways {
        let alone = (0..WINDOWS).map(|_| window(&serving)).collect();
        let before = server.conversations();
        match *way {
            DOWN => server.stop(),
            UNKNOWN => {}
            way => server.set(way),
        }
        assert_eq!(run(&folder, &TEST).code, Some(0));
        until("the courier calls", async || {
            *way == DOWN || server.conversations() > before
        })
        .await;
        let beside = (0..WINDOWS).map(|_| window(&serving)).collect();
        let windows = Windows { alone, beside };
        if !windows.keep_up() {
            slowed.push((*way, windows));
        }
    }
    slowed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_does_not_wait_for_a_mail_server_whatever_it_does() {
    let (mut ways, mut told) = (WAYS.to_vec(), Vec::new());
    for _ in 0..SERIES {
        let slowed = slowed_by(&ways).await;
        if slowed.is_empty() {
            return;
        }
        ways = slowed.iter().map(|(way, _)| *way).collect();
        let figures = slowed.iter();
        told.extend(figures.map(|(way, windows)| format!("{way}: {windows}")));
    }
    panic!("pages wait for a mail server: {told:#?}");
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
