//! A coordinator without a terminal imports in the browser: an own list from Excel, a file of WAM NET. What
//! cannot be used is said in Japanese, and a whole import is taken back.

mod decided;
mod kept;
mod neighbours;
mod refused;
mod sealed;
mod slow;
mod twice;
mod undecided;
mod undone;

use renkei_app::Caller;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::published::town;
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::look::{acts, last_act, names};
use super::others::workbook_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// The network of these stories.
fn network() -> NetworkId {
    NetworkId::from_uuid(Uuid::from_u128(3))
}

/// Where its 事務局 hands files in.
fn desk_path() -> String {
    format!("/networks/{}/import", network())
}

/// A network that looks after 高槻市 and 島本町.
async fn region(world: World) -> World {
    let world = world.with_towns().await;
    let area = vec![town("27207"), town("27301")];
    let founded = world
        .app
        .found_network(Caller::COMMAND, network(), line("網"), area);
    fine(fine(founded.await));
    world
}

/// Somebody at its desk, and their browser.
async fn coordinator(world: &World, server: &Server) -> (Somebody, Browser) {
    let who = somebody(&world.app, Standing::Coordinator(network()), "minato").await;
    let browser = Browser::at(server);
    browser.keep(Some(who.secret.as_str().to_owned()));
    (who, browser)
}

/// Hands a file in that is taken, and says under which address it stands.
async fn handed_in(browser: &Browser, dataset: &str, name: &str, bytes: &[u8]) -> String {
    let fields = [("dataset", dataset)];
    let page = browser.send_file(&desk_path(), &fields, name, bytes).await;
    assert_eq!(page.status, 303, "{}", page.html);
    page.leads_to.unwrap_or_default()
}

/// Keeps a list for a network, handed in by somebody of its desk; nobody has imported it yet.
pub(crate) async fn kept_list(
    world: &World,
    who: &Somebody,
    network: NetworkId,
    name: &str,
) -> UploadId {
    let mut file = fine(fine(
        world.app.receive_upload(&who.principal, network).await,
    ));
    let list = "名称,電話\nうたう会,072-000-0001\n";
    fine(file.take(list.as_bytes()).await);
    let writer = by_page(&who.principal);
    let kept = world.app.keep_upload(&writer, file, name, Dataset::List);
    fine(fine(kept.await))
}

/// Imports a list that somebody of the desk hands in; it brings one agency.
pub(crate) async fn imported_list(world: &World, who: &Somebody, name: &str) -> UploadId {
    let upload = kept_list(world, who, network(), name).await;
    let server = world.serve().await;
    let browser = Browser::at(&server);
    browser.keep(Some(who.secret.as_str().to_owned()));
    let file = format!("{}/{upload}", desk_path());
    let chosen = [
        ("c0", "name"),
        ("c1", "phone"),
        ("kind", "leisure_resource"),
        ("place", "272078"),
    ];
    browser.submit(&format!("{file}/columns"), &chosen).await;
    imported(&browser, &file).await;
    server.stop().await;
    upload
}

/// Starts an import and waits for its report.
async fn imported(browser: &Browser, file: &str) -> Page {
    let started = browser.send(&format!("{file}/start"), &[]).await;
    assert_eq!(started.status, 303, "{}", started.html);
    until("the import ends", async || {
        browser.look(file).await.says("取り込みの報告")
    })
    .await;
    let report = browser.look(file).await;
    assert_sound("a report", &report.html);
    report
}

/// The value of a hidden field.
fn hidden(page: &Page, name: &str) -> String {
    let after = page.html.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let value = after.and_then(|after| after.split('"').next());
    value
        .unwrap_or_else(|| panic!("no {name} in {}", page.html))
        .to_owned()
}

/// Takes an import back, as the page offers it.
async fn taken_back(browser: &Browser, file: &str) -> Page {
    let path = format!("{file}/undo");
    let plan = browser.look(&path).await;
    assert_sound("a plan", &plan.html);
    let (once, left) = (hidden(&plan, "once"), hidden(&plan, "left"));
    browser
        .send(&path, &[("once", &once), ("left", &left)])
        .await
}

/// What stands beside a word in a list of facts.
fn fact(page: &Page, word: &str) -> String {
    let after = page.html.split(&format!("<dt>{word}</dt><dd>")).nth(1);
    let value = after.and_then(|after| after.split('<').next());
    value
        .unwrap_or_else(|| panic!("no {word} in {}", page.html))
        .to_owned()
}

on_every_database! {
    async fn a_coordinator_imports_a_list_from_excel_and_takes_it_back(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (who, browser) = coordinator(&world, &server).await;
        let desk = browser.look(&desk_path()).await;
        assert!(desk.says("まだ何も取り込んでいません"), "{}", desk.html);
        assert_sound("the desk", &desk.html);
        let before = (names(&world).await, acts(&world).await);

        let list = workbook_of(&[
            ["サークル", "どんな", "でんわ", "ところ", "人数"],
            ["うたう会", "余暇", "072-000-0001", "高槻市城北町1-1", "20"],
            ["よむ会", "余暇", "0720000002", "島本町広瀬1-1", ""],
            ["遠くの会", "余暇", "06-6000-0001", "茨木市駅前1-1", ""],
        ]);
        let file = handed_in(&browser, "list", "田中/一覧.xlsx", &list).await;
        let columns = browser.open(&file).await;
        assert!(columns.says("どの列が何ですか") && columns.says("うたう会"), "{}", columns.html);
        assert!(columns.says("一覧.xlsx") && !columns.says("田中"), "{}", columns.html);
        assert_sound("the columns", &columns.html);
        let path = format!("{file}/columns");
        let nameless = browser.send(&path, &[("c3", "address")]).await;
        assert_eq!(nameless.status, 422);
        assert!(nameless.says("「名称」の列を1つ"), "{}", nameless.html);
        assert!(nameless.says("<option value=\"address\" selected>"), "what was chosen stays");
        let chosen = [
            ("c0", "name"), ("c1", "kind"), ("c2", "phone"), ("c3", "address"), ("c4", "capacity"),
        ];
        let preview = browser.submit(&path, &chosen).await;
        assert!(preview.says("名簿に入る行: 2行"), "{}", preview.html);
        assert!(preview.says("うたう会") && preview.says("よむ会") && !preview.says("遠くの会"));
        assert!(preview.says("新しく入る 2件・内容がかわる 0件・そのまま 0件"), "{}", preview.html);
        assert!(preview.says("先頭の0が失われた番号"), "what was noticed is told with the row");
        assert_sound("the preview", &preview.html);
        assert_eq!((names(&world).await, acts(&world).await), before, "looking changes nothing");

        let report = imported(&browser, &file).await;
        assert_eq!(fact(&report, "読んだ行"), "3");
        assert_eq!(fact(&report, "新しく入れた機関"), "2");
        assert_eq!(names(&world).await, ["うたう会", "よむ会"]);
        let act = last_act(&world).await.act;
        assert_eq!(act.actor, renkei_domain::record::Actor::Account(who.id));
        let csv = browser.look(&format!("{file}/report.csv")).await;
        assert!(csv.html.starts_with("\u{feff}\"行\"") && csv.says("先頭の0が失われた番号"), "{}", csv.html);
        let json = browser.look(&format!("{file}/report.json")).await;
        let json: serde_json::Value = fine(serde_json::from_str(&json.html));
        assert_eq!((json["rows_read"].as_u64(), json["created"].as_u64()), (Some(3), Some(2)));
        assert_eq!(browser.send(&format!("{file}/start"), &[]).await.status, 303);
        assert_eq!(acts(&world).await, before.1 + 1, "pressing twice imports once");

        let plan = browser.look(&format!("{file}/undo")).await;
        assert_eq!(fact(&plan, "名簿から消える機関（この取り込みで入ったもの）"), "2");
        let done = taken_back(&browser, &file).await;
        assert_eq!(done.leads_to.as_deref(), Some(file.as_str()), "{}", done.html);
        assert_eq!(names(&world).await, before.0);
        assert!(browser.look(&file).await.says("この取り込みを取り消しました"));
        let again = browser.look(&format!("{file}/undo")).await;
        assert!(again.says("この取り込みは もう取り消しました") && !again.says("name=\"left\""));
        let last = last_act(&world).await.act;
        assert_eq!(last.purpose, renkei_domain::record::Purpose::UndoImport);
        let sources = browser.look("/sources").await;
        assert!(sources.says("に取り消した"), "{}", sources.html);

        // What was taken back can come in again, and is new again.
        let file = handed_in(&browser, "list", "一覧.xlsx", &list).await;
        browser.submit(&format!("{file}/columns"), &chosen).await;
        assert_eq!(fact(&imported(&browser, &file).await, "新しく入れた機関"), "2");
        server.stop().await;
    }
}

on_every_database! {
    async fn what_a_newer_list_would_change_is_foreseen_as_it_then_happens(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let list = |rows: &[[&str; 3]]| {
            let head = [["名称", "電話", "住所"]];
            let lines = head.iter().chain(rows).map(|row| row.join(","));
            lines.collect::<Vec<_>>().join("\n")
        };
        let chosen = [("c0", "name"), ("c1", "phone"), ("c2", "address"), ("kind", "leisure_resource")];
        let (sing, read) = (["うたう会", "072-000-0001", "高槻市城北町1-1"], ["よむ会", "072-000-0002", "島本町広瀬1-1"]);
        let file = handed_in(&browser, "list", "a.csv", list(&[sing, read]).as_bytes()).await;
        browser.submit(&format!("{file}/columns"), &chosen).await;
        imported(&browser, &file).await;

        let moved = ["よむ会", "072-000-0099", "島本町広瀬1-1"];
        let new = ["おどる会", "072-000-0003", "高槻市桃園町2-1"];
        let file = handed_in(&browser, "list", "b.csv", list(&[sing, moved, new]).as_bytes()).await;
        let before = (names(&world).await, acts(&world).await);
        let preview = browser.submit(&format!("{file}/columns"), &chosen).await;
        assert!(preview.says("新しく入る 1件・内容がかわる 1件・そのまま 1件"), "{}", preview.html);
        assert_sound("what is foreseen", &preview.html);
        assert_eq!((names(&world).await, acts(&world).await), before, "looking changes nothing");
        let report = imported(&browser, &file).await;
        assert_eq!(fact(&report, "新しく入れた機関"), "1");
        assert_eq!(names(&world).await.len(), 3);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_list_without_addresses_comes_in_for_the_municipality_that_was_chosen(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let (_, browser) = coordinator(&world, &server).await;
        let list = "名称,電話\nうたう会,072-000-0001\n".as_bytes();
        let file = handed_in(&browser, "list", "list.csv", list).await;
        let path = format!("{file}/columns");
        let chosen = [("c0", "name"), ("c1", "phone"), ("kind", "leisure_resource")];
        let preview = browser.submit(&path, &chosen).await;
        assert!(preview.says("名簿に入る行: 0行"), "{}", preview.html);
        assert!(preview.says("市区町村がわからないので取り込みません"), "{}", preview.html);
        let place = [chosen.as_slice(), &[("place", "272078")]].concat();
        let preview = browser.submit(&path, &place).await;
        assert!(preview.says("名簿に入る行: 1行"), "{}", preview.html);
        imported(&browser, &file).await;
        assert_eq!(names(&world).await, ["うたう会"]);
        server.stop().await;
    }
}
