//! The form on which somebody says when they could come to a meeting: by FAX, or in a letter.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::{Code, Contact, Words};

/// The forms about one meeting, each on pages of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PollFormSheet {
    /// The network.
    pub network: Words,
    /// By what staff speak of the meeting, which says nothing to others: 「№483-920」.
    pub number: Words,
    /// How long it would take, in minutes.
    pub minutes: u16,
    /// When it might be: 「令和8年12月4日(金) 15:00〜16:00」.
    pub dates: Vec<String>,
    /// Who asks, with the number by which an answer can be phoned in.
    pub ask: Contact,
    /// The FAX number to which the answer comes back.
    pub answer_fax: Option<String>,
    /// Who is asked.
    pub forms: Vec<PollForm>,
}

/// A form for one who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PollForm {
    /// An agency without 御中, or somebody without 様.
    pub to: Words,
    /// Whether that is an agency.
    pub is_agency: bool,
    /// Who asks them; absent where that is who asks the others.
    pub ask: Option<Contact>,
    /// Its FAX number, where it goes by FAX.
    pub fax: Option<String>,
    /// Where it goes, where that is by post.
    pub address: Option<Words>,
    /// Whether they were asked before.
    pub is_reminder: bool,
    /// The last day on which an answer leaves in time.
    #[serde(serialize_with = "super::day")]
    pub answer_by: NaiveDate,
    /// By what the answer is known.
    pub code: Code,
}
