//! Corrections of published fields. A correction stands beside the source's value and survives the
//! next import; when the source itself moves, both are shown as a conflict for a person to decide.
//!
//! [`field`] says which fields of an entry may be corrected and how each is written down, [`organization`]
//! the same of a 法人.

use crate::record::{Actor, Purpose};
use crate::time::Instant;

mod field;
mod organization;

pub use field::{CorrectableField, CorrectionFault, read_city};
pub use organization::{OrganizationCorrection, OrganizationField, SettledOrganization};

/// One correction as it is kept: of an entry, or of a 法人 by its own fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction<F = CorrectableField> {
    /// Which field.
    pub field: F,
    /// What the source said when the correction was made.
    pub source_value: Option<String>,
    /// What a person put in its place.
    pub value: Option<String>,
}

/// A correction with who made it and when: with the source's value beside it, all that is known of
/// where a field's content comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedCorrection {
    /// The correction.
    pub correction: Correction,
    /// Who made it.
    pub by: Actor,
    /// When.
    pub at: Instant,
    /// In which kind of act: a person put the field right, or an import found that what people had
    /// entered differs from what is published, and let it stand.
    pub purpose: Purpose,
}

/// What an import does with a corrected field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// The source still says what it said: the correction stands.
    Stands,
    /// The source now says what the correction says: it is no longer needed.
    Agreed,
    /// The source moved to a third value: the correction stands and a person decides.
    Conflict,
}

impl<F> Correction<F> {
    /// Compares a newer value of the source with the correction.
    #[must_use]
    pub fn meet(&self, newer: Option<&str>) -> Meeting {
        if newer == self.value.as_deref() {
            Meeting::Agreed
        } else if newer == self.source_value.as_deref() {
            Meeting::Stands
        } else {
            Meeting::Conflict
        }
    }
}

/// What a field is called, by its code: of an entry, or of a 法人.
#[must_use]
pub fn field_word(code: &str) -> Option<&'static str> {
    let of_entry = CorrectableField::from_code(code).map(CorrectableField::word);
    of_entry.or_else(|| OrganizationField::from_code(code).map(OrganizationField::word))
}

/// A value of a field as people read it, by the field's code.
#[must_use]
pub fn value_in_words(code: &str, value: &str) -> String {
    match (
        CorrectableField::from_code(code),
        OrganizationField::from_code(code),
    ) {
        (Some(field), _) => field.in_words(value),
        (None, Some(field)) => field.in_words(value),
        (None, None) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests;
