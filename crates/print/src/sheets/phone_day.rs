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
    #[serde(serialize_with = "super::day")]
    pub day: NaiveDate,
    /// When the list was true.
    #[serde(serialize_with = "as_of")]
    pub as_of: Moment,
    /// The calls, in the order in which they are to be made.
    pub calls: Vec<PhoneCall>,
    /// Who cannot be phoned that day.
    pub others: Vec<OtherWay>,
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
    /// When somebody answers.
    pub when: CallTime,
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

/// When somebody answers the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallTime {
    /// When the list was made, and until then.
    Until(Minute),
    /// From then on.
    From(Minute),
    /// At any hour.
    Always,
    /// Nobody stated it: it may be tried.
    Untold,
}

/// An agency that cannot be phoned, with what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherWay {
    /// The agency.
    pub agency: Words,
    /// How to reach it, and when it can be phoned again.
    pub ways: Option<Words>,
    /// What to say.
    pub say: Option<Words>,
    /// What to avoid.
    pub avoid: Option<Words>,
}

impl Serialize for CallTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Until(minute) => serializer.collect_str(&format_args!("{minute}まで")),
            Self::From(minute) => serializer.collect_str(&format_args!("{minute}から")),
            Self::Always => serializer.serialize_str("いつでも"),
            Self::Untold => serializer.serialize_str("時間は わかりません"),
        }
    }
}

/// 「令和8年11月20日(金) 8時40分」, to which the template adds 現在.
fn as_of<S: Serializer>(value: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    let (hour, minute) = (value.minute.get() / 60, value.minute.get() % 60);
    serializer.collect_str(&format_args!("{} {hour}時{minute}分", era_date(value.date)))
}

/// 「9:00〜12:00、13:00〜17:00」.
fn hours<S: Serializer>(value: &[(Minute, Minute)], serializer: S) -> Result<S::Ok, S::Error> {
    let spans: Vec<String> = value
        .iter()
        .map(|(from, to)| format!("{from}〜{to}"))
        .collect();
    serializer.serialize_str(&spans.join("、"))
}
