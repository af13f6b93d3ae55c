//! A form on which somebody is asked for consents: easy words beside those of the law, boxes for yes and no alike,
//! and a code by which the page that comes back finds its record.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::{Code, Contact, Words};

/// A form of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentFormSheet {
    /// The network.
    pub network: Words,
    /// Who is asked.
    pub for_whom: Words,
    /// What stands on it to find it again.
    pub code: Code,
    /// The organization that would tell.
    pub lead: Words,
    /// What is asked.
    pub occasions: Vec<ConsentOccasion>,
    /// The last day on which a yes holds.
    #[serde(serialize_with = "super::day")]
    pub last_day: NaiveDate,
    /// Whom to ask, and who stops it.
    pub ask: Contact,
    /// Which version of the words it is.
    pub version: Words,
}

/// What is asked on one occasion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentOccasion {
    /// The occasion.
    pub heading: Words,
    /// What it is for, in easy words.
    pub plain: Words,
    /// The same in the words of the law.
    pub legal: Words,
    /// Who would hear it.
    pub to: Vec<Words>,
    /// By what means.
    pub means: Words,
    /// The questions, numbered through the form.
    pub questions: Vec<ConsentQuestion>,
}

/// A question, answered by yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentQuestion {
    /// In easy words.
    pub plain: Words,
    /// Each thing that would be told.
    pub details: Vec<Words>,
    /// The same in the words of the law.
    pub legal: Words,
}
