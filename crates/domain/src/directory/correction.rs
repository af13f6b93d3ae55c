//! Corrections of published fields. A correction stands beside the source's value and survives the
//! next import; when the source itself moves, both are shown as a conflict for a person to decide.

use crate::directory::hours::Hours;
use crate::directory::hours::notation::HoursFault;
use crate::directory::phone::{Confirmation, Phone};
use crate::directory::resource::ResourceFacts;
use crate::record::{Actor, Purpose};
use crate::text::{Line, Prose, TextFault};
use crate::time::Instant;

crate::words::word_list! {
    /// The published fields that a person may correct one by one.
    CorrectableField {
        Name = "name", "名称";
        Kana = "kana", "よみ";
        Phone = "phone", "電話番号";
        Fax = "fax", "FAX番号";
        Email = "email", "メール";
        Url = "url", "ホームページ";
        AddressRest = "address_rest", "番地以降";
        Hours = "hours", "時間";
        HoursNote = "hours_note", "時間の注意";
        Capacity = "capacity", "定員";
    }
}

/// No office serves more people than this at once.
const MOST_PEOPLE: u32 = 100_000;

/// Why a corrected value was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionFault {
    /// The text itself is not acceptable.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// The hours cannot be read.
    #[error(transparent)]
    Hours(#[from] HoursFault),
    /// 定員 is not a whole number.
    #[error("a whole number up to {MOST_PEOPLE} is expected")]
    Number,
    /// The name cannot be taken away.
    #[error("this field cannot be empty")]
    Required,
    /// There is no address to correct.
    #[error("the entry has no address")]
    NoAddress,
}

impl CorrectableField {
    /// The field's value as text, or `None` when it is empty. Hours are in their notation.
    #[must_use]
    pub fn read(self, facts: &ResourceFacts) -> Option<String> {
        match self {
            Self::Name => Some(facts.name.to_string()),
            Self::Kana => facts.kana.as_ref().map(ToString::to_string),
            Self::Phone => facts.phones.first().map(|phone| phone.written.to_string()),
            Self::Fax => facts.fax.as_ref().map(|fax| fax.written.to_string()),
            Self::Email => facts.email.as_ref().map(ToString::to_string),
            Self::Url => facts.url.as_ref().map(ToString::to_string),
            Self::AddressRest => facts
                .address
                .as_ref()
                .and_then(|a| a.rest.as_ref())
                .map(ToString::to_string),
            Self::Hours => (!facts.hours.is_unknown()).then(|| facts.hours.to_string()),
            Self::HoursNote => facts.hours_note.as_ref().map(ToString::to_string),
            Self::Capacity => facts.capacity.map(|n| n.to_string()),
        }
    }

    /// Writes a value; `None` empties the field.
    ///
    /// # Errors
    /// Says why the value is refused; the facts are unchanged then.
    pub fn write(
        self,
        facts: &mut ResourceFacts,
        value: Option<&str>,
    ) -> Result<(), CorrectionFault> {
        let line = || value.map(Line::parse).transpose();
        match self {
            Self::Name => facts.name = line()?.ok_or(CorrectionFault::Required)?,
            Self::Kana => facts.kana = line()?,
            // 内線, 音声案内番号 and the label belong to the desk, not to the digits.
            Self::Phone => match (line()?, facts.phones.first_mut()) {
                (Some(written), Some(first)) => {
                    first.written = written;
                    first.confirmation = Confirmation::Published;
                }
                (Some(written), None) => facts.phones.push(Phone::published(written)),
                (None, _) => drop(facts.phones.drain(..facts.phones.len().min(1))),
            },
            Self::Fax => facts.fax = line()?.map(Phone::published),
            Self::Email => facts.email = line()?,
            Self::Url => facts.url = line()?,
            Self::AddressRest => match &mut facts.address {
                Some(address) => address.rest = line()?,
                None => return Err(CorrectionFault::NoAddress),
            },
            Self::Hours => facts.hours = value.map(Hours::parse).transpose()?.unwrap_or_default(),
            Self::HoursNote => facts.hours_note = value.map(Prose::parse).transpose()?,
            Self::Capacity => {
                facts.capacity = value
                    .map(|text| match text.trim().parse() {
                        Ok(count) if count <= MOST_PEOPLE => Ok(count),
                        _ => Err(CorrectionFault::Number),
                    })
                    .transpose()?;
            }
        }
        Ok(())
    }
}

/// One correction as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which field.
    pub field: CorrectableField,
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

impl Correction {
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
