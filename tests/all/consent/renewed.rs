//! A consent that ends soon: asked about with what would be different, renewed in the place of the one before, or left to end.

use chrono::TimeDelta;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::ConsentForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, HaltOf, HaltState, InformationCategory, Means, Reach,
    Validity,
};
use renkei_domain::ids::{CaseId, ConsentId};
use renkei_domain::people::Standing;
use renkei_domain::person_copy::CopyKind;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::{
    agreed, case_with_a_doctor, day, desk, recorded, seen_by, sitting, staff, two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

fn withdrawing(consent: ConsentId) -> StopForm {
    StopForm {
        kind: StopKind::Withdraw,
        of: HaltOf::One(consent),
        reach: Reach::Whole,
        by: Voice::Person,
    }
}

/// What the person's copy says of what was stopped.
async fn halts_in_copy(world: &World, who: &Somebody, id: CaseId) -> Vec<String> {
    let view = fine(fine(world.app.person_copy(&who.principal, id).await));
    let halts = view.parts.at_once.into_iter();
    let halts = halts.filter(|entry| entry.kind == CopyKind::Halt);
    halts.map(|entry| entry.heading).collect()
}

on_every_database! {
    async fn a_supporter_asks_whether_it_goes_on_and_sees_what_would_be_different(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let form = agreed(doctor, "2026-12-10");
        let whole = form.categories.clone();
        recorded(&world, &haruka, id, form).await;
        let old = fine(seen_by(&world, &haruka, id).await).file.ledger.consents[0].id;
        let server = world.serve().await;
        let [browser, stranger] = [&haruka, &sora].map(|who| browser_of(&server, who));
        let list = format!("/cases/{id}/consents");
        let renew = format!("{list}/{old}/renew");
        for path in ["/cases/ending", list.as_str()] {
            let page = browser.look(path).await;
            assert_sound("it ends soon", &page.html);
            assert!(page.html.contains(&renew), "{path}: {}", page.html);
        }
        assert_eq!(stranger.look(&renew).await.status, 404);

        let page = browser.look(&renew).await;
        assert_sound("asking", &page.html);
        assert!(page.says("期限: ") && !page.says("なくなる"), "{}", page.html);
        let visits = InformationCategory::MedicationVisits;
        for words in [visits.plain(), visits.legal(), ConsentPurpose::Handover.legal()] {
            assert!(page.says(words), "easy words and those of the law: {words}: {}", page.html);
        }
        let form = Form::on(&page.html, &renew);
        assert_eq!(form.says("answer"), "", "nothing is answered beforehand");
        let looked = form.clone().with("what", "basic").with("look", "1").send(&browser).await;
        assert_sound("what would be different", &looked.html);
        assert!(looked.status == 200 && looked.says("なくなる") && looked.says("くすりのこと"), "{}", looked.html);
        let silent = form.clone().send(&browser).await;
        assert!(silent.status == 422 && silent.says("「はい」か「いいえ」"), "{}", silent.html);
        let no = form.clone().with("answer", "no").send(&browser).await;
        assert!(no.status == 422 && no.says("「いいえ」も本人の答えです"), "{}", no.html);
        assert_eq!(fine(seen_by(&world, &haruka, id).await).file.ledger.consents.len(), 1);

        let fewer = form.with("answer", "yes").with("what", "basic").with("last_day", "2027-03-31");
        let to = ConsentRecipient::Named(doctor).code();
        let done = fewer.with("to", &to).send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let new = view.file.ledger.consents.iter().find(|one| one.id != old).expect("the new one");
        let categories: Vec<_> = new.categories.iter().copied().collect();
        assert_eq!(categories, [InformationCategory::Basic]);
        assert_eq!(new.validity.last_day(), day("2027-03-31"));
        let asking = view.asking(new.id).expect("how");
        assert_eq!(asking.renews, Some(old));
        assert_eq!(asking.asking.text_version, line("つづけるかの質問 2026年11月"), "the words that were shown");
        let before = view.consent(old).expect("the old one");
        assert_eq!(before.categories, whole, "what was agreed to before is not edited");
        let party = view.party(doctor).expect("in the team").party.clone();
        let shown = view.preview(&party, ConsentPurpose::WhenUnwell, Means::Phone).shown;
        assert_eq!(shown, [InformationCategory::Basic].into(), "what was taken out is told no more");
        let halts: Vec<_> = view.file.ledger.halts.iter().map(|one| (one.of, one.reach, one.state)).collect();
        assert_eq!(halts, [(HaltOf::One(old), Reach::Whole, HaltState::Withdrawn)], "in the same act");
        let shown = browser.look(&list).await;
        assert_sound("renewed", &shown.html);
        let by_the_new = "いまは、 新しい 同意の とおりに 伝えます";
        assert!(shown.says("新しい同意に かわりました") && shown.says(by_the_new), "{}", shown.html);
        let again = ConsentForm { renews: Some(old), ..agreed(doctor, "2027-11-19") };
        let again = world.app.record_consents(&desk(&haruka), id, sitting(), vec![again]).await;
        assert_eq!(fine(again).err(), Some(ConsentRefusal::NotRenewable), "it is renewed once");
        assert!(fine(world.app.ending_consents(&haruka.principal).await).is_empty());
        assert!(!browser.look(&list).await.html.contains(&renew), "it is renewed once");
        let halts = halts_in_copy(&world, &haruka, id).await;
        assert_eq!(halts, ["新しい同意に かわりました"], "nobody wanted it to stop");
        fine(fine(world.app.stop_consent(&desk(&haruka), id, withdrawing(new.id)).await));
        let shown = browser.look(&list).await;
        assert!(shown.says("新しい同意に かわりました") && !shown.says(by_the_new), "{}", shown.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_withdrawn_by_hand_is_not_said_to_be_renewed_by_one_that_begins_later(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2026-12-10")).await;
        let old = fine(seen_by(&world, &haruka, id).await).file.ledger.consents[0].id;
        let later = || ConsentForm {
            validity: fine(Validity::new(day("2026-12-11"), day("2027-11-19"))),
            renews: Some(old),
            ..agreed(doctor, "2027-11-19")
        };
        recorded(&world, &haruka, id, later()).await;
        assert!(fine(seen_by(&world, &haruka, id).await).file.ledger.halts.is_empty(), "it holds until the other does");
        let again = app.record_consents(&desk(&haruka), id, sitting(), vec![later()]).await;
        assert_eq!(fine(again).err(), Some(ConsentRefusal::NotRenewable), "it is renewed once");
        fine(fine(app.stop_consent(&desk(&haruka), id, withdrawing(old)).await));
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look(&format!("/cases/{id}/consents")).await;
        assert!(page.says("やめました") && !page.says("新しい同意に かわりました"), "{}", page.html);
        server.stop().await;
        assert_eq!(halts_in_copy(&world, &haruka, id).await, ["やめました"]);
    }
}

on_every_database! {
    async fn what_was_withdrawn_is_not_asked_for_as_if_it_still_stood(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2026-12-10")).await;
        let old = fine(seen_by(&world, &haruka, id).await).file.ledger.consents[0].id;
        let withdrawn = StopForm {
            kind: StopKind::Withdraw,
            of: HaltOf::One(old),
            reach: Reach::Category(InformationCategory::MedicationVisits),
            by: Voice::Person,
        };
        fine(fine(world.app.stop_consent(&desk(&haruka), id, withdrawn).await));
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let renew = format!("/cases/{id}/consents/{old}/renew");
        let page = browser.look(&format!("/cases/{id}/consents")).await;
        assert!(page.html.contains(&renew) && page.says("あと20日です"), "it ends all the same: {}", page.html);
        assert!(page.says("一部は、 いま 止めています"), "{}", page.html);
        let page = browser.look(&renew).await;
        let is_ticked = |what: &str| {
            let value = format!("value=\"{what}\"");
            let mut boxes = page.html.split("<input").filter(|one| one.contains(&value));
            boxes.any(|one| one.split('>').next().is_some_and(|tag| tag.contains("checked")))
        };
        assert!(is_ticked("basic") && !is_ticked("medication_visits"), "{}", page.html);
        let form = Form::on(&page.html, &renew).with("what", "medication_visits");
        let looked = form.with("look", "1").send(&browser).await;
        assert!(looked.says("くわわる"), "{}", looked.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_person_reads_until_when_they_agreed_once_the_end_is_near(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-01-10")).await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let days = async || {
            let ending = fine(app.own_ending_consents(&hanako.principal).await);
            ending.iter().map(|one| one.last_day).collect::<Vec<_>>()
        };
        assert!(days().await.is_empty(), "51 days are left");
        world.clock.pass(TimeDelta::days(21));
        assert_eq!(days().await, [day("2027-01-10")]);
        assert!(fine(app.own_ending_consents(&haruka.principal).await).is_empty(), "it is not about staff");
        world.clock.pass(TimeDelta::days(31));
        assert!(days().await.is_empty(), "it is over");
    }
}

on_every_database! {
    async fn a_person_is_told_on_their_own_page_and_staff_read_questions_with_readings(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2026-12-10")).await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let server = world.serve().await;
        let [office, own] = [&haruka, &hanako].map(|who| browser_of(&server, who));
        for path in ["/my/cases".to_owned(), format!("/cases/{id}/consents")] {
            let page = own.look(&path).await;
            assert_sound("until when", &page.html);
            assert!(page.says("この同意は 2026年12月10日(木)"), "{path}: {}", page.html);
        }
        let ask = office.look(&format!("/cases/{id}/consents/ask")).await;
        assert_sound("with readings", &ask.html);
        assert!(ask.html.contains("<ruby>話<rp>（</rp><rt>はな</rt>"), "{}", ask.html);
        server.stop().await;
    }
}
