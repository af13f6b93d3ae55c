//! Whose records no law asks to keep any more stands, by case number alone, on the page of what is due, and whoever
//! manages the agency erases them there.

use renkei_app::cases::CaseRefusal;
use renkei_app::cases::due::DueCount;
use renkei_app::cases::erase::EraseHelpedRefusal;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::consent::InformationCategory;
use renkei_domain::people::OrganizationPost;
use renkei_domain::provisions::ToldHow;
use renkei_tests::on_every_database;

use super::posts::holding;
use super::{NAME, agreed, case_with_a_doctor, desk, recorded, seen_by, staff, two_agencies};
use crate::binary::{Ended, folder};
use crate::cases::ended_long_ago;
use crate::editing_pages::forms::Form;
use crate::keys::command;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

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
        fine(app.seal_audit().await);
        let doctor = Ended::of(&mut command(&world, &folder, &["doctor"]));
        let mut said = doctor.said.iter();
        let line = said.find(|line| line["event"] == "helped_over");
        let line = fine(line.ok_or(&doctor));
        assert_eq!((&line["count"], &line["cases"][0]), (&1.into(), &number.to_string().into()));

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
