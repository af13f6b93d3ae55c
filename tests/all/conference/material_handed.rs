//! The material of a conference that is handed to somebody: printing it tells nobody, handing a copy over is one press
//! and leaves the record of what stands on that copy.

use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::PersonWords;
use renkei_domain::consent::package::PlainGroup;
use renkei_domain::consent::{
    Categories, ConsentPurpose, HaltOf, InformationCategory, Means, Reach,
};
use renkei_domain::ids::CaseId;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};

use super::minutes::agreed_to;
use super::paper::{DOCTOR, agreed, pdf, prepared};
use super::{conference_of, stepped};
use crate::consent::{case_with_a_doctor, desk, prose, recorded, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by as asked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// What was told of the person of a case, for what and by which means.
async fn told(
    world: &World,
    who: &Somebody,
    case: CaseId,
) -> Vec<(Categories, ConsentPurpose, Means)> {
    let own = &who.principal;
    let records = world.app.records(own, case, RecordsSpan::default()).await;
    let provisions = fine(fine(records)).file.provisions;
    let told = provisions.iter().map(|kept| &kept.record);
    told.map(|record| (record.categories(), record.purpose, record.means))
        .collect()
}

on_every_database! {
    async fn a_copy_of_the_material_that_was_handed_over_has_its_record_and_printing_has_none(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let at = prepared(&world, &haruka, (case, doctor)).await;
        let words = PersonWords {
            wishes: Some(prose("kaisha-o-tsuzuketai")),
            ..PersonWords::default()
        };
        fine(stepped(&world, &haruka, at, ConferenceStep::Hear(words)).await);
        let api = api(&world);
        let who = conference_of(&world, &haruka, case, at.1).await.participants[0].id;
        let hand = |how: &str| format!(
            "mutation {{ handMaterial(input: {{ id: \"{}\", participant: \"{who}\", how: {how} }}) {{ refusal {{ code }} }} }}",
            at.1
        );
        let handing = async |by: &Somebody, how: &str| {
            asked(&api, &by.principal, &hand(how)).await["data"]["handMaterial"]["refusal"].take()
        };
        assert_eq!(handing(&haruka, "DOCUMENT").await["code"], json!("WITHHELD"), "nobody agreed");
        assert_eq!(handing(&sora, "DOCUMENT").await["code"], json!("NOT_FOUND"));
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let conference = format!("/cases/{case}/conferences/{}", at.1);
        let handed = format!("/cases/{case}/told?paper=material&conference={}", at.1);
        let page = browser.look(&handed).await;
        assert_sound("nobody may have a copy", &page.html);
        assert!(page.says("会議資料を渡した") && page.says("渡してよい相手は"), "{}", page.html);
        for other in ["", "x", "00000000-0000-7000-8000-000000000000"] {
            let page = browser.look(&format!("/cases/{case}/told?paper=material&conference={other}")).await;
            assert_eq!(page.status, 404, "{other}");
        }
        let stranger = browser_of(&server, &sora).look(&handed).await;
        assert_eq!(stranger.status, 404);

        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let material = fine(pdf(&server, &haruka, &format!("{conference}/paper/material")).await.ok_or("a sheet"));
        assert!(material.contains("kaisha-o-tsuzuketai"), "{material}");
        assert!(told(&world, &haruka, case).await.is_empty(), "printing is not handing over");
        let page = browser.look(&conference).await;
        assert!(page.says("わたした相手を書く"), "{}", page.html);
        let page = browser.look(&handed).await;
        assert_sound("a copy to hand over", &page.html);
        let pressed = Form::pressed_by(&page.html, "基本情報・希望　文書");
        assert!(page.says(DOCTOR), "{}", page.html);
        let list = format!("/cases/{case}/records");
        for time in ["handed over", "pressed twice"] {
            let done = pressed.send(&browser).await;
            assert_eq!(done.leads_to.as_ref(), Some(&list), "{time}: {}", done.html);
        }
        let stood: Categories = [InformationCategory::Basic, InformationCategory::Wishes].into();
        let record = (stood, ConsentPurpose::Handover, Means::Document);
        assert_eq!(told(&world, &haruka, case).await, [record], "no more than stands on it");

        assert_eq!(handing(&haruka, "FAX").await["code"], json!("WITHHELD"), "no consent names FAX");
        assert_eq!(handing(&haruka, "DOCUMENT").await, Value::Null);
        let twice = told(&world, &haruka, case).await;
        assert!(twice.len() == 2 && twice[0] == twice[1], "a program makes the same record: {twice:?}");

        // The number that stands on it is kept with the day on which it came back.
        let step = format!("{conference}/step");
        let page = browser.look(&handed).await;
        let form = Form::on(&page.html, &step);
        for (fields, words) in [
            ([("number", "x"), ("collected_on", "")], "資料の番号を、1からの数字で"),
            ([("number", "1"), ("collected_on", "2026-11-21")], "きょうまでの日にしてください"),
        ] {
            let form = fields.iter().fold(form.clone(), |form, (name, value)| form.with(name, value));
            let wrong = form.with("step", "copy").send(&browser).await;
            assert!(wrong.status == 422 && wrong.says(words), "{words}: {}", wrong.html);
        }
        let handed_out = form.clone().with("step", "copy").send(&browser).await;
        assert_eq!(handed_out.leads_to.as_ref(), Some(&conference), "{}", handed_out.html);
        assert!(browser.look(&conference).await.says("資料 1番: まだ回収していません"));
        let page = browser.look(&handed).await;
        let back = Form::on(&page.html, &step).with("collected_on", "2026-11-20").with("step", "copy");
        let back = back.send(&browser).await;
        assert_eq!(back.leads_to.as_ref(), Some(&conference), "{}", back.html);
        let read = format!("{{ conference(id: \"{}\") {{ handedCopies {{ to number collectedOn }} }} }}", at.1);
        let copies = asked(&api, &haruka.principal, &read).await["data"]["conference"]["handedCopies"].take();
        assert_eq!(copies, json!([{ "to": who.to_string(), "number": 1, "collectedOn": "2026-11-20" }]));
        let page = browser.look(&conference).await;
        assert!(page.says("資料 1番: 2026年11月20日(金)（令和8年） に回収"), "{}", page.html);
        let history = browser.look(&format!("{conference}/history")).await;
        assert!(history.says("会議資料の番号か回収を書いた"), "{}", history.html);

        // Whoever stops it reads that the copy lies with them, and nobody gets another.
        let stop = format!("/cases/{case}/consents/stop");
        let page = browser.look(&stop).await;
        assert_sound("what lies with others", &page.html);
        assert!(page.says("相手の ところに のこっています"), "{}", page.html);
        let pause = StopForm {
            kind: StopKind::Pause,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        fine(fine(world.app.stop_consent(&desk(&haruka), case, pause).await));
        let page = browser.look(&handed).await;
        assert!(page.says("渡してよい相手は"), "{}", page.html);
        let stale = pressed.with("once", "another-press").send(&browser).await;
        assert!(stale.status == 422 && stale.says("この同意が 足りません"), "{}", stale.html);
        assert_eq!(told(&world, &haruka, case).await.len(), 2);
        server.stop().await;
    }
}

on_every_database! {
    async fn the_material_goes_by_fax_where_a_consent_names_that_and_never_elsewhere(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let at = prepared(&world, &haruka, (case, doctor)).await;
        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let sheet = format!("/cases/{case}/conferences/{}/paper/material", at.1);
        let handed = format!("/cases/{case}/told?paper=material&conference={}", at.1);
        let printed = fine(pdf(&server, &haruka, &sheet).await.ok_or("a sheet"));
        assert!(printed.contains("FAXで送りません"), "{printed}");
        let page = browser.look(&handed).await;
        assert!(page.says("　文書・メールで送った") && !page.says("　FAXで送った"), "{}", page.html);

        recorded(&world, &haruka, case, agreed_to(doctor, &[Means::Fax])).await;
        let printed = fine(pdf(&server, &haruka, &sheet).await.ok_or("a sheet"));
        assert!(printed.contains("FAXで送れます") && !printed.contains("FAXで送りません"), "{printed}");
        let page = browser.look(&handed).await;
        assert_sound("a copy by FAX", &page.html);
        let done = Form::pressed_by(&page.html, "　FAXで送った").send(&browser).await;
        assert_eq!(done.leads_to, Some(format!("/cases/{case}/records")), "{}", done.html);
        let records = told(&world, &haruka, case).await;
        assert_eq!(records.iter().map(|(_, _, means)| *means).collect::<Vec<_>>(), [Means::Fax]);
        server.stop().await;
    }
}
