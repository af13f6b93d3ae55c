use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::conference::participant::Attendance;
use crate::conference::slot::TimeWindow;
use crate::consent::RecipientKind;
use crate::directory::people::StaffRole;

/// Somebody as a story needs them.
#[derive(Debug, Clone)]
struct One {
    id: RespondentId,
    is_person: bool,
    attendance: Attendance,
    role: Option<StaffRole>,
    kind: Option<RecipientKind>,
    window: Option<TimeWindow>,
    answer: Option<PollAnswer>,
    hours: Hours,
    meets: Hours,
    busy: Vec<TimeTaken>,
}

fn one(number: u128) -> One {
    One {
        id: RespondentId::from_uuid(uuid(number)),
        is_person: false,
        attendance: Attendance::Required,
        role: None,
        kind: None,
        window: None,
        answer: None,
        hours: Hours::default(),
        meets: Hours::default(),
        busy: Vec::new(),
    }
}

fn saying(number: u128, marks: &[(Candidate, Mark)]) -> One {
    let marks = marks.iter().map(|(candidate, mark)| {
        let marked = Marked {
            mark: *mark,
            note: None,
        };
        (candidate.id, marked)
    });
    let answer = PollAnswer {
        marks: marks.collect(),
        ..answer(number, Mark::Yes, AnswerWay::Phone, at(day(11, 20), 9))
    };
    One {
        answer: Some(answer),
        ..one(number)
    }
}

/// What a story asks beside who is there.
#[derive(Default)]
struct Asks {
    hardest: Option<RespondentId>,
    quorum: Vec<QuorumPart>,
    times: PersonTimes,
}

fn ranked(candidates: &[Candidate], people: &[One], asks: &Asks) -> Vec<RankedSlot> {
    let sitters = people.iter().map(|one| Sitter {
        id: one.id,
        is_person: one.is_person,
        attendance: one.attendance,
        role: one.role,
        kind: one.kind,
        window: one.window,
        answer: one.answer.as_ref(),
        hours: &one.hours,
        meets: &one.meets,
        busy: &one.busy,
    });
    let sitters: Vec<Sitter<'_>> = sitters.collect();
    best(&Question {
        candidates,
        minutes: 60,
        sitters: &sitters,
        hardest: asks.hardest,
        quorum: &asks.quorum,
        person_times: &asks.times,
        holidays: &holidays(),
    })
}

fn first(candidates: &[Candidate], people: &[One], asks: &Asks) -> Option<Candidate> {
    let ranked = ranked(candidates, people, asks);
    ranked.first().map(|slot| slot.candidate)
}

fn sentences(slot: &RankedSlot) -> Vec<String> {
    let reasons = slot.reasons.iter();
    let name = |id: RespondentId| format!("{}番", id.uuid().as_u128());
    reasons.map(|reason| reason.words(name)).collect()
}

fn thursday() -> Candidate {
    candidate(1, day(12, 3), 10)
}

fn friday() -> Candidate {
    candidate(2, day(12, 4), 15)
}

#[test]
fn the_person_weighs_first_by_what_they_said_and_by_their_shift_and_doctor() {
    let person = |marks: &[(Candidate, Mark)]| One {
        is_person: true,
        ..saying(1, marks)
    };
    let others = [
        saying(2, &[(thursday(), Mark::Yes), (friday(), Mark::No)]),
        saying(3, &[(thursday(), Mark::Yes), (friday(), Mark::No)]),
    ];
    let both = [thursday(), friday()];
    let people = |person: One| [vec![person], others.to_vec()].concat();
    let cannot = person(&[(thursday(), Mark::No), (friday(), Mark::Perhaps)]);
    let asks = Asks::default();
    assert_eq!(first(&both, &people(cannot), &asks), Some(friday()));

    let can = person(&[(thursday(), Mark::Yes), (friday(), Mark::Yes)]);
    assert_eq!(first(&both, &people(can.clone()), &asks), Some(thursday()));
    let at_work = Asks {
        times: PersonTimes {
            works: hours("月-木 9:00-16:00"),
            ..PersonTimes::default()
        },
        ..Asks::default()
    };
    let slots = ranked(&both, &people(can.clone()), &at_work);
    assert_eq!(slots[0].candidate, friday());
    assert_eq!(
        sentences(&slots[1])[0],
        "本人は ○ ですが、勤務の時間です。本人に確かめてください。"
    );
    let at_doctor = Asks {
        times: PersonTimes {
            sees_doctor: [day(12, 3)].into(),
            ..PersonTimes::default()
        },
        ..Asks::default()
    };
    assert_eq!(first(&both, &people(can), &at_doctor), Some(friday()));
}

#[test]
fn the_quorum_goes_by_who_people_are() {
    let consultation = StaffRole::ConsultationSpecialist;
    let part = |who, need| QuorumPart { who, need };
    let asks = Asks {
        quorum: vec![
            part(QuorumWho::Kind(RecipientKind::LabourOffice), Need::Always),
            part(QuorumWho::Role(consultation), Need::IfThere),
        ],
        ..Asks::default()
    };
    let office = |marks: &[(Candidate, Mark)]| One {
        kind: Some(RecipientKind::LabourOffice),
        ..saying(2, marks)
    };
    let many: Vec<One> = (3..9)
        .map(|number| {
            saying(
                number,
                &[(thursday(), Mark::Yes), (friday(), Mark::Perhaps)],
            )
        })
        .collect();
    let both = [thursday(), friday()];
    let with = |some: One| [vec![some], many.clone()].concat();
    let people = with(office(&[(thursday(), Mark::No), (friday(), Mark::Yes)]));
    let slots = ranked(&both, &people, &asks);
    assert_eq!(
        slots[0].candidate,
        friday(),
        "one who has to be there beats six"
    );
    assert_eq!(slots[0].quorum, QuorumState::Met);
    assert!(sentences(&slots[0]).contains(&"かならずいる人が そろいます。".to_owned()));
    let lost = "ハローワーク・職業センターなどが出られません（かならずいる人）。";
    assert!(sentences(&slots[1]).contains(&lost.to_owned()), "{slots:?}");
    assert_eq!(slots[1].quorum, QuorumState::Lost);

    let silent = One {
        role: Some(consultation),
        ..one(10)
    };
    let people = [people, vec![silent]].concat();
    let slots = ranked(&both, &people, &asks);
    assert_eq!(slots[0].quorum, QuorumState::Waiting);
    let slots = ranked(&both, &many, &asks);
    assert_eq!(slots[0].quorum, QuorumState::Lost, "nobody of it is called");
}

#[test]
fn hours_and_calendars_speak_for_whoever_said_nothing_and_the_hardest_comes_first() {
    let both = [thursday(), friday()];
    let shut = One {
        hours: hours("月-水 9:00-17:00; 木 休み; 金 9:00-17:00"),
        ..one(2)
    };
    let asks = Asks::default();
    let slots = ranked(&both, std::slice::from_ref(&shut), &asks);
    assert_eq!(slots[0].candidate, friday());
    assert_eq!(
        sentences(&slots[1])[1],
        "2番 は、その時間は開いていないはずです（まだ答えていません）。"
    );
    // When they come to meetings goes before when their office is open.
    let meets = One {
        meets: hours("木 9:00-12:00; 金 9:00-12:00"),
        ..shut
    };
    assert_eq!(first(&both, &[meets], &asks), Some(thursday()));
    let busy = One {
        busy: vec![TimeTaken {
            from: at(day(12, 3), 10).plus(TimeDelta::minutes(59)),
            to: at(day(12, 3), 12),
        }],
        ..one(2)
    };
    assert_eq!(
        first(&both, std::slice::from_ref(&busy), &asks),
        Some(friday())
    );
    let first_half = One {
        window: TimeWindow::new(0, 30).ok(),
        ..busy
    };
    assert_eq!(first(&both, &[first_half], &asks), Some(thursday()));
    // 勤労感謝の日 is nobody's, where nothing is stated of it.
    let holiday = [candidate(1, day(11, 23), 10), candidate(2, day(11, 24), 10)];
    let slots = ranked(&holiday, &[one(2)], &asks);
    assert_eq!(slots[0].candidate, holiday[1]);
    assert!(sentences(&slots[1]).contains(&"祝日です。".to_owned()));

    let people = [
        saying(2, &[(thursday(), Mark::Perhaps), (friday(), Mark::Yes)]),
        saying(3, &[(thursday(), Mark::Yes), (friday(), Mark::No)]),
        saying(4, &[(thursday(), Mark::Yes), (friday(), Mark::No)]),
    ];
    assert_eq!(first(&both, &people, &asks), Some(thursday()));
    let hardest = Asks {
        hardest: Some(people[0].id),
        ..Asks::default()
    };
    assert_eq!(first(&both, &people, &hardest), Some(friday()));
}

fn a_mark() -> impl Strategy<Value = Option<Mark>> {
    prop_oneof![
        Just(None),
        Just(Some(Mark::Yes)),
        Just(Some(Mark::Perhaps)),
        Just(Some(Mark::No)),
    ]
}

fn dates() -> Vec<Candidate> {
    let days = [day(11, 23), day(11, 24), day(12, 3), day(12, 30)];
    let dates = days.into_iter().zip(1..);
    dates
        .map(|(day, number)| candidate(number, day, 10))
        .collect()
}

/// Somebody who says something of some of four dates.
fn a_one(number: u128) -> impl Strategy<Value = One> {
    let marks = prop::collection::vec(a_mark(), 4);
    (marks, any::<bool>(), any::<bool>(), 0..3_u8).prop_map(
        move |(marks, is_required, is_shut, kind)| {
            let marks = dates().into_iter().zip(marks);
            let marks: Vec<(Candidate, Mark)> = marks
                .filter_map(|(date, mark)| Some((date, mark?)))
                .collect();
            One {
                is_person: number == 1,
                attendance: match is_required {
                    true => Attendance::Required,
                    false => Attendance::Optional,
                },
                kind: match kind {
                    0 => Some(RecipientKind::LabourOffice),
                    1 => Some(RecipientKind::Medical),
                    _ => None,
                },
                hours: match is_shut {
                    true => hours("月-水 13:00-17:00"),
                    false => Hours::default(),
                },
                ..saying(number, &marks)
            }
        },
    )
}

fn people() -> impl Strategy<Value = Vec<One>> {
    (1..8_u128).prop_flat_map(|most| {
        let people: Vec<_> = (1..=most).map(a_one).collect();
        people
    })
}

fn everything() -> Asks {
    let part = |who| QuorumPart {
        who,
        need: Need::IfThere,
    };
    Asks {
        hardest: Some(RespondentId::from_uuid(uuid(2))),
        quorum: vec![
            part(QuorumWho::Person),
            part(QuorumWho::Kind(RecipientKind::LabourOffice)),
        ],
        times: PersonTimes {
            works: hours("木 9:00-16:00"),
            sees_doctor: [day(11, 24)].into(),
        },
    }
}

/// The people with one mark of one of them set.
fn marked(people: &[One], who: usize, date: Candidate, mark: Mark) -> Vec<One> {
    let mut people = people.to_vec();
    let place = who % people.len();
    if let Some(answer) = people.get_mut(place).and_then(|one| one.answer.as_mut()) {
        answer.marks.insert(date.id, Marked { mark, note: None });
    }
    people
}

fn place_of(slots: &[RankedSlot], date: Candidate) -> usize {
    let mut slots = slots.iter();
    slots
        .position(|slot| slot.candidate == date)
        .expect("ranked")
}

proptest! {
    #[test]
    fn in_which_order_people_stand_changes_nothing(people in people(), turn in 0..8_usize) {
        let mut turned = people.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        turned.reverse();
        let asks = everything();
        prop_assert_eq!(ranked(&dates(), &people, &asks), ranked(&dates(), &turned, &asks));
    }

    #[test]
    fn a_no_never_raises_a_date_and_a_yes_never_lowers_it(
        people in people(), who in 0..8_usize, date in 0..4_usize
    ) {
        let (asks, date) = (everything(), dates()[date]);
        let before = ranked(&dates(), &people, &asks);
        let no = ranked(&dates(), &marked(&people, who, date, Mark::No), &asks);
        let yes = ranked(&dates(), &marked(&people, who, date, Mark::Yes), &asks);
        let place = place_of(&before, date);
        prop_assert!(place_of(&no, date) >= place);
        prop_assert!(place_of(&yes, date) <= place);
        prop_assert!(no[place_of(&no, date)].merit <= before[place].merit);
    }

    #[test]
    fn every_date_is_ranked_once_with_its_reasons(people in people()) {
        let slots = ranked(&dates(), &people, &everything());
        let mut ids: Vec<_> = slots.iter().map(|slot| slot.candidate.id).collect();
        ids.sort_unstable();
        prop_assert_eq!(ids, dates().iter().map(|date| date.id).collect::<Vec<_>>());
        prop_assert!(slots.iter().all(|slot| !slot.reasons.is_empty()));
    }
}
