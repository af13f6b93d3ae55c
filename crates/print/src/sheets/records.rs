//! What was told of a person and what came in, as the law asks for it: for whoever asks to see the records.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::Words;

/// The records of a person, of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordsSheet {
    /// The network.
    pub network: Words,
    /// Of whom they tell.
    pub for_whom: Words,
    /// The organization that keeps them.
    pub lead: Words,
    /// Where it is, and its head.
    pub lead_place: Option<Words>,
    /// The first day, where one was chosen.
    #[serde(serialize_with = "super::day_opt")]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(serialize_with = "super::day")]
    pub until: NaiveDate,
    /// What was told, the newest first.
    pub told: Vec<RecordEntry>,
    /// What came in, the newest first.
    pub heard: Vec<RecordEntry>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordEntry {
    /// On which day.
    #[serde(serialize_with = "super::day")]
    pub on: NaiveDate,
    /// Who heard it, or from whom it came.
    pub agency: Words,
    /// Who of them.
    pub contact: Option<Words>,
    /// The 法人 with its head.
    pub body: Option<Words>,
    /// Where they are.
    pub address: Option<Words>,
    /// Of whom, by name.
    pub of: Option<Words>,
    /// What it was about.
    pub what: Words,
    /// What it said.
    pub said: Option<Words>,
    /// What for.
    pub purpose: Option<Words>,
    /// By what means.
    pub means: Words,
    /// By what it could be told.
    pub basis: Words,
    /// How whoever told it had obtained it.
    pub obtained: Option<Words>,
    /// Who told it, or wrote it down.
    pub by: Words,
}
