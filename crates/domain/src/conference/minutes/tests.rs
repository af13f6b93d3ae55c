use super::decision::{FOLLOW_UP, follow_up};
use super::*;
use crate::conference::tests::{
    at, conference, day, item, line, participant, refusal, slot, uuid, words,
};
use crate::conference::{Agenda, Host, Participant, Presence, Presenter, TimeWindow};
use crate::consent::{Categories, InformationCategory as C, Preview, Reason};
use crate::ids::{AccountId, AgendaItemId, ConferenceId, DecisionId, ParticipantId};

mod away;

fn account(number: u128) -> AccountId {
    AccountId::from_uuid(uuid(number))
}

fn item_id(number: u128) -> AgendaItemId {
    AgendaItemId::from_uuid(uuid(number))
}

/// One that was held about two items, with three who were called.
fn held() -> Conference {
    let agenda = Agenda {
        own_minutes: 10,
        items: vec![
            item(11, 20, &[C::History]),
            item(12, 15, &[C::MedicationVisits]),
        ],
    };
    let last_part = Participant {
        window: TimeWindow::new(30, 45).ok(),
        ..participant(3)
    };
    Conference {
        state: ConferenceState::Held,
        slot: Some(slot(day(11, 20), 60)),
        agenda,
        participants: vec![participant(1), participant(2), last_part],
        ..conference(Presence::default())
    }
}

fn empty() -> Minutes {
    Minutes::empty(held().id)
}

fn notes(item: Option<AgendaItemId>, by: u128, version: i64) -> ItemNotes {
    ItemNotes {
        item,
        said: Some(words("休けいの取り方を話した")),
        conclusion: None,
        remaining: None,
        by: account(by),
        at: at(day(11, 20), 16),
        version,
    }
}

fn decision(item: Option<AgendaItemId>, by: Presenter) -> ConferenceDecision {
    ConferenceDecision {
        id: DecisionId::from_uuid(uuid(21)),
        conference: held().id,
        item,
        kind: DecisionKind::Act,
        by,
        what: line("職場を訪ねる"),
        how: None,
        due_on: day(11, 30),
        state: DecisionState::Open,
        settled: None,
        made_at: at(day(11, 20), 16),
        version: 1,
    }
}

fn shown(categories: &[C]) -> Preview {
    Preview {
        shown: categories.iter().copied().collect(),
        held_back: vec![refusal(&[C::History], Reason::RecipientNotNamed)],
    }
}

#[test]
fn of_two_who_write_one_takes_the_notes_until_the_other_takes_them_over() {
    let conference = held();
    let first = empty()
        .noting(&conference, notes(None, 1, 0))
        .expect("kept");
    assert_eq!(first.taker.map(|taker| taker.account), Some(account(1)));
    assert_eq!(first.version_of(None), 1);
    let other = first.clone().noting(&conference, notes(None, 2, 1));
    assert_eq!(other, Err(MinutesFault::OtherTaker));
    let taken = first.taken_by(account(2), at(day(11, 20), 17));
    assert_eq!(
        taken.taker.map(|taker| taker.since),
        Some(at(day(11, 20), 17))
    );
    let again = taken.clone().taken_by(account(2), at(day(11, 20), 18));
    assert_eq!(
        again.taker, taken.taker,
        "they take them since the same time"
    );
    let old = taken.clone().noting(&conference, notes(None, 2, 0));
    assert_eq!(old, Err(MinutesFault::Overtaken));
    let kept = taken.noting(&conference, notes(None, 2, 1)).expect("kept");
    assert_eq!((kept.notes.len(), kept.version_of(None)), (1, 2));
    let unknown = kept
        .clone()
        .noting(&conference, notes(Some(item_id(99)), 2, 0));
    assert_eq!(unknown, Err(MinutesFault::NoSuchItem));
    let closed = Conference {
        state: ConferenceState::Closed,
        ..conference
    };
    let late = kept.noting(&closed, notes(None, 2, 2));
    assert_eq!(late, Err(MinutesFault::NotOpen(ConferenceState::Closed)));
}

#[test]
fn somebody_heard_what_they_were_there_for() {
    let conference = held();
    let [one, two, three] = [0, 1, 2].map(|place| conference.participants[place].clone());
    let stay = |who: &Participant, turnout: Turnout| {
        let minutes = empty()
            .marking(&conference, who.id, turnout)
            .expect("marked");
        let stay = minutes.stay(&conference, who);
        stay.map(|stay| {
            (
                stay.own,
                stay.items
                    .iter()
                    .map(|id| id.uuid().as_u128())
                    .collect::<Vec<_>>(),
            )
        })
    };
    let late = Turnout::Late { from: item_id(12) };
    let left = |after| Turnout::Left { after };
    let instead = Turnout::Substitute {
        name: line("中村")
    };
    for (who, turnout, expected) in [
        (&one, Turnout::Present, Some((true, vec![11, 12]))),
        (&one, late.clone(), Some((false, vec![12]))),
        (&one, left(None), Some((true, vec![]))),
        (&two, left(Some(item_id(11))), Some((true, vec![11]))),
        (&two, instead, Some((true, vec![11, 12]))),
        (&two, Turnout::Absent, None),
        (&three, Turnout::Present, Some((false, vec![12]))),
        (&three, left(Some(item_id(11))), Some((false, vec![]))),
    ] {
        assert_eq!(stay(who, turnout.clone()), expected, "{turnout:?}");
    }
    let minutes = empty().marking(&conference, one.id, late).expect("marked");
    let heard: Vec<C> = minutes.heard(&conference, &one).into_iter().collect();
    assert_eq!(heard, [C::Basic, C::MedicationVisits]);
    assert!(
        minutes.heard(&conference, &two).is_empty(),
        "nobody wrote down whether they came"
    );
    assert_eq!(
        minutes.is_complete(&conference),
        Err(MinutesFault::AttendanceMissing)
    );
    let strange = ParticipantId::from_uuid(uuid(9));
    let strange = minutes
        .clone()
        .marking(&conference, strange, Turnout::Absent);
    assert_eq!(strange, Err(MinutesFault::NoSuchParticipant));
    let unknown = Turnout::Late { from: item_id(99) };
    let unknown = minutes.clone().marking(&conference, one.id, unknown);
    assert_eq!(unknown, Err(MinutesFault::NoSuchItem));
    let all = [&two, &three]
        .into_iter()
        .try_fold(minutes, |minutes, who| {
            minutes.marking(&conference, who.id, Turnout::Absent)
        });
    assert_eq!(all.expect("marked").is_complete(&conference), Ok(()));
}

#[test]
fn whoever_will_not_be_there_is_asked_beforehand_and_answers_after_that() {
    let planned = Conference {
        state: ConferenceState::Scheduled,
        ..held()
    };
    let who = planned.participants[0].id;
    let asked = |asked_on, answered_on| Inquiry {
        asked_on,
        answered_on,
        view: Some(words("このままでよいと思う")),
    };
    let today = day(11, 19);
    let ask = |inquiry| empty().asking(&planned, (who, inquiry), today);
    assert!(ask(asked(day(11, 18), None)).is_ok());
    for wrong in [
        asked(day(11, 20), None),
        asked(day(11, 18), Some(day(11, 17))),
        asked(day(11, 18), Some(day(11, 20))),
    ] {
        assert_eq!(ask(wrong), Err(MinutesFault::InquiryDays));
    }
    let known = ask(asked(day(11, 18), Some(today))).expect("asked");
    let marked = known
        .marking(&held(), who, Turnout::Absent)
        .expect("marked");
    let line = marked.line(who).expect("a line");
    assert!(line.inquiry.is_some() && line.turnout.is_some());
    assert!(!format!("{line:?}").contains("よい"));
    let early = empty().marking(&planned, who, Turnout::Present);
    assert_eq!(
        early,
        Err(MinutesFault::NotOpen(ConferenceState::Scheduled))
    );
}

#[test]
fn a_copy_is_what_somebody_heard_or_what_the_consents_let_an_absentee_read() {
    let conference = held();
    let [one, two] = [0, 1].map(|place| conference.participants[place].clone());
    let minutes = [
        notes(None, 1, 0),
        notes(Some(item_id(11)), 1, 0),
        notes(Some(item_id(12)), 1, 0),
    ]
    .into_iter()
    .try_fold(empty(), |minutes, one| minutes.noting(&conference, one));
    let left = Turnout::Left {
        after: Some(item_id(11)),
    };
    let minutes = minutes
        .and_then(|minutes| minutes.marking(&conference, one.id, left))
        .and_then(|minutes| minutes.marking(&conference, two.id, Turnout::Absent))
        .expect("minutes");
    let decisions = [
        decision(None, Presenter::Host),
        decision(Some(item_id(11)), Presenter::Participant(two.id)),
        decision(Some(item_id(12)), Presenter::Participant(one.id)),
    ];
    let decisions: Vec<&ConferenceDecision> = decisions.iter().collect();
    let gets = |who: &Participant, preview: &Preview| {
        let copy: Option<MinutesCopy<'_>> =
            minutes.copy_for(&conference, &decisions, (who, preview));
        copy.map(|copy| {
            let items: Vec<u128> = copy
                .items
                .iter()
                .map(|(item, _)| item.id.uuid().as_u128())
                .collect();
            (
                copy.was_there,
                copy.own.is_some(),
                items,
                copy.decisions.len(),
                copy.held_back,
            )
        })
    };
    // Whatever the consents say: they heard it.
    assert_eq!(gets(&one, &shown(&[])), Some((true, true, vec![11], 2, 2)));
    assert_eq!(gets(&two, &shown(&[])), None);
    assert_eq!(
        gets(&two, &shown(&[C::Basic])),
        Some((false, false, vec![], 0, 6))
    );
    let some = shown(&[C::Basic, C::History]);
    assert_eq!(gets(&two, &some), Some((false, false, vec![11], 1, 4)));
    let all = shown(&[C::Basic, C::History, C::MedicationVisits]);
    assert_eq!(gets(&two, &all), Some((false, false, vec![11, 12], 3, 1)));
    let copy = minutes.copy_for(&conference, &decisions, (&two, &some));
    let tells: Categories = copy.expect("a copy").tells;
    assert_eq!(
        tells.into_iter().collect::<Vec<_>>(),
        [C::Basic, C::History]
    );
}

#[test]
fn whoever_was_there_for_everything_gets_what_absentees_said_beforehand() {
    let conference = held();
    let [one, two] = [0, 1].map(|place| conference.participants[place].clone());
    let asked = Inquiry {
        asked_on: day(11, 18),
        answered_on: Some(day(11, 19)),
        view: Some(words("訪問は月に1回でよい")),
    };
    let minutes = empty()
        .asking(&conference, (two.id, asked), day(11, 20))
        .and_then(|minutes| minutes.marking(&conference, two.id, Turnout::Absent))
        .expect("minutes");
    let gets = |who: &Participant, turnout: Turnout| {
        let minutes = minutes.clone().marking(&conference, who.id, turnout);
        let minutes = minutes.expect("minutes");
        let copy = minutes.copy_for(&conference, &[], (who, &shown(&[C::Basic])));
        copy.map(|copy| (copy.views.len(), copy.held_back))
    };
    assert_eq!(gets(&one, Turnout::Present), Some((1, 0)));
    let left = Turnout::Left { after: None };
    assert_eq!(gets(&one, left), Some((0, 3)), "two items and the view");
    assert_eq!(gets(&two, Turnout::Absent), Some((0, 2)), "it is their own");
}

#[test]
fn a_decision_names_who_of_the_conference_does_it_and_is_due_later() {
    let conference = held();
    let who = conference.participants[0].id;
    let good = decision(Some(item_id(11)), Presenter::Participant(who));
    assert_eq!(good.clone().checked(&conference), Ok(good.clone()));
    let due = ConferenceDecision {
        due_on: day(11, 19),
        ..good.clone()
    };
    assert_eq!(due.checked(&conference), Err(MinutesFault::Due));
    let strange = Presenter::Participant(ParticipantId::from_uuid(uuid(9)));
    let strange = decision(None, strange).checked(&conference);
    assert_eq!(strange, Err(MinutesFault::NoSuchParticipant));
    let unknown = decision(Some(item_id(99)), Presenter::Host).checked(&conference);
    assert_eq!(unknown, Err(MinutesFault::NoSuchItem));
    assert!(!good.is_late(day(11, 30)) && good.is_late(day(12, 1)));
    let settled = Settled {
        on: day(12, 1),
        by: account(1),
    };
    let done = good.turned(DecisionState::Done, settled);
    assert_eq!((done.version, done.settled), (2, Some(settled)));
    assert!(!done.is_open() && !done.is_late(day(12, 2)));
    let open = done.turned(DecisionState::Open, settled);
    assert_eq!((open.settled, open.is_open()), (None, true));
}

#[test]
fn the_next_conference_takes_over_people_and_agenda_after_what_is_open() {
    let mut before = held();
    before.agenda.items[1].presenter = Presenter::Participant(before.participants[1].id);
    before.participants[0].unwanted_since = Some(day(11, 19));
    let ids = NextIds {
        id: ConferenceId::from_uuid(uuid(51)),
        participants: (61..=63)
            .map(|id| ParticipantId::from_uuid(uuid(id)))
            .collect(),
        items: (71..=79).map(item_id).collect(),
    };
    let open = || follow_up(item_id(80), Categories::new());
    let now = at(day(11, 20), 16);
    let gone = before.participants[2].id;
    let next = before.following(
        (&ids, account(7), now),
        |one| one.id != gone,
        (Host::Lead, open()),
    );
    let next = next.expect("a conference");
    assert_eq!(
        (next.state, next.slot.clone(), next.version),
        (ConferenceState::Draft, None, 1)
    );
    assert_eq!(next.keeper, account(7));
    let titles: Vec<&str> = next
        .agenda
        .items
        .iter()
        .map(|item| item.title.as_str())
        .collect();
    assert_eq!(titles[0], FOLLOW_UP);
    assert_eq!(titles.len(), 3);
    let called: Vec<u128> = next
        .participants
        .iter()
        .map(|one| one.id.uuid().as_u128())
        .collect();
    assert_eq!(called, [61, 62]);
    assert_eq!(
        next.participants[0].unwanted_since,
        Some(day(11, 19)),
        "the person said so"
    );
    assert_eq!(
        next.agenda.items[2].presenter,
        Presenter::Participant(next.participants[1].id)
    );
    assert!(
        next.agenda
            .check(&[next.participants[0].id, next.participants[1].id])
            .is_ok()
    );
    // What is gone through again stands there once.
    let held_again = Conference {
        state: ConferenceState::Held,
        ..next
    };
    let third = held_again.following((&ids, account(7), now), |_| true, (Host::Lead, open()));
    assert_eq!(third.expect("a conference").agenda.items.len(), 3);
    let draft = conference(Presence::default());
    let early = draft.following((&ids, account(7), now), |_| true, (Host::Lead, None));
    assert_eq!(early, Err(MinutesFault::NotOpen(ConferenceState::Draft)));
}
