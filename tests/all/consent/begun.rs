//! A consent that begins on a later day than the one on which it was answered.

use chrono::TimeDelta;
use renkei_domain::consent::{ConsentPurpose, ConsentRecipient, Means, Reason};
use renkei_tests::on_every_database;

use super::{case_with_a_doctor, day, seen_by, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn what_begins_later_is_written_down_so_and_told_from_that_day_on(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let ask = format!("{list}/ask");
        let page = browser.look(&ask).await;
        let form = Form::on(&page.html, &ask);
        assert_eq!(form.says("first_day"), "", "as a rule it begins with the answer");
        let form = form.with("q_medical_cooperation_body", "yes").with("how", "written")
            .with("to_medical_cooperation", &ConsentRecipient::Named(doctor).code());
        for (first, words) in [
            ("2026-11-19", "「いつから」は、答えた日か それより後の日にしてください"),
            ("2028-01-01", "終わりの日は、始まりの日か それより後にしてください"),
        ] {
            let refused = form.clone().with("first_day", first).send(&browser).await;
            assert_sound("a day that cannot be", &refused.html);
            assert!(refused.status == 422 && refused.says(words), "{first}: {}", refused.html);
            assert_eq!(Form::on(&refused.html, &ask).says("first_day"), first, "it stands there to be mended");
        }
        assert!(fine(seen_by(&world, &haruka, id).await).file.ledger.consents.is_empty());

        let done = form.with("first_day", "2026-12-01").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let page = browser.look(&list).await;
        assert_sound("it begins later", &page.html);
        assert!(page.says("これから始まります"), "{}", page.html);
        let how = (ConsentPurpose::WhenUnwell, Means::Phone);
        let view = fine(seen_by(&world, &haruka, id).await);
        let validity = view.file.ledger.consents[0].validity;
        assert_eq!((validity.first_day(), validity.last_day()), (day("2026-12-01"), day("2027-11-20")));
        let party = view.party(doctor).expect("the doctor").party.clone();
        let before = view.preview(&party, how.0, how.1);
        assert!(before.shown.is_empty(), "{before:?}");
        assert!(before.held_back.iter().any(|held| held.reason == Reason::NotYet), "{before:?}");
        world.clock.pass(TimeDelta::days(11));
        let view = fine(seen_by(&world, &haruka, id).await);
        assert!(!view.preview(&party, how.0, how.1).shown.is_empty(), "the day has come");
        server.stop().await;
    }
}
