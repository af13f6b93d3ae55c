//! What is proposed where two entries part, and what then stands.

use super::*;
use crate::directory::freshness::{Verification, VerificationMethod, VerificationOutcome};
use crate::directory::kind::ResourceKind;
use crate::directory::people::StaffRole;
use crate::ids::OrganizationId;
use crate::text::{Line, Prose};

fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn facts(name: &str, phone: &str) -> ResourceFacts {
    ResourceFacts {
        phones: vec![Phone::published(line(phone))],
        ..ResourceFacts::named(ResourceKind::PeerGroup, line(name))
    }
}

fn confirmed(group: FieldGroup, day: &str) -> Verification {
    Verification {
        group,
        verified_on: day.parse().expect("a day"),
        by_name: None,
        by_role: line("事務局"),
        method: VerificationMethod::Phone,
        outcome: VerificationOutcome::Confirmed,
    }
}

#[test]
fn what_a_coordinator_sees_chosen_is_what_was_put_right_or_confirmed_later() {
    let (left_facts, right_facts) = (
        facts("ひなた", "072-000-0001"),
        facts("ひなたの会", "072-000-0002"),
    );
    let mut left_profile = Profile {
        verifications: vec![confirmed(FieldGroup::Contact, "2026-04-01")],
        ..Profile::default()
    };
    let right_profile = Profile {
        description: Some(Prose::parse("集まる所。").expect("text")),
        verifications: vec![confirmed(FieldGroup::Contact, "2026-05-01")],
        ..Profile::default()
    };
    let right = Asked {
        facts: &right_facts,
        profile: &right_profile,
        corrected: &[],
    };
    let put_right = [CorrectableField::Name];
    for (corrected, expected) in [(&[][..], Take::Right), (&put_right[..], Take::Left)] {
        let left = Asked {
            facts: &left_facts,
            profile: &left_profile,
            corrected,
        };
        assert_eq!(Question::Name.proposed(left, right, Side::Left), expected);
        assert_eq!(
            Question::Phones.proposed(left, right, Side::Left),
            Take::Both
        );
        assert_eq!(
            Question::Description.proposed(left, right, Side::Left),
            Take::Right
        );
        assert_eq!(
            Question::Kind.proposed(left, right, Side::Left),
            Take::Right
        );
        assert!(Question::Kind.is_same(left, right));
    }
    left_profile.verifications.clear();
    let left = Asked {
        facts: &left_facts,
        profile: &left_profile,
        corrected: &[],
    };
    let nowhere = Asked {
        profile: &left_profile,
        ..right
    };
    assert_eq!(
        Question::Name.proposed(left, nowhere, Side::Right),
        Take::Right
    );
    assert_eq!(
        Question::Name.proposed(left, nowhere, Side::Left),
        Take::Left
    );
}

#[test]
fn who_runs_an_entry_is_nobodys_choice() {
    let run_by = |number: Option<u128>| ResourceFacts {
        organization: number.map(|number| OrganizationId::from_uuid(Uuid::from_u128(number))),
        ..facts("ひなた", "072-000-0001")
    };
    let chosen = |take| Choices {
        survivor: Side::Left,
        takes: BTreeMap::from([(Question::Organization, take)]),
    };
    let profile = Profile::default();
    for (own, other, is_by_two, kept) in [
        (Some(1), None, false, Taken::Own),
        (None, Some(1), false, Taken::Other),
        (Some(1), Some(2), true, Taken::Own),
    ] {
        let (own, other) = (run_by(own), run_by(other));
        assert_eq!(own.is_run_by_another(&other), is_by_two);
        for take in [Take::Left, Take::Right] {
            let taken = chosen(take).taken_of(Question::Organization, &own, &other);
            assert!(taken == kept || is_by_two, "{take:?}");
        }
        let asked = |facts| Asked {
            facts,
            profile: &profile,
            corrected: &[],
        };
        assert!(!Question::Organization.is_asked(asked(&own), asked(&other)));
    }
    assert!(!run_by(Some(1)).is_run_by_another(&run_by(Some(1))));
    assert!(!run_by(None).is_run_by_another(&run_by(None)));
}

#[test]
fn both_of_a_list_hold_nothing_twice_and_one_answer_stays_whole() {
    let own = Profile {
        roles: vec![StaffRole::Nurse],
        description: Some(Prose::parse("前から。").expect("text")),
        ..Profile::default()
    };
    let other = Profile {
        roles: vec![StaffRole::Nurse, StaffRole::MedicalSocialWorker],
        description: Some(Prose::parse("新しく。").expect("text")),
        ..Profile::default()
    };
    let mut new_id = || Uuid::from_u128(1);
    let mut after = |part, taken| profile(part, (&own, &other), taken, &mut new_id);
    let both = after(Part::Roles, Taken::Both);
    assert_eq!(
        both.roles,
        [StaffRole::Nurse, StaffRole::MedicalSocialWorker]
    );
    assert_eq!(both.description, own.description);
    assert_eq!(after(Part::Description, Taken::Both), own);
    assert_eq!(
        after(Part::Description, Taken::Other).description,
        other.description
    );
    let numbers = phones(
        &facts("a", "072-000-0001").phones,
        &[
            facts("b", "072-000-0001").phones,
            facts("b", "072-000-0002").phones,
        ]
        .concat(),
        Taken::Both,
    );
    assert_eq!(numbers.len(), 2);
}

#[test]
fn an_answer_counts_for_the_entry_that_stays_whichever_it_is() {
    let choices = |survivor, take| Choices {
        survivor,
        takes: BTreeMap::from([(Question::Name, take), (Question::Roles, take)]),
    };
    for (survivor, take, name, roles) in [
        (Side::Left, Take::Left, Taken::Own, Taken::Own),
        (Side::Left, Take::Right, Taken::Other, Taken::Other),
        (Side::Right, Take::Left, Taken::Other, Taken::Other),
        (Side::Right, Take::Both, Taken::Own, Taken::Both),
    ] {
        let choices = choices(survivor, take);
        assert_eq!(choices.taken(Question::Name), name);
        assert_eq!(choices.taken(Question::Roles), roles);
        assert_eq!(choices.taken(Question::Fax), Taken::Own);
    }
}
