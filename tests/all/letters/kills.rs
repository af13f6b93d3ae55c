//! Couriers as processes of their own, killed at any point.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use renkei::outside::SystemClock;
use renkei_app::Place;
use renkei_domain::ids::LetterId;
use renkei_domain::letters::state::LetterState;
use renkei_domain::outside::Clock as _;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::{World, on_every_database};
use tempfile::TempDir;

use super::{message_id, queue, read};
use crate::binary::{folder, renkei};
use crate::record::fine;

/// A courier's process; it ends with the test.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(world: &World, folder: &TempDir) -> Self {
        let mut command: Command = renkei(folder, &["courier"]);
        match &world.place {
            Place::Folder(data) => command.arg("--data").arg(data),
            Place::Postgres(url) => command.arg("--database").arg(url),
        };
        command.env("RENKEI_KEY_FILE", &world.key_file);
        Self(fine(command.stdout(Stdio::null()).spawn()))
    }

    /// As the power fails: no signal to listen to.
    pub(crate) fn kill(mut self) {
        fine(self.0.kill());
        fine(self.0.wait());
    }

    /// As a service manager ends it.
    pub(crate) async fn end(mut self) -> Option<i32> {
        let signal = format!("kill -TERM {}", self.0.id());
        let sent = Command::new("sh").args(["-c", &signal]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "SIGTERM is sent");
        let status = tokio::task::spawn_blocking(move || self.0.wait()).await;
        fine(fine(status)).code()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // After an end of its own there is nothing left to kill.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A folder whose settings name the server.
pub(crate) fn settings(server: &MailServer, patience: Duration) -> TempDir {
    let folder = folder();
    fine(std::fs::write(
        folder.path().join("renkei.toml"),
        server.toml(patience),
    ));
    folder
}

async fn queue_many(world: &World, many: usize) -> Vec<LetterId> {
    // The processes go by the clock on the wall.
    world.clock.set(SystemClock.now());
    let mut letters = Vec::with_capacity(many);
    for _ in 0..many {
        letters.push(queue(world).await);
    }
    letters
}

async fn all_sent(world: &World, letters: &[LetterId]) {
    until("every letter is sent", async || {
        for letter in letters {
            if read(world, *letter).await.state != LetterState::Sent {
                return false;
            }
        }
        true
    })
    .await;
}

/// How many copies of each letter the server has; it must have no other messages.
fn copies(server: &MailServer, letters: &[LetterId]) -> Vec<usize> {
    let ids = server.message_ids();
    let of = |letter: &LetterId| ids.iter().filter(|id| **id == message_id(*letter)).count();
    let counts: Vec<usize> = letters.iter().map(of).collect();
    assert_eq!(counts.iter().sum::<usize>(), ids.len(), "{ids:?}");
    counts
}

on_every_database! {
    async fn an_office_loses_no_letter_when_couriers_are_killed_on_the_way(world) {
        let rounds = if std::env::var_os("RENKEI_TEST_FULL").is_some() { 100 } else { 8 };
        let step = 5;
        let server = MailServer::start();
        // Slow enough for every point of a conversation to be met.
        server.set("ok 10");
        let folder = settings(&server, Duration::from_secs(2));
        let letters = queue_many(&world, rounds * step + 2 * step).await;
        for round in 1..=rounds {
            let courier = Process::start(&world, &folder);
            until("some letters leave", async || server.count() >= round * step).await;
            courier.kill();
        }
        let courier = Process::start(&world, &folder);
        all_sent(&world, &letters).await;
        assert_eq!(courier.end().await, Some(0), "it ends cleanly");
        for (letter, count) in letters.iter().zip(copies(&server, &letters)) {
            assert!(count >= 1, "{letter} was acknowledged and is lost");
            let told = read(&world, *letter).await.is_second_copy_possible;
            assert!(count == 1 || told, "{letter} arrived {count} times and nobody is told");
        }
    }
}

on_every_database! {
    async fn two_couriers_at_once_send_each_letter_once(world) {
        let server = MailServer::start();
        server.set("ok 5");
        let folder = settings(&server, Duration::from_secs(30));
        let letters = queue_many(&world, 40).await;
        let (one, other) = (Process::start(&world, &folder), Process::start(&world, &folder));
        all_sent(&world, &letters).await;
        assert_eq!((one.end().await, other.end().await), (Some(0), Some(0)));
        assert_eq!(copies(&server, &letters), vec![1; letters.len()]);
        for letter in letters {
            let stored = read(&world, letter).await;
            assert!(!stored.is_second_copy_possible && stored.tries == 1, "{stored:?}");
        }
    }
}
