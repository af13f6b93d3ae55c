//! Without whom people do not meet: by who they are, not by how many. 「本人と、相談支援（いれば）と、ハローワーク」.

use crate::consent::RecipientKind;
use crate::directory::people::StaffRole;
use crate::words::word_list;

word_list! {
    /// Whether a part is missed where nobody of it is called.
    Need {
        Always = "always", "かならず";
        IfThere = "if_there", "呼んでいれば";
    }
}

/// Somebody without whom people do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuorumWho {
    /// 本人.
    Person,
    /// Anybody of a role.
    Role(StaffRole),
    /// Anybody of a kind of agency.
    Kind(RecipientKind),
}

impl QuorumWho {
    /// The stable code in forms and rows.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Person => "person".to_owned(),
            Self::Role(role) => format!("role/{}", role.code()),
            Self::Kind(kind) => format!("kind/{}", kind.code()),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('/') {
            None if code == "person" => Some(Self::Person),
            Some(("role", role)) => StaffRole::from_code(role).map(Self::Role),
            Some(("kind", kind)) => RecipientKind::from_code(kind).map(Self::Kind),
            _ => None,
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "本人",
            Self::Role(role) => role.word(),
            Self::Kind(kind) => kind.word(),
        }
    }
}

/// A part of the quorum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuorumPart {
    /// Who.
    pub who: QuorumWho,
    /// Whether it is missed where nobody of it is called.
    pub need: Need,
}

word_list! {
    /// How the quorum stands on a date.
    QuorumState {
        Lost = "lost", "そろいません";
        Waiting = "waiting", "答えを待っています";
        Met = "met", "そろいます";
    }
}
