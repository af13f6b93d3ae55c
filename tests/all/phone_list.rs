//! 「きょうの予定・電話」: somebody who is out plans calls, notes what became of them, and takes the list along.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::people::calls::plan::{CallRefusal, NewCall};
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::ResourceId;
use renkei_domain::people::Standing;
use renkei_domain::people::planned_call::{CallMark, CallNote};
use renkei_domain::record::{Source, Subject};
use renkei_tests::browser::{Browser, Page};
use renkei_tests::clock::japan;
use renkei_tests::inside::opened;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};

use crate::editing_pages::forms::Form;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, plain};
use crate::migrations::{code, line, office, office_in, register, resource};
use crate::record::fine;

/// What nobody but its owner may read.
const NOTE: &str = "ひみつの用件";

fn day(text: &str) -> NaiveDate {
    fine(NaiveDate::parse_from_str(text, "%Y-%m-%d"))
}

/// An agency with a number, answered at these hours.
async fn answered(world: &World, number: u128, name: &str, hours: &str) -> ResourceId {
    let id = resource(number);
    let mut facts = office(ResourceKind::PeerGroup, name);
    facts.phones = vec![Phone::published(line("072-000-0001"))];
    facts.hours = fine(Hours::parse(hours));
    register(world, id, facts, Profile::default()).await;
    id
}

/// Three agencies that stop answering at different times of a Friday.
async fn town(world: &World) -> [ResourceId; 3] {
    [
        answered(world, 701, "おそくまでの会", "月-金 9:00-18:00").await,
        answered(world, 702, "はやじまいの会", "月-金 9:00-11:00").await,
        answered(world, 703, "ごごからの会", "月-金 13:00-15:00").await,
    ]
}

fn call_form(id: ResourceId) -> String {
    format!("/resources/{id}/call")
}

/// Presses 「きょう電話する」 on the page of an agency.
async fn plan(browser: &Browser, id: ResourceId, note: &str) -> Page {
    let page = browser.look(&format!("/resources/{id}")).await;
    let form = Form::on(&page.html, &call_form(id)).with("note", note);
    form.send(browser).await
}

/// A new call of an agency.
fn new(id: ResourceId, on: Option<&str>) -> NewCall {
    NewCall {
        resource: id,
        day: on.map(day),
        purpose: ContactPurpose::Routine,
        note: CallNote::parse(NOTE).ok(),
    }
}

fn writer(who: &Somebody) -> Writer {
    Writer::by(who.principal.clone(), Source::Page)
}

async fn supporter(world: &World, name: &str) -> Somebody {
    somebody(&world.app, Standing::Coordinator(demo()), name).await
}

/// Where the words stand in the text of a page, in this order.
#[track_caller]
fn assert_in_order(html: &str, words: &[&str]) {
    let text = plain(html);
    let (_, text) = text.split_once("<main").expect("a main part");
    let places: Vec<Option<usize>> = words.iter().map(|word| text.find(word)).collect();
    assert!(
        places.iter().all(Option::is_some),
        "{words:?} {places:?}: {text}"
    );
    assert!(places.is_sorted(), "{words:?} {places:?}: {text}");
}

on_every_database! {
    async fn a_supporter_who_is_out_calls_first_whom_closes_first(world) {
        let world = world.seeded().await;
        let [late, early, afternoon] = town(&world).await;
        let server = world.serve().await;
        let haruka = supporter(&world, "haruka").await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look("/today").await;
        assert_sound("an empty day", &page.html);
        assert!(page.says("まだ入っていません") && !page.says("（PDF）"), "{}", page.html);
        for id in [late, afternoon, early] {
            let page = plan(&browser, id, NOTE).await;
            assert_eq!(page.leads_to.as_deref(), Some("/today"), "{}", page.html);
        }
        let page = browser.look("/today").await;
        assert_sound("a day", &page.html);
        assert_in_order(&page.html, &[
            "いま電話できる（2）", "はやじまいの会", "きょう 11:00 まで", "tel:0720000001", "おそくまでの会",
            "このあと電話できる（1）", "ごごからの会", "13:00 から",
        ]);
        assert!(page.says(NOTE) && page.says("本人の名前や病気は書かない"), "{}", page.html);

        // Later the same day the order is another.
        world.clock.set(japan("2026-11-20", "14:00"));
        let page = browser.look("/today").await;
        assert_in_order(&page.html, &[
            "いま電話できる（2）", "ごごからの会", "きょう 15:00 まで", "おそくまでの会",
            "きょうは電話できない（1）", "はやじまいの会", "次に電話できるのは",
        ]);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_notes_what_became_of_a_call_once_however_often_it_is_pressed(world) {
        let world = world.seeded().await;
        let [late, early, _] = town(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &supporter(&world, "haruka").await);
        let page = browser.look(&format!("/resources/{late}")).await;
        let form = Form::on(&page.html, &call_form(late));
        for _ in 0..2 {
            form.send(&browser).await;
        }
        let page = browser.look("/today").await;
        assert!(page.says("いま電話できる（1）"), "pressed twice, planned once: {}", page.html);
        let press = |page: &Page, mark: &str| Form::on(&page.html, "/today/mark").with("mark", mark);
        let page = press(&page, "absent").send(&browser).await;
        assert_eq!(page.leads_to.as_deref(), Some("/today"), "{}", page.html);
        let page = browser.look("/today").await;
        assert!(page.says("るす（きょう 10:00）"), "who was not there is still to be called: {}", page.html);
        press(&page, "reached").send(&browser).await;
        let page = browser.look("/today").await;
        assert!(page.says("つながった（1）") && !page.says("いま電話できる"), "{}", page.html);
        press(&page, "waiting").send(&browser).await;

        // To be called again on Tuesday afternoon: it stands there, and here no more.
        let page = browser.look("/today").await;
        let again = press(&page, "again").with("day", "2026-11-24").with("from", "14:30");
        again.send(&browser).await;
        assert!(browser.look("/today").await.says("まだ入っていません"));
        let page = browser.look("/today?day=2026-11-24").await;
        assert_in_order(&page.html, &["電話できる（1）", "おそくまでの会", "9:00 から", "かけなおす（14:30 ごろ）"]);
        for (field, typed, words) in [("day", "2026-11-19", "これからの日"), ("day", "24日", "日付を"), ("from", "25時", "時刻を")] {
            let again = press(&page, "again").with("day", "2026-11-25").with(field, typed);
            let page = again.with("once", &format!("fresh-{field}-{}", typed.len())).send(&browser).await;
            assert_eq!(page.status, 422, "{field}: {}", page.html);
            assert!(page.says(words), "{field}: {}", page.html);
        }
        let page = Form::on(&page.html, "/today/drop").send(&browser).await;
        assert_eq!(page.leads_to.as_deref(), Some("/today?day=2026-11-24"), "{}", page.html);
        assert!(browser.look("/today?day=2026-11-24").await.says("入っていません"));

        let blank = Form::on(&browser.look(&call_form(early)).await.html, &call_form(early));
        for (field, typed, words) in [
            ("note", "あ".repeat(101), "100文字までに"),
            ("day", "2026-11-19".to_owned(), "これからの日"),
            ("day", "2026-12-21".to_owned(), "30日先までの日"),
        ] {
            let page = blank.clone().with(field, &typed).send(&browser).await;
            assert_eq!(page.status, 422, "{field}: {}", page.html);
            assert_sound(field, &page.html);
            assert!(page.says(words) && Form::on(&page.html, &call_form(early)).says(field) == typed, "{}", page.html);
        }
        for path in ["/today?day=2027-11-20", "/today?day=x", "/today/paper?day=0001-01-01"] {
            assert_eq!(browser.look(path).await.status, 404, "{path}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_wrong_number_has_the_agency_asked_how_it_is_reached(world) {
        let world = world.seeded().await;
        let id = resource(704);
        let mut facts = office_in(code("272078"), ResourceKind::PeerGroup, "かわった会");
        facts.phones = vec![Phone::published(line("072-000-0001"))];
        facts.hours = fine(Hours::parse("月-金 9:00-18:00"));
        register(&world, id, facts, Profile::default()).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &supporter(&world, "haruka").await);
        plan(&browser, id, "").await;
        let page = browser.look("/today").await;
        assert!(page.html.contains("value=\"wrong_number\""), "{}", page.html);
        let form = Form::on(&page.html, "/today/mark").with("mark", "wrong_number");
        assert_eq!(form.send(&browser).await.leads_to.as_deref(), Some("/today"));
        let page = browser.look("/today").await;
        assert_sound("a day with a wrong number", &page.html);
        assert!(page.says("番号がちがった（きょう 10:00）"), "{}", page.html);
        let standings = fine(world.store.inquiry_standings(&[id]).await);
        let reopened = standings.get(&id).map(|one| one.reopened.clone()).unwrap_or_default();
        let reopened: Vec<_> = reopened.iter().map(|one| (one.group, one.because)).collect();
        assert_eq!(reopened, [(FieldGroup::Contact, StaleBecause::WrongNumber)]);
        let ways = fine(world.store.astray_ways(&[id]).await);
        assert_eq!(ways.get(&id).map(Vec::len), Some(1), "it is phoned last from now on");
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_left_over_is_carried_to_today_by_whoever_wants_it(world) {
        let world = world.seeded().await;
        let [late, early, _] = town(&world).await;
        let server = world.serve().await;
        world.clock.set(japan("2026-11-19", "22:00"));
        let haruka = supporter(&world, "haruka").await;
        let browser = browser_of(&server, &haruka);
        for id in [late, early] {
            plan(&browser, id, "").await;
        }
        let found = fine(fine(world.app.call_day(&haruka.principal, None).await));
        let done = found.open.iter().find(|view| view.call.resource == early).expect("it was planned");
        fine(fine(world.app.mark_call(&writer(&haruka), done.call.id, CallMark::Reached).await));

        world.clock.set(japan("2026-11-20", "9:30"));
        let page = browser.look("/today").await;
        assert!(page.says("まだ入っていません") && page.says("前の日に のこった電話"), "{}", page.html);
        assert!(page.says("おそくまでの会（きのう）") && !page.says("はやじまいの会"), "what was done is over: {}", page.html);
        Form::on(&page.html, "/today/carry").send(&browser).await;
        let page = browser.look("/today").await;
        assert!(page.says("いま電話できる（1）") && !page.says("のこった電話"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_list_is_its_owners_alone_and_the_log_keeps_nothing_of_it(world) {
        let world = world.seeded().await;
        let [late, early, _] = town(&world).await;
        let server = world.serve().await;
        let (haruka, minori) = (supporter(&world, "haruka").await, supporter(&world, "minori").await);
        let browser = browser_of(&server, &haruka);
        plan(&browser, late, NOTE).await;
        let page = browser.look("/today").await;
        let other = browser_of(&server, &minori);
        assert!(other.look("/today").await.says("まだ入っていません"));
        let form = Form::on(&page.html, "/today/mark").with("mark", "reached");
        assert_eq!(form.send(&other).await.status, 404, "somebody else's call and a missing one look the same");
        let drop = Form::on(&page.html, "/today/drop");
        assert_eq!(drop.send(&other).await.status, 404);
        assert!(browser.look("/today").await.says("いま電話できる（1）"));

        // Whoever helps nobody as their work has no list.
        let hinata = somebody(&world.app, Standing::Person, "hinata").await;
        let person = browser_of(&server, &hinata);
        for path in ["/today", "/today/paper", &call_form(late)] {
            assert_eq!(person.look(path).await.status, 403, "{path}");
        }
        let page = person.look(&format!("/resources/{late}")).await;
        assert!(!page.says("きょう電話する"), "{}", page.html);
        let refused = fine(world.app.plan_call(&writer(&hinata), new(late, None)).await);
        assert_eq!(refused, Err(CallRefusal::NotAllowed(Decision::Refused)));

        // Only the list itself says whom, and what about stands sealed there.
        fine(fine(world.app.plan_call(&writer(&haruka), new(early, None)).await));
        let history = world.store.history_of(Subject::Account(haruka.id), 100);
        let history = opened(fine(history.await));
        assert!(!history.is_empty(), "that something was done is on record");
        for (table, rows) in contents(&world, &[]).await {
            assert!(!rows.iter().any(|row| row.contains(NOTE)), "{table}");
        }
        let id = late.uuid().simple().to_string();
        let told = contents(&world, &[]).await;
        for table in ["act", "change"] {
            let about_calls = told[table].iter().filter(|row| row.contains("planned_call") || row.contains("plan_call"));
            let text = about_calls.map(|row| row.to_lowercase().replace('-', "")).collect::<String>();
            assert!(!text.is_empty() && !text.contains(&id), "{table}: {text}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_call_is_forgotten_a_month_after_its_day(world) {
        let world = world.seeded().await;
        let [late, ..] = town(&world).await;
        let haruka = supporter(&world, "haruka").await;
        for on in ["2026-11-20", "2026-11-21"] {
            fine(fine(world.app.plan_call(&writer(&haruka), new(late, Some(on))).await));
        }
        let kept = async || contents(&world, &[]).await["planned_call"].len();
        world.clock.set(japan("2026-12-20", "10:00"));
        fine(world.app.clean_up().await);
        assert_eq!(kept().await, 2, "thirty days are not over");
        world.clock.pass(TimeDelta::days(1));
        fine(world.app.clean_up().await);
        assert_eq!(kept().await, 1);
    }
}

on_every_database! {
    async fn a_supporter_takes_the_day_along_on_one_sheet(world) {
        let world = world.seeded().await;
        let [late, early, afternoon] = town(&world).await;
        let server = world.serve().await;
        let haruka = supporter(&world, "haruka").await;
        let browser = browser_of(&server, &haruka);
        for id in [late, early, afternoon] {
            plan(&browser, id, NOTE).await;
        }
        assert!(browser.look("/today").await.says("/today/paper?day=2026-11-20"));
        let page = browser.look("/today/paper?day=2026-11-20").await;
        assert_eq!((page.status, page.kind.as_str(), page.kept.as_str()), (200, "application/pdf", "no-store"));
        assert!(page.html.starts_with("%PDF-") && page.disposition.contains("calls.pdf"), "{}", page.disposition);
        // A day without calls is a sheet too.
        assert_eq!(browser.look("/today/paper?day=2026-11-21").await.status, 200);
        let stranger = Browser::at(&server).look("/today/paper").await;
        assert_eq!(stranger.leads_to.as_deref(), Some("/sign-in?next=%2Ftoday%2Fpaper"));
        server.stop().await;
    }
}
