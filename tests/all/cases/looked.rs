//! Who looked: what the person a case is about reads of it.

use chrono::TimeDelta;
use renkei_app::cases::CaseRefusal;
use renkei_domain::audit::looked::LookReason;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_web::routes::TABLE;

use super::{NAME, day, desk, named, opened_by, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

#[test]
fn every_address_of_a_case_tells_the_person_why_it_is_opened() {
    let of_cases = |pattern: &str| pattern == "/cases" || pattern.starts_with("/cases/");
    for route in TABLE.iter().filter(|route| of_cases(route.pattern)) {
        let door = format!("{} {}", route.method, route.pattern);
        let reason = LookReason::of_door(Some(&door));
        assert_ne!(reason, LookReason::Other, "{door}");
    }
}

on_every_database! {
    async fn the_person_reads_who_looked_by_month_and_one_by_one(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        fine(app.seal_audit().await);
        let before = fine(fine(app.looked(&hanako.principal, id).await)).file.looks.len();

        let server = world.serve().await;
        let (case, own) = (format!("/cases/{id}"), format!("/my/cases/{id}"));
        let looked = format!("{own}/looked");
        let person = browser_of(&server, &hanako);
        assert!(person.look(&own).await.html.contains(&looked));
        browser_of(&server, &nagi).look(&case).await;
        browser_of(&server, &haruka).look(&format!("{case}/consents")).await;
        assert_eq!(browser_of(&server, &sora).look(&case).await.status, 404);
        // Readings are told once they are chained.
        fine(app.seal_audit().await);
        let page = person.look(&looked).await;
        assert_sound("who looked", &page.html);
        for words in ["2026年11月", "あなたを手つだうために、記録を読んだ", "同意を確かめるため", "どうして 見たのですか"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("nagi"), "who it was stands behind one more press");
        let month = person.look(&format!("{looked}?month=2026-11")).await;
        assert_sound("a month", &month.html);
        assert!(month.says("nagi") && !month.says("sora"), "{}", month.html);
        assert!(!month.says("hanako さん（"), "what they read themselves is not told: {}", month.html);

        let view = fine(fine(app.looked(&hanako.principal, id).await));
        assert_eq!(view.file.looks.len(), before + 2);
        let [line] = view.months.as_slice() else { panic!("{:?}", view.months) };
        assert_eq!((line.agency, line.month), (Some(here), day("2026-11-01")));
        for other in [&haruka, &nagi, &sora] {
            let refused = fine(app.looked(&other.principal, id).await).err();
            assert_eq!(refused, Some(CaseRefusal::NotFound), "this page is the person's");
        }
        let stranger = browser_of(&server, &haruka).look(&looked).await;
        assert_eq!(stranger.status, 404);
        server.stop().await;

        world.clock.pass(TimeDelta::days(367));
        let later = fine(fine(app.looked(&hanako.principal, id).await));
        assert!(later.months.is_empty(), "a year later it is told no more");
    }
}
