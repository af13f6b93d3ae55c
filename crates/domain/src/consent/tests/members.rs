//! Members of a team as the rule sees them.

use super::world::{World, day, employment_id, organization};
use crate::cases::employment::{
    Belonging, BodyName, Disclosure, EmployerTie, EmploymentDisclosure, Insider, LegalBody, Opened,
    Openness,
};
use crate::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use crate::consent::at_work::{belongs_to_closed, may_know};
use crate::consent::party::ListedAgency;
use crate::consent::{ConsentRecipient, Party, PartyId, Reason, RecipientKind, TeamSpan};
use crate::directory::kind::ResourceKind;
use crate::directory::organization::CorporateNumber;
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
        offices: Vec::new(),
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

/// An A型 of a 法人 of another name, whose job coach stands in the company or does not.
fn office(role: Option<StaffRole>, ring: Ring, employer: EmployerTie) -> Party {
    let known = TeamMember {
        role,
        ring,
        employer,
        ..member(MemberAgency::Listed(ResourceId::from_uuid(
            uuid::Uuid::from_u128(1),
        )))
    };
    let listed = ListedAgency {
        kind: ResourceKind::ContinuousEmploymentA,
        body: body("社会福祉法人みどり"),
        offices: Vec::new(),
    };
    Party::of_member(&known, Some(&listed))
}

fn body(name: &str) -> LegalBody {
    LegalBody {
        name: BodyName::of(&line(name)),
        ..LegalBody::default()
    }
}

fn employed(disclosure: Disclosure) -> EmploymentDisclosure {
    EmploymentDisclosure {
        id: employment_id(50),
        keeper: organization(1),
        employer: body("ことのはキッチン"),
        disclosure,
    }
}

#[test]
fn an_agency_of_the_directory_that_stands_in_the_company_may_be_the_employer_until_somebody_said_not()
 {
    use EmployerTie::{NotSaid, NotTheEmployer, TheEmployer};

    let coach = Some(StaffRole::JobCoachInHouse);
    let (held, closed) = (Some(Reason::MayBeEmployer), Some(Reason::ClosedEmployment));
    for (role, ring, tie, expected) in [
        (coach, Ring::InCompany, NotSaid, held),
        (coach, Ring::WelfareMedical, NotSaid, held),
        (None, Ring::InCompany, NotSaid, held),
        (None, Ring::WelfareMedical, NotSaid, None),
        (coach, Ring::InCompany, NotTheEmployer, None),
        (None, Ring::WelfareMedical, TheEmployer, closed),
    ] {
        let party = office(role, ring, tie);
        assert_eq!(
            party.kind,
            RecipientKind::EmploymentSupport,
            "it stays what it is"
        );
        let world = World::agreed().with(|world| {
            *world.party() = party.clone();
            world.ledger.employments = vec![employed(Disclosure::NotAsked)];
        });
        assert_eq!(world.reason(), expected, "{role:?} {ring} {tie}");
        // The page of the case says the same before anything is told.
        let warned = match belongs_to_closed(&world.ledger.employments, &party) {
            Belonging::No => None,
            Belonging::Perhaps => held,
            Belonging::Surely => closed,
        };
        assert_eq!(warned, expected, "{role:?} {ring} {tie}");
    }
}

#[test]
fn at_an_open_employer_it_counts_as_what_its_role_is_there() {
    let coach = Some(StaffRole::JobCoachInHouse);
    let open = |to| {
        Disclosure::Open(Opened {
            to: [to].into(),
            what: Openness::Diagnosis,
        })
    };
    let asked = |party: &Party, to| {
        let world = World::agreed().with(|world| {
            *world.party() = party.clone();
            world.ledger.employments = vec![employed(open(to))];
        });
        assert_eq!(
            world.is_allowed(),
            may_know(&world.ledger.employments[0], party)
        );
        world.is_allowed()
    };
    let party = office(coach, Ring::InCompany, EmployerTie::NotSaid);
    assert!(asked(&party, Insider::InHouseSupport) && !asked(&party, Insider::OtherOffice));
    let nobody_knows_what = office(None, Ring::InCompany, EmployerTie::NotSaid);
    assert!(asked(&nobody_knows_what, Insider::Colleague));
}

#[test]
fn who_speaks_for_a_company_of_the_directory_is_its_hr_unless_their_role_says_otherwise() {
    let listed = ListedAgency {
        kind: ResourceKind::Employer,
        body: LegalBody::known(organization(9)),
        offices: Vec::new(),
    };
    for (role, insider) in [
        (None, Insider::Hr),
        (Some(StaffRole::WorkplaceSupervisor), Insider::Supervisor),
    ] {
        let known = TeamMember {
            role,
            ring: Ring::InCompany,
            ..member(MemberAgency::Listed(ResourceId::from_uuid(
                uuid::Uuid::from_u128(7),
            )))
        };
        let party = Party::of_member(&known, Some(&listed));
        assert_eq!(party.insider(), insider, "{role:?}");
    }
}

#[test]
fn an_office_that_is_called_like_the_employer_hears_nothing_until_somebody_said_that_it_is_another()
{
    let named = |office: &str, employer| {
        let listed = ListedAgency {
            kind: ResourceKind::ContinuousEmploymentA,
            body: body("社会福祉法人みどり"),
            offices: BodyName::of(&line(office)).into_iter().collect(),
        };
        let known = TeamMember {
            employer,
            ring: Ring::WelfareMedical,
            ..member(MemberAgency::Listed(ResourceId::from_uuid(
                uuid::Uuid::from_u128(3),
            )))
        };
        Party::of_member(&known, Some(&listed))
    };
    let closed = [employed(Disclosure::Closed)];
    for (office, tie, expected) in [
        ("ことのはキッチン", EmployerTie::NotSaid, Belonging::Perhaps),
        (
            "就労継続支援Ａ型 ことのはキッチン",
            EmployerTie::NotSaid,
            Belonging::Perhaps,
        ),
        (
            "ことのはキッチン",
            EmployerTie::NotTheEmployer,
            Belonging::No,
        ),
        ("ことのは", EmployerTie::NotSaid, Belonging::Perhaps),
        ("こと", EmployerTie::NotSaid, Belonging::No),
        ("みどり医院", EmployerTie::NotSaid, Belonging::No),
    ] {
        let party = named(office, tie);
        assert_eq!(belongs_to_closed(&closed, &party), expected, "{office}");
    }
}

#[test]
fn a_sister_office_of_the_shop_that_was_written_down_hears_nothing_until_somebody_said_that_it_is_another()
 {
    use EmployerTie::{NotSaid, NotTheEmployer};

    let sister = |offices: &[&str], of: LegalBody, employer| {
        let listed = ListedAgency {
            kind: ResourceKind::DailyLifeCare,
            body: of,
            offices: offices
                .iter()
                .filter_map(|name| BodyName::of(&line(name)))
                .collect(),
        };
        let known = TeamMember {
            employer,
            role: None,
            ..member(MemberAgency::Listed(ResourceId::from_uuid(
                uuid::Uuid::from_u128(3),
            )))
        };
        Party::of_member(&known, Some(&listed))
    };
    let numbered = |digits: &str| LegalBody {
        number: CorporateNumber::parse(digits).ok(),
        ..body("社会福祉法人みどり")
    };
    let both = ["みどり作業所", "ことのはキッチン"];
    let plain = body("社会福祉法人みどり");
    let like_it = body("社会福祉法人ことのはキッチン福祉会");
    let (held, open) = (Some(Reason::MayBeEmployer), None);
    for (offices, of, tie, expected) in [
        (&both[..], plain.clone(), NotSaid, held),
        (&both[..], plain.clone(), NotTheEmployer, open),
        (&both[..1], plain, NotSaid, open),
        (&both[..1], like_it.clone(), NotSaid, held),
        (&both[..1], like_it, NotTheEmployer, open),
        // Its number says that it is another, whatever its offices are called.
        (&both[..], numbered("3000012010001"), NotSaid, open),
        (&both[..], numbered(""), NotSaid, held),
    ] {
        let party = sister(offices, of, tie);
        let mut closed = employed(Disclosure::NotAsked);
        closed.employer.number = CorporateNumber::parse("7000012050002").ok();
        assert!(closed.employer.number.is_some());
        let world = World::agreed().with(|world| {
            *world.party() = party.clone();
            world.consent().recipients = [ConsentRecipient::Named(party.id)].into();
            world.ledger.employments = vec![closed];
        });
        assert_eq!(world.reason(), expected, "{offices:?} {tie}");
    }
}

#[test]
fn of_several_employers_the_one_to_which_somebody_surely_belongs_counts() {
    let open = Disclosure::Open(Opened {
        to: [Insider::Hr].into(),
        what: Openness::Disability,
    });
    let by_hand = |name: &str, employer| {
        let known = TeamMember {
            employer,
            ..member(MemberAgency::Written(line(name)))
        };
        Party::of_member(&known, None)
    };
    for (name, tie, expected) in [
        (
            "（株）ことのはキッチン",
            EmployerTie::NotTheEmployer,
            Belonging::Surely,
        ),
        ("みどり医院", EmployerTie::NotSaid, Belonging::Perhaps),
        ("みどり医院", EmployerTie::NotTheEmployer, Belonging::No),
    ] {
        let party = by_hand(name, tie);
        for closed in [Disclosure::NotAsked, Disclosure::Closed] {
            let employments = [employed(open.clone()), employed(closed)];
            assert_eq!(belongs_to_closed(&employments, &party), expected, "{name}");
        }
        let opened = [employed(open.clone())];
        assert_eq!(belongs_to_closed(&opened, &party), Belonging::No, "{name}");
    }
}
