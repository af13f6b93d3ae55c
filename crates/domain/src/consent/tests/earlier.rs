//! What was told at an earlier moment, on each side of everything that may have changed since.

use chrono::TimeDelta;

use super::world::{
    World, consent, consent_id, day, employment, employment_id, exception, listed, noon,
    organization, withdrawn,
};
use crate::cases::employment::{Disclosure, Insider, LegalBody, Opened, Openness};
use crate::consent::{
    Form, HaltOf, HaltState, HaltTimes, LedgerTimes, Reason, RecipientKind, Validity,
};
use crate::time::Instant;

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// The consent of the world was given on the 5th and written down at noon of that day.
fn times() -> LedgerTimes {
    LedgerTimes {
        consents: [(consent_id(1), noon(5))].into(),
        ..LedgerTimes::default()
    }
}

/// The world of somebody who told at a moment and writes it down now.
fn told_at(world: &World, at: Instant, times: &LedgerTimes) -> World {
    let mut told = world.clone();
    told.ledger = world.ledger.as_of(at, times);
    told.now = at;
    told
}

fn halted(state: HaltState, resumed: Option<Instant>) -> (World, LedgerTimes) {
    let mut halt = withdrawn();
    halt.state = state;
    let world = World::agreed().with(|world| world.ledger.halts = vec![halt]);
    let halt_times = HaltTimes {
        began: noon(15),
        resumed,
    };
    let times = LedgerTimes {
        halts: [(halt.id, halt_times)].into(),
        ..times()
    };
    (world, times)
}

#[test]
fn what_was_told_before_a_withdrawal_was_allowed_then_and_not_from_it_on() {
    let (world, times) = halted(HaltState::Withdrawn, None);
    assert_eq!(world.reason(), Some(Reason::Withdrawn), "today");
    let before = noon(15).plus(-MINUTE);
    let told = told_at(&world, before, &times);
    assert!(told.is_allowed(), "{told:?}");
    assert!(
        told.ledger.seq < withdrawn().seq,
        "it is placed before the stop"
    );
    let told = told_at(&world, noon(15), &times);
    assert_eq!(told.reason(), Some(Reason::Withdrawn));
    // A stop of which nobody knows when it was written stood all along.
    let unknown = LedgerTimes {
        halts: Default::default(),
        ..times
    };
    let told = told_at(&world, before, &unknown);
    assert_eq!(told.reason(), Some(Reason::Withdrawn));
}

#[test]
fn a_pause_that_is_over_stood_while_it_lasted() {
    let resumed = HaltState::Resumed { seq: 25 };
    let (world, times) = halted(resumed, Some(noon(18)));
    for (at, reason) in [
        (noon(15).plus(-MINUTE), None),
        (noon(15), Some(Reason::Paused)),
        (noon(18).plus(-MINUTE), Some(Reason::Paused)),
        (noon(18), None),
    ] {
        assert_eq!(told_at(&world, at, &times).reason(), reason, "{at:?}");
    }
    let after = told_at(&world, noon(18), &times);
    assert_eq!(after.ledger.seq, 25, "the place of beginning again");
    // It was lifted before such days were kept.
    let (world, times) = halted(resumed, None);
    assert_eq!(
        told_at(&world, noon(20), &times).reason(),
        Some(Reason::Paused)
    );
}

#[test]
fn a_consent_that_came_afterwards_heals_nothing() {
    let world = World::agreed();
    let late = |given: u32, written: Instant| {
        let world = world.clone().with(|world| {
            world.consent().given_on = day(given);
            world.consent().validity = Validity::new(day(given), day(25)).expect("days in order");
        });
        let times = LedgerTimes {
            consents: [(consent_id(1), written)].into(),
            ..LedgerTimes::default()
        };
        told_at(&world, noon(10), &times).reason()
    };
    let nothing = Some(Reason::NoConsent);
    assert_eq!(late(11, noon(11)), nothing, "given the day after");
    assert_eq!(
        late(10, noon(10).plus(MINUTE)),
        nothing,
        "of the same day, a minute later"
    );
    assert_eq!(late(10, noon(10)), None, "it stood at that moment");
    assert_eq!(
        late(9, noon(11)),
        None,
        "on paper the day before, written down the day after"
    );
    let unknown = told_at(&world, noon(5), &LedgerTimes::default());
    assert_eq!(
        unknown.reason(),
        nothing,
        "of the same day, and nobody knows when"
    );
}

#[test]
fn by_word_or_on_a_screen_nothing_is_agreed_to_on_a_day_before() {
    for form in [Form::Oral, Form::OnScreen] {
        let world = World::agreed().with(|world| {
            world.consent().form = form;
            world.consent().given_on = day(9);
            world.consent().validity = Validity::new(day(9), day(25)).expect("days in order");
        });
        let times = LedgerTimes {
            consents: [(consent_id(1), noon(11))].into(),
            ..LedgerTimes::default()
        };
        let told = world.ledger.as_of(noon(10), &times);
        assert!(told.consents.is_empty(), "{form:?}");
    }
}

#[test]
fn what_was_written_down_late_counts_where_it_came_before_the_stop() {
    let (world, mut times) = halted(HaltState::Withdrawn, None);
    times.consents = [(consent_id(1), noon(12))].into();
    assert!(told_at(&world, noon(10), &times).is_allowed());
}

#[test]
fn what_was_given_before_everything_was_stopped_is_not_written_down_afterwards() {
    let (world, times) = halted(HaltState::Withdrawn, None);
    let is_stopped = |world: &World, on: u32| world.ledger.is_stopped_since(day(on), &times);
    assert!(is_stopped(&world, 14), "the day before");
    assert!(!is_stopped(&world, 15), "of the same day they said it anew");
    let (paused, _) = halted(HaltState::Paused, None);
    assert!(is_stopped(&paused, 14));
    let (lifted, _) = halted(HaltState::Resumed { seq: 25 }, None);
    assert!(!is_stopped(&lifted, 14));
    let mut one = world.clone();
    one.ledger.halts[0].of = HaltOf::One(consent_id(1));
    assert!(!is_stopped(&one, 14), "that stops what is known");
    let unknown = LedgerTimes::default();
    assert!(world.ledger.is_stopped_since(day(25), &unknown));
}

#[test]
fn nothing_is_taken_from_after_a_later_stop() {
    let (world, mut times) = halted(HaltState::Withdrawn, None);
    let world = world.with(|world| {
        world.ledger.consents.clear();
        let mut anew = consent();
        anew.seq = 21;
        world.ledger.consents.push(anew);
    });
    times.consents = [(consent_id(1), noon(16))].into();
    let told = told_at(&world, noon(10), &times);
    assert_eq!(told.reason(), Some(Reason::NoConsent));
    assert_eq!(told.ledger.seq, 0);
}

#[test]
fn an_exception_covers_nothing_that_was_told_before_it_was_named() {
    let world = World::unasked().with(|world| {
        let mut ended = exception();
        ended.ended_at = Some(noon(21));
        world.ledger.exceptions = vec![ended];
    });
    let reason = |at| told_at(&world, at, &LedgerTimes::default()).reason();
    assert_eq!(reason(noon(20).plus(-MINUTE)), Some(Reason::NoConsent));
    assert_eq!(reason(noon(20)), None);
    assert_eq!(reason(noon(21).plus(-MINUTE)), None, "it was ended later");
    assert_eq!(reason(noon(21)), Some(Reason::NoConsent));
}

#[test]
fn an_employer_that_was_opened_since_was_closed_then() {
    let open = Disclosure::Open(Opened {
        to: [Insider::Hr].into(),
        what: Openness::Accommodations,
    });
    let world = World::agreed().with(|world| {
        world.ledger.employments = vec![employment(50, open)];
        let hr = world.party();
        hr.kind = RecipientKind::WorkplaceHr;
        hr.body = LegalBody::known(organization(50));
        assert_eq!(hr.id, listed(1));
    });
    assert!(world.is_allowed(), "today");
    let times = LedgerTimes {
        disclosed: [(employment_id(50), noon(12))].into(),
        ..times()
    };
    let before = told_at(&world, noon(12).plus(-MINUTE), &times);
    assert_eq!(before.reason(), Some(Reason::ClosedEmployment));
    assert!(told_at(&world, noon(12), &times).is_allowed());
}
