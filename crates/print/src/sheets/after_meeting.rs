//! Half a page after a meeting: who does what by when, the next date, and whom to ask.

use chrono::NaiveDate;
use renkei_domain::time::Moment;
use serde::Serialize;

use crate::words::{Contact, Words};

/// What was decided, for the person. Their name does not stand on it: it is laid down and left lying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AfterMeetingSheet {
    /// The network.
    pub network: Words,
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
    /// What the person brings along then, a thing each.
    pub to_bring: Vec<Words>,
    /// Whom to ask.
    pub ask: Contact,
}

/// Something that somebody does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadePromise {
    /// だれが.
    pub who: Words,
    /// いつまでに.
    #[serde(serialize_with = "super::day")]
    pub by: NaiveDate,
    /// なにを.
    pub what: Words,
    /// どのように.
    pub how: Option<Words>,
}
