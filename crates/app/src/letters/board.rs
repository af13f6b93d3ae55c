//! The board 「出せなかった手紙」: what a person has to look at, and what that person can do.

use chrono::TimeDelta;
use renkei_domain::ids::LetterId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::kind::{LetterKind, LetterSubject};
use renkei_domain::letters::state::{LetterState, StepFault};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault};

use crate::directory::register::{Outcome, outcome};
use crate::{App, Caller};

pub use renkei_store::letters::desk::StoredLetter;

/// How long a letter that may arrive twice stays on the board, in days.
const SECOND_COPY_DAYS: i64 = 30;

/// The most letters the board shows.
const BOARD: u64 = 500;

/// A letter on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardLetter {
    /// The letter as it stands.
    pub letter: StoredLetter,
    /// To whom, where that is still known.
    pub recipient: Option<MailAddress>,
}

impl BoardLetter {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> LetterKind {
        self.letter.subject.kind()
    }

    /// What happened, in words.
    #[must_use]
    pub fn what_happened(&self) -> &'static str {
        match self.letter.last {
            Some(last) => last.outcome.word(),
            None => self.letter.state.word(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn what_to_do(&self) -> &'static str {
        match (self.letter.state, self.letter.last) {
            (LetterState::Sent, _) | (_, None) => {
                "二通届くかもしれません。問い合わせがあれば、そう伝えてください。"
            }
            (_, Some(last)) => last.outcome.advice(),
        }
    }
}

/// Why a letter was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefusal {
    /// There is no such letter.
    #[error("その手紙は見つかりません。")]
    NotFound,
    /// The letter takes no such step.
    #[error(transparent)]
    Step(#[from] StepFault),
}

impl MoveRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Step(StepFault::UnderWay) => "LETTER_UNDER_WAY",
            Self::Step(StepFault::Sent) => "LETTER_SENT",
            Self::Step(StepFault::Withdrawn) => "LETTER_WITHDRAWN",
        }
    }
}

impl App {
    /// One letter as it stands.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn read_letter(&self, id: LetterId) -> Result<Option<StoredLetter>, StoreFault> {
        self.store.letter(id).await
    }

    /// The letters a person has to look at, newest first: those that could not be sent, and those that
    /// may arrive twice.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn letter_board(&self) -> Result<Vec<BoardLetter>, StoreFault> {
        let days = TimeDelta::days(SECOND_COPY_DAYS);
        let span = days.num_microseconds().unwrap_or(0);
        let since = Instant::from_micros(self.now().micros() - span);
        let letters = self.store.letters_on_board(since, BOARD).await?;
        let tests: Vec<_> = letters
            .iter()
            .map(|letter| match letter.subject {
                LetterSubject::TestLetter(id) => id,
            })
            .collect();
        let recipients = self.store.test_letter_recipients(&tests).await?;
        Ok(letters
            .into_iter()
            .map(|letter| BoardLetter {
                recipient: match letter.subject {
                    LetterSubject::TestLetter(id) => recipients.get(&id).cloned(),
                },
                letter,
            })
            .collect())
    }

    /// Begins another round of tries.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn retry_letter(&self, caller: Caller, id: LetterId) -> Outcome<(), MoveRefusal> {
        let header = self.header(caller, Purpose::RetryLetter);
        let ended = self
            .store
            .act::<(), MoveRefusal, _>(&header, move |work| {
                Box::pin(async move {
                    let Some(letter) = work.lock_letter(id).await? else {
                        return Err(Stop::Refused(MoveRefusal::NotFound));
                    };
                    if let Err(fault) = letter.state.retry() {
                        return Err(Stop::Refused(MoveRefusal::Step(fault)));
                    }
                    work.requeue_letter(&letter, header.at).await?;
                    Ok(())
                })
            })
            .await;
        let done = outcome(ended)?;
        self.wake_courier();
        Ok(done)
    }

    /// Takes a letter back that has not left.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn withdraw_letter(&self, caller: Caller, id: LetterId) -> Outcome<(), MoveRefusal> {
        let header = self.header(caller, Purpose::WithdrawLetter);
        let ended = self
            .store
            .act::<(), MoveRefusal, _>(&header, move |work| {
                Box::pin(async move {
                    let Some(letter) = work.lock_letter(id).await? else {
                        return Err(Stop::Refused(MoveRefusal::NotFound));
                    };
                    if let Err(fault) = letter.state.withdraw() {
                        return Err(Stop::Refused(MoveRefusal::Step(fault)));
                    }
                    work.withdraw_letter(&letter).await?;
                    Ok(())
                })
            })
            .await;
        outcome(ended)
    }
}
