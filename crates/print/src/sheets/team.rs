//! The team of a case: three rings around the person, and who does what and is reached how.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::words::Words;

/// Who helps, for the team itself and for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamSheet {
    /// The network.
    pub network: Words,
    /// Whose team it is: a name, or no more than a number.
    pub for_whom: Words,
    /// The organization that leads.
    pub lead: Words,
    /// Whom to ask there.
    pub keeper: Option<Words>,
    /// On which day they were there.
    #[serde(serialize_with = "super::day")]
    pub as_of: NaiveDate,
    /// The members, in the order of their numbers.
    pub members: Vec<TeamEntry>,
}

/// A member of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamEntry {
    /// In which ring it is drawn.
    pub ring: DrawnRing,
    /// The ring in words, with what part it has in the team.
    pub place: Words,
    /// The agency.
    pub agency: Words,
    /// Whom to ask for.
    pub contact: Option<Words>,
    /// What it does.
    pub does: Option<Words>,
    /// How the person may reach it.
    pub reach: Option<Words>,
}

/// A ring, from the person outwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnRing {
    /// 会社.
    Inner,
    /// 福祉・医療.
    Middle,
    /// 地域.
    Outer,
}

impl Serialize for DrawnRing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(match self {
            Self::Inner => 0,
            Self::Middle => 1,
            Self::Outer => 2,
        })
    }
}
