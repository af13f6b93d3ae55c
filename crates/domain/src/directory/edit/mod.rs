//! Changing an entry part by part. An [`Edit`] is one part as somebody wants it to be; [`Edit::draft`]
//! makes of it the profile that would then stand, or says what is wrong with which field.
//!
//! [`phones`] does the same for the numbers of an office, [`part`] lists the parts and what changing each asks for, [`fault`] words mistakes for people.

mod draft;
pub mod fault;
pub mod part;
pub mod phones;

use chrono::NaiveDate;

use super::capacity::CapacityReport;
use super::comparison::{AccessFeature, Comparison, Language};
use super::contact::policy::ContactPolicy;
use super::correction::{CorrectableField, OrganizationField};
use super::municipality::MunicipalityCode;
use super::people::StaffRole;
use super::phone::Phone;
use super::program::Program;
use super::strength::{Topic, Valence};
use crate::ids::{ContactPersonId, NetworkId, NoticeId, StrengthId};
use crate::text::{Line, Prose};

pub use fault::FieldFault;
pub use part::{Part, PartValue};

/// One part of an entry as it should be.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Published fields, each in its written form; those that are not named stay as they are.
    Facts(Vec<FactEdit>),
    /// Every number of the office, the one to call first first: with what it is for, 内線 and 音声案内番号.
    Phones(Vec<Phone>),
    /// What they do.
    Description(Option<Prose>),
    /// What a person compares.
    Comparison(Box<Comparison>),
    /// What they said about free places.
    Capacity(Option<CapacityReport>),
    /// Programs they run.
    Programs(Vec<Program>),
    /// What the agency says of itself.
    Strengths(Vec<OwnStrength>),
    /// How they like to be reached.
    ContactPolicy(ContactPolicy),
    /// Notices that expire.
    Notices(Vec<NoticeEntry>),
    /// Municipalities whose people they serve.
    ServiceArea(Vec<MunicipalityCode>),
    /// Specialist roles on the staff.
    Roles(Vec<StaffRole>),
    /// Languages beside Japanese.
    Languages(Vec<Language>),
    /// What helps a person to get in and be understood.
    Access(Vec<AccessFeature>),
    /// Named people whom members of one network know; those of other networks stay as they are.
    ContactPersons {
        /// The network.
        network: NetworkId,
        /// Its people.
        persons: Vec<PersonEntry>,
    },
}

/// A published field as it should read; `None` empties it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactEdit {
    /// Which field.
    pub field: CorrectableField,
    /// Its value in the field's written form.
    pub value: Option<String>,
}

/// A field of a 法人 as it should read; `None` empties it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationEdit {
    /// Which field.
    pub field: OrganizationField,
    /// Its value in the field's written form.
    pub value: Option<String>,
}

/// A statement of an agency about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnStrength {
    /// The statement that it replaces; `None` adds one.
    pub id: Option<StrengthId>,
    /// Which way it points.
    pub valence: Valence,
    /// What it is about.
    pub topic: Topic,
    /// The statement.
    pub text: Line,
}

/// A notice as it should stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeEntry {
    /// The notice that it replaces; `None` adds one.
    pub id: Option<NoticeId>,
    /// What to know.
    pub text: Prose,
    /// First day shown.
    pub from: NaiveDate,
    /// Last day shown.
    pub until: NaiveDate,
}

/// A named professional as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonEntry {
    /// The entry that it replaces; `None` adds one.
    pub id: Option<ContactPersonId>,
    /// Name as used at work.
    pub name: Line,
    /// Reading of the name.
    pub kana: Option<Line>,
    /// Role, where it is one of the list.
    pub role: Option<StaffRole>,
    /// Department and title in the office's own words.
    pub title: Option<Line>,
    /// A number of their own.
    pub phone: Option<Phone>,
    /// A work mail address.
    pub email: Option<Line>,
}

impl Edit {
    /// Which part it is about.
    #[must_use]
    pub const fn part(&self) -> Part {
        match self {
            Self::Facts(_) | Self::Phones(_) => Part::Facts,
            Self::Description(_) => Part::Description,
            Self::Comparison(_) => Part::Comparison,
            Self::Capacity(_) => Part::Capacity,
            Self::Programs(_) => Part::Programs,
            Self::Strengths(_) => Part::Strengths,
            Self::ContactPolicy(_) => Part::ContactPolicy,
            Self::Notices(_) => Part::Notices,
            Self::ServiceArea(_) => Part::ServiceArea,
            Self::Roles(_) => Part::Roles,
            Self::Languages(_) => Part::Languages,
            Self::Access(_) => Part::Access,
            Self::ContactPersons { .. } => Part::ContactPersons,
        }
    }

    /// The network to which what it changes belongs, where it is not everybody's.
    #[must_use]
    pub const fn network(&self) -> Option<NetworkId> {
        match self {
            Self::ContactPersons { network, .. } => Some(*network),
            _ => None,
        }
    }
}
