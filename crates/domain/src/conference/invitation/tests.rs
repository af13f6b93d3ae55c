use uuid::Uuid;

use super::super::tests::{at, conference, day, line, participant, slot, words};
use super::super::{Conference, ConferenceState, Presence, TimeWindow};
use super::*;
use crate::cases::number::CaseNumber;
use crate::conference::slot::Slot;
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
    let number = CaseNumber::new(123_456).expect("a number");
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
        let is_named = |name| Naming::of(name, number).is_in(&slot);
        assert_eq!(!is_named(Some(&name)), may, "{place}");
        assert!(!is_named(None), "{place}");
    }
}

#[test]
fn a_place_tells_neither_the_case_nor_what_somebody_has_nor_who_helps() {
    let number = CaseNumber::new(12_345).expect("a number");
    for (place, may) in [
        ("高槻病院 2階 会議室", true),
        ("〒569-0067 高槻市桃園町2-1 3階", true),
        ("電話 072-012-3450 の建物", true),
        ("第012-3456会議室", true),
        ("ケース012-345の部屋", false),
        ("№０１２３４５", false),
        ("会議室2 012-345 奥", false),
        ("ケース 012 345", false),
        ("高槻病院 精神科 外来", false),
        ("市役所 障がい福祉課", false),
        ("ひまわり訪問看護 事務所", false),
        ("就労移行支援 みほん", false),
    ] {
        let slot = Slot {
            place: line(place),
            ..slot(day(12, 4), 60)
        };
        assert_eq!(!Naming::of(None, number).is_in(&slot), may, "{place}");
    }
}

#[test]
fn a_number_and_a_title_tell_nothing() {
    let id = ConferenceId::from_uuid(uuid(12_345_678));
    assert_eq!(conference_number(id), "№345-678");
    assert_eq!(title(id), "打ち合わせ №345-678");
    for typed in ["№345-678", "345678", "３４５－６７８", "No. 345 678"] {
        assert!(has_number(id, typed), "{typed}");
    }
    for typed in ["", "345-679", "345-6780", "K3M4-5678", "ケース345-678"] {
        assert!(!has_number(id, typed), "{typed}");
    }
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
