//! What others observed of an agency, for that agency: it goes there by FAX or by post, is read before
//! members of the network read it, and comes back with the answer on it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::{Contact, Words};

/// What was observed of an agency, with lines for its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObservationSheet {
    /// The network whose members will read it.
    pub network: Words,
    /// The agency, without 御中.
    pub agency: Words,
    /// Its FAX number, where one is known.
    pub fax: Option<String>,
    /// Its postal address, where one is known.
    pub address: Option<Words>,
    /// What it is about: 「得意・精神障害」.
    pub head: Words,
    /// What was observed.
    pub text: Words,
    /// What that rests on.
    pub basis: Option<Words>,
    /// The agency that observed it.
    pub by: Words,
    /// On which day it was observed.
    #[serde(serialize_with = "super::day")]
    pub stated_on: NaiveDate,
    /// The first day on which members may read it, if the sheet leaves on the day of issue.
    #[serde(serialize_with = "super::day")]
    pub readable_from: NaiveDate,
    /// Who takes the answer.
    pub secretariat: Contact,
    /// The number to which the sheet comes back.
    pub answer_fax: Option<String>,
}
