//! What came from outside, as values. Nothing here is trusted: who says so is for [`crate::reply`] to judge.

use chrono::TimeDelta;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::time::Instant;

use crate::method::{Method, Participation};
use crate::read::when::{Period, When};
use crate::read::zone::Zones;

/// A text with its calendars.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its calendars in their order.
    pub calendars: Vec<Calendar>,
    /// How many lines, parts and parameters could not be read and were left out.
    pub left_out: usize,
    /// Whether the text ends before its calendar does: more may have stood there.
    pub breaks_off: bool,
}

/// A calendar, or a message.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// What a message is for; `None` in a calendar that is no message.
    pub method: Option<Method>,
    /// Its events (VEVENT). Tasks and journals are not read.
    pub entries: Vec<Received>,
    /// Times that somebody is busy (VFREEBUSY).
    pub busy: Vec<Period>,
    /// How many of these could not be read.
    pub busy_unread: usize,
    /// The zones that the calendar describes itself.
    pub zones: Zones,
    /// Properties of the calendar that are not read here.
    pub unknown: Vec<Kept>,
}

/// A property that is not read here, kept as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name in upper case.
    pub name: String,
    /// Its value as written.
    pub value: String,
}

/// Somebody whom an entry names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Their mail address; `None` where the text names them by something else.
    pub address: Option<MailAddress>,
    /// The name that is shown.
    pub name: Option<String>,
    /// What they answered; `None` where the text does not say.
    pub participation: Option<Participation>,
    /// To whom they passed it on, as written.
    pub delegated_to: Vec<String>,
    /// From whom it was passed on to them, as written.
    pub delegated_from: Vec<String>,
    /// Who acts for them, as written.
    pub sent_by: Option<String>,
}

/// What a text says has become of an entry (STATUS).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Held free for the time being.
    Tentative,
    /// Takes place.
    Confirmed,
    /// Called off.
    Cancelled,
    /// A word that is not known here, in upper case.
    Other(String),
}

impl Status {
    /// Reads the word in any case.
    #[must_use]
    pub fn read(word: &str) -> Self {
        match word.trim().to_ascii_uppercase().as_str() {
            "TENTATIVE" => Self::Tentative,
            "CONFIRMED" => Self::Confirmed,
            "CANCELLED" => Self::Cancelled,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// An event as it was received. A field is `None` where the text does not say, or says what cannot be read.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// Its name.
    pub uid: Option<String>,
    /// How often it was changed; without one it is 0 (RFC 5545 §3.8.7.4).
    pub sequence: Option<u32>,
    /// When the message was made, by the clock of whoever made it.
    pub made: Option<Instant>,
    /// Its begin.
    pub from: Option<When>,
    /// Its end.
    pub to: Option<When>,
    /// Its length, where it says one instead of an end.
    pub length: Option<TimeDelta>,
    /// Which occurrence of a series it is.
    pub occurrence: Option<When>,
    /// Whether that occurrence and all after it are meant.
    pub is_and_later: bool,
    /// Rules of a series as written.
    pub rules: Vec<String>,
    /// Begins that fall away.
    pub except: Vec<When>,
    /// Begins besides the rule.
    pub besides: Vec<When>,
    /// What it is called.
    pub title: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// What else is to be known.
    pub note: Option<String>,
    /// What whoever sent it says besides.
    pub comment: Option<String>,
    /// Who calls, as the text has it: programs drop or change it.
    pub organizer: Option<Named>,
    /// Who was called.
    pub attendees: Vec<Named>,
    /// What has become of it.
    pub status: Option<Status>,
    /// Whether whoever has it in their calendar stays free.
    pub is_free: bool,
    /// Properties that are not read here, and of those that are, each whose value cannot be read.
    pub unknown: Vec<Kept>,
}

impl Received {
    /// Whether the text says something under this name that was not read.
    #[must_use]
    pub fn has_unread(&self, name: &str) -> bool {
        self.unknown.iter().any(|kept| kept.name == name)
    }
}
