//! Of somebody who was helped and is erased nothing that is left tells who they were, whoever has which key: the same
//! is asked of them as of whoever has an account.

use renkei_app::cases::SeenCase;
use renkei_app::cases::course::CaseStep;
use renkei_app::cases::erase::EraseHelpedRefusal;
use renkei_app::cases::open::NewCase;
use renkei_domain::cases::case::{About, AgreedHow, Agreement, Case};
use renkei_domain::ids::CaseId;
use renkei_domain::record::Subject;
use renkei_tests::clock::japan;
use renkei_tests::inside::opened;
use renkei_tests::people::{Somebody, by_page};
use renkei_tests::{World, on_every_database};

use super::saved::{sealed_for, telling};
use crate::canary::planted::{CANARY, plant_case};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

async fn case_of(world: &World, who: &Somebody, id: CaseId) -> Case {
    fine(fine(world.app.case_view(&who.principal, id).await))
        .file
        .case
}

async fn seen_by(world: &World, who: &Somebody, id: CaseId) -> SeenCase {
    let version = case_of(world, who, id).await.version;
    SeenCase { id, version }
}

/// Whether the word stands in what the log keeps of a case, sealed under whichever key that is there.
async fn tells_in_the_log(world: &World, id: CaseId) -> bool {
    let history = opened(fine(world.store.history_of(Subject::Case(id), 1_000).await));
    let mut values = history
        .iter()
        .flat_map(|act| &act.changes)
        .flat_map(|change| change.before.iter().chain(&change.after));
    values.any(|value| value.contains(CANARY))
}

on_every_database! {
    async fn of_a_helped_person_who_was_erased_nothing_that_is_left_tells_who_they_were(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, own, id) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let desk = by_page(&staff.principal);
        // A consultation that turned out to be theirs is sealed under a key of its own.
        let today = app.now().in_japan().date;
        let new = NewCase {
            lead: members[0].0,
            about: About::Anonymous,
            topic: Some(line(&format!("{CANARY}consultation"))),
            started_on: today,
        };
        let second = fine(fine(app.open_case(&desk, new).await)).0;
        let nameless = case_of(&world, &staff, second).await.person;
        let agreed = Agreement { on: today, how: AgreedHow::Oral };
        let seen = seen_by(&world, &staff, second).await;
        fine(fine(app.bind_case_to_known(&desk, seen, id, agreed).await));
        let case = case_of(&world, &staff, id).await;
        fine(app.keep_draft(&staff.secret, &format!("/cases/{id}/edit/note"), CANARY).await);
        for one in [id, second] {
            let seen = seen_by(&world, &staff, one).await;
            fine(fine(app.step_case(&desk, seen, CaseStep::End(today)).await));
        }

        let saved = sealed_for(&world, "person", case.person.uuid()).await;
        let columns = saved.columns();
        for column in [
            ("person", "name"),
            ("person", "phone"),
            ("support_case", "topic"),
            ("employment", "employer"),
            ("team_member", "agency"),
            ("case_note", "body"),
            ("emergency_sheet", "on_seizure"),
            ("consent", "asking"),
            ("consent_halt", "reach"),
            ("consent_exception", "said"),
            ("exception_step", "reason"),
            ("provision", "said"),
            ("receipt", "said"),
            ("incident", "said"),
            ("consent_sheet", "asked"),
            ("evidence_piece", "body"),
            ("copy_request", "said"),
            ("copy_item", "said"),
            ("conference", "said"),
            ("conference_participant", "said"),
            ("agenda_item", "said"),
            ("conference_way", "said"),
            ("conference_invitation", "said"),
            ("conference_notice", "said"),
            ("conference_mark", "said"),
            ("conference_reply", "said"),
            ("about_link", "said"),
            ("received_mail", "said"),
            ("received_mail_piece", "body"),
            ("minutes_item", "said"),
            ("conference_attendance", "said"),
            ("conference_decision", "said"),
            ("poll", "said"),
            ("poll_answer", "said"),
            ("poll_notice", "said"),
            ("change", "after_sealed"),
        ] {
            assert!(columns.contains(&column), "nothing is sealed in {column:?}");
        }
        let of_the_consultation = sealed_for(&world, "person", nameless.uuid()).await;
        assert!(of_the_consultation.columns().contains(&("support_case", "topic")));
        saved.assert_stands(&world, "copy.sqlite").await;
        of_the_consultation.assert_stands(&world, "copy-too.sqlite").await;
        assert!(tells_in_the_log(&world, id).await, "it is looked for where it does not stand");
        let plain = telling(&world, CANARY).await;
        assert!(plain.is_empty(), "{plain:?}");

        // Whoever waits for a copy is not erased before they have it, or want it no more.
        let copy = fine(fine(app.person_copy(&staff.principal, id).await));
        let asked = fine(copy.open().ok_or("a copy that was asked for"));
        fine(fine(app.take_back_copy(&desk, id, asked.id).await));

        // On the last day on which the law asks to keep it, and on the day after.
        world.clock.set(japan("2031-11-20", "23:59"));
        let refused = fine(app.erase_helped_person(case.number, None).await);
        let from = japan("2031-11-21", "00:00").in_japan().date;
        assert_eq!(refused, Err(EraseHelpedRefusal::KeptByLaw(from)));
        saved.assert_stands(&world, "copy-kept.sqlite").await;
        world.clock.set(japan("2031-11-21", "00:00"));
        let erased = fine(app.erase_helped_person(case.number, None).await);
        assert_eq!(erased, Ok(case.person));
        fine(app.sweep_traces().await);

        saved.assert_gone(&world, CANARY).await;
        of_the_consultation.assert_gone(&world, CANARY).await;
        for one in [id, second] {
            assert!(!tells_in_the_log(&world, one).await, "the log is opened by keys that are left");
            let left = case_of(&world, &staff, one).await;
            assert!(left.is_erased() && left.topic.is_none() && left.account.is_none());
        }
        assert_eq!(case_of(&world, &staff, id).await.number, case.number);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        let named = fine(app.account_by_address(&own.mail).await);
        assert!(named.is_some(), "their account is theirs to keep");
    }
}
