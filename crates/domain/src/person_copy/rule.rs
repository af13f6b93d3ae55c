//! What of a case the person has at once, and what its holder looks at first. At once they have what they gave or
//! signed, what somebody wrote for them to read, and what was told of them by their own word. The rest holds words of
//! others, or was written for the agency alone.

use crate::cases::emergency::EmergencySheet;
use crate::cases::note::{CaseNote, NoteScope};
use crate::consent::{Consent, InformationCategory};
use crate::ids::AccountId;
use crate::provisions::{KeptIncident, KeptProvision, Receipt, RecordReader};

/// When the person has something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyPart {
    /// At once.
    AtOnce,
    /// Once its holder has looked at it.
    Checked,
    /// Not before the organization released that it was told by an exception of the law: until then nothing says
    /// that it is there.
    Unsaid,
}

/// Of a note: what was written for the person to read they have at once.
#[must_use]
pub const fn of_note(note: &CaseNote) -> CopyPart {
    match note.scope {
        NoteScope::Person => CopyPart::AtOnce,
        NoteScope::Own | NoteScope::Agency | NoteScope::Team => CopyPart::Checked,
    }
}

/// Of a consent: what the family or an employer agreed to are words of theirs.
#[must_use]
pub const fn of_consent(consent: &Consent) -> CopyPart {
    if consent.giver.speaks_for_person() {
        CopyPart::AtOnce
    } else {
        CopyPart::Checked
    }
}

/// Of the emergency sheet: what the person agreed to they have at once.
#[must_use]
pub const fn of_emergency(sheet: &EmergencySheet) -> CopyPart {
    match sheet.agreed_on {
        Some(_) => CopyPart::AtOnce,
        None => CopyPart::Checked,
    }
}

/// Of a provision record: one that tells of the family or of the business names third persons.
#[must_use]
pub fn of_provision(kept: &KeptProvision) -> CopyPart {
    if !kept.is_for(RecordReader::Person) {
        return CopyPart::Unsaid;
    }
    let told = kept.record.categories();
    let others = [
        InformationCategory::Family,
        InformationCategory::EmployerInfo,
    ];
    if others.iter().any(|category| told.contains(category)) {
        CopyPart::Checked
    } else {
        CopyPart::AtOnce
    }
}

/// Of a receipt record: what came from the person themself, by their own act, they gave. What others said is looked at.
#[must_use]
pub fn of_receipt(receipt: &Receipt, person: Option<AccountId>) -> CopyPart {
    if person == Some(receipt.noted_by) {
        CopyPart::AtOnce
    } else {
        CopyPart::Checked
    }
}

/// Of an incident: it names to whom something got out, and perhaps others beside the person. That the person was not
/// told of it yet is no reason to leave it out.
#[must_use]
pub fn of_incident(kept: &KeptIncident) -> CopyPart {
    if kept
        .exception
        .is_none_or(|one| RecordReader::Person.sees(one))
    {
        CopyPart::Checked
    } else {
        CopyPart::Unsaid
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::cases::note::NoteCategory;
    use crate::consent::{ConsentPurpose, ExceptionSight, Means, PartyId};
    use crate::ids::{
        AccountId, CaseId, CaseNoteId, ConsentId, ExceptionId, IncidentId, OrganizationId,
        PersonId, ProvisionId, ReceiptId, TeamMemberId,
    };
    use crate::provisions::{
        Incident, NamedAgency, ObtainedHow, Provision, ProvisionBasis, ReceivedBy,
    };
    use crate::text::{Line, Prose};
    use crate::time::Instant;

    fn id() -> Uuid {
        Uuid::from_u128(1)
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
    }

    fn note(scope: NoteScope) -> CaseNote {
        CaseNote {
            id: CaseNoteId::from_uuid(id()),
            author: AccountId::from_uuid(id()),
            on: day(),
            written_at: Instant::from_micros(0),
            category: NoteCategory::Talk,
            scope,
            body: Prose::parse("よく話した").expect("a text"),
            corrects: None,
        }
    }

    fn told(category: InformationCategory, exception: Option<ExceptionSight>) -> KeptProvision {
        let basis = match exception {
            None => ProvisionBasis::Consent(ConsentId::from_uuid(id())),
            Some(_) => ProvisionBasis::Exception(ExceptionId::from_uuid(id())),
        };
        KeptProvision {
            record: Provision {
                id: ProvisionId::from_uuid(id()),
                case: CaseId::from_uuid(id()),
                seq: 1,
                person: PersonId::from_uuid(id()),
                name: None,
                provider: OrganizationId::from_uuid(id()),
                told_by: AccountId::from_uuid(id()),
                at: Instant::from_micros(0),
                noted_at: Instant::from_micros(0),
                to: PartyId::Written(TeamMemberId::from_uuid(id())),
                recipient: NamedAgency {
                    name: "医師".to_owned(),
                    contact: None,
                    address: None,
                    body: None,
                    head: None,
                },
                told: vec![(category, basis)],
                purpose: ConsentPurpose::WhenUnwell,
                means: Means::Phone,
            },
            exception,
            givers: Vec::new(),
        }
    }

    fn excepted(is_released: bool) -> Option<ExceptionSight> {
        Some(ExceptionSight {
            id: ExceptionId::from_uuid(id()),
            organization: OrganizationId::from_uuid(id()),
            by: AccountId::from_uuid(id()),
            is_released,
        })
    }

    fn incident(exception: Option<ExceptionSight>) -> KeptIncident {
        let line = |text| Line::parse(text).expect("a line");
        KeptIncident {
            incident: Incident {
                id: IncidentId::from_uuid(id()),
                case: CaseId::from_uuid(id()),
                person: PersonId::from_uuid(id()),
                organization: OrganizationId::from_uuid(id()),
                record: None,
                noticed_on: day(),
                what: Prose::parse("資料1枚").expect("a text"),
                whose: line("山田 花子"),
                to: line("となり"),
                done: Default::default(),
                noted_by: AccountId::from_uuid(id()),
                noted_at: Instant::from_micros(0),
            },
            exception,
        }
    }

    #[test]
    fn what_was_written_for_the_person_is_theirs_at_once() {
        for (scope, part) in [
            (NoteScope::Person, CopyPart::AtOnce),
            (NoteScope::Team, CopyPart::Checked),
            (NoteScope::Agency, CopyPart::Checked),
            (NoteScope::Own, CopyPart::Checked),
        ] {
            assert_eq!(of_note(&note(scope)), part, "{scope}");
        }
        let agreed = |agreed_on| EmergencySheet {
            agreed_on,
            ..EmergencySheet::default()
        };
        assert_eq!(of_emergency(&agreed(Some(day()))), CopyPart::AtOnce);
        assert_eq!(of_emergency(&agreed(None)), CopyPart::Checked);
    }

    #[test]
    fn what_the_person_gave_by_their_own_act_is_theirs_at_once() {
        let mine = AccountId::from_uuid(id());
        let other = AccountId::from_uuid(Uuid::from_u128(2));
        let receipt = Receipt {
            id: ReceiptId::from_uuid(id()),
            case: CaseId::from_uuid(id()),
            person: PersonId::from_uuid(id()),
            name: None,
            organization: OrganizationId::from_uuid(id()),
            from: NamedAgency {
                name: "本人".to_owned(),
                contact: None,
                address: None,
                body: None,
                head: None,
            },
            obtained: ObtainedHow::FromPerson,
            ground: ReceivedBy::Consent,
            categories: [InformationCategory::Wishes].into(),
            what: None,
            means: Means::Document,
            on: day(),
            noted_by: mine,
            noted_at: Instant::from_micros(0),
        };
        assert_eq!(of_receipt(&receipt, Some(mine)), CopyPart::AtOnce);
        assert_eq!(of_receipt(&receipt, Some(other)), CopyPart::Checked);
        assert_eq!(of_receipt(&receipt, None), CopyPart::Checked);
    }

    #[test]
    fn what_tells_of_others_is_looked_at_and_an_exception_is_not_said_before_its_release() {
        for category in InformationCategory::ALL {
            let tells_of_others = matches!(
                category,
                InformationCategory::Family | InformationCategory::EmployerInfo
            );
            let part = if tells_of_others {
                CopyPart::Checked
            } else {
                CopyPart::AtOnce
            };
            assert_eq!(of_provision(&told(*category, None)), part, "{category}");
            let hidden = told(*category, excepted(false));
            assert_eq!(of_provision(&hidden), CopyPart::Unsaid, "{category}");
            let released = told(*category, excepted(true));
            assert_eq!(of_provision(&released), part, "{category}");
        }
        assert_eq!(of_incident(&incident(None)), CopyPart::Checked);
        assert_eq!(of_incident(&incident(excepted(false))), CopyPart::Unsaid);
        assert_eq!(of_incident(&incident(excepted(true))), CopyPart::Checked);
    }
}
