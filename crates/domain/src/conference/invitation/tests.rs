use uuid::Uuid;

use super::super::tests::{at, conference, day, line, participant, slot, words};
use super::super::{Conference, ConferenceState, Presence, TimeWindow};
use super::*;
use crate::ids::{ConferenceMarkId, ConferenceNoticeId, ProvisionId};

mod answers;
mod dues;
mod linked;
mod ways;

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn account() -> AccountId {
    AccountId::from_uuid(uuid(7))
}

fn noon(of: u32) -> Instant {
    at(day(11, of), 12)
}

fn mark(state: NoticeState, on: u32) -> Mark {
    Mark {
        id: ConferenceMarkId::from_uuid(uuid(u128::from(on))),
        state,
        phone: None,
        at: noon(on),
        by: None,
        evidence: None,
    }
}

fn notice(says: Says, told: Told, marks: &[(NoticeState, u32)]) -> Notice {
    Notice {
        id: ConferenceNoticeId::from_uuid(uuid(1)),
        says,
        version: CallVersion {
            sequence: told.of_conference,
            stamped_at: noon(20),
        },
        told,
        way: PreparedWay {
            channel: CallChannel::Mail,
            target: Some(line("desk@example.jp")),
        },
        leaves_at: noon(20),
        marks: marks.iter().map(|(state, on)| mark(*state, *on)).collect(),
    }
}

fn scheduled() -> Conference {
    Conference {
        state: ConferenceState::Scheduled,
        slot: Some(slot(day(12, 4), 60)),
        participants: vec![participant(1)],
        ..conference(Presence::default())
    }
}

fn told(conference: &Conference) -> Told {
    told_of(conference, conference.participants.first()).expect("a date")
}

fn invitation(notices: Vec<Notice>) -> Invitation {
    Invitation {
        id: ConferenceInvitationId::from_uuid(uuid(1)),
        conference: ConferenceId::from_uuid(uuid(40)),
        case: CaseId::from_uuid(uuid(2)),
        person: PersonId::from_uuid(uuid(3)),
        organization: OrganizationId::from_uuid(uuid(4)),
        participant: ParticipantId::from_uuid(uuid(1)),
        name: line("ハローワーク茨木"),
        code: PaperCode::read("K7QM-2XHD").expect("a code"),
        notices,
        replies: Vec::new(),
        told: None,
        made_by: account(),
        made_at: noon(20),
        version: 1,
    }
}

#[test]
fn a_place_may_bear_the_name_of_a_town_but_not_of_the_person() {
    let name = line("高槻 はるか");
    for (place, may) in [
        ("高槻市役所 3階 会議室2", true),
        ("高槻はるかさんの家", false),
        ("高槻様宅", false),
        ("高槻宅", false),
        ("ハルカさんの部屋", false),
    ] {
        let slot = Slot {
            place: line(place),
            ..slot(day(12, 4), 60)
        };
        assert_eq!(neutral(&slot, Some(&name)).is_ok(), may, "{place}");
        assert_eq!(neutral(&slot, None), Ok(()), "{place}");
    }
}

#[test]
fn a_number_and_a_title_tell_nothing() {
    let id = ConferenceId::from_uuid(uuid(12_345_678));
    assert_eq!(conference_number(id), "№345-678");
    assert_eq!(title(id), "打ち合わせ №345-678");
    let shown = format!("{:?}", invitation(Vec::new()));
    assert!(!shown.contains("ハローワーク"), "{shown}");
}

#[test]
fn they_are_told_once_who_it_is_about_and_only_while_they_are_expected() {
    let conference = scheduled();
    let about = ToldAbout {
        how: AboutHow::Phone,
        at: noon(21),
        by: account(),
        heard_by: Some(line("田中")),
        record: ProvisionId::from_uuid(uuid(9)),
    };
    let called = notice(
        Says::Invitation,
        told(&conference),
        &[(NoticeState::Sent, 20)],
    );
    let told_once = invitation(vec![called.clone()]).having_told(about.clone());
    let told_once = told_once.expect("told");
    assert_eq!(
        told_once.having_told(about.clone()).err(),
        Some(InvitationFault::ToldBefore)
    );
    let recalled = notice(Says::Recall, told(&conference), &[(NoticeState::Sent, 21)]);
    let recalled = invitation(vec![called, recalled]).having_told(about);
    assert_eq!(recalled.err(), Some(InvitationFault::NotExpected));
}
