//! Who looked, in the copy: what the person reads on their own page of it, on paper and for programs too.

use renkei_app::person_copy::read::PersonCopyView;
use renkei_domain::person_copy::{CopyEntry, CopyKind};
use renkei_tests::on_every_database;

use super::super::{case_with_a_doctor, staff, two_agencies};
use super::pages::{file, words_of};
use super::{copy_of, linked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

fn looked(view: &PersonCopyView) -> Vec<&CopyEntry> {
    let at_once = view.parts.at_once.iter();
    at_once.filter(|one| one.kind == CopyKind::Looked).collect()
}

/// What something says under a code.
fn said(entry: &CopyEntry, code: &str) -> Vec<String> {
    let facts = entry.facts.iter().filter(|fact| fact.code == code);
    let values = facts.flat_map(|fact| &fact.values);
    values.map(|value| value.text.clone()).collect()
}

on_every_database! {
    async fn the_copy_tells_who_looked_as_the_persons_own_page_does(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, id, "hanako").await;
        // Readings are told once they are chained.
        let view = fine(copy_of(&world, &hanako, id).await);
        let [nobody] = looked(&view)[..] else { panic!("{:?}", view.parts.at_once) };
        assert_eq!(nobody.heading, "見た人は いません");
        let since = said(nobody, "since");
        assert!(since.len() == 1 && since[0].starts_with("2025年11月19日"), "{since:?}");

        let server = world.serve().await;
        let (case, own) = (format!("/cases/{id}"), format!("/my/cases/{id}/copy"));
        let person = browser_of(&server, &hanako);
        let page = person.look(&own).await;
        assert_sound("nobody looked", &page.html);
        assert!(page.says("見た人は いません"), "{}", page.html);
        let office = browser_of(&server, &haruka);
        office.look(&case).await;
        office.look(&format!("{case}/consents")).await;
        fine(app.seal_audit().await);

        let shown = fine(fine(app.looked(&hanako.principal, id).await));
        assert!(!shown.months.is_empty());
        for who in [&hanako, &haruka] {
            let view = fine(copy_of(&world, who, id).await);
            let told = looked(&view);
            assert_eq!(told.len(), shown.months.len(), "{told:?}");
            for (entry, month) in told.into_iter().zip(&shown.months) {
                assert_eq!(entry.heading, shown.agency(month.agency));
                assert_eq!(said(entry, "month"), ["2026年11月"]);
                assert_eq!(said(entry, "people"), [format!("{}人", month.people)]);
                assert_eq!(said(entry, "times"), [format!("{}回", month.times)]);
                let why: Vec<&str> = month.reasons.iter().map(|reason| reason.word()).collect();
                assert_eq!(said(entry, "reasons"), why);
            }
        }
        let page = person.look(&own).await;
        assert_sound("somebody looked", &page.html);
        let why = ["あなたを手つだうために、記録を読んだ", "同意を確かめるため"];
        for words in ["だれが 見たかも", "だれが見たか（この1年）", why[0], why[1]] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("見た人は いません"), "{}", page.html);
        let json = file(&server, &hanako, &format!("{case}/copy/json")).await;
        let copy: serde_json::Value = fine(serde_json::from_slice(&json));
        let told = copy["at_once"].as_array().into_iter().flatten();
        let told: Vec<_> = told.filter(|one| one["kind"] == "looked").collect();
        assert_eq!(told.len(), shown.months.len(), "{copy}");
        assert_eq!(told[0]["facts"][0]["values"][0]["date"], "2026-11-01");
        for who in [&hanako, &haruka] {
            let paper = words_of(&file(&server, who, &format!("{case}/copy/paper")).await);
            for words in ["だれが見たか（この1年）", why[0], why[1]] {
                assert!(paper.contains(words), "{words}: {paper}");
            }
        }
        server.stop().await;
    }
}
