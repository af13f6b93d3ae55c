//! Taking an import back: what it replaced stands again, what people touched since stays and is named.

use chrono::TimeDelta;
use renkei_domain::directory::correction::CorrectableField;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, table};

use super::{coordinator, fact, handed_in, imported, region, taken_back};
use crate::editing_pages::forms::Form;
use crate::import::look::{acts, correct, names, office};

/// A file of WAM NET.
fn file_of(rows: &[Row]) -> Vec<u8> {
    marked(&table(rows))
}

on_every_database! {
    async fn a_coordinator_takes_a_newer_file_back_and_reads_what_stays(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let old: Vec<Row> = (1..=3).map(Row::nth).collect();
        let first = handed_in(&browser, "wamnet", "one.csv", &file_of(&old)).await;
        imported(&browser, &first).await;
        let kept = office(&world, "ひなたワーク2").await.id;
        correct(&world, kept, CorrectableField::Capacity, "30").await;

        // The first changes, the second moves away from a correction, the third is not named any more,
        // two are new, and the 法人 has another phone.
        let newer = [
            Row::nth(1).with("定員", "25").with("法人電話番号", "06-6000-0009"),
            Row::nth(2).with("定員", "40"),
            Row::nth(4),
            Row::nth(5),
        ];
        let second = handed_in(&browser, "wamnet", "two.csv", &file_of(&newer)).await;
        let report = imported(&browser, &second).await;
        assert_eq!(fact(&report, "新しく入れた機関"), "2");
        assert_eq!(fact(&report, "公表データから無くなった機関"), "1");
        assert_eq!(office(&world, "ひなたワーク1").await.facts.capacity, Some(25));
        let version = office(&world, "ひなたワーク1").await.version;

        let touched = office(&world, "ひなたワーク4").await.id;
        correct(&world, touched, CorrectableField::Fax, "072-000-0199").await;
        let before = acts(&world).await;
        let done = taken_back(&browser, &second).await;
        assert_eq!(done.status, 303, "{}", done.html);
        assert_eq!(acts(&world).await, before + 1, "one act");

        assert_eq!(
            names(&world).await,
            ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3", "ひなたワーク4"],
            "the one that somebody touched stays"
        );
        let restored = office(&world, "ひなたワーク1").await;
        assert_eq!(restored.facts.capacity, Some(20));
        let body = restored.organization.as_ref().and_then(|body| body.phone.as_ref());
        assert_eq!(body.map(|phone| phone.written.as_str()), Some("06-6000-0001"));
        assert!(restored.version > version, "whoever saw the newer one is told");
        let corrected = office(&world, "ひなたワーク2").await;
        assert_eq!(corrected.facts.capacity, Some(30));
        let source = corrected.corrections[0].correction.source_value.clone();
        assert_eq!(source.as_deref(), Some("20"), "the source said so before");
        let missing = office(&world, "ひなたワーク3").await;
        assert!(missing.sources.iter().all(|source| source.absent_since.is_none()));
        let conflicts = browser.look("/sources/conflicts").await;
        assert!(conflicts.says("食い違っているところは ありません"), "{}", conflicts.html);

        // The rows it replaced are the known ones again.
        let again = world.import("one.csv", &old).await;
        assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 3));
        server.stop().await;
    }
}

on_every_database! {
    async fn an_import_of_which_nothing_is_untouched_is_not_taken_back_and_says_why(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let file = handed_in(&browser, "wamnet", "one.csv", &file_of(&[Row::nth(1)])).await;
        imported(&browser, &file).await;
        let path = format!("{file}/undo");
        let seen = browser.look(&path).await;
        assert!(seen.says("name=\"left\" value=\"0\""), "{}", seen.html);

        let id = office(&world, "ひなたワーク1").await.id;
        correct(&world, id, CorrectableField::Fax, "072-000-0199").await;
        let before = acts(&world).await;
        let late = browser.send(&path, &[("once", "late"), ("left", "0")]).await;
        assert_eq!(late.status, 409);
        assert!(late.says("見ているあいだに、機関が変わりました"), "{}", late.html);
        assert!(late.says("ひなたワーク1") && late.says("公表データを正した"), "{}", late.html);
        let nothing = browser.send(&path, &[("once", "nothing"), ("left", "1")]).await;
        assert_eq!(nothing.status, 409);
        assert!(nothing.says("取り消せるものがありません"), "{}", nothing.html);
        assert_eq!(acts(&world).await, before);
        assert_eq!(names(&world).await, ["ひなたワーク1"]);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_import_cannot_be_taken_back_after_a_quarter(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let file = handed_in(&browser, "wamnet", "one.csv", &file_of(&[Row::nth(1)])).await;
        imported(&browser, &file).await;
        world.clock.pass(TimeDelta::days(91));
        // The session is over by then; somebody else of the desk comes.
        let who = renkei_tests::people::somebody(
            &world.app,
            renkei_domain::people::Standing::Coordinator(super::super::network()),
            "sora",
        )
        .await;
        browser.keep(Some(who.secret.as_str().to_owned()));
        let plan = browser.look(&format!("{file}/undo")).await;
        assert!(plan.says("取り消せる期間が終わりました"), "{}", plan.html);
        let late = browser.send(&format!("{file}/undo"), &[("once", "a"), ("left", "0")]).await;
        assert_eq!(late.status, 409);
        assert_eq!(names(&world).await, ["ひなたワーク1"]);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_import_on_which_a_later_one_rests_is_taken_back_after_it(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let first = handed_in(&browser, "wamnet", "one.csv", &file_of(&[Row::nth(1)])).await;
        imported(&browser, &first).await;
        let both = file_of(&[Row::nth(1), Row::nth(2)]);
        let second = handed_in(&browser, "wamnet", "two.csv", &both).await;
        imported(&browser, &second).await;
        let plan = browser.look(&format!("{first}/undo")).await;
        assert!(plan.says("先に、あとの取り込みを取り消してください"), "{}", plan.html);
        let refused = browser.send(&format!("{first}/undo"), &[("once", "a"), ("left", "0")]).await;
        assert_eq!(refused.status, 409);
        assert_eq!(names(&world).await.len(), 2);
        for file in [&second, &first] {
            assert_eq!(taken_back(&browser, file).await.status, 303);
        }
        assert!(names(&world).await.is_empty());
        server.stop().await;
    }
}

on_every_database! {
    async fn whom_somebody_means_to_call_stays_when_an_import_is_taken_back(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let both = file_of(&[Row::nth(1), Row::nth(2)]);
        let file = handed_in(&browser, "wamnet", "one.csv", &both).await;
        imported(&browser, &file).await;
        let path = format!("/resources/{}", office(&world, "ひなたワーク1").await.id);
        let page = browser.look(&path).await;
        let planned = Form::on(&page.html, &format!("{path}/call")).send(&browser).await;
        assert_eq!(planned.leads_to.as_deref(), Some("/today"), "{}", planned.html);

        let plan = browser.look(&format!("{file}/undo")).await;
        assert!(plan.says("取り込んだあとに変わったか、ほかで使われているので"), "{}", plan.html);
        assert!(plan.says("ほかで使われている（事務局、引きつぎ先、だれかの予定）"), "{}", plan.html);
        assert_eq!(taken_back(&browser, &file).await.status, 303);
        assert_eq!(names(&world).await, ["ひなたワーク1"]);
        let day = browser.look("/today").await;
        assert!(day.says("ひなたワーク1"), "{}", day.html);
        server.stop().await;
    }
}
