//! How a consent stands on a day, in one word: for whoever looks at the list. What may be told is decided by the
//! rule alone.

use chrono::NaiveDate;
use renkei_domain::consent::{Consent, Halt, HaltOf, HaltState, Ledger, Reach};

/// How a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentState {
    /// It holds.
    Holds,
    /// It holds, wholly or partly, for so many days more.
    EndsSoon {
        /// How many days are left.
        days: i64,
    },
    /// It holds for a part of what it says.
    HoldsPartly,
    /// It begins later.
    NotYet,
    /// It was paused as a whole.
    Paused,
    /// It was withdrawn as a whole.
    Withdrawn,
    /// Its time is over.
    Ended,
}

impl ConsentState {
    /// The word people read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Holds => "有効",
            Self::EndsSoon { .. } => "もうすぐ期限",
            Self::HoldsPartly => "一部を止めています",
            Self::NotYet => "これから始まります",
            Self::Paused => "いったん止めています",
            Self::Withdrawn => "やめました",
            Self::Ended => "期限が切れました",
        }
    }

    /// Whether something may still be stopped of it.
    #[must_use]
    pub const fn can_be_stopped(self) -> bool {
        !matches!(self, Self::Withdrawn | Self::Ended)
    }
}

/// The halts of a consent, whatever their reach.
pub fn halts_of<'l>(ledger: &'l Ledger, consent: &'l Consent) -> impl Iterator<Item = &'l Halt> {
    let halts = ledger.halts.iter();
    halts.filter(move |halt| match halt.of {
        HaltOf::Everything => consent.seq < halt.seq,
        HaltOf::One(id) => id == consent.id,
    })
}

/// Whether something of a consent is stopped, or all of it.
#[must_use]
pub fn is_partly_stopped(ledger: &Ledger, consent: &Consent) -> bool {
    let mut halts = halts_of(ledger, consent);
    halts.any(|halt| matches!(halt.state, HaltState::Paused | HaltState::Withdrawn))
}

/// How a consent of a ledger stands on a day. That it ends soon comes before that a part of it is stopped: whether it
/// goes on is asked in time.
#[must_use]
pub fn state_of(ledger: &Ledger, consent: &Consent, today: NaiveDate) -> ConsentState {
    let stands = |state: HaltState| {
        let mut halts = halts_of(ledger, consent);
        halts.any(|halt| halt.state == state && halt.reach == Reach::Whole)
    };
    if stands(HaltState::Withdrawn) {
        ConsentState::Withdrawn
    } else if consent.validity.has_ended(today) {
        ConsentState::Ended
    } else if stands(HaltState::Paused) {
        ConsentState::Paused
    } else if !consent.validity.has_begun(today) {
        ConsentState::NotYet
    } else if consent.validity.is_announced(today) {
        ConsentState::EndsSoon {
            days: consent.validity.days_left(today),
        }
    } else if is_partly_stopped(ledger, consent) {
        ConsentState::HoldsPartly
    } else {
        ConsentState::Holds
    }
}
