//! Who hosts a conference: the agency that is central at that stage (S4 §2(3)). It decides who is called.

use chrono::NaiveDate;

use super::kind::ConferenceKind;
use crate::cases::stage::CareStage;
use crate::cases::team::{Part, TeamMember};
use crate::directory::people::StaffRole;
use crate::ids::TeamMemberId;

/// The agency that hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Host {
    /// The one that leads the case.
    #[default]
    Lead,
    /// One of the team.
    Member(TeamMemberId),
}

/// Who is central to a meeting of a kind at a stage, by what they are.
const fn central(kind: ConferenceKind, care: CareStage) -> Option<StaffRole> {
    match (kind, care) {
        (ConferenceKind::IndividualSupportMeeting, _) => Some(StaffRole::ServiceManager),
        // The plan and its review are the work of 計画相談, helping by it that of the サビ管.
        (ConferenceKind::ServiceProviderMeeting, _)
        | (_, CareStage::Planning | CareStage::Monitoring | CareStage::Evaluation) => {
            Some(StaffRole::ConsultationSpecialist)
        }
        (_, CareStage::Intervention) => Some(StaffRole::ServiceManager),
        (_, CareStage::Intake | CareStage::Assessment | CareStage::Termination) => None,
    }
}

/// Who hosts, where nobody says otherwise: whoever is central at the stage, if they are in the team; or else whoever
/// keeps the team together; or else the agency that leads the case.
#[must_use]
pub fn default_host(
    kind: ConferenceKind,
    care: CareStage,
    team: &[TeamMember],
    today: NaiveDate,
) -> Host {
    let here = || team.iter().filter(|member| member.is_there(today));
    let by_role =
        central(kind, care).and_then(|role| here().find(|member| member.role == Some(role)));
    let by_part = || here().find(|member| member.part == Part::Lead);
    let host = by_role.or_else(by_part);
    host.map_or(Host::Lead, |member| Host::Member(member.id))
}
