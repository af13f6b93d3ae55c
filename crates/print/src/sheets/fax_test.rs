//! A FAX that says nothing and asks whether it arrived: it goes to a number that nobody confirmed.

use serde::Serialize;

use crate::words::{Contact, Words};

/// A test of a FAX number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaxTestSheet {
    /// The network.
    pub network: Words,
    /// The agency, without 御中.
    pub to: Words,
    /// The number that is tested.
    pub fax: String,
    /// Who sends it, with the number by which an answer can be phoned in.
    pub ask: Contact,
    /// The FAX number to which the answer comes back.
    pub answer_fax: Option<String>,
    /// By what the answer is known: 「№345-678」.
    pub number: Words,
}
