//! Letters out. An act queues a letter beside what it writes ([`queue`]); a courier claims it, and only
//! then is it put into words (`render`) and carried to a mail server ([`carry`]); what does not leave
//! stands on a board for people ([`board`]).
//!
//! A new kind of letter: a line in `LetterKind` and `LetterSubject`, the two columns of its subject in the
//! store, an arm in `render`, and its recipient on the board.

pub mod board;
pub mod carry;
pub mod queue;
mod render;

use crate::App;

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
