use super::*;

#[test]
fn every_move_and_no_other_stands_in_one_table() {
    use ConferenceMove as M;
    use ConferenceState as S;
    for (from, step, to) in [
        (S::Draft, M::OpenPoll, S::Polling),
        (S::Polling, M::OpenPoll, S::Polling),
        (S::Postponed, M::OpenPoll, S::Polling),
        (S::Draft, M::Fix, S::Scheduled),
        (S::Polling, M::Fix, S::Scheduled),
        (S::Scheduled, M::Fix, S::Scheduled),
        (S::Postponed, M::Fix, S::Scheduled),
        (S::Scheduled, M::Postpone, S::Postponed),
        (S::Draft, M::Cancel, S::Cancelled),
        (S::Polling, M::Cancel, S::Cancelled),
        (S::Scheduled, M::Cancel, S::Cancelled),
        (S::Postponed, M::Cancel, S::Cancelled),
        (S::Scheduled, M::Hold, S::Held),
        (S::Held, M::Close, S::Closed),
    ] {
        assert_eq!(from.after(step), Ok(to), "{from} {step}");
    }
    let states = S::ALL.iter();
    let moves = states.flat_map(|from| M::ALL.iter().filter(|step| from.may(**step)));
    assert_eq!(moves.count(), 14);
    for state in S::ALL.iter().filter(|state| state.is_over()) {
        assert!(!state.is_being_prepared());
        assert!(M::ALL.iter().all(|step| !state.may(*step)), "{state}");
    }
}

#[test]
fn a_meeting_of_a_service_is_held_with_the_person_but_for_narrow_reasons() {
    let today = day(11, 20);
    for kind in ConferenceKind::ALL {
        assert_eq!(Presence::default().check(*kind, today), Ok(()), "{kind}");
        for reason in AbsenceReason::ALL {
            let checked = absence(*reason).check(*kind, today);
            let may = !kind.is_held_with_person() || reason.excuses_by_rule();
            assert_eq!(checked.is_ok(), may, "{kind} {reason}");
        }
    }
    let prepare = AbsenceReason::AgenciesPrepare;
    assert!(!prepare.excuses_by_rule());
    let shown = format!("{:?}", absence(prepare));
    assert!(!shown.contains("休みたい"), "{shown}");
}

#[test]
fn the_family_comes_on_the_persons_yes_and_for_a_part_of_its_own() {
    let window = TimeWindow::new(30, 60).expect("a window");
    let on = |agreed_on| Presence {
        absence: None,
        family: Some(FamilyTime { agreed_on, window }),
    };
    let kind = ConferenceKind::CaseConference;
    assert_eq!(on(day(11, 20)).check(kind, day(11, 20)), Ok(()));
    let later = on(day(11, 21)).check(kind, day(11, 20));
    assert_eq!(later, Err(PresenceFault::FamilyDay));
    for (from, until) in [(60, 60), (60, 30), (0, 481)] {
        assert_eq!(TimeWindow::new(from, until), Err(SlotFault::Window));
    }
}

#[test]
fn only_a_meeting_about_somebody_stands_in_a_case() {
    for kind in ConferenceKind::ALL {
        let conference = Conference {
            outline: outline(*kind, Presence::default()),
            ..conference(Presence::default())
        };
        let is_begun = conference.begun(day(11, 20)).is_ok();
        assert_eq!(is_begun, kind.layer() == Layer::CaseWork, "{kind}");
    }
    assert_eq!(ConferenceKind::about_somebody().count(), 3);
}

#[test]
fn a_date_is_fixed_moved_and_taken_back_and_each_time_counts() {
    let (now, date) = (at(day(11, 20), 9), day(12, 4));
    let fixed = conference(Presence::default()).fixed(slot(date, 60), now);
    let fixed = fixed.expect("a date");
    assert_eq!(
        (fixed.state, fixed.sequence),
        (ConferenceState::Scheduled, 0)
    );
    let moved = fixed.clone().fixed(slot(day(12, 11), 60), now);
    let moved = moved.expect("another date");
    assert_eq!(moved.sequence, 1);
    let off = moved.clone().postponed(words("本人の体調")).expect("off");
    assert_eq!((off.state, off.sequence), (ConferenceState::Postponed, 2));
    let again = off.fixed(slot(date, 60), now).expect("a date again");
    assert_eq!((again.why, again.sequence), (None, 3));
    assert_eq!(moved.cancelled(words("退職")).map(|it| it.sequence), Ok(2));
    for (slot, fault) in [
        (slot(day(11, 19), 60), SlotFault::Over),
        (slot(date, 9), SlotFault::Length),
        (slot(date, 481), SlotFault::Length),
    ] {
        let refused = conference(Presence::default()).fixed(slot, now);
        assert_eq!(refused, Err(ConferenceFault::Slot(fault)));
    }
}

#[test]
fn without_the_person_it_is_neither_held_nor_closed_before_they_know() {
    let (now, date) = (at(day(11, 20), 9), day(11, 20));
    let without = absence(AbsenceReason::AgenciesPrepare);
    let fixed = conference(without).fixed(slot(date, 60), now);
    let fixed = fixed.expect("a date");
    let early = fixed.clone().held(now);
    assert_eq!(early, Err(ConferenceFault::NotBegun));
    let then = at(date, 16);
    let unseen = fixed.clone().held(then);
    assert_eq!(unseen, Err(ConferenceFault::PersonNotShown));
    let held = fixed.seen(date, date).and_then(|it| it.held(then));
    let held = held.expect("held");
    let untold = held.clone().closed();
    assert_eq!(untold, Err(ConferenceFault::PersonNotTold));
    for wrong in [day(11, 19), day(11, 21)] {
        let told = held.clone().told(wrong, date);
        assert_eq!(told, Err(ConferenceFault::Day));
    }
    let closed = held.told(date, date).and_then(Conference::closed);
    assert_eq!(closed.map(|it| it.state), Ok(ConferenceState::Closed));
    // With the person nobody has to tell them afterwards.
    let with = conference(Presence::default()).fixed(slot(date, 60), now);
    let closed = with
        .and_then(|it| it.held(then))
        .and_then(Conference::closed);
    assert!(closed.is_ok());
}

#[test]
fn what_the_person_saw_is_shown_again_when_it_changes() {
    let (now, today) = (at(day(11, 20), 9), day(11, 20));
    let seen = conference(Presence::default()).calling(participant(7));
    let seen = seen.and_then(|it| it.seen(today, today)).expect("seen");
    assert_eq!(seen.seen_on, Some(today));
    let agenda = Agenda::default();
    let changed = [
        seen.clone().calling(participant(8)),
        seen.clone().leaving_out(participant(7).id),
        seen.clone().talking_about(agenda),
        seen.clone().fixed(slot(day(12, 4), 60), now),
        seen.clone().described(seen.outline.clone(), today),
    ];
    for after in changed {
        assert_eq!(after.map(|it| it.seen_on), Ok(None));
    }
    // What the person says themself they need not be shown.
    let said = seen.clone().wanting(participant(7).id, Some(today));
    assert_eq!(said.map(|it| it.seen_on), Ok(Some(today)));
    let heard = seen.clone().hearing(PersonWords::default());
    assert_eq!(heard.map(|it| it.seen_on), Ok(Some(today)));
    let tomorrow = seen.seen(day(11, 21), today);
    assert_eq!(tomorrow, Err(ConferenceFault::Day));
}

#[test]
fn a_conference_that_was_held_is_not_prepared_any_more() {
    let (now, date) = (at(day(11, 20), 9), day(11, 20));
    let fixed = conference(Presence::default()).fixed(slot(date, 60), now);
    let held = fixed.and_then(|it| it.held(at(date, 16))).expect("held");
    let fixed = Err(ConferenceFault::Fixed(ConferenceState::Held));
    assert_eq!(held.clone().calling(participant(7)), fixed);
    assert_eq!(held.clone().talking_about(Agenda::default()), fixed);
    assert_eq!(held.clone().hearing(PersonWords::default()), fixed);
    assert_eq!(
        held.described(conference(Presence::default()).outline, date),
        fixed
    );
}

#[test]
fn no_log_says_what_somebody_wants_to_talk_about() {
    let said = PersonWords {
        to_talk: Some(words("夜の仕事をやめたい")),
        ..PersonWords::default()
    };
    assert!(!said.is_empty() && PersonWords::default().is_empty());
    let conference = conference(Presence::default()).hearing(said);
    let shown = format!("{conference:?} {:?}", slot(day(12, 4), 60));
    assert!(
        !shown.contains("夜") && !shown.contains("市役所"),
        "{shown}"
    );
}

#[test]
fn whoever_stays_away_on_one_date_is_asked_anew_of_another() {
    let now = at(day(11, 20), 9);
    let fixed = conference(Presence::default()).fixed(slot(day(12, 4), 60), now);
    let fixed = fixed.expect("it is fixed");
    let both = fixed
        .asking(OwnWish::Rest)
        .and_then(|it| it.asking(OwnWish::Together));
    let both = both.expect("they ask");
    assert_eq!(
        both.clone().asking(OwnWish::Rest),
        Ok(both.clone()),
        "pressing twice says it once"
    );
    let alone = both
        .clone()
        .asking_no_more(OwnWish::Together)
        .map(|it| it.asks);
    assert_eq!(alone, Ok([OwnWish::Rest].into()));
    let asks = |slot: Slot| both.clone().fixed(slot, now).map(|it| it.asks);
    assert_eq!(
        asks(slot(day(12, 4), 90)),
        Ok(both.asks.clone()),
        "the same date"
    );
    assert_eq!(asks(slot(day(12, 11), 60)), Ok([OwnWish::Together].into()));
    let held = both.held(at(day(12, 4), 16)).expect("held");
    let over = Err(ConferenceFault::Fixed(ConferenceState::Held));
    assert_eq!(held.clone().asking(OwnWish::Together), over);
    assert_eq!(held.asking_no_more(OwnWish::Rest), over);
}
