//! Of somebody whom the clock erased nothing that is left tells who they were, whoever has which key, and the account
//! they have stays theirs.

use renkei_app::cases::SeenCase;
use renkei_app::cases::course::CaseStep;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::people::by_page;

use super::saved::sealed_for;
use crate::canary::planted::{CANARY, plant_case};
use crate::letters::invited::demo;
use crate::record::fine;

on_every_database! {
    async fn of_somebody_whom_the_clock_erased_nothing_that_is_left_tells_who_they_were(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, own, id) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let desk = by_page(&staff.principal);
        let case = fine(fine(app.case_view(&staff.principal, id).await)).file.case;
        fine(app.keep_draft(&staff.secret, &format!("/cases/{id}/edit/note"), CANARY).await);
        let today = app.now().in_japan().date;
        let seen = SeenCase { id, version: case.version };
        fine(fine(app.step_case(&desk, seen, CaseStep::End(today)).await));
        let copy = fine(fine(app.person_copy(&staff.principal, id).await));
        let asked = fine(copy.open().ok_or("a copy that was asked for"));
        fine(fine(app.take_back_copy(&desk, id, asked.id).await));
        let saved = sealed_for(&world, "person", case.person.uuid()).await;
        saved.assert_stands(&world, "copy.sqlite").await;

        world.clock.set(japan("2031-11-21", "00:00"));
        assert_eq!(fine(app.erase_what_is_over().await).announced, 1);
        let theirs = fine(fine(app.case_view(&own.principal, id).await));
        let told = theirs.erasure.map(|plan| plan.day().to_string());
        assert_eq!(told.as_deref(), Some("2031-12-21"), "the person reads it too");
        world.clock.set(japan("2031-12-20", "23:59"));
        assert_eq!(fine(app.erase_what_is_over().await).erased, 0);
        saved.assert_stands(&world, "copy-kept.sqlite").await;
        world.clock.set(japan("2031-12-21", "00:00"));
        assert_eq!(fine(app.erase_what_is_over().await).erased, 1);
        // The files are swept too, and of the plan nothing is left.
        saved.assert_gone(&world, CANARY).await;
        assert!(fine(world.store.persons_to_sweep().await).is_empty());
        let today = app.now().in_japan().date;
        assert!(fine(world.store.persons_planned_for(today).await).is_empty());
        let left = fine(fine(app.case_view(&staff.principal, id).await)).file.case;
        assert!(left.is_erased() && left.number == case.number);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        let account = fine(app.account_by_address(&own.mail).await);
        assert!(account.is_some(), "their account is theirs to keep");
    }
}
