//! Whose records no law asks to keep any more stands, by case number alone, on the page of what is due, and whoever
//! manages the agency erases them there.

use chrono::TimeDelta;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::due::DueCount;
use renkei_app::cases::erase::EraseHelpedRefusal;
use renkei_app::person_copy::ask::{AtTheDesk, CopyAsked};
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::consent::InformationCategory;
use renkei_domain::people::OrganizationPost;
use renkei_domain::provisions::ToldHow;
use renkei_tests::on_every_database;
use renkei_tests::people::PASSWORD;
use sea_orm::Value;

use super::posts::holding;
use super::{
    NAME, agreed, case_with_a_doctor, day, desk, prose, recorded, seen_by, staff, two_agencies,
};
use crate::binary::{Ended, folder};
use crate::cases::ended_long_ago;
use crate::editing_pages::forms::Form;
use crate::keys::{behind, change, command};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn whoever_waits_for_their_copy_is_not_erased_before_they_have_it_or_want_it_no_more(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = holding(&world, here, "nagi", OrganizationPost::Manager).await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let asked = CopyAsked::TakenDown { how: AtTheDesk::Oral, on: day("2026-11-19"), said: prose("顔を知っている") };
        let request = fine(fine(app.ask_copy(&desk(&haruka), id, asked).await)).0;
        let number = fine(seen_by(&world, &haruka, id).await).file.case.number;
        ended_long_ago(&world).await;
        let waits = EraseHelpedRefusal::CopyAsked(day("2026-11-19"));
        assert_eq!(fine(app.erase_helped_person(number, None).await).err(), Some(waits.clone()), "by the command too");

        let server = world.serve().await;
        let (way, copy) = (format!("/cases/{id}/erase"), format!("/cases/{id}/copy"));
        let browser = browser_of(&server, &nagi);
        let page = browser.look(&way).await;
        assert_sound("erasing while a copy is waited for", &page.html);
        assert!(page.says("11月19日") && page.html.contains(&copy), "{}", page.html);
        let form = Form::on(&page.html, &way).with("number", &number.to_string());
        let refused = form.send(&browser).await;
        assert!(refused.status == 422 && refused.says(&waits.to_string()), "{}", refused.html);
        assert!(!fine(seen_by(&world, &haruka, id).await).file.case.is_erased());
        fine(fine(app.take_back_copy(&desk(&haruka), id, request).await));
        let page = browser.look(&way).await;
        assert!(!page.html.contains(&copy), "{}", page.html);
        // What does not come back is pressed by whoever has shown a moment ago who they are.
        world.clock.pass(TimeDelta::minutes(11));
        let form = Form::on(&page.html, &way).with("number", &number.to_string());
        let led = form.send(&browser).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/confirm?next="), "{led}");
        assert!(!fine(seen_by(&world, &haruka, id).await).file.case.is_erased());
        browser.send("/confirm", &[("password", PASSWORD)]).await;
        let form = Form::on(&browser.look(&way).await.html, &way).with("number", &number.to_string());
        let done = form.send(&browser).await;
        assert_eq!(done.leads_to.as_deref(), Some("/cases/ending"), "{}", done.html);
        server.stop().await;
        assert!(fine(seen_by(&world, &haruka, id).await).file.case.is_erased());
    }
}

on_every_database! {
    async fn what_cannot_be_read_any_more_is_erased_all_the_same(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = holding(&world, here, "nagi", OrganizationPost::Manager).await;
        let sora = staff(&world, here, "sora").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        // No copy can be made of it any more, so that nobody waits for one.
        let asked = CopyAsked::TakenDown { how: AtTheDesk::Oral, on: day("2026-11-19"), said: prose("顔を知っている") };
        fine(fine(app.ask_copy(&desk(&haruka), id, asked).await));
        let case = fine(seen_by(&world, &haruka, id).await).file.case;
        ended_long_ago(&world).await;
        let database = behind(&world).await;
        let damaged: Vec<Value> = vec![vec![0_u8; 9].into(), case.person.uuid().into()];
        change(&database, "UPDATE person SET name = $1 WHERE id = $2", damaged).await;
        fine(database.close().await);
        assert!(app.case_view(&haruka.principal, id).await.is_err(), "nobody reads it");

        let refused = fine(app.erase_helped(&desk(&sora), id).await).err();
        assert_eq!(refused, Some(EraseHelpedRefusal::Case(CaseRefusal::NotFound)), "not all who keep cases");
        let server = world.serve().await;
        let browser = browser_of(&server, &nagi);
        let way = format!("/cases/{id}/erase");
        let due = browser.look("/cases/ending").await;
        assert!(due.html.contains(&way), "it is offered: {}", due.html);
        let form = Form::on(&browser.look(&way).await.html, &way);
        let form = form.with("number", &case.number.to_string());
        for time in ["erased", "pressed twice"] {
            let done = form.send(&browser).await;
            assert_eq!(done.leads_to.as_deref(), Some("/cases/ending"), "{time}: {}", done.html);
        }
        server.stop().await;
        assert!(fine(seen_by(&world, &haruka, id).await).file.case.is_erased());
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn whose_time_is_over_is_listed_by_number_and_erased_by_whoever_manages_the_agency(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = holding(&world, here, "nagi", OrganizationPost::Manager).await;
        let sora = holding(&world, there, "sora", OrganizationPost::Manager).await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let (told, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, told, agreed(doctor, "2027-11-19")).await;
        let telling = TellForm {
            to: Partner::InTeam(doctor),
            heard_by: None,
            categories: [InformationCategory::MedicationVisits].into_iter().collect(),
            how: ToldHow::Phone,
            purpose: None,
            at: None,
        };
        fine(fine(app.tell(&desk(&haruka), told, telling).await));
        assert!(fine(app.helped_over(&nagi.principal).await).is_empty(), "their cases go on");
        ended_long_ago(&world).await;

        let number = fine(seen_by(&world, &haruka, id).await).file.case.number;
        let over = fine(app.helped_over(&nagi.principal).await);
        let [one] = over.as_slice() else { panic!("{over:?}") };
        assert_eq!(one.helped.cases, [(id, number)], "of whom something was told lately is not there");
        assert!(one.may_erase && fine(app.helped_over(&sora.principal).await).is_empty());
        assert_eq!(fine(app.due_count(&haruka.principal).await), DueCount { all: 1, over: 0 });
        let refused = fine(app.erase_helped(&desk(&haruka), id).await).err();
        assert_eq!(refused, Some(EraseHelpedRefusal::Case(CaseRefusal::NotFound)), "not all who keep cases");
        let kept = fine(app.erase_helped(&desk(&nagi), told).await).err();
        assert!(matches!(kept, Some(EraseHelpedRefusal::KeptByLaw(_))), "{kept:?}");

        let folder = folder();
        assert_eq!(fine(app.erase_what_is_over().await).announced, 1);
        fine(app.seal_audit().await);
        let doctor = Ended::of(&mut command(&world, &folder, &["doctor"]));
        let mut said = doctor.said.iter();
        let line = said.find(|line| line["event"] == "helped_over");
        let line = fine(line.ok_or(&doctor));
        assert_eq!((&line["count"], &line["cases"][0]), (&1.into(), &number.to_string().into()));
        assert_eq!((&line["held"], &line["next"]), (&0.into(), &"2026-12-20".into()));

        let server = world.serve().await;
        let way = format!("/cases/{id}/erase");
        let keeper = browser_of(&server, &haruka);
        let due = keeper.look("/cases/ending").await;
        assert_sound("whose time is over", &due.html);
        assert!(due.says(&number.to_string()) && !due.says(NAME), "{}", due.html);
        assert!(!due.html.contains(&way) && keeper.look(&way).await.status == 404);
        let browser = browser_of(&server, &nagi);
        let due = browser.look("/cases/ending").await;
        assert!(due.html.contains(&way) && !due.says(NAME), "{}", due.html);
        let page = browser.look(&way).await;
        assert_sound("erasing", &page.html);
        assert!(!page.says(NAME), "{}", page.html);
        let form = Form::on(&page.html, &way);
        let wrong = form.clone().with("number", "1").send(&browser).await;
        assert!(wrong.status == 422 && wrong.says("番号がちがいます"), "{}", wrong.html);
        let form = form.with("number", &number.to_string());
        for time in ["erased", "pressed twice"] {
            let done = form.send(&browser).await;
            assert_eq!(done.leads_to.as_deref(), Some("/cases/ending"), "{time}: {}", done.html);
        }
        assert_eq!(browser.look(&way).await.leads_to.as_deref(), Some("/cases/ending"));
        assert_eq!(keeper.look(&way).await.status, 404, "who may not erase does not hear of it");
        server.stop().await;
        assert!(fine(seen_by(&world, &haruka, id).await).file.case.is_erased());
        assert!(fine(app.helped_over(&nagi.principal).await).is_empty());
    }
}
