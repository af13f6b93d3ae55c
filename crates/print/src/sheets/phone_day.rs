//! 「きょうの予定・電話」: the sheet of someone who is out all day.

use chrono::NaiveDate;
use renkei_domain::time::{Minute, Moment, era_date};
use serde::{Serialize, Serializer};

use crate::words::Words;

/// Who can be phoned on a day, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneDaySheet {
    /// The network.
    pub network: Words,
    /// Whose day it is.
    pub for_whom: Option<Words>,
    /// The day.
    #[serde(serialize_with = "day")]
    pub day: NaiveDate,
    /// When the list was true.
    #[serde(serialize_with = "super::moment")]
    pub as_of: Moment,
    /// The calls, in the order in which they are to be made.
    pub calls: Vec<PhoneCall>,
}

/// An agency that can be phoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneCall {
    /// The agency.
    pub agency: Words,
    /// The number to dial.
    pub number: String,
    /// What comes after the number: extension, keys of the spoken menu.
    pub after_number: Option<String>,
    /// Until when somebody answers.
    #[serde(serialize_with = "minute")]
    pub until: Minute,
    /// The hours of the day, opening and closing.
    #[serde(serialize_with = "hours")]
    pub hours: Vec<(Minute, Minute)>,
    /// Whom to ask for.
    pub ask_for: Option<Words>,
    /// What to say.
    pub say: Option<Words>,
    /// What to avoid.
    pub avoid: Option<Words>,
}

fn day<S: Serializer>(value: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&era_date(*value))
}

fn minute<S: Serializer>(value: &Minute, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// 「9:00〜12:00、13:00〜17:00」.
fn hours<S: Serializer>(value: &[(Minute, Minute)], serializer: S) -> Result<S::Ok, S::Error> {
    let spans: Vec<String> = value
        .iter()
        .map(|(from, to)| format!("{from}〜{to}"))
        .collect();
    serializer.serialize_str(&spans.join("、"))
}
