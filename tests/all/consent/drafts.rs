//! What staff wrote about consents and records while their session ended: it stands in the form again.

use chrono::TimeDelta;
use renkei_tests::on_every_database;

use super::{agreed, case_with_a_doctor, recorded, seen_by, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::editing_pages::kept::signs_in;
use crate::letters::pages::browser_of;
use crate::record::fine;

on_every_database! {
    async fn what_was_written_about_consents_and_records_survives_the_end_of_a_session(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2026-12-10")).await;
        let old = fine(seen_by(&world, &haruka, id).await).file.ledger.consents[0].id;
        let misdirected = format!("/cases/{id}/records/misdirected");
        let forms = [
            (format!("/cases/{id}/consents/ask"), "said", "いやなら言ってよいと話した"),
            (format!("/cases/{id}/consents/others"), "who", "はは さくら"),
            (format!("/cases/{id}/consents/{old}/renew"), "said", "つづけなくてもよいと話した"),
            (format!("/cases/{id}/consents/paper"), "last_day", "2027-01-15"),
            (format!("/cases/{id}/told"), "typed", "となりの人"),
            (format!("/cases/{id}/records/received"), "what", "薬がかわった"),
            (format!("/cases/{id}/consents/stop"), "kind", "withdraw"),
            (misdirected.clone(), "what", "会議の資料"),
        ];
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let mut filled = Vec::new();
        for (path, field, words) in &forms {
            let page = browser.look(path).await;
            let form = Form::on(&page.html, path);
            assert_ne!(form.says(field), *words, "{path}");
            // A PIN that stands in the form is typed again; the words beside it are not.
            filled.push(form.with(field, words).with("pin", "2468"));
        }
        world.clock.pass(TimeDelta::hours(13));
        for ((path, ..), form) in forms.iter().zip(&filled) {
            // The window in which it was written still has the session that ended.
            browser.keep(Some(haruka.secret.as_str().to_owned()));
            let led = form.send(&browser).await.leads_to.unwrap_or_default();
            assert!(led.starts_with("/sign-in?next="), "{path} leads to {led}");
        }
        assert!(fine(seen_by(&world, &haruka, id).await).file.sheets.is_empty(), "nothing was done");

        signs_in(&world, &haruka, &browser).await;
        for (path, field, words) in &forms {
            let page = browser.look(path).await;
            assert_eq!(Form::on(&page.html, path).says(field), *words, "{path}: {}", page.html);
            assert!(!page.html.contains("2468"), "{path}");
            let draft = fine(world.app.draft(&haruka.principal, path).await);
            let draft = draft.map(|draft| draft.body).unwrap_or_default();
            assert!(!draft.is_empty() && !draft.contains("2468"), "{path}: {draft}");
        }
        // What was sent waits no more.
        let page = browser.look(&misdirected).await;
        let whole = Form::on(&page.html, &misdirected);
        let whole = whole.with("whose", "本人").with("to", "となりの事業所");
        let done = whole.send(&browser).await;
        assert_eq!(done.leads_to, Some(format!("/cases/{id}/records")), "{}", done.html);
        let draft = fine(world.app.draft(&haruka.principal, &misdirected).await);
        assert_eq!(draft, None);
        let page = browser.look(&misdirected).await;
        assert_eq!(Form::on(&page.html, &misdirected).says("what"), "", "{}", page.html);
        server.stop().await;
    }
}
