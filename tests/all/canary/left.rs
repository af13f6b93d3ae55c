//! What leaves by paper, as a report, to a calendar, as a file, by a link and to a program, each taken where the word stands
//! beside it.

use std::collections::BTreeSet;

use renkei_app::map::share::{ShareForm, ShareTo};
use renkei_app::people::calls::plan::NewCall;
use renkei_app::writer::Writer;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::consent::InformationCategory;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::people::Standing;
use renkei_domain::record::Source;
use renkei_tests::World;
use renkei_tests::browser::Browser;
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, by_page, somebody};
use reqwest::Method;

use super::planted::{CANARY, PUBLIC, plant_case, planted_resource};
use super::words_of;
use crate::letters::invited::demo;
use crate::record::fine;
use crate::webhooks::receiver::Receiver;
use crate::webhooks::{made, renamed};

/// The sheet that a colleague takes along who means to phone the entry: others know more of it than what
/// lies on a seat of a train.
pub(super) async fn on_a_sheet(world: &World) -> String {
    let haruka = somebody(&world.app, Standing::Coordinator(demo()), "haruka").await;
    let call = NewCall {
        resource: planted_resource(),
        day: None,
        purpose: ContactPurpose::Routine,
        note: None,
    };
    let desk = Writer::by(haruka.principal.clone(), Source::Page);
    fine(fine(world.app.plan_call(&desk, call).await));
    let server = world.serve().await;
    let asked = server.visitor().request(Method::GET, "/today/paper");
    let cookie = format!("__Host-renkei={}", haruka.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200);
    let words = words_of(&fine(answer.bytes().await));
    server.stop().await;
    assert!(words.contains(PUBLIC), "{words}");
    words
}

/// The handbook of the area that the entry serves, made by somebody who reads more of it than everybody.
pub(super) async fn in_a_handbook(world: &World, by: &Somebody) -> String {
    let server = world.serve().await;
    let address = format!("/networks/{}/handbook/paper?kind=peer_group", demo());
    let asked = server.visitor().request(Method::GET, &address);
    let cookie = format!("__Host-renkei={}", by.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200);
    let words = words_of(&fine(answer.bytes().await));
    server.stop().await;
    assert!(words.contains(PUBLIC), "{words}");
    words
}

/// The report of an own list, one of whose rows cannot be used, as both of its files.
pub(super) async fn in_a_report(world: &World, by: &Somebody) -> Vec<String> {
    let server = world.serve().await;
    let browser = Browser::at(&server);
    browser.keep(Some(by.secret.as_str().to_owned()));
    let private = format!("{CANARY}person,{CANARY}note,{CANARY}unused");
    let list = format!(
        "名称,電話,住所,担当者,備考,覚え\nことりの会,072-000-0009,高槻市城北町1-1,{private}\n,072-000-0010,高槻市城北町1-1,{private}\n"
    );
    let desk = format!("/networks/{}/import", demo());
    let fields = [("dataset", "list")];
    let page = browser
        .send_file(&desk, &fields, "list.csv", list.as_bytes())
        .await;
    let file = page.leads_to.unwrap_or_else(|| panic!("{}", page.html));
    let chosen = [
        ("c0", "name"),
        ("c1", "phone"),
        ("c2", "address"),
        ("c3", "person"),
        ("c4", "note"),
        ("c5", ""),
        ("kind", "leisure_resource"),
    ];
    browser.submit(&format!("{file}/columns"), &chosen).await;
    browser.send(&format!("{file}/start"), &[]).await;
    until("the import ends", async || {
        browser.look(&file).await.says("取り込みの報告")
    })
    .await;
    let mut files = Vec::new();
    for kind in ["csv", "json"] {
        let page = browser.look(&format!("{file}/report.{kind}")).await;
        assert_eq!(page.status, 200, "{kind}");
        files.push(page.html);
    }
    server.stop().await;
    files
}

/// What calendars of staff and of the person read of a case in which the word stands everywhere, without what they are to
/// tell: where people meet, and what a meeting of a network is about.
pub(super) async fn in_a_calendar(world: &World) -> Vec<String> {
    let members = fine(world.store.member_organizations(demo()).await);
    let (staff, own, _) = plant_case(world, members[0].0, ["nishi", "kita"]).await;
    let (theme, place) = (format!("{CANARY}theme"), format!("{CANARY}minutes-place"));
    let mut left = Vec::new();
    for who in [&staff, &own] {
        let desk = by_page(&who.principal);
        let made = world.app.make_feed(&desk, CalendarProgram::Google).await;
        let feed = world.app.read_feed(&fine(fine(made)).secret).await;
        let text = fine(fine(feed).ok_or("a feed")).text;
        // A long line goes on behind a space.
        let text = text.replace("\r\n ", "");
        assert!(text.contains(&place), "{text}");
        let entries = text.split("BEGIN:VEVENT");
        let entries = entries.filter(|entry| !entry.contains(&theme));
        left.push(entries.collect::<String>().replace(&place, ""));
    }
    left
}

/// The list of a search as a file, taken by somebody who reads more of it than everybody.
pub(super) async fn in_a_file(world: &World, by: &Somebody) -> Vec<String> {
    let server = world.serve().await;
    let browser = Browser::at(&server);
    browser.keep(Some(by.secret.as_str().to_owned()));
    let page = browser.look(&format!("/search.csv?q={PUBLIC}")).await;
    server.stop().await;
    assert!(
        page.status == 200 && page.html.contains(PUBLIC),
        "{}",
        page.html
    );
    vec![page.html]
}

/// What a map tells whoever has its address when its owner chose nothing but what every share tells.
const TOLD_BY_A_LINK: [&str; 8] = [
    "map-called",
    "map-friend",
    "map-affiliation",
    "map-about",
    "map-number",
    "map-when",
    "map-first-words",
    "map-quadrant",
];

/// What whoever has the address of a map reads beside that: nothing of the case of its owner, either.
pub(super) async fn behind_a_link(world: &World) -> Vec<String> {
    let members = fine(world.store.member_organizations(demo()).await);
    let (_, own, _) = plant_case(world, members[0].0, ["higashi", "minami"]).await;
    let (desk, form) = (
        by_page(&own.principal),
        ShareForm {
            to: ShareTo::Link,
            categories: BTreeSet::from([InformationCategory::Basic]),
            days: None,
        },
    );
    let shared = fine(fine(world.app.share_map(&desk, form).await));
    let secret = fine(shared.secret.ok_or("a link"));
    let server = world.serve().await;
    let (status, text) = server.visitor().read(&format!("/map/{secret}")).await;
    server.stop().await;
    assert!(
        status == 200 && text.contains(&format!("{CANARY}map-friend")),
        "{text}"
    );
    let told = TOLD_BY_A_LINK.iter();
    vec![told.fold(text, |text, word| {
        text.replace(&format!("{CANARY}{word}"), "")
    })]
}

/// What a program is told of the entry about which everything private is known, whose name changes.
pub(super) async fn to_a_program(world: &World) -> Vec<String> {
    let owner = somebody(&world.app, Standing::Operator, "sazanami").await;
    let receiver = Receiver::start().await;
    made(world, &owner, &receiver.address("/hook")).await;
    renamed(world, planted_resource(), &format!("{PUBLIC}（新）")).await;
    renkei::webhooks::round(&world.app, &receiver.settings(&["localhost"])).await;
    let got = receiver.got();
    assert_eq!(got.len(), 2, "a test and the change: {got:?}");
    got.iter().map(|one| format!("{one:?}")).collect()
}
