//! The record of a handover that an office keeps (就労定着支援, 支援体制構築未実施減算 ア・イ・ウ): the guideline on sharing
//! and who answers for it, what was shared with whom by consent three months before the end at the latest, and that there
//! are records of it. What the office alone knows is written by hand, the name of the person too.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::Words;

/// The record of one handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandoverRecordSheet {
    /// The network.
    pub network: Words,
    /// The number of the case: 「№483-920」.
    pub of: Words,
    /// The organization that helps until the end.
    pub lead: Words,
    /// The last day of the service.
    #[serde(serialize_with = "super::day")]
    pub ends_on: NaiveDate,
    /// The last day on which it is shared in time.
    #[serde(serialize_with = "super::day")]
    pub share_by: NaiveDate,
    /// What is unsolved, and what was tried.
    pub unsolved: Option<Words>,
    /// Who at work helps by themselves.
    pub natural_support: Option<Words>,
    /// How the next agency helps otherwise.
    pub difference: Option<Words>,
    /// When that was explained to the person.
    #[serde(serialize_with = "super::day_opt")]
    pub explained_on: Option<NaiveDate>,
    /// Who helps from when.
    pub from_when: Option<Words>,
    /// Whose views were asked for, each on a line with what they said.
    pub views: Option<Words>,
    /// What was shared, the newest first.
    pub shared: Vec<SharedInformation>,
}

/// Something that was shared by consent, as its record says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedInformation {
    /// On which day.
    #[serde(serialize_with = "super::day")]
    pub on: NaiveDate,
    /// Whether that was in time.
    pub is_in_time: bool,
    /// With whom, with who there.
    pub to: Words,
    /// What it was about.
    pub what: Words,
    /// By what means.
    pub means: Words,
    /// By whose consent.
    pub basis: Words,
    /// Who told it.
    pub by: Words,
    /// On which day the record was written.
    #[serde(serialize_with = "super::day")]
    pub noted_on: NaiveDate,
}
