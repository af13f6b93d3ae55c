//! How a consent stands on a day, in one word: for whoever looks at the list. What may be told is decided by the
//! rule alone.

use chrono::NaiveDate;
use renkei_domain::consent::renewal::ends_the_one_before;
use renkei_domain::consent::{Consent, Halt, HaltOf, HaltState, Ledger, Reach};
use renkei_domain::ids::ConsentId;
use renkei_store::consent::ConsentFile;

/// How a consent stands that another took the place of, in the words people read.
pub const REPLACED: &str = "新しい同意に かわりました";

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

/// The consent that was given in the place of another, where a halt was written by the same act: nobody asked to stop
/// anything. One that had not begun yet and leaves out nothing ends nothing, so that what was withdrawn beside it was
/// withdrawn by somebody's wish.
#[must_use]
pub fn replacing<'f>(file: &'f ConsentFile, halt: &Halt) -> Option<&'f Consent> {
    let HaltOf::One(id) = halt.of else {
        return None;
    };
    if halt.state != HaltState::Withdrawn || halt.reach != Reach::Whole {
        return None;
    }
    let mut halts = file.halts.iter();
    let (_, kept) = halts.find(|(known, _)| *known == halt.id)?;
    let mut askings = file.askings.iter();
    let asking = askings.find(|one| one.renews == Some(id) && one.kept.at == kept.at)?;
    let consent = |id: ConsentId| file.ledger.consents.iter().find(|one| one.id == id);
    let (old, new) = (consent(id)?, consent(asking.id)?);
    ends_the_one_before(old, new, kept.at.in_japan().date).then_some(new)
}

/// The consent that ended another by taking its place, where one did.
#[must_use]
pub fn replaced_by<'f>(file: &'f ConsentFile, old: &Consent) -> Option<&'f Consent> {
    halts_of(&file.ledger, old).find_map(|halt| replacing(file, halt))
}
