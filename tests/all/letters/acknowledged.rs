//! A serving process that is killed while it acknowledges invitations by mail: every one of which somebody was
//! told arrives, and where one may arrive twice the board says so. What was acknowledged is written down here,
//! outside the process.

use std::collections::BTreeSet;
use std::time::Duration;

use renkei::outside::SystemClock;
use renkei_domain::outside::Clock as _;
use renkei_domain::people::Standing;
use renkei_tests::browser::packed;
use renkei_tests::mail_server::MailServer;
use renkei_tests::on_every_database;
use renkei_tests::patience::until;
use renkei_tests::people::somebody;
use reqwest::Client;
use reqwest::redirect::Policy;

use super::invited::demo;
use super::kills::settings;
use super::on_board;
use crate::kills::serve;
use crate::record::fine;
use crate::upgrades::{connect, number};

/// What was sent and what was acknowledged: whom somebody invites.
#[derive(Debug, Default)]
struct Ledger {
    last: u64,
    /// Sent without an answer; the same form is sent again.
    unanswered: Vec<String>,
    acknowledged: BTreeSet<String>,
}

impl Ledger {
    fn next(&mut self) -> String {
        self.last += 1;
        format!("invited-{:05}", self.last)
    }

    fn note(&mut self, name: String, is_acknowledged: bool) {
        if is_acknowledged {
            assert!(self.acknowledged.insert(name), "acknowledged twice");
        } else {
            self.unanswered.push(name);
        }
    }
}

fn mail(name: &str) -> String {
    format!("{name}@example.jp")
}

/// Invites somebody by mail; says whether the whole answer came.
async fn invite(client: Client, address: String, session: String, name: String) -> bool {
    let mail = mail(&name);
    let fields = [
        ("once", name.as_str()),
        ("standing", "coordinator"),
        ("name", "摂津 みのり"),
        ("mail", mail.as_str()),
    ];
    let sent = client
        .post(format!(
            "http://{address}/networks/{}/members/invite",
            demo()
        ))
        .header("cookie", format!("__Host-renkei={session}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(packed(&fields))
        .send()
        .await;
    let Ok(answer) = sent else { return false };
    let status = answer.status();
    let Ok(page) = answer.text().await else {
        return false;
    };
    // Of a form that was sent before, the page says so.
    let was_before = status == 422 && page.contains("もう招待しました");
    assert!(status == 200 || was_before, "{status}: {page}");
    true
}

fn client() -> Client {
    #[expect(
        clippy::disallowed_methods,
        reason = "a browser calls the test's own server"
    )]
    let client = Client::builder()
        .timeout(Duration::from_secs(30))
        .redirect(Policy::none())
        .no_proxy()
        .build();
    fine(client)
}

/// How many copies of the letter to somebody the server has.
fn copies(server: &MailServer, name: &str) -> usize {
    let line = format!("To: {}", mail(name));
    let messages = server.accepted();
    let to_them = messages
        .iter()
        .filter(|message| message.lines().any(|one| one == line));
    to_them.count()
}

on_every_database! {
    async fn whoever_was_told_of_a_letter_is_right_although_the_process_was_killed(world) {
        let rounds = if std::env::var_os("RENKEI_TEST_FULL").is_some() { 50 } else { 8 };
        let world = world.seeded().await;
        // The processes go by the clock on the wall.
        world.clock.set(SystemClock.now());
        let haruka = somebody(&world.app, Standing::Coordinator(demo()), "haruka").await;
        let session = haruka.secret.as_str().to_owned();
        let server = MailServer::start();
        // Slow enough for every point of a conversation to be met.
        server.set("ok 10");
        let folder = settings(&server, Duration::from_secs(2));
        let mut ledger = Ledger::default();
        for round in 1..=rounds {
            let serving = serve(&world, &folder);
            let (client, address) = (client(), serving.address.clone());
            // Others each time, so that other letters are on their way.
            for _ in 0..=(round * 5 % 7) {
                let name = ledger.next();
                let told = invite(client.clone(), address.clone(), session.clone(), name.clone()).await;
                assert!(told, "a line broke before the kill");
                ledger.note(name, true);
            }
            let name = ledger.next();
            let under_way = tokio::spawn(invite(client, address, session.clone(), name.clone()));
            tokio::task::yield_now().await;
            // As the power fails: no signal to listen to.
            drop(serving);
            let told = fine(under_way.await);
            ledger.note(name, told);
        }

        let serving = serve(&world, &folder);
        for name in std::mem::take(&mut ledger.unanswered) {
            let told = invite(client(), serving.address.clone(), session.clone(), name.clone()).await;
            assert!(told, "{name}");
            ledger.note(name, true);
        }
        let connection = connect(&world.url()).await;
        let waiting = "SELECT COUNT(*) FROM letter WHERE state <> 'sent'";
        until("every letter is sent", async || number(&connection, waiting).await == 0).await;
        drop(serving);
        fine(connection.close().await);
        let board = on_board(&world).await;
        for name in &ledger.acknowledged {
            let copies = copies(&server, name);
            let told = board.iter().any(|one| {
                let to_them = one.recipient.as_ref().is_some_and(|to| to.to_string() == mail(name));
                to_them && one.letter.is_second_copy_possible
            });
            assert!(copies >= 1, "{name} was acknowledged and is lost");
            assert!(copies == 1 || told, "{name}: {copies} letters arrived and nobody is told");
        }
        assert_eq!(server.count(), ledger.acknowledged.iter().map(|name| copies(&server, name)).sum::<usize>());
    }
}
