//! Rows of which an import cannot tell whose they are wait on a page until somebody says it with one press.

use chrono::TimeDelta;
use renkei_app::import::edition::OfficeTable;
use renkei_app::import::report::ImportReport;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::people::Standing;
use renkei_domain::record::{Purpose, Subject};
use renkei_exchange::input::Limits;
use renkei_exchange::list::ListMapping;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::inside::opened;
use renkei_tests::people::somebody;
use renkei_tests::published::{Row, marked, request, table};
use renkei_tests::{World, on_every_database};

use super::{coordinator, handed_in, imported, network, region, taken_back};
use crate::editing_pages::kept::signs_in;
use crate::import::held::{Reading, hold};
use crate::import::look::{adds_up, correct, names, office};
use crate::markup::assert_sound;
use crate::record::fine;

const ROWS: &str = "/sources/undecided";

const KAEDE: &str = "かえで会,余暇,072-000-0001,,大阪府高槻市城北町1-1";
const MOMIJI: &str = "もみじ会,余暇,,,大阪府高槻市桃園町2-2";
const ICHO: &str = "いちょう会,余暇,072-000-0003,,大阪府高槻市松原町3-3";

/// The same name elsewhere, the same house and the same phone: each alone could be the office or another.
const LATER: [&str; 3] = [
    "かえで会,余暇,072-000-0011,,大阪府島本町広瀬1-1",
    "つばき会,余暇,,,大阪府高槻市桃園町2-2",
    "うめ会,余暇,072-000-0003,,大阪府高槻市別所3-3",
];

/// Reads a list in that knows no numbers.
async fn listed(world: &World, edition: &str, rows: &[&str]) -> ImportReport {
    let text = format!("名称,種類,電話,FAX,住所\n{}\n", rows.join("\n"));
    let list = OfficeTable::List(ListMapping::default());
    let report = world.import_table(list, edition, &marked(&text)).await;
    assert!(adds_up(&report), "{report:?}");
    report
}

/// A region whose list has named three offices, and then could be of them or of others.
async fn unclear(world: World) -> World {
    let world = region(world).await;
    listed(&world, "one.csv", &[KAEDE, MOMIJI, ICHO]).await;
    let kaede = office(&world, "かえで会").await.id;
    correct(&world, kaede, CorrectableField::Phone, "072-000-0099").await;
    let report = listed(&world, "two.csv", &LATER).await;
    assert_eq!((report.created, report.undecided.len()), (0, 3));
    world
}

/// The hidden fields of the form about a row.
fn form(page: &Page, name: &str) -> Vec<(String, String)> {
    let heading = format!("<h2>{name}</h2>");
    let sections = page.html.split("<section ");
    let mut about = sections.filter(|section| section.contains(&heading));
    let section = about
        .next()
        .unwrap_or_else(|| panic!("no {name} in {}", page.html));
    let fields = section.split("type=\"hidden\" name=\"").skip(1);
    fields
        .filter_map(|field| {
            let (name, rest) = field.split_once("\" value=\"")?;
            let (value, _) = rest.split_once('"')?;
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
}

async fn press(browser: &Browser, form: &[(String, String)], whose: &str, reason: &str) -> Page {
    let hidden = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let typed = [("whose", whose), ("reason", reason)];
    let fields: Vec<(&str, &str)> = hidden.chain(typed).collect();
    browser.send(ROWS, &fields).await
}

on_every_database! {
    async fn a_coordinator_says_with_one_press_whose_a_row_is(world) {
        let world = unclear(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let page = browser.look(ROWS).await;
        assert_sound("the rows", &page.html);
        let forms = ["かえで会", "つばき会", "うめ会"].map(|name| form(&page, name));
        let kaede = office(&world, "かえで会").await;

        let moved = press(&browser, &forms[0], &kaede.id.to_string(), "移転の知らせが来た").await;
        assert_eq!((moved.status, moved.leads_to.as_deref()), (303, Some(ROWS)), "{}", moved.html);
        let now = office(&world, "かえで会").await;
        assert_eq!(now.id, kaede.id);
        let line = now.facts.address.as_ref().map(|address| address.line());
        assert!(line.is_some_and(|line| line.contains("広瀬1-1")));
        let phone = now.facts.phones.first().map(|phone| phone.written.to_string());
        assert_eq!(phone.as_deref(), Some("072-000-0099"), "what people put right stands");
        assert!(browser.look("/sources/conflicts").await.says("072-000-0011"));
        let history = opened(fine(world.store.history_of(Subject::Resource(kaede.id), 1).await));
        assert_eq!(history[0].act.purpose, Purpose::DecideRow);

        let new = press(&browser, &forms[1], "new", "").await;
        assert_eq!(new.status, 303, "{}", new.html);
        let tsubaki = office(&world, "つばき会").await.id;
        let owners = fine(world.app.owners_of(tsubaki).await);
        assert_eq!(owners.and_then(|owners| owners.steward), Some(network()));
        assert_eq!(press(&browser, &forms[2], "nobody", "").await.status, 303);
        assert_eq!(names(&world).await, ["いちょう会", "かえで会", "つばき会", "もみじ会"]);

        let page = browser.look(ROWS).await;
        assert_sound("the decided rows", &page.html);
        assert!(page.says("あなたが決める行は、いまありません"));
        for said in ["移転の知らせが来た", "名簿にない新しい機関のこと", "入れないでおく"] {
            assert!(page.says(said), "{said}: {}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_is_not_asked_again_about_what_was_said(world) {
        let world = unclear(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        // The same rows again are the same questions, and each is asked once.
        listed(&world, "three.csv", &LATER).await;
        let page = browser.look(ROWS).await;
        assert_eq!(page.html.matches("name=\"row\"").count(), 3, "{}", page.html);

        let kaede = office(&world, "かえで会").await.id.to_string();
        for (name, whose) in [("かえで会", kaede.as_str()), ("つばき会", "new"), ("うめ会", "nobody")] {
            assert_eq!(press(&browser, &form(&page, name), whose, "").await.status, 303, "{name}");
        }
        let before = names(&world).await;
        let report = listed(&world, "four.csv", &LATER).await;
        assert_eq!((report.created, report.updated, report.unchanged), (0, 0, 2));
        assert_eq!(names(&world).await, before);
        let page = browser.look(ROWS).await;
        assert!(page.says("あなたが決める行は、いまありません"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_who_comes_second_to_a_row_is_told_so(world) {
        let world = unclear(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let (mine, theirs) = (browser.look(ROWS).await, browser.look(ROWS).await);
        let (mine, theirs) = (form(&mine, "つばき会"), form(&theirs, "つばき会"));
        assert_eq!(press(&browser, &theirs, "new", "").await.status, 303);
        assert_eq!(press(&browser, &theirs, "new", "").await.status, 303, "pressed twice, done once");
        let late = press(&browser, &mine, "new", "").await;
        assert_eq!(late.status, 409);
        assert!(late.says("ほかの人が先に決めた"), "{}", late.html);
        assert_eq!(names(&world).await.iter().filter(|name| *name == "つばき会").count(), 1);

        // A reason that is too long does nothing, and stays to be made shorter.
        let page = browser.look(ROWS).await;
        let long = "か".repeat(301);
        let refused = press(&browser, &form(&page, "うめ会"), "nobody", &long).await;
        assert_eq!(refused.status, 409);
        assert!(refused.says(&long) && refused.says("<h2>うめ会</h2>"), "{}", refused.html);

        // Of another entry than those it could be of it is said nothing, and nobody else is asked.
        let momiji = office(&world, "もみじ会").await.id.to_string();
        let strange = press(&browser, &form(&refused, "うめ会"), &momiji, "").await;
        assert_eq!(strange.status, 409);
        let sora = somebody(&world.app, Standing::Operator, "sora").await;
        let other = Browser::at(&server);
        other.keep(Some(sora.secret.as_str().to_owned()));
        let seen = other.look(ROWS).await;
        assert!(seen.says("あなたが決める行は、いまありません") && !seen.says("うめ会"));
        let pressed = press(&other, &form(&refused, "うめ会"), "nobody", "").await;
        assert_eq!(pressed.status, 409, "a row of others looks as if it were not there");
        assert!(browser.look(ROWS).await.says("<h2>うめ会</h2>"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_waits_with_a_row_while_an_edition_is_being_written(world) {
        let world = unclear(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let about = form(&browser.look(ROWS).await, "うめ会");
        let rows = marked(&table(&[Row::nth(1)]));
        let edition = fine(world.open_edition("new.csv", &rows, &Limits::default()).await);
        let (edition, mut holder, watcher) = hold(edition, Reading::Second, 1);
        let importing = world.app.import_offices(request("new.csv"), edition, watcher);
        let deciding = async {
            holder.has_stopped().await;
            let held = press(&browser, &about, "nobody", "").await;
            drop(holder);
            held
        };
        let (report, held) = tokio::join!(importing, deciding);
        assert_eq!(fine(report).created, 1);
        assert_eq!(held.status, 409);
        assert!(held.says("いま、取り込みが動いています"), "{}", held.html);
        assert_eq!(press(&browser, &about, "nobody", "").await.status, 303);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_row_is_asked_about_again_where_the_edition_that_answered_it_is_taken_back(world) {
        let world = unclear(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let asked = async || {
            let page = browser.look(ROWS).await;
            ["かえで会", "つばき会", "うめ会"].map(|name| page.html.matches(&format!("<h2>{name}</h2>")).count())
        };
        assert_eq!(asked().await, [1, 1, 1]);
        // The same questions, and one office more.
        let rows = LATER.iter().copied().chain(["さざんか会,余暇,072-000-0007,,大阪府高槻市大手町7-7"]);
        let rows: Vec<&str> = rows.collect();
        let text = format!("名称,種類,電話,FAX,住所\n{}\n", rows.join("\n"));
        let file = handed_in(&browser, "list", "three.csv", text.as_bytes()).await;
        let chosen = [("c0", "name"), ("c1", "kind"), ("c2", "phone"), ("c3", "fax"), ("c4", "address")];
        browser.submit(&format!("{file}/columns"), &chosen).await;
        imported(&browser, &file).await;
        assert!(names(&world).await.contains(&"さざんか会".to_owned()));
        assert_eq!(asked().await, [1, 1, 1], "each is asked once");

        let about = form(&browser.look(ROWS).await, "うめ会");
        assert_eq!(taken_back(&browser, &file).await.status, 303);
        assert!(!names(&world).await.contains(&"さざんか会".to_owned()));
        assert_eq!(asked().await, [1, 1, 1], "the questions of before are open again");
        assert_eq!(press(&browser, &about, "nobody", "").await.status, 409, "of what was taken back nothing is said");
        let page = browser.look(ROWS).await;
        assert_eq!(press(&browser, &form(&page, "つばき会"), "new", "").await.status, 303);
        assert_eq!(asked().await[0], 1);
        assert!(names(&world).await.contains(&"つばき会".to_owned()));
        server.stop().await;
    }
}

on_every_database! {
    async fn why_a_row_is_decided_survives_the_end_of_a_session(world) {
        const WHY: &str = "電話で確かめた";
        let world = unclear(world).await;
        let server = world.serve().await;
        let (minato, browser) = coordinator(&world, &server).await;
        let about = form(&browser.look(ROWS).await, "つばき会");
        world.clock.pass(TimeDelta::hours(13));
        let led = press(&browser, &about, "new", WHY).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/sign-in?next="), "{led}");
        signs_in(&world, &minato, &browser).await;
        let page = browser.look(ROWS).await;
        assert_sound("a row with what was typed", &page.html);
        let (_, of_it) = page.html.split_once("<h2>つばき会</h2>").unwrap_or_default();
        let of_it = of_it.split("</form>").next().unwrap_or_default();
        assert!(of_it.contains(WHY), "{}", page.html);
        assert_eq!(page.html.matches(WHY).count(), 1, "beside the row that it is about");
        assert_eq!(press(&browser, &form(&page, "つばき会"), "new", WHY).await.status, 303);
        assert_eq!(fine(world.app.draft(&minato.principal, ROWS).await), None);
        server.stop().await;
    }
}
