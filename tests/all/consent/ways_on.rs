//! What may not be told leads somewhere: to the questions, or to what comes before them.

use renkei_app::cases::SeenCase;
use renkei_app::cases::course::CaseStep;
use renkei_app::cases::open::NewCase;
use renkei_domain::cases::case::{About, AgreedHow, Agreement};
use renkei_domain::cases::person::Person;
use renkei_domain::consent::{ConsentRecipient, PartyId};
use renkei_domain::ids::CaseId;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::{
    NAME, TODAY, a_doctor, as_seen_by, case_with_a_doctor, day, desk, staff, two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

async fn ended(world: &World, who: &Somebody, id: CaseId) {
    let seen = as_seen_by(world, who, id).await;
    let step = CaseStep::End(day(TODAY));
    fine(fine(world.app.step_case(&desk(who), seen, step).await));
}

/// Says that the doctor heard something by phone, and is told what is missing.
async fn tells(browser: &Browser, id: CaseId, doctor: PartyId) -> Page {
    let told = format!("/cases/{id}/told");
    let form = Form::on(&browser.look(&told).await.html, &told);
    let form = form.with("to", &ConsentRecipient::Named(doctor).code());
    let form = form.with("category", "basic").with("how", "phone");
    let page = form.send(browser).await;
    assert_eq!(page.status, 422);
    assert_sound("what is missing", &page.html);
    assert!(page.says("この同意が 足りません"), "{}", page.html);
    page
}

/// Which of the three ways on a page shows: to the questions, to the name, to going on.
fn ways(page: &Page, id: CaseId) -> [bool; 3] {
    [
        format!("action=\"/cases/{id}/consents/ask\""),
        format!("href=\"/cases/{id}/edit/bind\""),
        format!("action=\"/cases/{id}/take-up\""),
    ]
    .map(|way| page.html.contains(&way))
}

/// Goes on with a case that has ended, from the page that said so.
async fn takes_up(browser: &Browser, page: &Page, id: CaseId) {
    assert!(page.says("このケースは終わっています"), "{}", page.html);
    let take_up = Form::on(&page.html, &format!("/cases/{id}/take-up"));
    let again = take_up.send(browser).await;
    assert_eq!(
        again.leads_to,
        Some(format!("/cases/{id}")),
        "{}",
        again.html
    );
}

on_every_database! {
    async fn of_a_consultation_that_ended_one_goes_on_then_names_then_asks(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let new = NewCase {
            lead: here,
            about: About::Anonymous,
            topic: None,
            started_on: day("2026-11-02"),
        };
        let id = fine(fine(app.open_case(&writer, new).await)).0;
        let doctor = a_doctor(&world);
        let party = PartyId::Written(doctor.id);
        let first = SeenCase { id, version: 1 };
        fine(fine(app.keep_team_member(&writer, first, doctor).await));
        ended(&world, &haruka, id).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (ask, case) = (format!("/cases/{id}/consents/ask"), format!("/cases/{id}"));
        for path in [ask.clone(), format!("/cases/{id}/consents/paper")] {
            let led = browser.look(&path).await.leads_to;
            assert_eq!(led.as_ref(), Some(&case), "{path}: nothing is written in what has ended");
        }
        let page = tells(&browser, id, party).await;
        assert_eq!(ways(&page, id), [false, false, true], "{}", page.html);
        takes_up(&browser, &page, id).await;

        let page = tells(&browser, id, party).await;
        assert_eq!(ways(&page, id), [false, true, false], "{}", page.html);
        assert!(page.says("名前のない相談です"), "{}", page.html);
        let led = browser.look(&ask).await.leads_to;
        assert_eq!(led, Some(format!("/cases/{id}/edit/bind")));
        let agreement = Agreement { on: day(TODAY), how: AgreedHow::OnScreen };
        let open = as_seen_by(&world, &haruka, id).await;
        let person = Person::named(line(NAME));
        fine(fine(app.bind_case(&writer, open, person, agreement).await));

        let page = tells(&browser, id, party).await;
        assert_eq!(ways(&page, id), [true, false, false], "{}", page.html);
        let asking = Form::on(&page.html, &ask).send(&browser).await;
        assert_eq!(asking.status, 200, "{}", asking.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn of_a_case_that_ended_one_goes_on_before_one_asks(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        ended(&world, &haruka, id).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = tells(&browser, id, doctor).await;
        assert_eq!(ways(&page, id), [false, false, true], "{}", page.html);
        // Nobody comes into the team of what has ended either.
        let told = format!("/cases/{id}/told");
        let stranger = Form::on(&page.html, &told).with("to", "typed").with("typed", "となりの人");
        let page = stranger.send(&browser).await;
        assert!(!page.html.contains(&format!("/cases/{id}/edit/team")), "{}", page.html);
        assert_eq!(ways(&page, id), [false, false, true], "{}", page.html);
        takes_up(&browser, &page, id).await;
        let again = browser.look(&told).await;
        assert!(again.says("となりの人"), "what was chosen waits: {}", again.html);
        let page = tells(&browser, id, doctor).await;
        assert_eq!(ways(&page, id), [true, false, false], "{}", page.html);
        server.stop().await;
    }
}
