//! What everybody who is called to a meeting has to know, whichever way they are called. Nothing of it tells whom the
//! meeting is about: it goes through machines and hands that nobody knows.

use chrono::NaiveDate;
use renkei_domain::time::{Minute, Moment, era_date};
use serde::{Serialize, Serializer};

use crate::words::{Code, Contact, Words};

/// A call to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Calling {
    /// Why it is written.
    pub occasion: Occasion,
    /// What the meeting is called outside the house: 「打ち合わせ」.
    pub title: Words,
    /// By what staff speak of it, which says nothing to others: 「№483-920」.
    pub number: Option<Words>,
    /// On which day it is.
    #[serde(serialize_with = "super::day")]
    pub on: NaiveDate,
    /// From when until when they are to be there.
    #[serde(serialize_with = "span")]
    pub hours: (Minute, Minute),
    /// Address and room.
    pub place: Words,
    /// The last day on which an answer is in time.
    #[serde(serialize_with = "super::day_opt")]
    pub reply_by: Option<NaiveDate>,
    /// Who sees to it, with the number by which an answer can be phoned in.
    pub ask: Contact,
    /// The FAX number to which the answer comes back.
    pub answer_fax: Option<String>,
    /// By what the answer finds its call.
    pub code: Code,
}

/// Why somebody is written to about a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// They are called.
    Called,
    /// They were called to another date, which does not hold any more.
    Moved(Moment),
    /// It is put off; a new date is told later.
    Postponed,
    /// It does not take place.
    Cancelled,
    /// It takes place without them.
    Recalled,
}

impl Occasion {
    /// By what a template knows it.
    const fn step(self) -> u8 {
        match self {
            Self::Called => 0,
            Self::Moved(_) => 1,
            Self::Postponed => 2,
            Self::Cancelled => 3,
            Self::Recalled => 4,
        }
    }

    /// The date that does not hold any more: 「令和8年12月4日(金) 15:00」.
    fn before(self) -> Option<String> {
        match self {
            Self::Moved(from) => Some(format!("{} {}", era_date(from.date), from.minute)),
            Self::Called | Self::Postponed | Self::Cancelled | Self::Recalled => None,
        }
    }
}

impl Serialize for Occasion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            step: u8,
            before: Option<String>,
        }
        let shown = Shown {
            step: self.step(),
            before: self.before(),
        };
        shown.serialize(serializer)
    }
}

/// 「15:00から16:00まで」.
pub(super) fn span<S: Serializer>(
    value: &(Minute, Minute),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{}から{}まで", value.0, value.1))
}

/// The same of a part that may be missing.
pub(super) fn span_opt<S: Serializer>(
    value: &Option<(Minute, Minute)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => span(value, serializer),
        None => serializer.serialize_none(),
    }
}
