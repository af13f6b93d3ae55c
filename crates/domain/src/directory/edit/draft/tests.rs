//! What becomes of entered parts.

use super::*;
use crate::directory::contact::policy::{Channel, ContactWay};
use crate::directory::edit::Part;
use crate::directory::strength::{Topic, Valence};
use crate::ids::OrganizationId;
use crate::text::{Line, Prose};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn said(id: Option<u128>, text: &str) -> OwnStrength {
    OwnStrength {
        id: id.map(|id| StrengthId::from_uuid(Uuid::from_u128(id))),
        valence: Valence::Strong,
        topic: Topic::General,
        text: line(text),
    }
}

fn known(id: u128, text: &str, voice: Voice) -> Strength {
    Strength {
        id: StrengthId::from_uuid(Uuid::from_u128(id)),
        valence: Valence::Strong,
        topic: Topic::General,
        text: line(text),
        voice,
        stated_on: day(1),
    }
}

/// Drafts on the 20th; new ids count from 100.
fn draft(edit: &Edit, known: &Profile) -> Result<Profile, Vec<FieldFault>> {
    let mut next = 99;
    edit.draft(known, day(20), &mut || {
        next += 1;
        Uuid::from_u128(next)
    })
}

#[test]
fn a_way_goes_on_naming_somebody_whom_its_editor_does_not_know() {
    let somebody = |id| ContactPersonId::from_uuid(Uuid::from_u128(id));
    let naming = |person| ContactPolicy {
        rules: vec![ContactRule {
            purpose: None,
            sender: None,
            ways: vec![ContactWay {
                channel: Channel::Phone,
                person: Some(person),
                ask_for: None,
                desk: None,
                hours: None,
                etiquette: None,
            }],
            do_not: Vec::new(),
        }],
        ..ContactPolicy::default()
    };
    let known = Profile {
        contact_policy: naming(somebody(1)),
        ..Profile::default()
    };
    let mut wanted = naming(somebody(1));
    wanted.never = vec![line("担当者名を載せない")];
    let after = draft(&Edit::ContactPolicy(wanted.clone()), &known);
    assert_eq!(after.map(|after| after.contact_policy), Ok(wanted));
    let faults = draft(&Edit::ContactPolicy(naming(somebody(2))), &known);
    let faults = faults.map_err(|faults| faults[0].field.clone());
    assert_eq!(faults, Err("rules[0].ways[0].person".to_owned()));
}

#[test]
fn a_statement_said_again_keeps_its_day_and_an_observation_is_nobody_s_to_edit() {
    let voice = Voice::Observed {
        network: NetworkId::from_uuid(Uuid::from_u128(7)),
        by: OrganizationId::from_uuid(Uuid::from_u128(8)),
        reply: None,
    };
    let profile = Profile {
        strengths: vec![
            known(1, "丁寧", Voice::SelfDeclared),
            known(2, "速い", Voice::SelfDeclared),
            known(3, "静か", voice),
        ],
        ..Profile::default()
    };
    let edit = Edit::Strengths(vec![
        said(None, "丁寧"),
        said(Some(2), "とても速い"),
        said(None, "近い"),
    ]);
    let after = draft(&edit, &profile).expect("it can stand");
    let told: Vec<_> = after
        .strengths
        .iter()
        .map(|one| (one.id.uuid().as_u128(), one.text.as_str(), one.stated_on))
        .collect();
    assert_eq!(
        told,
        [
            (1, "丁寧", day(1)),
            (2, "とても速い", day(20)),
            (100, "近い", day(20)),
            (3, "静か", day(1)),
        ]
    );
    for taken in [3, 9] {
        let edit = Edit::Strengths(vec![said(Some(taken), "うそ")]);
        let faults = draft(&edit, &profile).expect_err("not an own statement");
        assert_eq!(faults[0].code, "UNKNOWN_ID");
    }
}

#[test]
fn every_mistake_is_told_by_its_field() {
    let report = CapacityReport {
        available: Some(5),
        maximum: Some(3),
        waiting: None,
        as_of: day(21),
    };
    let notice = |from, until| NoticeEntry {
        id: None,
        text: Prose::parse("移転しました。").expect("text"),
        from,
        until,
    };
    for (edit, expected) in [
        (
            Edit::Capacity(Some(report)),
            vec![("asOf", "IN_FUTURE"), ("available", "MORE_THAN_MAXIMUM")],
        ),
        (
            Edit::Notices(vec![notice(day(3), day(3)), notice(day(3), day(2))]),
            vec![("notices[1].until", "ENDS_BEFORE_START")],
        ),
        (
            Edit::Strengths((0..=MOST_ENTRIES).map(|_| said(None, "丁寧")).collect()),
            vec![("strengths", "TOO_MANY")],
        ),
    ] {
        let faults = draft(&edit, &Profile::default()).expect_err("it cannot stand");
        let told: Vec<_> = faults
            .iter()
            .map(|fault| (fault.field.as_str(), fault.code))
            .collect();
        assert_eq!(told, expected, "{}", edit.part());
    }
}

#[test]
fn a_part_is_put_without_touching_any_other() {
    let mut full = Profile {
        description: Some(Prose::parse("働く準備").expect("text")),
        strengths: vec![known(1, "丁寧", Voice::SelfDeclared)],
        ..Profile::default()
    };
    full.contact_policy.never = vec![line("担当者名を載せない")];
    for part in Part::ALL {
        let only = part.only(&full);
        for other in Part::ALL.iter().filter(|other| *other != part) {
            assert!(
                other.is_same(&only, &Profile::default()),
                "{part} brings {other}"
            );
        }
        assert!(part.is_same(&only, &full), "{part}");
    }
}
