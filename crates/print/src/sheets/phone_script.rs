//! What is said on the phone to call somebody to a meeting, to whoever answers, with boxes for what came of it.

use serde::Serialize;

use crate::words::{Code, Contact, Words};

/// The calls of one meeting by phone, each on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneScriptSheet {
    /// The network.
    pub network: Words,
    /// Whom it calls.
    pub calls: Vec<PhoneScript>,
}

/// A call by phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneScript {
    /// The agency.
    pub to: Words,
    /// Whom to ask for, as it is said.
    pub ask_for: Words,
    /// The number to dial.
    pub number: String,
    /// What comes after the number: extension, keys of the spoken menu.
    pub after_number: Option<String>,
    /// When somebody answers.
    pub when: Option<Words>,
    /// How to go about it.
    pub how: Option<Words>,
    /// What whoever takes the call hears, a machine, and the one who is called.
    pub parts: Vec<PhonePart>,
    /// Whether whom it is about may be told them, in words.
    pub about: Option<Words>,
    /// Whether whom it is about may be told to the named contact.
    pub may_tell: bool,
    /// What to avoid.
    pub avoid: Option<Words>,
    /// Who sees to it, with the number by which an answer can be phoned in.
    pub ask: Contact,
    /// The FAX number to which an answer comes back.
    pub answer_fax: Option<String>,
    /// By what the answer finds its call.
    pub code: Code,
}

/// What somebody hears on the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhonePart {
    /// Who, and how one goes about it.
    pub heading: Words,
    /// What is said, line by line.
    pub lines: Vec<Words>,
}
