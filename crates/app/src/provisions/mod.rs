//! What was told of a person: [`told`] writes it down in the act in which it is told, by the one rule of consent;
//! [`receive`] writes down what came in, and [`read`] shows both to staff of the agency and to the person, [`paper`]
//! on paper, and [`all`] those of everybody an agency helps. [`misdirected`] is what reached somebody whom it was not meant for.
//! `heard` is what those heard who came to a conference. [`reported`] is what was told by an exception of the law: naming
//! and telling it are one act.

use renkei_domain::ids::ProvisionId;
use renkei_domain::provisions::WhenFault;

use crate::consent::ConsentRefusal;
use crate::writer::{Answer, KeyReused};

pub mod all;
pub(crate) mod heard;
pub mod misdirected;
pub mod paper;
mod partner;
pub mod read;
pub mod receive;
pub mod reported;
pub mod told;

/// What was told, by the first of its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told(pub ProvisionId);

impl Answer for Told {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is told, and no record is made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TellRefusal {
    /// The case, or what was chosen, says no.
    #[error(transparent)]
    Case(#[from] ConsentRefusal),
    /// The rule of consent says no.
    #[error("まだ伝えられません。記録は作っていません。")]
    Withheld(Box<told::Withheld>),
    /// It was told later than now, or too long ago.
    #[error(transparent)]
    When(#[from] WhenFault),
}

impl From<KeyReused> for TellRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Case(reused.into())
    }
}

impl TellRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Case(refusal) => refusal.code(),
            Self::Withheld(_) => "WITHHELD",
            Self::When(_) => "TOLD_WHEN",
        }
    }
}
