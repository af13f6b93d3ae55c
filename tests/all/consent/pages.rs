//! Consents in the browser, without script.

use renkei_app::cases::open::NewCase;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::cases::case::About;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::consent::{
    Categories, ConsentPurpose, ConsentRecipient, Means, PartyId, Reach, RecipientKind,
};
use renkei_tests::on_every_database;

use super::{
    DOCTOR, a_doctor, agreed, as_seen_by, case_with_a_doctor, day, desk, recorded, seen_by, staff,
    two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

on_every_database! {
    async fn of_a_consultation_without_a_name_staff_are_led_to_the_name_first(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let new = NewCase {
            lead: here,
            about: About::Anonymous,
            topic: None,
            started_on: day("2026-11-02"),
        };
        let id = fine(fine(world.app.open_case(&desk(&haruka), new).await)).0;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (list, bind) = (format!("/cases/{id}/consents"), format!("/cases/{id}/edit/bind"));
        for part in ["ask", "paper"] {
            let page = browser.look(&format!("{list}/{part}")).await;
            assert_eq!(page.leads_to.as_ref(), Some(&bind), "{part}");
            let told = browser.look(&list).await;
            assert!(!told.html.contains(&format!("{list}/{part}")), "{part}: {}", told.html);
        }
        let case = browser.look(&format!("/cases/{id}")).await;
        assert!(case.html.contains(&bind) && !case.html.contains("/told"), "{}", case.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_asks_looks_stops_and_begins_again(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let to = ConsentRecipient::Named(doctor).code();
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let page = browser.look(&list).await;
        assert_sound("no consents", &page.html);
        assert!(page.says("同意は、 まだ ありません"), "{}", page.html);

        let ask = format!("{list}/ask");
        let page = browser.look(&ask).await;
        assert_sound("asking", &page.html);
        assert!(!page.html.contains("checked"), "nothing is answered beforehand");
        assert!(page.says("からだ・びょうき") && page.says("要配慮個人情報"), "{}", page.html);
        let form = Form::on(&page.html, &ask).with("how", "written");
        let none = form.clone().with("q_medical_cooperation_body", "no").send(&browser).await;
        assert_eq!(none.status, 422);
        assert!(none.says("「はい」は ありませんでした"), "{}", none.html);
        let yes = form.with("q_medical_cooperation_body", "yes");
        let nobody = yes.clone().send(&browser).await;
        assert_eq!(nobody.status, 422);
        assert!(nobody.says("だれに伝えてよいかを選んでください"), "{}", nobody.html);
        assert_sound("asked again", &nobody.html);
        let oral = yes.clone().with("how", "oral").send(&browser).await;
        assert!(oral.status == 422 && oral.says("聞いていた人の名前"), "{}", oral.html);
        let done = yes.with("to_medical_cooperation", &to).send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let page = browser.look(&list).await;
        assert_sound("a consent", &page.html);
        for words in [DOCTOR, "有効", "くすりのこと", "書面で"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }

        let preview = format!("{list}/preview");
        let page = browser.look(&preview).await;
        assert_sound("before looking", &page.html);
        let form = Form::on(&page.html, &preview).with("to", &to).with("purpose", "when_unwell");
        let seen = form.with("means", "fax").send(&browser).await;
        assert_sound("what would be seen", &seen.html);
        assert_eq!((seen.status, seen.leads_to.clone()), (200, None), "whom stands in no address");
        assert!(seen.says("何も話せません") && seen.says("この方法で伝える同意がありません"), "{}", seen.html);

        let stop = format!("{list}/stop");
        let page = browser.look(&stop).await;
        assert_sound("stopping", &page.html);
        assert!(page.says("伝えられなくなること"), "{}", page.html);
        let form = Form::on(&page.html, &stop);
        let looked = form.clone().with("reach", "of:emergency").with("look", "1").send(&browser).await;
        assert!(looked.status == 200 && looked.says("これからも 伝えられること"), "{}", looked.html);
        let stopped = form.with("kind", "pause").send(&browser).await;
        assert_eq!(stopped.leads_to.as_ref(), Some(&list), "{}", stopped.html);
        let page = browser.look(&list).await;
        assert_sound("a pause", &page.html);
        assert!(page.says("いったん 止めています"), "{}", page.html);
        let again = Form::on(&page.html, &format!("{list}/resume")).send(&browser).await;
        assert_eq!(again.leads_to.as_ref(), Some(&list), "{}", again.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        assert!(!view.told_today()[0].left.is_empty());
        let page = browser.look("/cases/ending").await;
        assert_sound("nothing ends soon", &page.html);
        assert!(page.says("ありません"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn one_agency_that_is_meant_by_its_kind_is_stopped_alone(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let second = TeamMember {
            agency: MemberAgency::Written(line("となりの医院")),
            ..a_doctor(&world)
        };
        let other = PartyId::Written(second.id);
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.keep_team_member(&desk(&haruka), seen, second).await));
        let kind = ConsentRecipient::KindInTeam(RecipientKind::Medical);
        let by_kind = ConsentForm { recipients: [kind].into(), ..agreed(doctor, "2026-12-10") };
        let whole = by_kind.categories.clone();
        recorded(&world, &haruka, id, by_kind).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let stop = format!("{list}/stop");
        let page = browser.look(&stop).await;
        let one = Reach::Recipient(ConsentRecipient::Named(other)).code();
        assert!(page.html.contains(&one) && page.says("となりの医院には"), "{}", page.html);
        let form = Form::on(&page.html, &stop).with("kind", "withdraw").with("reach", &one);
        assert_eq!(form.send(&browser).await.leads_to.as_ref(), Some(&list));
        let view = fine(seen_by(&world, &haruka, id).await);
        let told = |to: PartyId| {
            let party = &view.party(to).expect("in the team").party;
            view.preview(party, ConsentPurpose::WhenUnwell, Means::Phone).shown
        };
        assert_eq!((told(doctor), told(other)), (whole, Categories::new()));

        // Whether it goes on is asked about the others alone.
        let consent = view.file.ledger.consents[0].id;
        let page = browser.look(&format!("{list}/{consent}/renew")).await;
        let is_ticked = |to: ConsentRecipient| {
            let value = format!("value=\"{}\"", to.code());
            let mut boxes = page.html.split("<input").filter(|one| one.contains(&value));
            boxes.any(|one| one.split('>').next().is_some_and(|tag| tag.contains("checked")))
        };
        let named = ConsentRecipient::Named;
        let ticked = [named(doctor), named(other), kind].map(is_ticked);
        assert_eq!(ticked, [true, false, false], "{}", page.html);
        server.stop().await;
    }
}
