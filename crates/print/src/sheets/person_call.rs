//! The call to a meeting for the person, or for their family, in easy words.

use chrono::NaiveDate;
use renkei_domain::time::Minute;
use serde::Serialize;

use super::Occasion;
use super::calling::span;
use crate::words::{Contact, Words};

/// A call to the person or their family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonCallSheet {
    /// The network.
    pub network: Words,
    /// Why it is written.
    pub occasion: Occasion,
    /// Who is called: 「山﨑 陽 さん」, 「ご家族の方」.
    pub for_whom: Words,
    /// On which day it is.
    #[serde(serialize_with = "super::day")]
    pub on: NaiveDate,
    /// From when until when they are to be there.
    #[serde(serialize_with = "span")]
    pub hours: (Minute, Minute),
    /// Address and room.
    pub place: Words,
    /// What the person brings along, a thing each.
    pub to_bring: Vec<Words>,
    /// Who comes besides. The family is not told.
    pub called: Vec<Words>,
    /// Who sees to it.
    pub ask: Contact,
    /// Whether it is for the family.
    pub is_family: bool,
    /// The last day on which an answer is in time.
    #[serde(serialize_with = "super::day_opt")]
    pub reply_by: Option<NaiveDate>,
}
