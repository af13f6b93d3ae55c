//! Letters out, against a real mail server process that fails in every way: what was acknowledged is
//! sent or shown to a person, and a second copy leaves only where the first may have arrived.

mod acknowledged;
mod board;
mod faults;
pub(crate) mod invited;
pub(crate) mod kills;
mod leases;
mod moved;
pub(crate) mod opened;
pub(crate) mod pages;
mod retention;
mod ways;

use std::time::Duration;

use renkei::courier::Courier;
use renkei_app::Caller;
use renkei_app::letters::board::{BoardLetter, StoredLetter};
use renkei_app::writer::Writer;
use renkei_delivery::letters::smtp::{MailSettings, Mailer};
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::LetterId;
use renkei_domain::letters::address::{MailAddress, MailHost};
use renkei_domain::letters::message::MessageId;
use renkei_domain::letters::state::LetterState;
use renkei_domain::record::Source;
use renkei_tests::World;
use renkei_tests::patience::until;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::record::fine;

/// Longer than any step takes on a busy machine.
pub(crate) const AMPLE: Duration = Duration::from_secs(20);

/// A courier at work in this process.
pub(crate) struct AtWork {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl AtWork {
    pub(crate) fn begin(world: &World, settings: MailSettings) -> Self {
        let (end, asked) = oneshot::channel::<()>();
        let courier = Courier::new(world.app.clone(), fine(Mailer::new(settings)));
        let task = tokio::spawn(courier.run(async {
            drop(asked.await);
        }));
        Self { end, task }
    }

    pub(crate) async fn end(self) {
        drop(self.end);
        fine(self.task.await);
    }
}

fn hinata() -> MailAddress {
    fine(MailAddress::parse("hinata@example.jp"))
}

/// An operator asks for a test letter.
async fn queue(world: &World) -> LetterId {
    fine(world.app.queue_test_letter(Caller::COMMAND, hinata()).await)
}

async fn read(world: &World, letter: LetterId) -> StoredLetter {
    let stored = fine(world.store.letter(letter).await);
    stored.unwrap_or_else(|| panic!("{letter} is gone"))
}

/// Whoever runs the installation, at its commands.
fn command() -> Writer {
    Writer::by(Principal::installation(), Source::Command)
}

/// The board as a command shows it.
async fn on_board(world: &World) -> Vec<BoardLetter> {
    fine(fine(
        world.app.letter_board(&Principal::installation()).await,
    ))
}

/// Waits until the letter's next try has ended, and says how it stands then.
async fn after_a_try(world: &World, letter: LetterId) -> StoredLetter {
    until("the try ends", async || {
        let stored = read(world, letter).await;
        stored.last.is_some() && stored.state != LetterState::Claimed
    })
    .await;
    read(world, letter).await
}

async fn until_sent(world: &World, letter: LetterId) {
    until("the letter is sent", async || {
        read(world, letter).await.state == LetterState::Sent
    })
    .await;
}

/// The Message-ID of a letter that leaves from the office.
fn message_id(letter: LetterId) -> String {
    let host = fine(MailHost::parse("example.jp"));
    MessageId::of(letter, &host).to_string()
}
