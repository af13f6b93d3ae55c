//! The record of a handover that an office keeps: what was shared by consent with whom, and whether in time.

use renkei_app::cases::keep::DisclosureWord;
use renkei_app::conference::minutes::AttendanceStep;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::conference::{Handover, HandoverView, Turnout};
use renkei_tests::on_every_database;

use super::minutes::{agreed_to, held};
use super::paper::pdf;
use super::{begun, conference_of, linked, stepped, view_of};
use crate::consent::others::{employed, open};
use crate::consent::{case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn an_office_prints_what_was_shared_by_consent_and_leaves_the_rest_to_its_hand(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        recorded(&world, &haruka, case, agreed_to(doctor, &[])).await;
        let id = held(&world, &haruka, case, doctor).await;
        let at = (case, id);
        let server = world.serve().await;
        let address = format!("/cases/{case}/conferences/{id}/paper/handover-record");
        assert_eq!(pdf(&server, &haruka, &address).await, None, "nobody wrote what is handed over");

        let settles = |ends_on: &str| Handover {
            ends_on: day(ends_on),
            unsolved: Some(prose("kyuukei-no-torikata")),
            natural_support: None,
            difference: None,
            explained_on: Some(day("2026-11-19")),
            from_when: None,
            views: [(HandoverView::Person, Some(prose("honnin-no-kangae")))].into(),
        };
        fine(stepped(&world, &haruka, at, ConferenceStep::HandOver(settles("2027-05-31"))).await);
        let before = fine(pdf(&server, &haruka, &address).await.ok_or("a sheet"));
        assert!(before.contains("引継ぎのために伝えた記録は、まだありません"), "{before}");
        let who = conference_of(&world, &haruka, case, id).await.participants[0].id;
        let came = AttendanceStep::Came(Turnout::Present);
        fine(fine(world.app.mark_attendance(&desk(&haruka), at, who, came).await));
        let number = view_of(&world, &haruka, case).await.case().number.to_string();
        fine(stepped(&world, &haruka, at, ConferenceStep::Close).await);
        let text = fine(pdf(&server, &haruka, &address).await.ok_or("a sheet"));
        for words in [
            number.as_str(),
            "令和9年5月31日",
            "責任者",
            "kyuukei-no-torikata",
            "honnin-no-kangae",
            "doctor-no-namae",
            "本人の同意",
            "3か月前まで",
            "イの記録は1件です",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("hanako-no-doui"), "{text}");

        // Of a service that ends sooner the same was shared too late.
        let sooner = begun(&world, &haruka, case).await;
        let step = ConferenceStep::HandOver(settles("2027-01-31"));
        fine(stepped(&world, &haruka, (case, sooner), step).await);
        let conference = format!("/cases/{case}/conferences/{sooner}");
        let browser = browser_of(&server, &haruka);
        let edit = format!("{conference}/edit/handover");
        employed(&world, &haruka, case, (None, DisclosureWord::Closed)).await;
        let page = browser.look(&conference).await;
        assert!(page.says("家族の考えを前もって聞くこと"), "{}", page.html);
        assert!(!page.says("勤め先の考えを前もって聞くこと"), "asking would tell: {}", page.html);
        let page = browser.look(&edit).await;
        assert!(page.says("聞くと、勤め先に知られます"), "{}", page.html);
        assert!(!page.html.contains("view_employer"), "asking would tell: {}", page.html);
        let known = view_of(&world, &haruka, case).await.consents.file.ledger.employments[0].id;
        employed(&world, &haruka, case, (Some(known), open())).await;
        let page = browser.look(&conference).await;
        assert!(page.says("勤め先の考えを前もって聞くこと"), "{}", page.html);
        let page = browser.look(&edit).await;
        assert_sound("what is handed over", &page.html);
        assert!(page.says("honnin-no-kangae"), "{}", page.html);
        let kept = Form::on(&page.html, &edit).with("view_employer", "shokuba-no-kangae").send(&browser).await;
        assert_eq!(kept.leads_to.as_ref(), Some(&conference), "{}", kept.html);
        let page = browser.look(&conference).await;
        for words in ["勤め先の考え", "shokuba-no-kangae", "honnin-no-kangae", "家族の考えを前もって聞くこと"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("勤め先の考えを前もって聞くこと"), "it is asked: {}", page.html);
        let sooner = format!("{conference}/paper/handover-record");
        let text = fine(pdf(&server, &haruka, &sooner).await.ok_or("a sheet"));
        assert!(text.contains("3か月前を過ぎて") && text.contains("shokuba-no-kangae"), "{text}");
        for stranger in [&sora, &hanako] {
            assert_eq!(pdf(&server, stranger, &address).await, None);
        }
        let own = format!("/my{address}");
        assert_eq!(pdf(&server, &hanako, &own).await, None);
        server.stop().await;
    }
}
