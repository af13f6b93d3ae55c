//! What is said on the phone to call somebody to a meeting, to whoever answers, with boxes for what came of it.

use serde::Serialize;

use super::Calling;
use crate::words::Words;

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
    /// Whom to ask for.
    pub contact: Option<Words>,
    /// The number to dial.
    pub number: String,
    /// What comes after the number: extension, keys of the spoken menu.
    pub after_number: Option<String>,
    /// When somebody answers.
    pub when: Option<Words>,
    /// As who the caller gives their name: it tells nobody of what kind the agency is.
    pub caller: Words,
    /// The number to call back, where one is known.
    pub call_back: Option<String>,
    /// Whether whom it is about may be told to the named contact.
    pub may_tell: bool,
    /// What to avoid.
    pub avoid: Option<Words>,
    /// What they have to know.
    pub calling: Calling,
}
