//! The form on which an agency says whether its public entry is still right: by FAX, or in a letter with a window.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::{Code, Contact, Words};

/// The forms that a network sends at once, each on pages of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquirySheet {
    /// The network.
    pub network: Words,
    /// Who is asked.
    pub forms: Vec<InquiryForm>,
}

/// A form for one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryForm {
    /// To whom it goes by FAX; absent where it does not.
    pub fax: Option<InquiryFax>,
    /// To whom it goes by post; absent where it does not.
    pub letter: Option<InquiryLetter>,
    /// The entry that it is about, as it stands in the directory.
    pub entry: Words,
    /// Whether they were asked before in the same round.
    pub is_reminder: bool,
    /// What is asked, in the order in which the answer is typed in.
    pub questions: Vec<InquiryQuestion>,
    /// The last day on which an answer is in time.
    #[serde(serialize_with = "super::day")]
    pub answer_by: NaiveDate,
    /// Who asks, with the number by which an answer can be phoned in.
    pub ask: Contact,
    /// The FAX number to which the answer comes back.
    pub answer_fax: Option<String>,
    /// By what the answer finds its entry.
    pub code: Code,
}

/// To whom a form goes by FAX.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryFax {
    /// The agency, without 御中.
    pub to: Words,
    /// Who there, without 様.
    pub contact: Option<Words>,
    /// Its FAX number.
    pub fax: String,
    /// The FAX number of the office that sends it.
    pub from_fax: Option<String>,
}

/// To whom a form goes as a letter, for a 長形3号 envelope with a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryLetter {
    /// The agency, without 御中.
    pub to: Words,
    /// Who there, without 様.
    pub contact: Option<Words>,
    /// 郵便番号, without its sign.
    pub postal_code: Option<String>,
    /// Where it goes.
    pub address: Option<Words>,
    /// Where an answer by post goes.
    pub return_address: Option<Words>,
}

/// A part of the entry that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryQuestion {
    /// What it is called: 「連絡先」.
    pub asks: Words,
    /// What stands there today; nothing where nobody entered it yet.
    pub facts: Vec<Words>,
}
