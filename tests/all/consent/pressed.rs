//! 「話した」 in two presses: opening the page, and one of its buttons.

use renkei_app::consent::record::ConsentForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{Categories, HaltOf, InformationCategory, Means, Reach};
use renkei_domain::provisions::ToldHow;
use renkei_tests::on_every_database;

use super::{agreed, case_with_a_doctor, desk, recorded, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn what_somebody_may_hear_is_written_down_by_one_press_and_told_again_by_one(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (told, list) = (format!("/cases/{id}/told"), format!("/cases/{id}/records"));
        let before = browser.look(&told).await;
        assert!(!before.says("押すだけで書く"), "nobody agreed to anything: {}", before.html);

        let by_phone = ConsentForm {
            means: [Means::Phone].into_iter().collect(),
            ..agreed(doctor, "2027-11-19")
        };
        let may: Categories = by_phone.categories.clone();
        recorded(&world, &haruka, id, by_phone).await;
        let page = browser.look(&told).await;
        assert_sound("what one press writes down", &page.html);
        let (press, _) = page.html.split_once("えらんで書く").expect("the form below");
        for one in InformationCategory::ALL {
            let offered = press.contains(&format!("value=\"{}\"", one.code()));
            assert_eq!(offered, may.contains(one), "{one:?}: {press}");
        }
        assert!(press.contains(ToldHow::Phone.word()) && !press.contains(ToldHow::FaceToFace.word()), "{press}");
        let words = format!("に　{}　電話", InformationCategory::MedicationVisits.word());
        let button = Form::pressed_by(press, &words);
        let done = button.send(&browser).await;
        assert_eq!(done.leads_to.as_deref(), Some(list.as_str()), "{}", done.html);
        let again = button.send(&browser).await;
        assert_eq!(again.leads_to, done.leads_to, "pressed twice, written down once");

        // Several things at once, by the form; the next time one press tells them all.
        let both: Categories = may.iter().copied().take(2).collect();
        let form = TellForm {
            to: Partner::InTeam(doctor),
            heard_by: None,
            categories: both.clone(),
            how: ToldHow::Phone,
            purpose: None,
            at: None,
        };
        fine(fine(app.tell(&desk(&haruka), id, form).await));
        let page = browser.look(&told).await;
        let words: Vec<&str> = both.iter().map(|one| one.word()).collect();
        let words = words.join("・");
        let again = Form::pressed_by(&page.html, &words);
        assert_eq!(again.send(&browser).await.leads_to.as_deref(), Some(list.as_str()));
        let records = fine(fine(app.records(&haruka.principal, id, RecordsSpan::default()).await));
        let told_then: Vec<Categories> = records.file.provisions.iter()
            .map(|kept| kept.record.told.iter().map(|(one, _)| *one).collect())
            .collect();
        let one: Categories = [InformationCategory::MedicationVisits].into_iter().collect();
        assert_eq!(told_then.len(), 3, "{told_then:?}");
        assert_eq!(told_then.iter().filter(|told| **told == both).count(), 2);
        assert_eq!(told_then.iter().filter(|told| **told == one).count(), 1);

        // Of what was stopped no button is left, and one that still stands on a screen is refused.
        let stale = Form::pressed_by(&browser.look(&told).await.html, &words);
        let stop = StopForm {
            kind: StopKind::Pause,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        fine(fine(app.stop_consent(&desk(&haruka), id, stop).await));
        assert!(!browser.look(&told).await.says("押すだけで書く"));
        let refused = stale.send(&browser).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert!(refused.says("この同意が 足りません"), "{}", refused.html);
    }
}
