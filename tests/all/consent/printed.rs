//! Sheets that are printed: the records come as a PDF to whoever may read them, and a sheet that is handed to somebody
//! has its record by one press more. Printing one is not handing it over.

use renkei_app::cases::open::NewCase;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::cases::case::About;
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{Categories, HaltOf, InformationCategory, Means, Reach};
use renkei_domain::ids::CaseId;
use renkei_domain::people::Standing;
use renkei_tests::browser::Browser;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::{
    DOCTOR, agreed, as_seen_by, case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// What was told of the person of a case by which means, the newest first.
async fn told(world: &World, who: &Somebody, id: CaseId) -> Vec<(Categories, Means)> {
    let records = world
        .app
        .records(&who.principal, id, RecordsSpan::default())
        .await;
    let provisions = fine(fine(records)).file.provisions;
    let told = provisions.iter();
    told.map(|kept| (kept.record.categories(), kept.record.means))
        .collect()
}

on_every_database! {
    async fn the_records_of_a_case_are_a_pdf_for_whoever_is_signed_in(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let nameless = NewCase {
            lead: here,
            about: About::Anonymous,
            topic: None,
            started_on: day("2026-11-02"),
        };
        let nameless = fine(fine(app.open_case(&desk(&haruka), nameless).await)).0;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let server = world.serve().await;
        let (office, own) = (browser_of(&server, &haruka), browser_of(&server, &hanako));
        let periods = ["", "?from=&until=", "?from=2026-11-01&until=2026-11-30", "?from=x&until=2000-01-01"];
        for (who, browser, case) in [("staff", &office, id), ("of a consultation", &office, nameless), ("the person", &own, id)] {
            for period in periods {
                let paper = browser.look(&format!("/cases/{case}/records/paper{period}")).await;
                let kind = (paper.status, paper.kind.as_str());
                assert_eq!(kind, (200, "application/pdf"), "{who} {period}: {}", paper.html);
                assert!(paper.html.starts_with("%PDF-") && paper.disposition.contains("records.pdf"), "{who}");
            }
        }
        let stranger = Browser::at(&server).look(&format!("/cases/{id}/records/paper")).await;
        let led = stranger.leads_to.unwrap_or_default();
        assert!(stranger.status == 303 && led.starts_with("/sign-in?next="), "a page asks who it is: {led}");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_sheet_that_was_handed_over_has_its_record_by_one_press_and_printing_has_none(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let sheet = EmergencySheet {
            on_bad_day: Some(prose("しずかな部屋で休む")),
            ..EmergencySheet::default()
        };
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.keep_emergency_sheet(&desk(&haruka), seen, sheet).await));
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (case, list) = (format!("/cases/{id}"), format!("/cases/{id}/records"));
        let (consents, handed) = (format!("{case}/consents"), format!("{case}/told?paper=emergency"));
        assert!(browser.look(&case).await.html.contains(&handed), "beside the sheet");
        let page = browser.look(&handed).await;
        assert_sound("nobody may have it", &page.html);
        assert!(page.says("渡してよい相手は、チームにいません"), "{}", page.html);
        let chosen = Form::on(&page.html, &format!("{case}/told"));
        assert_eq!(chosen.says("how"), "document", "what was handed over is chosen below");

        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let shown = browser.look(&consents).await;
        assert_sound("a copy to hand over", &shown.html);
        let copy = shown.html.split("href=\"").filter_map(|after| after.split('"').next());
        let copy = copy.filter(|href| href.contains("/copy/")).map(str::to_owned).next();
        for paper in [copy.unwrap_or_default(), format!("{case}/paper/emergency")] {
            assert!(browser.look(&paper).await.html.starts_with("%PDF-"), "{paper}");
        }
        assert!(told(&world, &haruka, id).await.is_empty(), "printing is not handing over");

        let pressed = Form::pressed_by(&shown.html, "あての写し");
        for time in ["handed over", "pressed twice"] {
            let done = pressed.send(&browser).await;
            assert_eq!(done.leads_to.as_ref(), Some(&list), "{time}: {}", done.html);
        }
        let basic: Categories = [InformationCategory::Basic].into();
        assert_eq!(told(&world, &haruka, id).await, [(basic, Means::Document)]);
        world.clock.pass(chrono::TimeDelta::minutes(1));
        let page = browser.look(&handed).await;
        assert_sound("a sheet to hand over", &page.html);
        assert!(page.says("緊急時シートを渡した") && page.says(DOCTOR), "{}", page.html);
        let done = Form::pressed_by(&page.html, "基本情報・緊急連絡　文書").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let both: Categories = [InformationCategory::Basic, InformationCategory::Emergency].into();
        let now = told(&world, &haruka, id).await;
        assert_eq!((now.len(), now.contains(&(both, Means::Document))), (2, true), "{now:?}");
        let page = browser.look(&format!("{case}/told")).await;
        assert!(!page.says("緊急時シートを渡した"), "where none was printed none is asked about: {}", page.html);

        // What was stopped is not handed over: the button that still stands on a screen is refused.
        let stop = StopForm {
            kind: StopKind::Pause,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        fine(fine(app.stop_consent(&desk(&haruka), id, stop).await));
        let stale = Form::pressed_by(&shown.html, "あての写し").with("once", "another-press").send(&browser).await;
        assert!(stale.status == 422 && stale.says("この同意が 足りません"), "{}", stale.html);
        assert!(!browser.look(&consents).await.says("あての写し"));
        assert_eq!(told(&world, &haruka, id).await.len(), 2);
        server.stop().await;
    }
}
