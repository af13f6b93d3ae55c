//! Lists as files: whoever sees a list takes it along as a spreadsheet, all of it and in the words of the page, and nobody
//! else does. What not everybody may read of it leaves its line.

mod histories;

use renkei_app::Caller;
use renkei_app::cases::open::NewCase;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::cases::case::About;
use renkei_domain::cases::person::Person;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::people::ContactPerson;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::proposal::{ProposalVerdict, ProposedField};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{ContactPersonId, NetworkId, ResourceId};
use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::clock::japan;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::published::cells;
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use reqwest::Method;
use uuid::Uuid;

use crate::audit::lines;
use crate::conference::series::planned;
use crate::conference::{a_slot, begun, stepped};
use crate::consent::{staff, two_agencies};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::long_lists::sheet_of;
use crate::markup::{assert_sound, links, plain};
use crate::migrations::{line, office, register, resource};
use crate::proposals::{decide_all, proposed};
use crate::record::fine;

/// The lines of a file below its header, by their cells.
fn rows(page: &Page) -> Vec<Vec<String>> {
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.kind.starts_with("text/csv"), "{}", page.kind);
    assert!(
        page.disposition.starts_with("attachment"),
        "{}",
        page.disposition
    );
    let text = page.html.trim_start_matches('\u{feff}');
    let mut records: Vec<String> = Vec::new();
    for line in text.lines() {
        match records.last_mut() {
            // A cell of several lines goes on.
            Some(open) if open.matches('"').count() % 2 == 1 => {
                open.push('\n');
                open.push_str(line);
            }
            _ => records.push(line.to_owned()),
        }
    }
    let rows = records.iter().skip(1).map(|record| cells(record));
    rows.collect()
}

/// The first cells of a sheet of a workbook that somebody takes.
async fn first_cells(server: &Server, who: &Somebody, (path, sheet): (&str, &str)) -> Vec<String> {
    let asked = server.visitor().request(Method::GET, path);
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200, "{path}");
    let sheet = sheet_of(fine(answer.bytes().await).to_vec(), sheet);
    sheet.into_iter().map(|row| row[0].clone()).collect()
}

/// A list from whose page both of its files are taken, as the rows of the one; the other has the same.
async fn taken(
    (server, who): (&Server, &Somebody),
    (page, sheet): (&str, &str),
) -> Vec<Vec<String>> {
    let browser = browser_of(server, who);
    let shown = browser.look(page).await;
    assert_sound(page, &shown.html);
    let ways = links(&shown.html);
    let way = |form: &str| {
        let is_file = |link: &&String| {
            link.split('?')
                .next()
                .is_some_and(|path| path.ends_with(form))
        };
        let found = ways.iter().find(is_file);
        plain(found.unwrap_or_else(|| panic!("{page} leads to no {form}: {}", shown.html)))
    };
    let rows = rows(&browser.look(&way("/csv")).await);
    let first: Vec<String> = rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(
        first_cells(server, who, (&way("/xlsx"), sheet)).await,
        first,
        "{page}"
    );
    rows
}

/// Nobody of these takes any of these files.
async fn refused(server: &Server, strangers: &[&Somebody], paths: &[String]) {
    for path in paths {
        for stranger in strangers {
            let status = browser_of(server, stranger).look(path).await.status;
            assert!([403, 404].contains(&status), "{path}: {status}");
        }
        let nobody = Browser::at(server).look(path).await;
        assert_eq!(nobody.status, 303, "{path} asks nobody to sign in");
    }
}

async fn desk(world: &World, name: &str) -> Somebody {
    somebody(&world.app, Standing::Coordinator(demo()), name).await
}

/// The desk of another network.
async fn desk_elsewhere(world: &World) -> Somebody {
    let elsewhere = NetworkId::from_uuid(Uuid::from_u128(9));
    let founded = world
        .app
        .found_network(Caller::COMMAND, elsewhere, line("となり網"), Vec::new());
    fine(fine(founded.await));
    somebody(&world.app, Standing::Coordinator(elsewhere), "sora").await
}

on_every_database! {
    async fn a_desk_takes_the_whole_list_of_whom_to_ask_along(world) {
        let world = world.seeded().await;
        world.clock.set(japan("2027-04-12", "10:00"));
        let minato = desk(&world, "minato").await;
        let sora = desk_elsewhere(&world).await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let server = world.serve().await;
        let list = format!("/networks/{}/upkeep", demo());
        for page in [list.clone(), format!("{list}?show=all")] {
            let shown = browser_of(&server, &minato).look(&page).await;
            let rows = taken((&server, &minato), (&page, "名簿の手入れ")).await;
            let total = format!("<p><span class=\"count\">{}</span>か所</p>", rows.len());
            assert!(shown.html.contains(&total), "{}: {}", rows.len(), shown.html);
            // More than stands on one page of it.
            assert!(rows.len() > 50, "{}", rows.len());
            assert!(rows.iter().all(|row| row.len() == 7 && !row[3].is_empty() && !row[6].is_empty()));
            let first = format!("<strong>{}</strong>", rows[0][6]);
            assert!(shown.says(&rows[0][0]) && shown.says(&first), "{:?}: {}", rows[0], shown.html);
        }
        let files = ["csv", "xlsx"].map(|form| format!("{list}/{form}"));
        refused(&server, &[&sora, &haruka], &files).await;
        server.stop().await;
    }
}

on_every_database! {
    async fn a_desk_takes_along_what_was_proposed_and_what_came_of_it_but_no_word_of_it(world) {
        const AGENCY: &str = "01932f00-0000-7002-8000-000000000001";
        let world = world.seeded().await;
        let agency: ResourceId = fine(AGENCY.parse());
        let minato = desk(&world, "minato").await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        fine(proposed(&world, agency, (ProposedField::Phone, "072-000-9999"), ("電話で聞いた", None)).await);
        decide_all(&world, &minato, ProposalVerdict::Unclear).await;
        fine(proposed(&world, agency, (ProposedField::Fax, "072-000-8888"), ("FAXが来た", None)).await);
        let server = world.serve().await;
        let rows = taken((&server, &minato), ("/proposals", "名簿の訂正の提案")).await;
        let states: Vec<[&str; 3]> = rows.iter().map(|row| [row[1].as_str(), &row[2], &row[3]]).collect();
        let day = "2026-11-20";
        assert_eq!(states, [[day, "待っている", ""], [day, "決めた", day]]);
        assert!(rows.iter().flatten().all(|cell| !cell.contains("072-000") && !cell.contains("聞いた")), "{rows:?}");
        let files = ["csv", "xlsx"].map(|form| format!("/proposals/{form}"));
        refused(&server, &[&haruka], &files).await;
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_sees_the_people_of_a_circle_takes_their_list_and_leaves_a_line(world) {
        let world = world.seeded().await;
        let minato = desk(&world, "minato").await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let yuki = somebody(&world.app, Standing::Person, "yuki").await;
        let server = world.serve().await;
        for (page, name, mail) in [
            (format!("/networks/{}/members", demo()), "minato さん", &minato.mail),
            (format!("/organizations/{here}/members"), "haruka さん", &haruka.mail),
        ] {
            let before = lines(&world).await.len();
            let rows = taken((&server, &minato), (&page, "メンバー")).await;
            let found = rows.iter().find(|row| row[0] == name);
            let found = found.unwrap_or_else(|| panic!("{name} is missing: {rows:?}"));
            assert_eq!((found[2].as_str(), found[3].as_str(), found[4].as_str()), (mail.as_str(), "2026-11-20", ""));
            // The page and either file.
            assert_eq!(lines(&world).await.len(), before + 3, "{page}");
            let files = ["csv", "xlsx"].map(|form| format!("{page}/{form}"));
            refused(&server, &[&yuki], &files).await;
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn staff_take_the_list_of_their_cases_as_it_stands_and_it_is_noted_as_the_page_is(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let minato = desk(&world, "minato").await;
        let opened = |name: &str| NewCase {
            lead: here,
            about: About::Person(Box::new(Person::named(line(name)))),
            topic: None,
            started_on: world.app.now().in_japan().date,
        };
        // More than stand on one page.
        for number in 0..52 {
            let new = opened(&format!("見本 本人{number}"));
            fine(fine(world.app.open_case(&by_page(&haruka.principal), new).await));
        }
        let server = world.serve().await;
        let before = lines(&world).await.len();
        let found = taken((&server, &haruka), ("/cases", "ケース")).await;
        assert_eq!(lines(&world).await.len(), before + 3, "the page and either file");
        assert_eq!(found.len(), 52);
        let is_listed = |row: &[String]| row[1].starts_with("見本 本人") && row[4] == "2026-11-20" && row[5].is_empty();
        assert!(found.iter().all(|row| is_listed(row)), "{found:?}");
        let ended = browser_of(&server, &haruka).look("/cases/csv?whose=own&course=ended").await;
        assert!(rows(&ended).is_empty(), "{}", ended.html);
        // Whoever works elsewhere has none of them.
        let theirs = browser_of(&server, &sora).look("/cases/csv?whose=all").await;
        assert!(rows(&theirs).iter().all(|row| !row[1].starts_with("見本 本人")), "{}", theirs.html);
        refused(&server, &[&minato], &["/cases/csv".to_owned(), "/cases/xlsx".to_owned()]).await;
        server.stop().await;
    }
}

on_every_database! {
    async fn staff_take_the_conferences_that_are_not_over_along_and_it_is_noted_as_the_page_is(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let minato = desk(&world, "minato").await;
        let new = NewCase {
            lead: here,
            about: About::Person(Box::new(Person::named(line("見本 本人")))),
            topic: None,
            started_on: world.app.now().in_japan().date,
        };
        let case = fine(fine(world.app.open_case(&by_page(&haruka.principal), new).await)).0;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let server = world.serve().await;
        let before = lines(&world).await.len();
        let found = taken((&server, &haruka), ("/conferences", "会議")).await;
        assert_eq!(lines(&world).await.len(), before + 3, "the page and either file");
        let [row] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!([&row[3], &row[5], &row[6], &row[7]], ["見本 本人 さん", "2026-12-04", "15:00", "haruka さん"]);
        // Whoever works elsewhere has none of them.
        let theirs = browser_of(&server, &sora).look("/conferences/csv?whose=all").await;
        assert!(rows(&theirs).iter().all(|row| !row[3].contains("見本 本人")), "{}", theirs.html);
        refused(&server, &[&minato], &["csv", "xlsx"].map(|form| format!("/conferences/{form}"))).await;
        server.stop().await;
    }
}

on_every_database! {
    async fn a_member_takes_the_meetings_of_the_network_along(world) {
        let world = world.seeded().await;
        let minato = desk(&world, "minato").await;
        let sora = desk_elsewhere(&world).await;
        let server = world.serve().await;
        let list = format!("/networks/{}/meetings", demo());
        let browser = browser_of(&server, &minato);
        planned(&browser).await;
        let shown = browser.look(&list).await;
        let rows = taken((&server, &minato), (&list, "ネットワークの会議")).await;
        assert_eq!(rows.len(), 1, "{rows:?}");
        // Of a group the page says neither kind nor what it belongs to by itself.
        for row in &rows {
            assert!(shown.says(&row[0]) && shown.says(&row[2]) && shown.says(&row[3]), "{row:?}: {}", shown.html);
        }
        let files = ["csv", "xlsx"].map(|form| format!("{list}/{form}"));
        refused(&server, &[&sora], &files).await;
        server.stop().await;
    }
}

/// An agency that is reached by phone, where somebody of a network is to be asked for.
async fn with_somebody_to_ask(world: &World) {
    let person = ContactPerson {
        id: ContactPersonId::from_uuid(Uuid::from_u128(77)),
        network: demo(),
        name: line("見本 たずねる人"),
        kana: None,
        role: None,
        title: None,
        phone: None,
        email: None,
    };
    let way = ContactWay {
        channel: Channel::Phone,
        person: Some(person.id),
        ask_for: None,
        desk: Some(line("相談の窓口")),
        hours: None,
        etiquette: None,
    };
    let profile = Profile {
        contact_persons: vec![person],
        contact_policy: ContactPolicy {
            rules: vec![ContactRule {
                purpose: None,
                sender: None,
                ways: vec![way],
                do_not: Vec::new(),
            }],
            never: vec![line("いきなり訪ねない")],
            note: None,
        },
        ..Profile::default()
    };
    let facts = ResourceFacts {
        phones: vec![Phone::published(line("072-000-0001"))],
        hours: fine(Hours::parse("月-金 9:00-17:00")),
        ..office(ResourceKind::PeerGroup, "ひとをたずねる会")
    };
    register(world, resource(77), facts, profile).await;
}

on_every_database! {
    async fn a_member_finds_in_the_file_of_a_list_what_its_page_shows_them(world) {
        const ASKED: &str = "q=%E3%81%B2%E3%81%A8%E3%82%92%E3%81%9F%E3%81%9A%E3%81%AD%E3%82%8B%E4%BC%9A";
        let world = world.seeded().await;
        with_somebody_to_ask(&world).await;
        let minato = desk(&world, "minato").await;
        let server = world.serve().await;
        let (member, anybody) = (browser_of(&server, &minato), Browser::at(&server));
        let ask = "相談の窓口";
        for browser in [&member, &anybody] {
            let before = lines(&world).await.len();
            let page = browser.look(&format!("/search?{ASKED}")).await;
            assert!(page.says(&format!("<p>{ask} あて</p>")), "{}", page.html);
            let on_page = lines(&world).await.len() - before;
            let file = browser.look(&format!("/search.csv?{ASKED}")).await;
            let of_file = lines(&world).await.len() - before - on_page;
            assert_eq!(on_page, of_file);
            assert!(!file.html.contains("見本 たずねる人"), "{}", file.html);
            let head: Vec<String> = file.html.trim_start_matches('\u{feff}').lines().take(1).flat_map(cells).collect();
            let rows = rows(&file);
            let [row] = rows.as_slice() else { panic!("{rows:?}") };
            let cell = |column: &str| {
                let place = head.iter().position(|known| known == column);
                row[place.unwrap_or_else(|| panic!("no {column}: {head:?}"))].as_str()
            };
            assert_eq!(cell("連絡のあて先"), ask);
            assert_eq!(cell("しないでほしいこと"), "いきなり訪ねない");
            assert!(cell("連絡のしかた").starts_with("2026年11月20日(金) 10:00時点 いま: 電話"), "{row:?}");
        }
        server.stop().await;
    }
}
