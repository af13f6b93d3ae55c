//! The conditions that a consent may meet today and not tomorrow: see [`super::conditions`].

use super::needed::needed;
use super::world::{World, consent, consent_id, day, listed, withdrawn};
use crate::consent::category::InformationCategory as C;
use crate::consent::rule::condition::Condition;
use crate::consent::{
    About, ConsentRecipient, Halt, HaltOf, HaltState, Reach, Reason, RecipientKind, Validity,
};

fn holding(first: u32, last: u32) -> Validity {
    Validity::new(day(first), day(last)).expect("days in order")
}

#[test]
fn has_begun() {
    needed(Condition::HasBegun, World::agreed(), |world| {
        world.consent().validity = holding(21, 25);
    });
    let today = World::agreed().with(|world| world.consent().validity = holding(20, 20));
    assert!(today.is_allowed());
}

#[test]
fn has_not_ended() {
    needed(Condition::HasNotEnded, World::agreed(), |world| {
        world.consent().validity = holding(5, 19);
    });
}

/// Stopped by what is to stop it, and by nothing that is not about it.
fn halted(condition: Condition, state: HaltState) {
    for (of, reach) in [
        (HaltOf::Everything, Reach::Whole),
        (HaltOf::One(consent_id(1)), Reach::Whole),
        (
            HaltOf::Everything,
            Reach::Recipient(ConsentRecipient::Named(listed(1))),
        ),
        (
            HaltOf::Everything,
            Reach::Recipient(ConsentRecipient::KindInTeam(RecipientKind::Medical)),
        ),
        (HaltOf::Everything, Reach::Category(C::Skills)),
    ] {
        needed(condition, World::agreed(), |world| {
            world.ledger.halts = vec![Halt {
                of,
                reach,
                state,
                ..withdrawn()
            }];
        });
    }
    for (of, reach, seq) in [
        // It was given afterwards.
        (HaltOf::Everything, Reach::Whole, 9),
        (HaltOf::Everything, Reach::Whole, 10),
        (HaltOf::One(consent_id(2)), Reach::Whole, 20),
        (
            HaltOf::Everything,
            Reach::Recipient(ConsentRecipient::Named(listed(2))),
            20,
        ),
        (
            HaltOf::Everything,
            Reach::Recipient(ConsentRecipient::KindInTeam(RecipientKind::School)),
            20,
        ),
        (HaltOf::Everything, Reach::Category(C::Wishes), 20),
    ] {
        let beside = World::agreed().with(|world| {
            world.ledger.halts = vec![Halt {
                of,
                reach,
                state,
                seq,
                ..withdrawn()
            }];
        });
        assert!(beside.is_allowed(), "{of:?} {reach:?}");
    }
}

#[test]
fn is_not_withdrawn() {
    halted(Condition::IsNotWithdrawn, HaltState::Withdrawn);
}

#[test]
fn is_not_paused() {
    halted(Condition::IsNotPaused, HaltState::Paused);
    let resumed = World::agreed().with(|world| {
        world.ledger.halts = vec![Halt {
            state: HaltState::Resumed { seq: 25 },
            ..withdrawn()
        }];
    });
    assert!(resumed.is_allowed());
}

#[test]
fn of_several_consents_the_nearest_says_what_is_missing() {
    let about = |world: &World| {
        let refused = world.decide(&[C::Skills].into()).into_result();
        let refusals = refused.expect_err("refused");
        let refusal = &refusals.as_slice()[0];
        (refusal.reason, refusal.about)
    };
    let world = World::agreed().with(|world| {
        world.consent().validity = holding(5, 19);
        let mut far = consent();
        far.id = consent_id(2);
        far.seq = 15;
        far.recipients = [ConsentRecipient::Named(listed(9))].into();
        world.ledger.consents.push(far);
    });
    let nearest = (Reason::Expired, Some(About::Consent(consent_id(1))));
    assert_eq!(about(&world), nearest);
    let turned = world.with(|world| world.ledger.consents.reverse());
    assert_eq!(about(&turned), nearest);
    // Of two that lack the same it is the later one.
    let again = turned.with(|world| {
        let mut later = consent();
        later.id = consent_id(3);
        later.seq = 16;
        later.validity = holding(5, 19);
        world.ledger.consents.insert(0, later);
    });
    let latest = (Reason::Expired, Some(About::Consent(consent_id(3))));
    assert_eq!(about(&again), latest);
    let turned = again.with(|world| world.ledger.consents.reverse());
    assert_eq!(about(&turned), latest);
    // Of two that were given in one act it is the first.
    let twins = World::agreed().with(|world| {
        world.consent().validity = holding(5, 19);
        let mut twin = world.consent().clone();
        twin.id = consent_id(2);
        world.ledger.consents.push(twin);
    });
    assert_eq!(about(&twins), nearest);
}
