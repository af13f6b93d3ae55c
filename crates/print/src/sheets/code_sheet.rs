//! One-time codes on paper: the second factor of an office where phones are not allowed.

use serde::Serialize;

use crate::words::{Code, Contact, Words};

/// One-time codes for signing in, numbered, each with a box to tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeSheet {
    /// The network.
    pub network: Words,
    /// Whose account.
    pub for_whom: Words,
    /// The codes, ten as a rule.
    pub codes: Vec<Code>,
    /// Whom to tell when the sheet is lost.
    pub secretariat: Contact,
}
