//! A member of the team as the rule sees it: of which kind it is, and to which 法人 it belongs.

use super::recipient::{Party, PartyId, RecipientKind, TeamSpan};
use crate::cases::employment::{BodyName, Insider, LegalBody};
use crate::cases::team::{MemberAgency, Ring, TeamMember};
use crate::directory::kind::ResourceKind;
use crate::directory::people::StaffRole;

/// What the directory knows of an agency that stands in a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAgency {
    /// Its kind.
    pub kind: ResourceKind,
    /// Its 法人.
    pub body: LegalBody,
    /// The names of the offices that its 法人 runs, its own among them.
    pub offices: Vec<BodyName>,
}

impl RecipientKind {
    /// The kind of somebody who was written down by hand: by what they are, or else by where they stand. Whoever
    /// stands in the company and is not said to be anything there counts as a colleague, whom the fewest name.
    #[must_use]
    pub const fn of_written(role: Option<StaffRole>, ring: Ring) -> Self {
        use StaffRole as R;
        match (role, ring) {
            (Some(R::HrOfficer), _) => Self::WorkplaceHr,
            (Some(R::WorkplaceSupervisor), _) => Self::WorkplaceSupervisor,
            (
                Some(
                    R::JobCoachInHouse
                    | R::WorkplaceLifeCounselor
                    | R::OccupationalPhysician
                    | R::OccupationalHealthStaff,
                ),
                _,
            ) => Self::WorkplaceSupport,
            (_, Ring::InCompany) => Self::WorkplaceColleague,
            (
                Some(
                    R::AttendingPhysician
                    | R::Nurse
                    | R::OccupationalTherapist
                    | R::PsychiatricSocialWorker
                    | R::MedicalSocialWorker
                    | R::ClinicalPsychologist
                    | R::CertifiedPsychologist,
                ),
                _,
            ) => Self::Medical,
            (Some(R::PublicHealthNurse), _) => Self::PublicOffice,
            (Some(R::CareerTeacher | R::SpecialEducationCoordinator), _) => Self::School,
            (
                Some(
                    R::VocationalCounselor
                    | R::JobCoachCenter
                    | R::VocationalAdviser
                    | R::MentalDevelopmentalEmploymentSupporter,
                ),
                _,
            ) => Self::LabourOffice,
            (
                Some(
                    R::JobCoachVisiting
                    | R::EmploymentSupportWorker
                    | R::LifeSupportWorker
                    | R::RetentionSupportWorker
                    | R::EmploymentSupportStaff,
                ),
                _,
            ) => Self::EmploymentSupport,
            (Some(R::ConsultationSpecialist), _) => Self::Consultation,
            (Some(R::GroupHomeCaretaker | R::ServiceManager | R::SupportStaff), _) => {
                Self::LivingSupport
            }
            (Some(R::Guardian) | None, _) => Self::Other,
        }
    }
}

/// Where inside a company somebody of a kind stands. Who speaks for a company of the directory is its 人事, unless
/// their role says something else.
fn place(kind: RecipientKind, role: Option<StaffRole>, ring: Ring) -> Option<Insider> {
    let by_role = RecipientKind::of_written(role, Ring::Community);
    let by_standing = RecipientKind::of_written(role, ring);
    let mut known = [by_role, kind, by_standing].into_iter();
    let at_work = known.find(|kind| kind.is_workplace());
    at_work.map(RecipientKind::insider)
}

impl Party {
    /// A member of a team. Of an agency that stands in the directory is asked what it knows; one of which it
    /// knows nothing any more is of no kind that a consent could mean, and of no 法人 that could be told apart.
    #[must_use]
    pub fn of_member(member: &TeamMember, listed: Option<&ListedAgency>) -> Self {
        let (kind, body) = match &member.agency {
            MemberAgency::Listed(_) => (
                listed.map_or(RecipientKind::Other, |agency| {
                    RecipientKind::of(agency.kind)
                }),
                listed.map_or_else(LegalBody::default, |agency| agency.body.clone()),
            ),
            MemberAgency::Written(name) => {
                let body = LegalBody {
                    name: BodyName::of(name),
                    ..LegalBody::default()
                };
                let kind = RecipientKind::of_written(member.role, member.ring);
                (kind, body)
            }
        };
        Self {
            id: PartyId::of(member),
            kind,
            place: place(kind, member.role, member.ring),
            body,
            offices: listed.map_or_else(Vec::new, |agency| agency.offices.clone()),
            tie: member.employer,
            team: Some(TeamSpan {
                since: member.since,
                until: member.until,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_stands_in_the_company_is_of_the_workplace_whatever_they_are_called() {
        for role in StaffRole::ALL.iter().copied().map(Some).chain([None]) {
            let kind = RecipientKind::of_written(role, Ring::InCompany);
            assert!(kind.is_workplace(), "{role:?}");
        }
        let hr = Some(StaffRole::HrOfficer);
        assert!(RecipientKind::of_written(hr, Ring::Community).is_workplace());
        let above =
            RecipientKind::of_written(Some(StaffRole::WorkplaceSupervisor), Ring::InCompany);
        assert_eq!(above, RecipientKind::WorkplaceSupervisor);
    }

    #[test]
    fn somebody_written_down_is_of_the_kind_of_what_they_are() {
        for (role, kind) in [
            (Some(StaffRole::AttendingPhysician), RecipientKind::Medical),
            (Some(StaffRole::CareerTeacher), RecipientKind::School),
            (Some(StaffRole::Guardian), RecipientKind::Other),
            (None, RecipientKind::Other),
        ] {
            assert_eq!(RecipientKind::of_written(role, Ring::Community), kind);
        }
    }
}
