//! The person's copy (開示): [`read`] shows what they have at once and what was released, [`ask`] takes down that they
//! ask for the rest, [`take_back`] that they want it no more, [`decide`] what its holder decides about each thing and the
//! release, [`paper`] puts the copy on paper. [`entries`] says how everything stands in it.

use renkei_domain::ids::CopyRequestId;
use renkei_domain::person_copy::CopyFault;
use renkei_store::Stop;

use crate::consent::ConsentRefusal;
use crate::writer::{Answer, KeyReused};

pub mod ask;
pub mod decide;
pub mod entries;
pub mod paper;
pub mod read;
pub mod take_back;

/// The request about which something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenCopy(pub CopyRequestId);

impl Answer for WrittenCopy {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written about a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CopyRefusal {
    /// The case says no.
    #[error(transparent)]
    Case(#[from] ConsentRefusal),
    /// There is no such request in the case.
    #[error("その申し出は、このケースには見つかりません。いまの一覧を見てください。")]
    NoSuchRequest,
    /// There is no such thing to decide about.
    #[error("それは、決めるものの中に見つかりません。いまの一覧を見てください。")]
    NoSuchItem,
    /// What was looked at says something else by now.
    #[error("見ているあいだに、内容が変わりました。いまの内容を見て、もう一度決めてください。")]
    Changed,
    /// The copy says no.
    #[error(transparent)]
    Copy(#[from] CopyFault),
}

impl From<KeyReused> for CopyRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Case(reused.into())
    }
}

impl CopyRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Case(refusal) => refusal.code(),
            Self::NoSuchRequest => "NO_SUCH_REQUEST",
            Self::NoSuchItem => "NO_SUCH_ITEM",
            Self::Changed => "CHANGED",
            Self::Copy(_) => "COPY_STATE",
        }
    }
}

fn refuse<T>(refusal: impl Into<CopyRefusal>) -> Result<T, Stop<CopyRefusal>> {
    Err(Stop::Refused(refusal.into()))
}
