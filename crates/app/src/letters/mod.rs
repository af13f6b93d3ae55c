//! Letters out. An act queues a letter beside what it writes ([`queue`]); a courier claims it, and only
//! then is it put into words (`render`, with [`links`]) and carried to a mail server ([`carry`]); what does
//! not leave stands on a board for people ([`board`]), each of whom sees their own (`rights`). What is
//! over is forgotten ([`retention`]).
//!
//! A new kind of letter: a line in `LetterKind` and `LetterSubject`, the two columns of its subject in the
//! store, whose it is in the store's `letters::scope`, an arm in `render`, its recipient on the board, and a
//! canary in `tests/all/canary`.

mod about_link;
pub(crate) mod address_change;
pub mod board;
pub mod carry;
pub(crate) mod conference;
pub(crate) mod consent_ending;
pub(crate) mod inquiry;
mod invitation;
pub mod links;
mod meeting;
mod observation;
mod poll;
mod proposal;
pub mod queue;
mod render;
pub mod retention;
mod rights;
mod webhook;
mod whom;
pub(crate) mod withdraw;

pub(crate) use whom::{Ways, WhoCalls};

use crate::App;
use crate::writer::Answer;

/// What a write of letters answers: that it was done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Done;

impl Answer for Done {
    fn to_text(&self) -> String {
        String::new()
    }

    fn from_text(_: &str) -> Option<Self> {
        Some(Self)
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Says that a letter may be due: called after an act that queued one, so that a courier in this
    /// process looks at once. Couriers elsewhere look every few seconds.
    pub fn wake_courier(&self) {
        self.letters_due.notify_one();
    }

    /// Waits until somebody says that a letter may be due.
    pub async fn letter_due(&self) {
        self.letters_due.notified().await;
    }
}
