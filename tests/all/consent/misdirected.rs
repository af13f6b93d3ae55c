//! Something reached somebody whom it was not meant for: when it is to be reported, and who sees it.

use chrono::TimeDelta;
use renkei_app::cases::due::DueCount;
use renkei_app::consent::ConsentRefusal;
use renkei_app::provisions::misdirected::{IncidentForm, IncidentRefusal};
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::ids::{CaseId, ProvisionId};
use renkei_domain::people::Standing;
use renkei_domain::provisions::{IncidentFault, IncidentStep, KeptIncident};
use renkei_store::{Stop, StoreFault};
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::{case_with_a_doctor, day, desk, prose, seen_by, staff, two_agencies};
use crate::cases::ended_long_ago;
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::{fine, header};

/// The days from 2026-11-20 to that day five years later.
const FIVE_YEARS: i64 = 5 * 365 + 1;

fn got_out(noticed_on: &str) -> IncidentForm {
    IncidentForm {
        record: None,
        noticed_on: day(noticed_on),
        what: prose("会議の資料1枚"),
        whose: line("山田 花子"),
        to: line("となりの事業所"),
    }
}

async fn incidents_of(world: &World, who: &Somebody, id: CaseId) -> Vec<KeptIncident> {
    let span = RecordsSpan::default();
    let view = fine(world.app.records(&who.principal, id, span).await);
    fine(view).file.incidents
}

on_every_database! {
    async fn an_incident_is_due_until_its_last_step_and_its_person_reads_it_once_told(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let writer = desk(&haruka);
        let later = app.report_misdirected(&writer, id, got_out("2026-11-21"));
        assert_eq!(fine(later.await).err(), Some(IncidentRefusal::Incident(IncidentFault::NoticedLater)));
        let mut unknown = got_out("2026-11-20");
        unknown.record = Some(ProvisionId::from_uuid(uuid::Uuid::from_u128(9)));
        let unknown = app.report_misdirected(&writer, id, unknown);
        assert_eq!(fine(unknown.await).err(), Some(IncidentRefusal::NoSuchRecord));
        let elsewhere = app.report_misdirected(&desk(&sora), id, got_out("2026-11-20")).await;
        assert_eq!(fine(elsewhere).err(), Some(IncidentRefusal::Case(ConsentRefusal::NotFound)));
        assert!(fine(app.open_incidents(&haruka.principal).await).is_empty());

        let made = fine(fine(app.report_misdirected(&writer, id, got_out("2026-11-20")).await)).0;
        let open = fine(app.open_incidents(&haruka.principal).await);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].kept.incident.next_due(), Some(day("2026-11-24")));
        assert!(fine(app.open_incidents(&sora.principal).await).is_empty());
        assert!(incidents_of(&world, &hanako, id).await.is_empty(), "the person is not told yet");
        let on = day("2026-11-20");
        let early = app.step_incident(&writer, id, (made, IncidentStep::Final, day("2026-11-19")));
        assert_eq!(fine(early.await).err(), Some(IncidentRefusal::Incident(IncidentFault::StepDay)));
        for (step, is_left) in [
            (IncidentStep::Preliminary, true),
            (IncidentStep::PersonTold, true),
            (IncidentStep::Final, false),
        ] {
            fine(fine(app.step_incident(&writer, id, (made, step, on)).await));
            let twice = app.step_incident(&writer, id, (made, step, on));
            assert_eq!(fine(twice.await).err(), Some(IncidentRefusal::Incident(IncidentFault::Done)));
            let left = fine(app.open_incidents(&haruka.principal).await);
            assert_eq!(!left.is_empty(), is_left, "{step}");
        }
        let read = incidents_of(&world, &hanako, id).await;
        assert_eq!(read.len(), 1, "and now they read it");
        assert_eq!(read[0].incident.done.len(), 3);
        assert_eq!(read[0].incident.what, prose("会議の資料1枚"));

        let (person, now) = (fine(seen_by(&world, &haruka, id).await).file.case.person, app.now());
        ended_long_ago(&world).await;
        for (days, is_kept) in [(3 * 366, true), (FIVE_YEARS, true), (FIVE_YEARS + 1, false)] {
            let at = now.plus(TimeDelta::days(days));
            let header = header(79);
            let erased = world.store.act(&header, move |work| {
                Box::pin(async move { Ok(work.erase_person(person, at).await?) })
            });
            let erased: Result<(), Stop<String>> = erased.await;
            let is_held = matches!(erased, Err(Stop::Fault(StoreFault::KeptByLaw(_))));
            assert_eq!(is_held, is_kept, "after {days} days");
        }
    }
}

on_every_database! {
    async fn a_supporter_writes_it_down_finds_it_due_and_ticks_its_steps(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/records");
        let misdirected = format!("{list}/misdirected");
        assert!(browser.look(&list).await.html.contains(&misdirected));
        let page = browser.look(&misdirected).await;
        assert_sound("misdirected", &page.html);
        let form = Form::on(&page.html, &misdirected);
        let nothing = form.clone().send(&browser).await;
        assert!(nothing.status == 422 && nothing.says("だれに伝わったかを書いてください"), "{}", nothing.html);
        let form = form.with("what", "会議の資料").with("to", "となりの事業所");
        let done = form.send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);

        let due = browser.look("/cases/ending").await;
        assert_sound("what is due", &due.html);
        assert!(due.says("速報を出した") && due.says("12月19日"), "{}", due.html);
        for path in ["/cases", "/cases/phone", "/today"] {
            let page = browser.look(path).await;
            assert_sound("how much is due", &page.html);
            assert!(page.says("期限のあること（1）"), "{path}: {}", page.html);
        }
        let page = browser.look(&list).await;
        assert_sound("an incident", &page.html);
        assert!(page.says("となりの事業所 に伝わった"), "{}", page.html);
        let step = format!("{misdirected}/step");
        let form = Form::on(&page.html, &step);
        assert_eq!(form.says("step"), "preliminary", "what is due first comes first");
        let wrong = form.clone().with("on", "2026-11-19").send(&browser).await;
        assert!(wrong.status == 422 && wrong.says("気づいた日から きょうまで"), "{}", wrong.html);
        assert_sound("a step refused", &wrong.html);
        let ticked = form.send(&browser).await;
        assert_eq!(ticked.leads_to.as_ref(), Some(&list), "{}", ticked.html);
        let page = browser.look(&list).await;
        assert!(page.says("速報を出した: "), "{}", page.html);
        assert_eq!(Form::on(&page.html, &step).says("step"), "final");
        let unknown = browser.look(&format!("{misdirected}?record={id}")).await;
        assert_eq!(unknown.status, 404);
        server.stop().await;

        world.clock.pass(TimeDelta::days(40));
        let due = fine(world.app.due_count(&haruka.principal).await);
        assert_eq!(due, DueCount { all: 1, over: 1 }, "the final report");
    }
}
