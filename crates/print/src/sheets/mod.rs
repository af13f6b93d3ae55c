//! The sheets there are. Each is plain data; its template of the same name holds the words around it.

mod code_sheet;
mod consent_copy;
mod consent_form;
mod emergency;
mod invitation;
mod key_recovery;
mod observation;
mod person_card;
mod person_copy;
mod phone_day;
mod records;
mod team;

use chrono::NaiveDate;
pub use code_sheet::CodeSheet;
pub use consent_copy::{ConsentCopyItem, ConsentCopySheet};
pub use consent_form::{ConsentFormSheet, ConsentOccasion, ConsentQuestion};
pub use emergency::EmergencySheet;
pub use invitation::InvitationSheet;
pub use key_recovery::{KeyRecoverySheet, KeyUse};
pub use observation::ObservationSheet;
pub use person_card::PersonCard;
pub use person_copy::{CopyEntry, CopyFact, CopySection, CopyWithheld, PersonCopySheet};
pub use phone_day::{CallTime, OtherWay, PhoneCall, PhoneDaySheet};
pub use records::{RecordEntry, RecordsSheet};
use renkei_domain::time::{Moment, era_date};
use serde::{Serialize, Serializer};
pub use team::{DrawnRing, TeamEntry, TeamSheet};

use crate::template::Template;

/// A sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Sheet {
    /// An invitation to an account.
    Invitation(InvitationSheet),
    /// One-time codes for signing in.
    Codes(CodeSheet),
    /// A person's card.
    PersonCard(PersonCard),
    /// The master key, or the private half of the pair for backups.
    KeyRecovery(KeyRecoverySheet),
    /// Who can be phoned on a day.
    PhoneDay(PhoneDaySheet),
    /// What others observed of an agency.
    Observation(ObservationSheet),
    /// The team of a case.
    Team(TeamSheet),
    /// What to do when something happens to a person.
    Emergency(EmergencySheet),
    /// What was told of a person and what came in.
    Records(RecordsSheet),
    /// A form on which somebody is asked for consents.
    ConsentForm(ConsentFormSheet),
    /// A copy of a consent for one recipient.
    ConsentCopy(ConsentCopySheet),
    /// The person's copy of what is kept about them.
    PersonCopy(PersonCopySheet),
}

impl Sheet {
    /// The template that sets the sheet.
    pub(crate) fn template(&self) -> Template {
        match self {
            Self::Invitation(_) => Template::Invitation,
            Self::Codes(_) => Template::Codes,
            Self::PersonCard(_) => Template::PersonCard,
            Self::KeyRecovery(_) => Template::KeyRecovery,
            Self::PhoneDay(_) => Template::PhoneDay,
            Self::Observation(_) => Template::Observation,
            Self::Team(_) => Template::Team,
            Self::Emergency(_) => Template::Emergency,
            Self::Records(_) => Template::Records,
            Self::ConsentForm(_) => Template::ConsentForm,
            Self::ConsentCopy(_) => Template::ConsentCopy,
            Self::PersonCopy(_) => Template::PersonCopy,
        }
    }

    /// The text of the sheet's QR code.
    pub(crate) fn qr(&self) -> Option<&str> {
        match self {
            Self::Invitation(sheet) => sheet.place.as_ref().map(|place| place.qr.as_str()),
            Self::Codes(_)
            | Self::PhoneDay(_)
            | Self::Observation(_)
            | Self::Team(_)
            | Self::Emergency(_)
            | Self::Records(_)
            | Self::ConsentForm(_)
            | Self::ConsentCopy(_)
            | Self::PersonCopy(_) => None,
            Self::PersonCard(sheet) => Some(&sheet.place.qr),
            Self::KeyRecovery(sheet) => Some(&sheet.qr),
        }
    }
}

/// 「令和8年12月4日(金)」.
fn day<S: Serializer>(value: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&era_date(*value))
}

/// The same of a day that may be missing.
fn day_opt<S: Serializer>(value: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => day(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// 「令和8年12月4日(金) 17:00」.
fn moment<S: Serializer>(value: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{} {}", era_date(value.date), value.minute))
}
