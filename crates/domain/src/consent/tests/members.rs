//! Members of a team as the rule sees them.

use super::world::{World, day, employment_id, organization};
use crate::cases::employment::{
    BodyName, Disclosure, EmployerTie, EmploymentDisclosure, LegalBody,
};
use crate::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use crate::consent::party::ListedAgency;
use crate::consent::{ConsentRecipient, Party, PartyId, Reason, RecipientKind, TeamSpan};
use crate::directory::kind::ResourceKind;
use crate::directory::people::StaffRole;
use crate::ids::{ResourceId, TeamMemberId};
use crate::text::Line;

fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn member(agency: MemberAgency) -> TeamMember {
    TeamMember {
        id: TeamMemberId::from_uuid(uuid::Uuid::from_u128(1)),
        agency,
        contact: None,
        role: Some(StaffRole::AttendingPhysician),
        ring: Ring::WelfareMedical,
        part: Part::Member,
        employer: EmployerTie::NotTheEmployer,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: day(3),
        until: Some(day(24)),
    }
}

#[test]
fn somebody_written_down_is_known_by_what_was_written() {
    let known = member(MemberAgency::Written(line("医療法人はな")));
    let party = Party::of_member(&known, None);
    assert_eq!(party.id, PartyId::Written(known.id));
    assert_eq!(party.kind, RecipientKind::Medical);
    assert_eq!(party.tie, EmployerTie::NotTheEmployer);
    let span = TeamSpan {
        since: day(3),
        until: Some(day(24)),
    };
    assert_eq!(party.team, Some(span));
    let body = LegalBody {
        name: BodyName::of(&line("医療法人はな")),
        ..LegalBody::default()
    };
    assert!(body.name.is_some());
    assert_eq!(party.body, body);
}

#[test]
fn an_agency_of_the_directory_is_known_by_what_stands_there() {
    let id = ResourceId::from_uuid(uuid::Uuid::from_u128(7));
    let known = member(MemberAgency::Listed(id));
    let listed = ListedAgency {
        kind: ResourceKind::SpecialNeedsSchool,
        body: LegalBody::known(organization(9)),
    };
    let party = Party::of_member(&known, Some(&listed));
    assert_eq!(party.id, PartyId::Listed(id));
    assert_eq!(
        party.kind,
        RecipientKind::School,
        "whatever its role is called"
    );
    assert_eq!(party.body, listed.body);
    // Of one that the directory has no more nothing is known.
    let gone = Party::of_member(&known, None);
    assert_eq!(
        (gone.id, gone.kind),
        (PartyId::Listed(id), RecipientKind::Other)
    );
    assert_eq!(gone.body, LegalBody::default());
}

#[test]
fn who_is_called_as_the_closed_employer_is_hears_nothing_whatever_was_said_of_them() {
    let hearing = |name: &str| {
        let party = Party::of_member(&member(MemberAgency::Written(line(name))), None);
        World::agreed().with(|world| {
            world.consent().recipients = [ConsentRecipient::Named(party.id)].into();
            *world.party() = party;
            world.ledger.employments = vec![EmploymentDisclosure {
                id: employment_id(50),
                keeper: organization(1),
                employer: LegalBody {
                    name: BodyName::of(&line("株式会社はな")),
                    ..LegalBody::default()
                },
                disclosure: Disclosure::NotAsked,
            }];
        })
    };
    assert_eq!(
        hearing("株式会社はな").reason(),
        Some(Reason::ClosedEmployment)
    );
    assert!(hearing("みどり医院").is_allowed());
}

#[test]
fn the_employers_own_job_coach_and_health_staff_are_of_the_workplace_wherever_they_stand() {
    for role in [
        StaffRole::JobCoachInHouse,
        StaffRole::WorkplaceLifeCounselor,
        StaffRole::OccupationalPhysician,
        StaffRole::OccupationalHealthStaff,
    ] {
        for ring in Ring::ALL {
            let kind = RecipientKind::of_written(Some(role), *ring);
            assert_eq!(kind, RecipientKind::WorkplaceSupport, "{role} {ring}");
        }
    }
}
