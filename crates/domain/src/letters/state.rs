//! Where a letter stands, and which steps it may take.

use crate::letters::delivery::{Delivery, DeliveryOutcome};
use crate::letters::schedule;
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// Where a letter stands.
    LetterState {
        /// Nobody has tried yet, or a person asked for another round.
        Queued = "queued", "これから送る";
        /// A courier has it.
        Claimed = "claimed", "送っている";
        /// A try failed; the next one has its time.
        Waiting = "waiting", "送り直しを待っている";
        /// A mail server took it.
        Sent = "sent", "送った";
        /// It will not leave without a person.
        Undeliverable = "undeliverable", "出せなかった";
        /// It will not leave.
        Withdrawn = "withdrawn", "取りやめた";
    }
}

/// Why a letter does not take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepFault {
    /// A courier has it: it may have left already.
    #[error("いま送っているところです。終わるまで、少し待ってください。")]
    UnderWay,
    /// It was sent.
    #[error("もう送ってあります。")]
    Sent,
    /// It was withdrawn.
    #[error("もう取りやめてあります。")]
    Withdrawn,
}

impl LetterState {
    /// A person asks for another round, from the first try on.
    ///
    /// # Errors
    /// A letter that is under way, sent or withdrawn takes no other round.
    pub const fn retry(self) -> Result<Self, StepFault> {
        self.unless_over(Self::Queued)
    }

    /// A person takes the letter back.
    ///
    /// # Errors
    /// What a courier has may have left already, and what is over stays so.
    pub const fn withdraw(self) -> Result<Self, StepFault> {
        self.unless_over(Self::Withdrawn)
    }

    const fn unless_over(self, next: Self) -> Result<Self, StepFault> {
        match self {
            Self::Queued | Self::Waiting | Self::Undeliverable => Ok(next),
            Self::Claimed => Err(StepFault::UnderWay),
            Self::Sent => Err(StepFault::Sent),
            Self::Withdrawn => Err(StepFault::Withdrawn),
        }
    }
}

/// What becomes of a claimed letter when its try has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Where it stands then.
    pub state: LetterState,
    /// When it is tried again.
    pub next_try: Option<Instant>,
    /// Whether the server may hold a copy that it never acknowledged.
    pub may_have_arrived: bool,
}

/// Decides what becomes of a letter whose `tries`-th try ended at `now`.
#[must_use]
pub fn settle(tries: u32, delivery: Delivery, now: Instant) -> Settled {
    let outcome = delivery.outcome;
    let next_try = if outcome.is_worth_another_try() {
        schedule::next_try(tries, now)
    } else {
        None
    };
    let state = match (outcome, next_try) {
        (DeliveryOutcome::Accepted, _) => LetterState::Sent,
        (DeliveryOutcome::NothingToSend, _) => LetterState::Withdrawn,
        (_, Some(_)) => LetterState::Waiting,
        (_, None) => LetterState::Undeliverable,
    };
    Settled {
        state,
        next_try,
        may_have_arrived: outcome == DeliveryOutcome::AnswerMissing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_moves_a_letter_only_where_it_is_in_the_house() {
        use LetterState::{Claimed, Queued, Sent, Undeliverable, Waiting, Withdrawn};
        for (state, retried, withdrawn) in [
            (Queued, Ok(Queued), Ok(Withdrawn)),
            (Waiting, Ok(Queued), Ok(Withdrawn)),
            (Undeliverable, Ok(Queued), Ok(Withdrawn)),
            (Claimed, Err(StepFault::UnderWay), Err(StepFault::UnderWay)),
            (Sent, Err(StepFault::Sent), Err(StepFault::Sent)),
            (
                Withdrawn,
                Err(StepFault::Withdrawn),
                Err(StepFault::Withdrawn),
            ),
        ] {
            assert_eq!(state.retry(), retried, "{state:?}");
            assert_eq!(state.withdraw(), withdrawn, "{state:?}");
        }
    }

    #[test]
    fn every_end_of_a_try_leads_somewhere() {
        use DeliveryOutcome as O;
        use LetterState as S;
        let now = Instant::from_micros(0);
        for (outcome, first, last) in [
            (O::Accepted, S::Sent, S::Sent),
            (O::RefusedForNow, S::Waiting, S::Undeliverable),
            (O::Refused, S::Undeliverable, S::Undeliverable),
            (O::NotConnected, S::Waiting, S::Undeliverable),
            (O::NotAdmitted, S::Waiting, S::Undeliverable),
            (O::BadCertificate, S::Waiting, S::Undeliverable),
            (O::AnswerMissing, S::Waiting, S::Undeliverable),
            (O::Interrupted, S::Waiting, S::Undeliverable),
            (O::NothingToSend, S::Withdrawn, S::Withdrawn),
        ] {
            let delivery = Delivery::without_reply(outcome);
            let early = settle(1, delivery, now);
            let late = settle(schedule::TRIES, delivery, now);
            assert_eq!((early.state, late.state), (first, last), "{outcome:?}");
            assert_eq!(early.next_try.is_some(), first == S::Waiting, "{outcome:?}");
            assert_eq!(late.next_try, None, "{outcome:?}");
            assert_eq!(early.may_have_arrived, outcome == O::AnswerMissing);
        }
        assert_eq!(O::ALL.len(), 9, "each has its line above");
    }
}
