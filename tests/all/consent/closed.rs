//! The person closes an employer by one press on their own page: nobody there hears anything from then on. Opening it
//! again is asked of whoever helps them.

use renkei_app::cases::keep::DisclosureWord;
use renkei_app::cases::{CaseRefusal, SeenCase};
use renkei_app::consent::record::ConsentForm;
use renkei_domain::cases::employment::{Disclosure, DisclosureFault, Insider, Opened, Openness};
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, InformationCategory, Means, Preview, Reason,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::EmploymentId;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::at_work::joined;
use super::others::{EMPLOYER, employed, open};
use super::{agreed, as_seen_by, case_with_a_doctor, desk, seen_by, sitting, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn the_person_closes_an_employer_by_one_press_and_nobody_there_hears_anything(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        employed(&world, &haruka, id, (None, open())).await;
        let hr = joined(&world, &haruka, id, StaffRole::HrOfficer).await;
        let view = fine(seen_by(&world, &haruka, id).await);
        let employment = view.file.ledger.employments[0].id;
        let to_hr = ConsentForm {
            recipients: [ConsentRecipient::Named(hr)].into_iter().collect(),
            categories: [InformationCategory::Accommodations].into_iter().collect(),
            purposes: [ConsentPurpose::WorkplaceSharing].into_iter().collect(),
            means: [Means::Phone].into_iter().collect(),
            ..agreed(doctor, "2027-11-19")
        };
        let asked = app.record_at_work(&desk(&haruka), id, sitting(), (employment, to_hr)).await;
        fine(fine(asked));
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let told = async || -> Preview {
            let view = fine(seen_by(&world, &haruka, id).await);
            let party = view.party(hr).expect("in the team").party.clone();
            view.preview(&party, ConsentPurpose::WorkplaceSharing, Means::Phone)
        };
        assert!(!told().await.shown.is_empty(), "while it is open");

        let server = world.serve().await;
        let (office, own) = (browser_of(&server, &haruka), browser_of(&server, &hanako));
        let (case, consents) = (format!("/my/cases/{id}"), format!("/cases/{id}/consents"));
        let close = format!("{case}/close-employment");
        let (theirs, ours) = (own.look(&consents).await, office.look(&consents).await);
        assert_sound("the way there", &theirs.html);
        let way = format!("href=\"{case}#work\"");
        assert!(theirs.html.contains(&way) && !ours.html.contains(&way), "{}", theirs.html);
        let page = own.look(&case).await;
        assert_sound("an open employer", &page.html);
        assert!(page.says("知らせています") && page.says("会社に 知らせるのを やめる"), "{}", page.html);
        let stale = Form::on(&page.html, &close);

        // Somebody wrote meanwhile: what the person saw is not what would be closed.
        let wider = DisclosureWord::Open(Opened {
            to: [Insider::Hr, Insider::Supervisor].into_iter().collect(),
            what: Openness::Accommodations,
        });
        employed(&world, &haruka, id, (Some(employment), wider)).await;
        let refused = stale.send(&own).await;
        assert_sound("overtaken", &refused.html);
        assert!(refused.status == 422 && refused.says("先に 書きかえました"), "{}", refused.html);
        assert!(!told().await.shown.is_empty(), "what was refused closed nothing");
        let press = Form::on(&refused.html, &close);
        let nowhere = press.clone().with("employment", &EmploymentId::from_uuid(Default::default()).to_string());
        let nowhere = nowhere.send(&own).await;
        assert!(nowhere.status == 422 && nowhere.says("もう ここに ありません"), "{}", nowhere.html);
        assert_eq!(press.send(&office).await.status, 404, "the press is the person's alone");

        let done = press.send(&own).await;
        assert_sound("closed", &done.html);
        assert!(done.status == 200 && done.says("に 知らせるのを やめました"), "{}", done.html);
        assert!(done.says(EMPLOYER) && done.says("伝えません（クローズ）"), "{}", done.html);
        assert!(!done.html.contains(&close), "there is nothing left to close: {}", done.html);
        let after = told().await;
        assert!(after.shown.is_empty(), "{after:?}");
        let mut held_back = after.held_back.iter();
        assert!(held_back.all(|held| held.reason == Reason::ClosedEmployment), "{after:?}");
        let kept = fine(fine(app.case_view(&haruka.principal, id).await)).file;
        assert_eq!(kept.employments[0].disclosure, Disclosure::Closed);
        let again = press.send(&own).await;
        assert!(again.status == 200 && again.says("に 知らせるのを やめました"), "{}", again.html);
        let twice = as_seen_by(&world, &hanako, id).await;
        assert_eq!(twice.version, kept.case.version, "pressed twice, closed once");

        let shut = app.close_own_employment(&desk(&hanako), twice, employment).await;
        let expected = CaseRefusal::Disclosure(DisclosureFault::NotOpen);
        assert_eq!(fine(shut).err(), Some(expected));
        employed(&world, &haruka, id, (Some(employment), open())).await;
        let seen: SeenCase = as_seen_by(&world, &haruka, id).await;
        let by_staff = app.close_own_employment(&desk(&haruka), seen, employment).await;
        assert_eq!(fine(by_staff).err(), Some(CaseRefusal::NotFound));
        assert!(own.look(&case).await.html.contains(&close), "opened again, closed again");
        server.stop().await;
    }
}
