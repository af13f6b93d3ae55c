//! Of whom no law asks to keep anything any more is erased by itself: on the day that their agency was told thirty days
//! before, unless it holds them back, their case goes on again, or they wait for their copy.

use renkei::tidying::round;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::course::CaseStep;
use renkei_app::cases::hold::{HoldForm, HoldRefusal};
use renkei_app::cases::overdue::ErasureRound;
use renkei_app::person_copy::ask::{AtTheDesk, CopyAsked};
use renkei_domain::cases::erasure::{HoldFault, HoldReason};
use renkei_domain::ids::CaseId;
use renkei_domain::record::{Actor, Purpose, Subject};
use renkei_tests::clock::japan;
use renkei_tests::inside::opened;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::{
    NAME, as_seen_by, day, desk, ended_long_ago, named, opened_by, prose, read_by, staff,
    two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::keys::{behind, change};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

const NOTHING: ErasureRound = ErasureRound {
    announced: 0,
    dropped: 0,
    erased: 0,
    failed: 0,
};

const ONE_TOLD: ErasureRound = ErasureRound {
    announced: 1,
    ..NOTHING
};

const ONE_ERASED: ErasureRound = ErasureRound {
    erased: 1,
    ..NOTHING
};

async fn a_round(world: &World) -> ErasureRound {
    fine(world.app.erase_what_is_over().await)
}

/// A case of somebody at an agency that ended so long ago that no law asks to keep it.
async fn over(world: &World) -> (Somebody, CaseId) {
    let [here, _] = two_agencies(world).await;
    let haruka = staff(world, here, "haruka").await;
    let id = opened_by(world, &haruka, here, named(NAME)).await;
    ended_long_ago(world).await;
    (haruka, id)
}

async fn is_erased(world: &World, who: &Somebody, id: CaseId) -> bool {
    fine(read_by(world, who, id).await).file.case.is_erased()
}

/// Why each act about a case was done, the newest first.
async fn purposes(world: &World, id: CaseId) -> Vec<Purpose> {
    let history = opened(fine(world.store.history_of(Subject::Case(id), 100).await));
    history.iter().map(|act| act.act.purpose).collect()
}

on_every_database! {
    async fn an_agency_is_told_the_day_and_nobody_is_erased_before_it(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let other = opened_by(&world, &sora, there, named(NAME)).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.step_case(&desk(&haruka), seen, CaseStep::End(day("2026-11-20"))).await));
        let others = fine(read_by(&world, &sora, other).await).file;

        world.clock.set(japan("2031-11-20", "23:59"));
        assert_eq!(a_round(&world).await, NOTHING, "the law asks to keep it");
        world.clock.set(japan("2031-11-21", "00:00"));
        assert_eq!(a_round(&world).await, ONE_TOLD);
        assert_eq!(a_round(&world).await, NOTHING, "it is told once");
        let view = fine(read_by(&world, &haruka, id).await);
        let told = view.erasure.map(|plan| plan.day());
        assert_eq!(told, Some(day("2031-12-21")));
        let listed = fine(app.helped_over(&haruka.principal).await);
        let listed: Vec<_> = listed.iter().map(|one| one.helped.plan).collect();
        assert_eq!(listed, [view.erasure]);
        world.clock.set(japan("2031-12-20", "23:59"));
        assert_eq!(a_round(&world).await, NOTHING);
        assert!(!is_erased(&world, &haruka, id).await);

        // As the day begins, what a serving process does by itself.
        world.clock.set(japan("2031-12-21", "00:00"));
        round(app).await;
        assert!(is_erased(&world, &haruka, id).await);
        let acts = fine(world.store.acts_after(0, 100_000).await);
        let erasing: Vec<_> = acts.iter().filter(|act| act.act.purpose == Purpose::EraseAccount).collect();
        let [erasing] = erasing.as_slice() else { panic!("{erasing:?}") };
        assert_eq!(erasing.act.actor, Actor::System);
        assert!(erasing.changes.iter().any(|change| change.subject == Subject::Case(id)));
        assert_eq!(purposes(&world, id).await[..2], [Purpose::EraseAccount, Purpose::AnnounceErasure]);
        assert_eq!(a_round(&world).await, NOTHING, "there is nothing left to do");
        assert!(fine(world.store.persons_to_sweep().await).is_empty(), "the files are swept");
        assert_eq!(fine(read_by(&world, &sora, other).await).file, others, "nobody else is touched");
    }
}

on_every_database! {
    async fn whoever_keeps_cases_holds_somebody_back_with_a_reason_until_a_day(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let (haruka, id) = over(&world).await;
        let [_, there] = two_agencies(&world).await;
        let sora = staff(&world, there, "sora").await;
        let way = format!("/cases/{id}/hold");
        assert_eq!(a_round(&world).await, ONE_TOLD);
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let due = browser.look("/cases/ending").await;
        assert_sound("what is due", &due.html);
        assert!(due.html.contains(&way) && !due.says(NAME), "{}", due.html);
        assert!(due.says("2026年12月20日"), "{}", due.html);
        let page = browser.look(&way).await;
        assert_sound("holding back", &page.html);
        assert!(page.says("2026年12月20日") && !page.says(NAME), "{}", page.html);
        assert_eq!(browser_of(&server, &sora).look(&way).await.status, 404, "another agency");

        let form = Form::on(&page.html, &way);
        let nothing = form.send(&browser).await;
        assert!(nothing.status == 422 && nothing.says("どれかを選んでください"), "{}", nothing.html);
        let form = form.with("reason", HoldReason::Dispute.code());
        let past = form.clone().with("until", "2026-11-19").send(&browser).await;
        assert!(past.status == 422 && past.says(&HoldFault::Over.to_string()), "{}", past.html);
        let form = form.with("until", "2027-03-31");
        for time in ["held back", "pressed twice"] {
            let done = form.send(&browser).await;
            assert_eq!(done.leads_to.as_deref(), Some("/cases/ending"), "{time}: {}", done.html);
        }
        for page in ["/cases/ending".to_owned(), format!("/cases/{id}")] {
            let page = browser.look(&page).await;
            let says = [HoldReason::Dispute.word(), "2027年3月31日", "2027年4月1日"].map(|words| page.says(words));
            assert_eq!(says, [true; 3], "{}", page.html);
            assert!(page.html.contains(&way), "{}", page.html);
        }
        assert_sound("held back", &browser.look(&way).await.html);
        server.stop().await;
        assert_eq!(purposes(&world, id).await[..2], [Purpose::HoldErasure, Purpose::AnnounceErasure]);

        let form = HoldForm { reason: HoldReason::LocalRule, until: day("2027-11-21") };
        let long = fine(app.hold_erasure(&desk(&haruka), id, Some(form)).await).err();
        assert_eq!(long, Some(HoldRefusal::Hold(HoldFault::TooLong)));
        let elsewhere = fine(app.hold_erasure(&desk(&sora), id, Some(form)).await).err();
        assert_eq!(elsewhere, Some(HoldRefusal::Case(CaseRefusal::NotFound)));
        world.clock.set(japan("2027-03-31", "23:59"));
        assert_eq!(a_round(&world).await, NOTHING, "it is held back");
        // Whoever is let go again is told the day anew.
        fine(fine(app.hold_erasure(&desk(&haruka), id, None).await));
        world.clock.set(japan("2027-04-29", "23:59"));
        assert_eq!(a_round(&world).await, NOTHING);
        world.clock.set(japan("2027-04-30", "00:00"));
        assert_eq!(a_round(&world).await, ONE_ERASED);
        assert!(is_erased(&world, &haruka, id).await);
    }
}

on_every_database! {
    async fn once_the_day_until_which_somebody_is_held_back_is_over_they_are_erased(world) {
        let world = world.seeded().await;
        let (haruka, id) = over(&world).await;
        let before = HoldForm { reason: HoldReason::Inspection, until: day("2027-03-31") };
        // Also before the day was told.
        fine(fine(world.app.hold_erasure(&desk(&haruka), id, Some(before)).await));
        assert_eq!(a_round(&world).await, NOTHING);
        world.clock.set(japan("2027-03-31", "23:59"));
        assert_eq!(a_round(&world).await, NOTHING);
        world.clock.set(japan("2027-04-01", "00:00"));
        assert_eq!(a_round(&world).await, ONE_ERASED);
        assert!(is_erased(&world, &haruka, id).await);
        let again = fine(world.app.hold_erasure(&desk(&haruka), id, Some(before)).await).err();
        assert_eq!(again, Some(HoldRefusal::Case(CaseRefusal::NotFound)));
    }
}

on_every_database! {
    async fn whose_case_goes_on_again_stays_and_is_told_anew_when_it_has_ended(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let (haruka, id) = over(&world).await;
        assert_eq!(a_round(&world).await, ONE_TOLD);
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.step_case(&desk(&haruka), seen, CaseStep::TakeUp).await));
        world.clock.set(japan("2026-12-20", "00:00"));
        assert_eq!(a_round(&world).await, ErasureRound { dropped: 1, ..NOTHING });
        assert!(!is_erased(&world, &haruka, id).await);
        assert_eq!(purposes(&world, id).await[0], Purpose::DropErasure);
        assert_eq!(a_round(&world).await, NOTHING);
        ended_long_ago(&world).await;
        assert_eq!(a_round(&world).await, ONE_TOLD, "thirty more days");
        assert_eq!(a_round(&world).await, NOTHING);
    }
}

on_every_database! {
    async fn whoever_waits_for_their_copy_is_not_erased_by_itself(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let asked = CopyAsked::TakenDown { how: AtTheDesk::Oral, on: day("2026-11-19"), said: prose("顔を知っている") };
        let request = fine(fine(app.ask_copy(&desk(&haruka), id, asked).await)).0;
        ended_long_ago(&world).await;
        assert_eq!(a_round(&world).await, ONE_TOLD);
        world.clock.set(japan("2027-02-01", "00:00"));
        assert_eq!(a_round(&world).await, NOTHING);
        assert!(!is_erased(&world, &haruka, id).await);
        fine(fine(app.take_back_copy(&desk(&haruka), id, request).await));
        assert_eq!(a_round(&world).await, ONE_ERASED);
    }
}

on_every_database! {
    async fn of_several_processes_one_tells_the_day_and_one_erases(world) {
        let world = world.seeded().await;
        let (haruka, id) = over(&world).await;
        let (other, _) = world.second_process().await;
        for (at, expected) in [("2026-11-20", ONE_TOLD), ("2026-12-20", ONE_ERASED)] {
            world.clock.set(japan(at, "12:00"));
            let (one, two) = tokio::join!(world.app.erase_what_is_over(), other.erase_what_is_over());
            let (one, two) = (fine(one), fine(two));
            let both = ErasureRound {
                announced: one.announced + two.announced,
                dropped: one.dropped + two.dropped,
                erased: one.erased + two.erased,
                failed: one.failed + two.failed,
            };
            assert_eq!(both, expected);
        }
        assert!(is_erased(&world, &haruka, id).await);
        let once = [Purpose::EraseAccount, Purpose::AnnounceErasure];
        assert_eq!(purposes(&world, id).await[..2], once);
        let erased = purposes(&world, id).await.into_iter().filter(|one| *one == Purpose::EraseAccount);
        assert_eq!(erased.count(), 1);
    }
}

on_every_database! {
    async fn what_cannot_be_done_for_one_of_them_does_not_keep_the_others(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let damaged = opened_by(&world, &haruka, here, named(NAME)).await;
        let person = fine(read_by(&world, &haruka, damaged).await).file.case.person;
        let sound = opened_by(&world, &haruka, here, named(NAME)).await;
        ended_long_ago(&world).await;
        let database = behind(&world).await;
        let sql = "UPDATE data_key SET wrapped = $1 WHERE owner_id = $2";
        change(&database, sql, vec![vec![0_u8; 9].into(), person.uuid().into()]).await;
        fine(database.close().await);
        // One that has not held the key before.
        let (other, _) = world.second_process().await;
        let told = ErasureRound { failed: 1, ..ONE_TOLD };
        assert_eq!(fine(other.erase_what_is_over().await), told);
        world.clock.set(japan("2026-12-20", "12:00"));
        let erased = ErasureRound { failed: 1, ..ONE_ERASED };
        assert_eq!(fine(other.erase_what_is_over().await), erased);
        assert!(is_erased(&world, &haruka, sound).await);
    }
}
