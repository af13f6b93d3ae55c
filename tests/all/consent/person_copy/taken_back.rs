//! Whoever asked for a copy may want it no more: it is taken back, the log has the act, and its holder reads that.

use renkei_app::consent::ConsentRefusal;
use renkei_app::person_copy::CopyRefusal;
use renkei_app::person_copy::ask::{AtTheDesk, CopyAsked};
use renkei_domain::ids::CopyRequestId;
use renkei_domain::person_copy::{CopyDecision, CopyFault, CopyKind};
use renkei_domain::record::Purpose;
use renkei_tests::on_every_database;

use super::{copy_of, decision, kept_about, linked, of_kind};
use crate::consent::{case_with_a_doctor, day, desk, prose, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn a_person_takes_back_what_they_asked_for_and_its_holder_reads_it(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        kept_about(&world, &haruka, id, doctor).await;
        let hanako = linked(&world, &haruka, id, "hanako").await;
        let request = fine(fine(app.ask_copy(&desk(&hanako), id, CopyAsked::ByThemselves).await)).0;
        let view = fine(copy_of(&world, &haruka, id).await);
        let note = decision(request, of_kind(&view, CopyKind::Note), CopyDecision::Given, None);
        fine(fine(app.decide_copy_item(&desk(&haruka), id, note.clone()).await));
        let elsewhere = fine(app.take_back_copy(&desk(&sora), id, request).await);
        assert_eq!(elsewhere.err(), Some(CopyRefusal::Case(ConsentRefusal::NotFound)));
        let for_them = fine(app.take_back_copy(&desk(&haruka), id, request).await);
        assert_eq!(for_them.err(), Some(CopyRefusal::Copy(CopyFault::AskedByThemselves)));
        let none = CopyRequestId::from_uuid(uuid::Uuid::from_u128(9));
        let none = fine(app.take_back_copy(&desk(&hanako), id, none).await);
        assert_eq!(none.err(), Some(CopyRefusal::NoSuchRequest));

        let server = world.serve().await;
        let (person, office) = (browser_of(&server, &hanako), browser_of(&server, &haruka));
        let (own, page) = (format!("/my/cases/{id}/copy"), format!("/cases/{id}/copy"));
        let way = format!("{page}/take-back");
        assert!(!office.look(&page).await.html.contains(&way), "they asked by themselves");
        let shown = person.look(&own).await;
        assert_sound("asked for", &shown.html);
        let form = Form::on(&shown.html, &way);
        for time in ["taken back", "pressed twice"] {
            let done = form.clone().send(&person).await;
            assert_eq!(done.leads_to.as_ref(), Some(&own), "{time}: {}", done.html);
        }
        let shown = person.look(&own).await;
        assert_sound("taken back", &shown.html);
        assert!(shown.says("たのむのを やめました") && shown.says("ほしいと たのむ"), "{}", shown.html);
        let shown = office.look(&page).await;
        assert_sound("taken back, at the desk", &shown.html);
        assert!(shown.says("取りさげられたこと（1）") && shown.says("本人が 画面で"), "{}", shown.html);
        assert!(!shown.says("たのまれています"), "{}", shown.html);
        assert!(!office.look("/cases/ending").await.html.contains(&page));
        server.stop().await;

        assert!(fine(app.open_copies(&haruka.principal).await).is_empty());
        let acts = fine(world.store.acts_after(0, 100_000).await);
        assert_eq!(acts.last().map(|act| act.act.purpose), Some(Purpose::TakeBackCopy));
        let late = fine(app.decide_copy_item(&desk(&haruka), id, note).await);
        assert_eq!(late.err(), Some(CopyRefusal::Copy(CopyFault::TakenBack)));
        let late = fine(app.release_copy(&desk(&haruka), id, request).await);
        assert_eq!(late.err(), Some(CopyRefusal::Copy(CopyFault::TakenBack)));
        let view = fine(copy_of(&world, &hanako, id).await);
        assert!(view.parts.open.is_none() && view.parts.released.is_empty());
        assert!(view.requests[0].items.is_empty(), "nor what was decided");
        fine(fine(app.ask_copy(&desk(&hanako), id, CopyAsked::ByThemselves).await));
        let view = fine(copy_of(&world, &haruka, id).await);
        assert!(view.to_decide.iter().all(|one| one.decided.is_none()), "another request is decided anew");
    }
}

on_every_database! {
    async fn what_was_asked_for_by_word_is_taken_back_at_the_desk(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let asked = CopyAsked::TakenDown { how: AtTheDesk::Oral, on: day("2026-11-19"), said: prose("顔を知っている") };
        fine(fine(app.ask_copy(&desk(&haruka), id, asked).await));
        let server = world.serve().await;
        let office = browser_of(&server, &haruka);
        let page = format!("/cases/{id}/copy");
        let form = Form::on(&office.look(&page).await.html, &format!("{page}/take-back"));
        let done = form.send(&office).await;
        assert_eq!(done.leads_to.as_ref(), Some(&page), "{}", done.html);
        let shown = office.look(&page).await;
        assert!(shown.says("取りさげられたこと（1）") && shown.says("たのまれたことを書きとめる"), "{}", shown.html);
        server.stop().await;
    }
}
