//! Staff and the person look at everything of a case and send every form of it. What is on those pages is for them
//! alone; what must not hold it is whatever goes elsewhere: addresses and names of files, which stay in browsers and
//! in the logs of machines between, the log of renkei, tables that stand unsealed, and sheets that others see.

use renkei_domain::ids::CaseId;
use renkei_tests::browser::{Browser, Page, packed};
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;
use renkei_tests::schema::contents;
use renkei_tests::server::Server;
use renkei_web::routes::{Route, SampleBody, TABLE, Who};
use reqwest::Method;

use super::planted::{CANARY, TABLES, plant_case};
use super::{assert_tells_nothing, heard, words_of};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::{attribute, tags};
use crate::record::fine;

/// Where a tag says where it leads.
const LEADING: [&str; 5] = ["href", "src", "action", "formaction", "srcset"];

/// The parts of a case, and how they are looked at.
const PARTS: [&str; 9] = [
    "person",
    "bind",
    "stage",
    "keeper",
    "end",
    "employment",
    "team",
    "emergency",
    "note",
];

/// Words of a case that no sheet of its team tells.
const NOT_FOR_THE_TEAM: [&str; 8] = [
    "client", "topic", "employer", "note", "doctor", "seizure", "witness", "danger",
];

/// The addresses of whoever is signed in that are about this case, or about cases.
fn about_a_case(case: CaseId) -> Vec<(&'static Route, String)> {
    let routes = TABLE.iter().filter(|route| route.who == Who::SignedIn);
    let own = routes.filter(|route| {
        route.pattern.starts_with("/cases") || route.pattern.starts_with("/my/cases")
    });
    let with_parts = own.flat_map(|route| {
        let sample = (route.sample)();
        let parts = route.pattern.split('/').zip(sample.split('/'));
        let parts = parts.map(|(part, example)| match part {
            "{id}" => case.to_string(),
            _ => example.to_owned(),
        });
        let address = parts.collect::<Vec<_>>().join("/");
        if route.pattern.ends_with("/edit/{part}") {
            let parts = PARTS.iter();
            parts
                .map(|part| {
                    (
                        route,
                        address.replace("/edit/note", &format!("/edit/{part}")),
                    )
                })
                .collect::<Vec<_>>()
        } else {
            vec![(route, address)]
        }
    });
    with_parts.collect()
}

/// Nothing that leads anywhere holds the word.
fn assert_leads_nowhere(what: &str, page: &Page) {
    assert!(page.status < 500, "{what} answers {}", page.status);
    assert_tells_nothing(what, page.leads_to.as_deref().unwrap_or_default());
    assert_tells_nothing(what, &page.disposition);
    if !page.kind.starts_with("text/html") {
        return;
    }
    for tag in tags(&page.html) {
        let said = LEADING.iter().filter_map(|name| attribute(&tag, name));
        // Whoever presses a number phones, and asks no other machine.
        for address in said.filter(|said| !said.starts_with("tel:") && !said.starts_with("mailto:"))
        {
            assert_tells_nothing(what, address);
        }
    }
}

/// Opens everything of a case, then sends each form of it with something private in every field.
async fn go_everywhere(browser: &Browser, case: CaseId) -> usize {
    let mut opened = 0;
    let addresses = about_a_case(case);
    for (_, address) in addresses
        .iter()
        .filter(|(route, _)| route.method == Method::GET)
    {
        let page = browser.look(address).await;
        opened += usize::from(page.status == 200);
        assert_leads_nowhere(address, &page);
    }
    for (route, address) in addresses
        .iter()
        .filter(|(route, _)| route.method == Method::POST)
    {
        let Some(SampleBody::Form(fields)) = route.body else {
            continue;
        };
        let names = fields
            .split('&')
            .filter_map(|field| field.split('=').next());
        let typed = format!("{CANARY}typed");
        let others = [
            "name",
            "agency_name",
            "witness",
            "helper",
            "employer",
            "contact",
        ];
        let fields: Vec<(&str, &str)> = names
            .chain(others)
            .filter(|name| !name.is_empty())
            .map(|name| (name, typed.as_str()))
            .collect();
        let page = browser
            .sent(Method::POST, address, &[], Some(packed(&fields)))
            .await;
        assert_leads_nowhere(address, &page);
    }
    opened
}

/// The words of a sheet, and the name of its file.
async fn on_paper(server: &Server, who: &Somebody, address: &str) -> String {
    let asked = server.visitor().request(Method::GET, address);
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200, "{address}");
    let named = answer.headers().get("content-disposition");
    let named = format!("{named:?}");
    assert_tells_nothing(address, &named);
    words_of(&fine(answer.bytes().await))
}

on_every_database! {
    async fn what_a_case_tells_stands_in_no_address_no_plain_table_and_no_line_of_the_log(world) {
        let heard = heard::listen();
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, person, case) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        // What somebody was typing when their session ended.
        for form in [format!("/cases/{case}/edit/note"), format!("/cases/{case}/consents/ask")] {
            fine(world.app.keep_draft(&staff.secret, &form, &format!("said={CANARY}draft")).await);
        }
        let server = world.serve().await;
        let desk = browser_of(&server, &staff);
        let found = desk.send("/cases/find", &[("who", &format!("{CANARY}client"))]).await;
        assert!(found.says(CANARY) && found.html.contains(&case.to_string()), "{}", found.html);
        assert_leads_nowhere("what was found", &found);
        let opened = go_everywhere(&desk, case).await;
        assert!(opened >= 15, "only {opened} pages of the case were there");
        let opened = go_everywhere(&browser_of(&server, &person), case).await;
        assert!(opened >= 4, "only {opened} pages of the person were there");
        // A stranger is led to the sign-in and from there back.
        for (_, address) in about_a_case(case) {
            assert_leads_nowhere(&address, &Browser::at(&server).look(&address).await);
        }
        server.stop().await;

        let digits: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
        for (table, rows) in contents(&world, &[]).await {
            let holds = |row: &String| row.contains(CANARY) || row.to_lowercase().contains(&digits);
            let may = TABLES.contains(&table.as_str());
            assert!(may || !rows.iter().any(holds), "{table} tells what it should hide");
        }
        assert_tells_nothing("the log", &heard.lines());
    }
}

on_every_database! {
    async fn whoever_sees_a_sheet_of_a_team_learns_nothing_else_of_the_case(world) {
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, _, case) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let server = world.serve().await;
        let team = on_paper(&server, &staff, &format!("/cases/{case}/paper/team")).await;
        assert!(team.contains(CANARY), "the team stands on it: {team}");
        for word in NOT_FOR_THE_TEAM {
            assert!(!team.contains(&format!("{CANARY}{word}")), "{word}: {team}");
        }
        let emergency = on_paper(&server, &staff, &format!("/cases/{case}/paper/emergency")).await;
        assert!(emergency.contains(CANARY), "what helps stands on it: {emergency}");
        for word in ["topic", "employer", "note", "witness", "danger", "client-address", "client-mail"] {
            assert!(!emergency.contains(&format!("{CANARY}{word}")), "{word}: {emergency}");
        }
        server.stop().await;
    }
}
