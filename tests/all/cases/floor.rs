//! Nobody who is helped is erased before the law lets it, and by a command alone.

use renkei_app::cases::course::CaseStep;
use renkei_app::cases::erase::EraseHelpedRefusal;
use renkei_app::cases::keep::NewNote;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::cases::case::{About, AgreedHow, Agreement};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::conference::Slot;
use renkei_domain::record::Purpose;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::{
    NAME, as_seen_by, day, desk, ended_long_ago, named, opened_by, prose, read_by, staff,
    two_agencies,
};
use crate::binary::{Ended, folder};
use crate::conference::{a_slot, begun, stepped};
use crate::keys::{behind, change, command};
use crate::record::fine;

on_every_database! {
    async fn a_helped_person_is_erased_five_years_after_their_last_case_and_not_a_day_before(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let second = opened_by(&world, &haruka, here, About::Anonymous).await;
        let agreed = Agreement { on: day("2026-11-20"), how: AgreedHow::Oral };
        let seen = as_seen_by(&world, &haruka, second).await;
        fine(fine(app.bind_case_to_known(&writer, seen, id, agreed).await));
        let note = NewNote {
            on: day("2026-11-18"),
            category: NoteCategory::Talk,
            scope: NoteScope::Agency,
            body: prose("話をした"),
            corrects: None,
        };
        fine(fine(app.write_case_note(&writer, id, note).await));
        let case = fine(read_by(&world, &haruka, id).await).file.case;
        let number = case.number;

        let refused = fine(app.erase_helped_person(number, None).await);
        assert_eq!(refused, Err(EraseHelpedRefusal::GoesOn(day("2031-11-21"))));
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.step_case(&writer, seen, CaseStep::End(day("2026-11-10"))).await));
        let refused = fine(app.erase_helped_person(number, None).await);
        assert_eq!(refused, Err(EraseHelpedRefusal::GoesOn(day("2031-11-21"))), "the consultation goes on");
        let seen = as_seen_by(&world, &haruka, second).await;
        fine(fine(app.step_case(&writer, seen, CaseStep::End(day("2026-11-12"))).await));

        // What was noted of a later day than that of the end was a service, too.
        for at in [app.now(), japan("2031-11-10", "10:00"), japan("2031-11-12", "10:00"), japan("2031-11-18", "23:59")] {
            world.clock.set(at);
            let refused = fine(app.erase_helped_person(number, None).await);
            assert_eq!(refused, Err(EraseHelpedRefusal::KeptByLaw(day("2031-11-19"))));
        }
        assert!(fine(read_by(&world, &haruka, id).await).file.case.known().is_some(), "a refusal erases nothing");
        world.clock.set(japan("2031-11-19", "00:00"));
        assert_eq!(fine(app.erase_helped_person(number, None).await), Ok(case.person));
        for one in [id, second] {
            assert!(fine(read_by(&world, &haruka, one).await).file.case.is_erased());
        }
        let acts = fine(world.store.acts_after(0, 100_000).await);
        assert_eq!(acts.last().map(|act| act.act.purpose), Some(Purpose::EraseAccount));
        let again = fine(app.erase_helped_person(number, None).await);
        assert_eq!(again, Err(EraseHelpedRefusal::NotFound));
    }
}

on_every_database! {
    async fn a_case_without_notes_counts_from_its_end(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let other = opened_by(&world, &sora, there, named(NAME)).await;
        let database = behind(&world).await;
        for one in [id, other] {
            let sql = "UPDATE support_case SET number = $1 WHERE id = $2";
            change(&database, sql, vec![101_646_i32.into(), one.uuid().into()]).await;
        }
        fine(database.close().await);
        let number = fine(CaseNumber::new(101_646).ok_or("a number"));
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.step_case(&desk(&haruka), seen, CaseStep::End(day("2026-11-20"))).await));

        // Each agency draws its own numbers.
        let mut both = vec![here, there];
        both.sort_unstable();
        let refused = fine(app.erase_helped_person(number, None).await);
        assert_eq!(refused, Err(EraseHelpedRefusal::Several(both)));
        let refused = fine(app.erase_helped_person(number, Some(there)).await);
        assert_eq!(refused, Err(EraseHelpedRefusal::GoesOn(day("2031-11-21"))));
        world.clock.set(japan("2031-11-20", "23:59"));
        let refused = fine(app.erase_helped_person(number, Some(here)).await);
        assert_eq!(refused, Err(EraseHelpedRefusal::KeptByLaw(day("2031-11-21"))));
        world.clock.set(japan("2031-11-21", "00:00"));
        fine(fine(app.erase_helped_person(number, Some(here)).await));
        assert!(fine(read_by(&world, &sora, other).await).file.case.known().is_some());
    }
}

on_every_database! {
    async fn a_conference_that_was_held_after_the_end_counts_from_its_day(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let at = (id, begun(&world, &haruka, id).await);
        let slot = Slot { begins: japan("2026-11-20", "10:30"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(slot)).await);
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.step_case(&desk(&haruka), seen, CaseStep::End(day("2026-11-10"))).await));
        let case = fine(read_by(&world, &haruka, id).await).file.case;

        // What is only planned is no service.
        let refused = fine(app.erase_helped_person(case.number, None).await);
        assert_eq!(refused, Err(EraseHelpedRefusal::KeptByLaw(day("2031-11-11"))));
        world.clock.set(japan("2026-11-20", "10:31"));
        for step in [ConferenceStep::Hold, ConferenceStep::Close] {
            fine(stepped(&world, &haruka, at, step).await);
            for now in [japan("2031-11-11", "00:00"), japan("2031-11-20", "23:59")] {
                world.clock.set(now);
                let refused = fine(app.erase_helped_person(case.number, None).await);
                assert_eq!(refused, Err(EraseHelpedRefusal::KeptByLaw(day("2031-11-21"))));
                assert!(fine(app.helped_over(&haruka.principal).await).is_empty());
            }
            world.clock.set(japan("2026-11-20", "11:40"));
        }
        world.clock.set(japan("2031-11-21", "00:00"));
        let over = fine(app.helped_over(&haruka.principal).await);
        assert_eq!(over.len(), 1);
        assert_eq!(fine(app.erase_helped_person(case.number, None).await), Ok(case.person));
    }
}

on_every_database! {
    async fn an_operator_erases_whom_a_case_is_about_by_a_command_that_is_meant(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let number = fine(read_by(&world, &haruka, id).await).file.case.number.to_string();
        let number = number.as_str();
        // By the clock of this world: the commands have another, and would seal it late.
        fine(world.app.seal_audit().await);
        let folder = folder();
        let run = |words: &[&str]| {
            let words = [["user", "erase", "--case"].as_slice(), words].concat();
            Ended::of(&mut command(&world, &folder, &words))
        };
        assert_eq!(run(&[number]).refused(), (Some(2), "CONFIRM_FIRST"));
        assert_eq!(run(&["12", "--yes"]).refused(), (Some(2), "CASE_NUMBER"));
        assert_eq!(run(&[number, "--yes"]).refused(), (Some(1), "CASE_GOES_ON"));
        ended_long_ago(&world).await;
        let ended = run(&[number, "--yes"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let events: Vec<_> = ended.said.iter().filter_map(|line| line["event"].as_str()).collect();
        assert_eq!(events, ["person_erased", "traces_swept"], "{ended:?}");
        assert_eq!(ended.said[0]["case"], number);
        assert!(fine(read_by(&world, &haruka, id).await).file.case.is_erased());
        assert_eq!(run(&[number, "--yes"]).refused(), (Some(1), "NOT_FOUND"));
    }
}
