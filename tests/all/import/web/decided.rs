//! Where a newer file and a hand correction part, the coordinator decides field by field.

use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Purpose, Subject};
use renkei_tests::browser::{Browser, Page};
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, table};

use super::{coordinator, handed_in, imported, region};
use crate::import::look::{acts, correct, office};
use crate::markup::assert_sound;
use crate::record::fine;

const CONFLICTS: &str = "/sources/conflicts";

/// The form of the decision about one field of an entry.
fn form(page: &Page, resource: ResourceId, field: &str) -> Vec<(String, String)> {
    let forms = page.html.split("<form ").filter(|form| {
        form.contains(&format!("name=\"resource\" value=\"{resource}\""))
            && form.contains(&format!("name=\"field\" value=\"{field}\""))
    });
    let forms: Vec<&str> = forms.collect();
    assert_eq!(forms.len(), 1, "{}", page.html);
    let parts = forms[0].split("name=\"").skip(1);
    parts
        .filter_map(|part| {
            let (name, rest) = part.split_once("\" value=\"")?;
            let (value, _) = rest.split_once('"')?;
            (name != "choice").then(|| (name.to_owned(), value.to_owned()))
        })
        .collect()
}

async fn decide(browser: &Browser, form: &[(String, String)], choice: &str) -> Page {
    let mut fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("choice", choice));
    browser.send(CONFLICTS, &fields).await
}

on_every_database! {
    async fn a_coordinator_decides_between_a_newer_file_and_a_hand_correction(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let rows = |capacity: &str| -> Vec<u8> {
            let rows: Vec<Row> = (1..=2).map(|n| Row::nth(n).with("定員", capacity)).collect();
            marked(&table(&rows))
        };
        let file = handed_in(&browser, "wamnet", "one.csv", &rows("20")).await;
        imported(&browser, &file).await;
        let mut ids = Vec::new();
        for name in ["ひなたワーク1", "ひなたワーク2"] {
            let id = office(&world, name).await.id;
            correct(&world, id, CorrectableField::Capacity, "30").await;
            ids.push(id);
        }
        let file = handed_in(&browser, "wamnet", "two.csv", &rows("40")).await;
        let report = imported(&browser, &file).await;
        assert!(report.says("違うところが 2件あります"), "{}", report.html);

        let visitor = Browser::at(&server).look(CONFLICTS).await;
        assert!(!visitor.says("公表値にする"), "a visitor decides nothing");
        let page = browser.look(CONFLICTS).await;
        assert_sound("the conflicts", &page.html);
        let (first, second) = (form(&page, ids[0], "capacity"), form(&page, ids[1], "capacity"));

        let taken = decide(&browser, &first, "source").await;
        assert_eq!(taken.leads_to.as_deref(), Some(CONFLICTS), "{}", taken.html);
        let entry = office(&world, "ひなたワーク1").await;
        assert_eq!(entry.facts.capacity, Some(40));
        assert!(entry.corrections.is_empty(), "it follows its source again");
        let twice = decide(&browser, &first, "source").await;
        assert_eq!(twice.status, 303, "pressed twice, done once");

        let before = acts(&world).await;
        let kept = decide(&browser, &second, "ours").await;
        assert_eq!(kept.status, 303, "{}", kept.html);
        let entry = office(&world, "ひなたワーク2").await;
        assert_eq!(entry.facts.capacity, Some(30));
        assert_eq!(acts(&world).await, before + 1);
        let page = browser.look(CONFLICTS).await;
        assert!(page.says("食い違っているところは ありません"), "{}", page.html);
        let told = browser.look(&format!("/resources/{}", ids[1])).await;
        assert!(told.says("ネットワークの人が「30") && told.says("のままでよいと決めた"), "{}", told.html);
        for id in ids {
            let history = opened(fine(world.store.history_of(Subject::Resource(id), 1).await));
            assert_eq!(history[0].act.purpose, Purpose::DecideConflict);
        }

        // Decided is decided, until the source says something else.
        let file = handed_in(&browser, "wamnet", "two-again.csv", &rows("40")).await;
        imported(&browser, &file).await;
        assert!(browser.look(CONFLICTS).await.says("食い違っているところは ありません"));
        let file = handed_in(&browser, "wamnet", "three.csv", &rows("50")).await;
        imported(&browser, &file).await;
        let page = browser.look(CONFLICTS).await;
        assert!(page.says("ひなたワーク2") && !page.says("ひなたワーク1"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_who_comes_second_is_told_that_it_is_decided(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let rows = |capacity: &str| marked(&table(&[Row::nth(1).with("定員", capacity)]));
        let file = handed_in(&browser, "wamnet", "one.csv", &rows("20")).await;
        imported(&browser, &file).await;
        let id = office(&world, "ひなたワーク1").await.id;
        correct(&world, id, CorrectableField::Capacity, "30").await;
        let file = handed_in(&browser, "wamnet", "two.csv", &rows("40")).await;
        imported(&browser, &file).await;
        let (mine, theirs) = (browser.look(CONFLICTS).await, browser.look(CONFLICTS).await);
        let (mine, theirs) = (form(&mine, id, "capacity"), form(&theirs, id, "capacity"));
        assert_eq!(decide(&browser, &mine, "ours").await.status, 303);
        let late = decide(&browser, &theirs, "source").await;
        assert_eq!(late.status, 409);
        assert!(late.says("ほかの人が先に決めたか"), "{}", late.html);
        assert_eq!(office(&world, "ひなたワーク1").await.facts.capacity, Some(30));
        server.stop().await;
    }
}
