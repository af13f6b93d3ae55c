//! What is said on the phone to ask an agency whether its public entry is still right, in the order of the form, with boxes
//! for what came of it.

use serde::Serialize;

use super::InquiryQuestion;
use crate::words::{Code, Contact, Words};

/// The calls that a network makes, each on pages of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryScriptSheet {
    /// The network.
    pub network: Words,
    /// Whom it calls.
    pub calls: Vec<InquiryScript>,
}

/// A call by phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryScript {
    /// The agency.
    pub to: Words,
    /// The number to dial.
    pub number: String,
    /// What comes after the number: extension, keys of the spoken menu.
    pub after_number: Option<String>,
    /// When somebody answers.
    pub when: Option<Words>,
    /// How to go about it.
    pub how: Option<Words>,
    /// What to avoid.
    pub avoid: Option<Words>,
    /// What is asked, in the order of the form.
    pub questions: Vec<InquiryQuestion>,
    /// Who asks, with the number to call back.
    pub ask: Contact,
    /// By what the answer finds its entry.
    pub code: Code,
}
