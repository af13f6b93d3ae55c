//! The person's copy (開示) of what an agency keeps about them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::{Contact, Words};

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonCopySheet {
    /// The network.
    pub network: Words,
    /// Whose it is.
    pub for_whom: Words,
    /// The organization that holds what is kept.
    pub lead: Words,
    /// Of which day it is.
    #[serde(serialize_with = "super::day")]
    pub as_of: NaiveDate,
    /// What the person has at once, section by section.
    pub at_once: Vec<CopySection>,
    /// Of the rest, what was released.
    pub released: Vec<CopySection>,
    /// What was withheld, and why.
    pub withheld: Vec<CopyWithheld>,
    /// By when the rest should be there, where it was asked for and is not.
    #[serde(serialize_with = "super::day_opt")]
    pub due: Option<NaiveDate>,
    /// Whom to ask.
    pub ask: Contact,
}

/// What is of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopySection {
    /// The kind.
    pub heading: Words,
    /// What is of it.
    pub entries: Vec<CopyEntry>,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyEntry {
    /// By what people know it.
    pub heading: Words,
    /// What it says.
    pub facts: Vec<CopyFact>,
}

/// Something that is said, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyFact {
    /// Its name.
    pub label: Words,
    /// What is said, line by line.
    pub lines: Vec<Words>,
}

/// Something that was withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyWithheld {
    /// What it is.
    pub kind: Words,
    /// Why, in easy words.
    pub why: Words,
    /// Where the law says so.
    pub ground: Option<Words>,
    /// Why, as the agency wrote it.
    pub reason: Option<Words>,
    /// When that was said.
    #[serde(serialize_with = "super::day")]
    pub on: NaiveDate,
}
