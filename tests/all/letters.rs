//! Letters out, against a real mail server process that fails in every way: what was acknowledged is
//! sent or shown to a person, and a second copy leaves only where the first may have arrived.

mod board;
mod faults;
mod kills;
mod leases;
mod ways;

use std::time::Duration;

use renkei::courier::Courier;
use renkei_app::Caller;
use renkei_app::letters::board::StoredLetter;
use renkei_delivery::letters::smtp::{MailSettings, Mailer};
use renkei_domain::ids::LetterId;
use renkei_domain::letters::address::{MailAddress, MailHost};
use renkei_domain::letters::message::MessageId;
use renkei_domain::letters::state::LetterState;
use renkei_tests::World;
use renkei_tests::patience::until;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::record::fine;

/// Longer than any step takes on a busy machine.
const AMPLE: Duration = Duration::from_secs(20);

/// A courier at work in this process.
struct AtWork {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl AtWork {
    fn begin(world: &World, settings: MailSettings) -> Self {
        let (end, asked) = oneshot::channel::<()>();
        let courier = Courier::new(world.app.clone(), fine(Mailer::new(settings)));
        let task = tokio::spawn(courier.run(async {
            drop(asked.await);
        }));
        Self { end, task }
    }

    async fn end(self) {
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
    let stored = fine(world.app.read_letter(letter).await);
    stored.unwrap_or_else(|| panic!("{letter} is gone"))
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
