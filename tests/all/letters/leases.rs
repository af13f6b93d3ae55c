//! The lease of a letter: one courier at a time, and the door is closed to whoever lost it.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use renkei_app::App;
use renkei_app::letters::board::MoveRefusal;
use renkei_app::letters::carry::{Hold, Terms};
use renkei_domain::ids::LetterId;
use renkei_domain::letters::address::MailHost;
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::state::{LetterState, StepFault};
use renkei_domain::record::{Actor, Source, Subject};
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;

use super::{command, on_board, queue, read};
use crate::record::fine;

const LEASE: Duration = Duration::from_secs(60);

fn terms(app: &App) -> Terms {
    app.courier_terms(fine(MailHost::parse("example.jp")), LEASE)
}

const fn accepted() -> Delivery {
    Delivery {
        outcome: DeliveryOutcome::Accepted,
        reply: Some(250),
    }
}

on_every_database! {
    async fn a_courier_that_slept_through_its_lease_finds_the_door_closed(world) {
        let (app, (other, _)) = (&world.app, world.second_process().await);
        let (sleeper, waker) = (terms(app), terms(&other));
        let letter = queue(&world).await;
        let first = fine(app.claim_letters(&sleeper, 10).await);
        let [first] = first.as_slice() else { panic!("{first:?}") };
        assert!(fine(other.claim_letters(&waker, 10).await).is_empty(), "one at a time");

        world.clock.pass(TimeDelta::seconds(30));
        assert_eq!(fine(app.renew_lease(&sleeper, first.lease).await), Hold::Held);
        world.clock.pass(TimeDelta::seconds(59));
        assert!(fine(other.claim_letters(&waker, 10).await).is_empty(), "renewed");
        world.clock.pass(TimeDelta::seconds(1));
        let second = fine(other.claim_letters(&waker, 10).await);
        let [second] = second.as_slice() else { panic!("{second:?}") };
        assert_eq!((second.lease.letter, second.tries), (letter, 2));

        assert_eq!(fine(app.renew_lease(&sleeper, first.lease).await), Hold::Lost);
        assert_eq!(fine(app.note_handover(&sleeper, first.lease).await), Hold::Lost);
        assert_eq!(fine(app.record_delivery(first, accepted()).await), Hold::Lost);
        let stored = read(&world, letter).await;
        assert_eq!((stored.state, stored.last), (LetterState::Claimed, None));
        assert!(!stored.is_second_copy_possible, "the first never came to the server");

        assert_eq!(fine(other.note_handover(&waker, second.lease).await), Hold::Held);
        assert_eq!(fine(other.record_delivery(second, accepted()).await), Hold::Held);
        assert_eq!(fine(other.record_delivery(second, accepted()).await), Hold::Lost);
        let stored = read(&world, letter).await;
        assert_eq!(stored.state, LetterState::Sent);
        assert!(!stored.is_second_copy_possible);
    }
}

on_every_database! {
    async fn an_office_is_told_when_a_courier_fell_silent_while_handing_over(world) {
        let app = &world.app;
        let (first, second) = (terms(app), terms(app));
        let letter = queue(&world).await;
        let claimed = fine(app.claim_letters(&first, 1).await);
        assert_eq!(fine(app.note_handover(&first, claimed[0].lease).await), Hold::Held);
        world.clock.pass(TimeDelta::seconds(60));
        let again = fine(app.claim_letters(&second, 1).await);
        assert_eq!(again[0].letter.message_id, claimed[0].letter.message_id);
        assert!(read(&world, letter).await.is_second_copy_possible);
        fine(app.record_delivery(&again[0], accepted()).await);
        let board = on_board(&world).await;
        let shown: Vec<_> = board.iter().map(|one| (one.letter.id, one.letter.state)).collect();
        assert_eq!(shown, [(letter, LetterState::Sent)]);

        world.clock.pass(TimeDelta::days(31));
        assert!(on_board(&world).await.is_empty(), "old doubts leave the board");
    }
}

on_every_database! {
    async fn couriers_that_reach_for_the_same_letters_share_them(world) {
        let (other, _) = world.second_process().await;
        let mut queued = BTreeSet::new();
        for _ in 0..30 {
            queued.insert(queue(&world).await);
        }
        let all_of = async |app: &App| {
            let terms = terms(app);
            let mut taken: Vec<LetterId> = Vec::new();
            loop {
                let some = fine(app.claim_letters(&terms, 3).await);
                if some.is_empty() {
                    return taken;
                }
                taken.extend(some.iter().map(|one| one.lease.letter));
            }
        };
        let (here, there, third) = tokio::join!(all_of(&world.app), all_of(&other), all_of(&world.app));
        let taken = [here, there, third].concat();
        assert_eq!(taken.len(), queued.len(), "none twice");
        assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), queued, "none left");
    }
}

on_every_database! {
    async fn a_coordinator_takes_a_letter_back_only_while_it_is_in_the_house(world) {
        let app = &world.app;
        let own = terms(app);
        let withdraw = async |letter| fine(app.withdraw_letter(&command(), letter).await);
        let under_way = Err(MoveRefusal::Step(StepFault::UnderWay));

        let kept = queue(&world).await;
        assert_eq!(withdraw(kept).await, Ok(()));
        assert_eq!(withdraw(kept).await, Err(MoveRefusal::Step(StepFault::Withdrawn)));
        assert!(fine(app.claim_letters(&own, 10).await).is_empty(), "it never leaves");

        let gone = queue(&world).await;
        let claimed = fine(app.claim_letters(&own, 10).await);
        assert_eq!(withdraw(gone).await, under_way);
        assert_eq!(fine(app.retry_letter(&command(), gone).await), under_way);
        fine(app.record_delivery(&claimed[0], accepted()).await);
        assert_eq!(withdraw(gone).await, Err(MoveRefusal::Step(StepFault::Sent)));
        let nowhere = LetterId::from_uuid(uuid::Uuid::from_u128(1));
        assert_eq!(withdraw(nowhere).await, Err(MoveRefusal::NotFound));
    }
}

on_every_database! {
    async fn an_auditor_reads_the_way_of_a_letter_and_not_to_whom_it_went(world) {
        let letter = queue(&world).await;
        let own = terms(&world.app);
        let claimed = fine(world.app.claim_letters(&own, 1).await);
        fine(world.app.record_delivery(&claimed[0], accepted()).await);
        let acts = opened(fine(world.store.history_of(Subject::Letter(letter), 10).await));
        let doors: Vec<_> = acts.iter().map(|one| (one.act.actor, one.act.source)).collect();
        assert_eq!(doors, [(Actor::System, Source::Courier), (Actor::Operator, Source::Command)]);
        let lines: Vec<_> = acts
            .iter()
            .flat_map(|one| &one.changes)
            .map(|line| (line.before.as_deref(), line.after.as_deref()))
            .collect();
        assert_eq!(lines, [
            (Some(r#"{"state":"claimed"}"#), Some(r#"{"state":"sent"}"#)),
            (None, Some(r#"{"state":"queued"}"#)),
        ]);
    }
}
