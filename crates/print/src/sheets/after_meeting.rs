//! Half a page after a meeting: who does what by when, the next date, and whom to ask.

use chrono::NaiveDate;
use renkei_domain::time::Moment;
use serde::Serialize;

use crate::words::{Contact, Words};

/// What was decided, for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AfterMeetingSheet {
    /// The network.
    pub network: Words,
    /// Whose it is.
    pub for_whom: Words,
    /// On which day the meeting was.
    #[serde(serialize_with = "super::day")]
    pub held_on: NaiveDate,
    /// What was promised.
    pub promises: Vec<MadePromise>,
    /// When the next one is.
    #[serde(serialize_with = "super::moment_opt")]
    pub next: Option<Moment>,
    /// Where.
    pub next_place: Option<Words>,
    /// Whom to ask.
    pub ask: Contact,
}

/// Something that somebody does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadePromise {
    /// だれが.
    pub who: Words,
    /// いつまでに.
    #[serde(serialize_with = "super::day_opt")]
    pub by: Option<NaiveDate>,
    /// なにを.
    pub what: Words,
}
