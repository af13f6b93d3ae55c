use std::collections::BTreeMap;

use super::*;
use crate::consent::RecipientKind;
use crate::directory::people::StaffRole;

#[test]
fn a_poll_asks_about_dates_to_come_with_time_left_to_answer() {
    type Change = fn(&mut Poll);
    let now = at(day(11, 20), 9);
    let opened = poll().opened(now).expect("a poll");
    let begins: Vec<Instant> = opened.candidates.iter().map(|one| one.begins).collect();
    assert_eq!(begins, [at(day(12, 3), 10), at(day(12, 4), 15)]);
    let with = |change: Change| {
        let mut changed = poll();
        change(&mut changed);
        changed.opened(now).err()
    };
    let wrong: [(Change, PollFault); 8] = [
        (|poll| poll.candidates.clear(), PollFault::Candidates),
        (
            |poll| {
                let many = (0..61).map(|number| candidate(number + 200, day(12, 7), 10));
                poll.candidates = many.collect();
            },
            PollFault::Candidates,
        ),
        (|poll| poll.minutes = 5, PollFault::Length),
        (
            |poll| poll.candidates.push(candidate(13, day(12, 3), 10)),
            PollFault::Twice,
        ),
        (
            |poll| poll.candidates.push(candidate(13, day(11, 20), 8)),
            PollFault::Over,
        ),
        (|poll| poll.deadline = day(12, 3), PollFault::Deadline),
        (|poll| poll.deadline = day(11, 19), PollFault::Deadline),
        (|poll| poll.respondents.clear(), PollFault::Nobody),
    ];
    for (change, fault) in wrong {
        assert_eq!(with(change), Some(fault));
    }
}

#[test]
fn what_was_said_last_counts_whenever_it_came_in() {
    let now = at(day(11, 25), 17);
    let phone = answer(22, Mark::No, AnswerWay::Phone, at(day(11, 25), 10));
    let mail = PollAnswer {
        id: PollAnswerId::from_uuid(uuid(101)),
        kept_at: now,
        ..answer(22, Mark::Yes, AnswerWay::Mail, at(day(11, 24), 9))
    };
    let counted = |answers: [&PollAnswer; 2]| {
        let mut both = answers.into_iter().cloned();
        let poll = both.try_fold(poll(), |poll, answer| poll.answered(answer, now));
        let poll = poll.expect("both are kept");
        assert_eq!(poll.answers.len(), 2, "the older one stays to be read");
        poll.counts(phone.respondent).map(|answer| answer.way)
    };
    assert_eq!(counted([&phone, &mail]), Some(AnswerWay::Phone));
    assert_eq!(counted([&mail, &phone]), Some(AnswerWay::Phone));
}

#[test]
fn an_answer_is_taken_once_for_each_way_and_only_while_it_is_asked_for() {
    let now = at(day(11, 25), 17);
    let link = answer(22, Mark::Perhaps, AnswerWay::Link, at(day(11, 24), 9));
    let once = poll().answered(link.clone(), now).expect("kept");
    let later = PollAnswer {
        said_at: at(day(11, 25), 9),
        ..answer(22, Mark::Yes, AnswerWay::Link, now)
    };
    let twice = once.clone().answered(later.clone(), now).expect("changed");
    assert_eq!(twice.answers.len(), 1, "it takes the place of the first");
    let back = twice.clone().answered(link.clone(), now).err();
    assert_eq!(back, Some(PollFault::Older));

    let refused = |poll: Poll, answer: PollAnswer| poll.answered(answer, now).err();
    let stranger = answer(23, Mark::Yes, AnswerWay::Mail, now);
    assert_eq!(refused(poll(), stranger), Some(PollFault::NotAsked));
    let empty = PollAnswer {
        marks: BTreeMap::new(),
        ..link.clone()
    };
    assert_eq!(refused(poll(), empty), Some(PollFault::Empty));
    let mut elsewhere = link.clone();
    let marked = elsewhere.marks.pop_first().expect("a mark").1;
    elsewhere
        .marks
        .insert(CandidateId::from_uuid(uuid(99)), marked);
    assert_eq!(
        refused(poll(), elsewhere),
        Some(PollFault::UnknownCandidate)
    );
    let early = answer(22, Mark::Yes, AnswerWay::Phone, at(day(11, 26), 9));
    assert_eq!(refused(poll(), early), Some(PollFault::Day));
    let closed = twice.closed(now).expect("closed");
    assert_eq!(refused(closed.clone(), later), Some(PollFault::Closed));
    assert_eq!(closed.closed(now).err(), Some(PollFault::Closed));
}

#[test]
fn by_post_and_fax_an_answer_leaves_earlier_by_working_days() {
    // Before the Tuesday stand 勤労感謝の日 and a weekend.
    let deadline = day(11, 24);
    for (way, expected) in [
        (AnswerWay::Link, day(11, 24)),
        (AnswerWay::Phone, day(11, 24)),
        (AnswerWay::Fax, day(11, 20)),
        // Four days under way, and brought on a working day: the same as for a letter that calls.
        (AnswerWay::Letter, day(11, 20)),
    ] {
        assert_eq!(answer_by(way, deadline, &holidays()), expected, "{way}");
    }
}

#[test]
fn a_part_of_the_quorum_is_read_back_by_its_code() {
    for who in [
        QuorumWho::Person,
        QuorumWho::Role(StaffRole::ConsultationSpecialist),
        QuorumWho::Kind(RecipientKind::LabourOffice),
    ] {
        assert_eq!(QuorumWho::from_code(&who.code()), Some(who));
    }
    for code in ["", "role/", "role/nobody", "kind/person", "other/x"] {
        assert_eq!(QuorumWho::from_code(code), None, "{code}");
    }
}
