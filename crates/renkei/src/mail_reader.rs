//! Reading what comes back: from time to time each message of the mailbox is handed to the application and marked once
//! that wrote down what it holds. A process that ends in between reads the message again, and the application knows it.

use std::time::Duration;

use renkei_app::conference::replies::take::TakenMail;
use renkei_app::{App, StoreFault};
use renkei_delivery::mailbox::{MailMark, Mailbox, MailboxFault};
use tokio::time::sleep;

use crate::settings::mailbox::CheckedMailbox;

/// The longest message that is read.
const LONGEST: usize = renkei_app::conference::replies::take::LONGEST;

/// Reads a mailbox.
#[derive(Debug)]
pub struct MailReader {
    app: App,
    mailbox: Mailbox,
    every: Duration,
}

/// Why a look ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadingFault {
    /// The mailbox cannot be read.
    #[error(transparent)]
    Mailbox(#[from] MailboxFault),
    /// What was read could not be written down.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl MailReader {
    /// Reads a mailbox into an application.
    #[must_use]
    pub fn new(app: App, settings: CheckedMailbox) -> Self {
        Self {
            app,
            mailbox: Mailbox::new(settings.mailbox, LONGEST),
            every: settings.every,
        }
    }

    /// Reads until it is told to end.
    pub(crate) async fn run(self) {
        let mut is_well = true;
        loop {
            match self.look().await {
                Ok(_) => is_well = true,
                // Once, and not at every look, until it goes again.
                Err(fault) if is_well => {
                    is_well = false;
                    tracing::warn!(%fault, "answers by mail are read a little later");
                }
                Err(fault) => tracing::debug!(%fault, "answers by mail are still not read"),
            }
            sleep(self.every).await;
        }
    }

    /// Looks into the mailbox once, and says what became of each message in it.
    ///
    /// # Errors
    /// Says why it ended before the last message; what was taken until then stays taken.
    pub async fn look(&self) -> Result<Vec<TakenMail>, ReadingFault> {
        let mut round = self.mailbox.look().await?;
        let mut all = Vec::new();
        while let Some(mut message) = round.next().await? {
            let taken = match message.raw.take() {
                Some(raw) => match self.app.take_mail(raw).await {
                    Err(fault) if fault.is_damage() => {
                        tracing::error!(%fault, "a mail is about something damaged: it stays in the mailbox");
                        continue;
                    }
                    taken => taken?,
                },
                None => TakenMail::NotOurs,
            };
            let mark = match taken {
                TakenMail::NotOurs => MailMark::NotOurs,
                _ => MailMark::Taken,
            };
            round.mark(message, mark).await?;
            tracing::info!(taken = taken.code(), "a mail was read");
            all.push(taken);
        }
        round.end().await;
        Ok(all)
    }
}
