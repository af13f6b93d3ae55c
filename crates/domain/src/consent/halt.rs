//! How a consent is stopped: paused (「いったん止める」) or withdrawn, by the person or by staff on their behalf. A
//! halt is a line of its own; no consent is edited. It holds from the moment it stands in the ledger.

use super::category::InformationCategory;
use super::recipient::{ConsentRecipient, Party};
use super::terms::Consent;
use crate::cases::employment::Voice;
use crate::ids::{ConsentId, HaltId};

/// Which consents are stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HaltOf {
    /// All that were given before.
    Everything,
    /// This one.
    One(ConsentId),
}

/// How far they are stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Wholly.
    Whole,
    /// For these recipients. A kind is meant with everyone of it, in the team or not.
    Recipient(ConsentRecipient),
    /// For this category.
    Category(InformationCategory),
}

impl Reach {
    /// The stable code in tables and forms.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Whole => "whole".to_owned(),
            Self::Recipient(recipient) => format!("to:{}", recipient.code()),
            Self::Category(category) => format!("of:{}", category.code()),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "whole" {
            return Some(Self::Whole);
        }
        let (form, rest) = code.split_once(':')?;
        match form {
            "to" => ConsentRecipient::from_code(rest).map(Self::Recipient),
            "of" => InformationCategory::from_code(rest).map(Self::Category),
            _ => None,
        }
    }
}

/// How they are stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HaltState {
    /// For now.
    Paused,
    /// It was for a while; this act began again.
    Resumed {
        /// The place of that act.
        seq: i64,
    },
    /// For good: only a new consent helps.
    Withdrawn,
}

/// Why a halt is not lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResumeFault {
    /// It was withdrawn.
    #[error("やめた同意は、もどせません。新しく同意をもらってください。")]
    Withdrawn,
    /// It goes on already.
    #[error("この同意は、もう止まっていません。")]
    NotPaused,
    /// Only the person begins again, or who represents them.
    #[error("もう一度はじめるかどうかは、本人が決めます。")]
    NotThePerson,
}

/// A pause or a withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Halt {
    /// Its id.
    pub id: HaltId,
    /// Its place in the order of acts.
    pub seq: i64,
    /// Which consents.
    pub of: HaltOf,
    /// How far.
    pub reach: Reach,
    /// How.
    pub state: HaltState,
    /// Whose word it was; staff may write it down on the person's behalf.
    pub by: Voice,
}

impl Halt {
    /// Whether it concerns what a consent says about a party and a category, in whatever state it is.
    #[must_use]
    pub fn concerns(
        &self,
        consent: &Consent,
        party: &Party,
        category: InformationCategory,
    ) -> bool {
        let is_of_it = match self.of {
            HaltOf::Everything => consent.seq < self.seq,
            HaltOf::One(id) => id == consent.id,
        };
        let reaches = match self.reach {
            Reach::Whole => true,
            Reach::Recipient(ConsentRecipient::Named(id)) => id == party.id,
            Reach::Recipient(ConsentRecipient::KindInTeam(kind)) => kind == party.kind,
            Reach::Category(stopped) => stopped == category,
        };
        is_of_it && reaches
    }

    /// The halt after the person began again.
    ///
    /// # Errors
    /// When it is no pause, or somebody else says so: stopping may be done on behalf, beginning again may not.
    pub fn resumed(self, by: Voice, seq: i64) -> Result<Self, ResumeFault> {
        match self.state {
            HaltState::Withdrawn => return Err(ResumeFault::Withdrawn),
            HaltState::Resumed { .. } => return Err(ResumeFault::NotPaused),
            HaltState::Paused => {}
        }
        match by {
            Voice::Person | Voice::Representative => Ok(Self {
                state: HaltState::Resumed { seq },
                ..self
            }),
            Voice::Family | Voice::Employer | Voice::Staff => Err(ResumeFault::NotThePerson),
        }
    }
}
