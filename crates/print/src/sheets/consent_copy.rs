//! A copy of a consent for one recipient: what of it is about them, and nobody else who is named in it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::Words;

/// A copy for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentCopySheet {
    /// The network.
    pub network: Words,
    /// The recipient.
    pub to: Words,
    /// Of whom something may be told.
    pub for_whom: Words,
    /// The organization that tells.
    pub lead: Words,
    /// Whom to ask there.
    pub keeper: Option<Words>,
    /// Who agreed.
    pub giver: Words,
    /// When they agreed.
    #[serde(serialize_with = "super::day")]
    pub given_on: NaiveDate,
    /// In which form.
    pub how: Words,
    /// The first day on which it holds.
    #[serde(serialize_with = "super::day")]
    pub first_day: NaiveDate,
    /// The last one.
    #[serde(serialize_with = "super::day")]
    pub last_day: NaiveDate,
    /// What may be told to this recipient today.
    pub items: Vec<ConsentCopyItem>,
    /// What for.
    pub purposes: Words,
    /// By what means.
    pub means: Words,
}

/// Something that may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentCopyItem {
    /// In easy words.
    pub plain: Words,
    /// In the words of the law.
    pub legal: Words,
}
