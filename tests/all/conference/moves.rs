//! How a conference goes on: one date of many that are fixed at once, and what is asked for before it is held and closed.

use std::sync::Arc;

use renkei_app::conference::begin::NewConference;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_domain::conference::{
    Absence, AbsenceReason, ConferenceFault, ConferenceKind, ConferenceMove, ConferenceState,
    MoveFault, Presence, PresenceFault, Slot,
};
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::{a_handover, a_slot, begun, conference_of, stepped};
use crate::consent::{case_with_a_doctor, day, desk, prose, staff, two_agencies};
use crate::record::fine;

/// How many fix a date at the same time.
const TRIES: u16 = 50;

on_every_database! {
    async fn of_many_who_fix_a_date_at_once_one_does(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let seen = SeenConference { case, id, version: 1 };
        let app = Arc::new(world.app.clone());
        let tries: Vec<_> = (0..TRIES)
            .map(|number| {
                let (app, desk) = (Arc::clone(&app), desk(&haruka));
                let slot = Slot { minutes: 30 + number, ..a_slot() };
                tokio::spawn(async move {
                    let step = ConferenceStep::Fix(slot);
                    fine(app.step_conference(&desk, seen, step).await).err()
                })
            })
            .collect();
        let mut refused = Vec::new();
        for one in tries {
            refused.push(one.await.expect("a try ends"));
        }
        assert_eq!(refused.iter().filter(|refusal| refusal.is_none()).count(), 1, "{refused:?}");
        let overtaken = Some(ConferenceRefusal::Overtaken);
        assert!(refused.iter().flatten().all(|refusal| Some(*refusal) == overtaken), "{refused:?}");
        let conference = conference_of(&world, &haruka, case, id).await;
        assert_eq!((conference.state, conference.version), (ConferenceState::Scheduled, 2));
    }
}

on_every_database! {
    async fn without_the_person_it_is_neither_held_nor_closed_before_they_know(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let without = |reason| Presence {
            absence: Some(Absence { reason, words: prose("役わりを すり合わせるため") }),
            family: None,
        };
        let meeting = NewConference {
            kind: ConferenceKind::IndividualSupportMeeting,
            presence: without(AbsenceReason::AgenciesPrepare),
            ..a_handover()
        };
        let refused = fine(app.begin_conference(&desk(&haruka), case, meeting).await);
        let fault = PresenceFault::WithPerson(ConferenceKind::IndividualSupportMeeting);
        assert_eq!(refused.err(), Some(ConferenceRefusal::Conference(fault.into())));

        let alone = NewConference { presence: without(AbsenceReason::AgenciesPrepare), ..a_handover() };
        let id = fine(fine(app.begin_conference(&desk(&haruka), case, alone).await)).0;
        let at = (case, id);
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(a_slot())).await);
        let fault = |refused: Result<_, ConferenceRefusal>| refused.err();
        let early = fault(stepped(&world, &haruka, at, ConferenceStep::Hold).await);
        assert_eq!(early, Some(ConferenceFault::NotBegun.into()));
        world.clock.set(japan("2026-12-04", "16:10"));
        let unseen = fault(stepped(&world, &haruka, at, ConferenceStep::Hold).await);
        assert_eq!(unseen, Some(ConferenceFault::PersonNotShown.into()));
        let shown = ConferenceStep::Shown(day("2026-12-03"));
        fine(stepped(&world, &haruka, at, shown).await);
        fine(stepped(&world, &haruka, at, ConferenceStep::Hold).await);
        let untold = fault(stepped(&world, &haruka, at, ConferenceStep::Close).await);
        assert_eq!(untold, Some(ConferenceFault::PersonNotTold.into()));
        fine(stepped(&world, &haruka, at, ConferenceStep::Told(day("2026-12-04"))).await);
        fine(stepped(&world, &haruka, at, ConferenceStep::Close).await);
        let over = fault(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職"))).await);
        let moved = MoveFault { from: ConferenceState::Closed, step: ConferenceMove::Cancel };
        assert_eq!(over, Some(ConferenceFault::Move(moved).into()));
    }
}

on_every_database! {
    async fn a_date_is_moved_and_taken_back_and_the_count_rises_for_the_calendar(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = (case, begun(&world, &haruka, case).await);
        let later = Slot { begins: japan("2026-12-11", "15:00"), ..a_slot() };
        let steps = [
            (ConferenceStep::Fix(a_slot()), ConferenceState::Scheduled, 0),
            (ConferenceStep::Fix(later.clone()), ConferenceState::Scheduled, 1),
            (ConferenceStep::Postpone(prose("体調のため")), ConferenceState::Postponed, 2),
            (ConferenceStep::Fix(later), ConferenceState::Scheduled, 3),
            (ConferenceStep::Cancel(prose("退職のため")), ConferenceState::Cancelled, 4),
        ];
        for (step, state, sequence) in steps {
            fine(stepped(&world, &haruka, at, step).await);
            let conference = conference_of(&world, &haruka, case, at.1).await;
            assert_eq!((conference.state, conference.sequence), (state, sequence));
        }
    }
}
