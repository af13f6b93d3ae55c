//! Staff and the person look at everything of a case and send every form of it. What is on those pages is for them
//! alone; what must not hold it is whatever goes elsewhere: addresses and names of files, which stay in browsers and
//! in the logs of machines between, the log of renkei, tables that stand unsealed, and sheets that others see.

mod called;
mod given;
mod named;

use std::collections::BTreeSet;

use renkei_tests::browser::{Browser, Page, packed};
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;
use renkei_tests::schema::contents;
use renkei_tests::server::Server;
use renkei_web::routes::SampleBody;
use reqwest::Method;

use self::named::Named;
use super::planted::{CANARY, TABLES, plant_case};
use super::{assert_tells_nothing, heard, words_of};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::{attribute, links, tags};
use crate::record::fine;

/// Pages that are not there by their address alone, each with the story that looks at it.
const LATER: [(&str, &str); 3] = [
    ("/cases/{id}/erase", "consent/over.rs"),
    ("/cases/{id}/hold", "cases/overdue.rs"),
    // It asks of whom an answer was heard.
    (
        "/cases/{id}/conferences/{conference}/poll/answer",
        "conference/poll_pages.rs",
    ),
];

/// Where a tag says where it leads.
const LEADING: [&str; 5] = ["href", "src", "action", "formaction", "srcset"];

/// Words of a case that no sheet of its team tells.
const NOT_FOR_THE_TEAM: [&str; 8] = [
    "client", "topic", "employer", "note", "doctor", "seizure", "witness", "danger",
];

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

/// Opens everything of a case, and what links of it lead to with a question behind the address; says which patterns
/// of the route table were there.
async fn look_everywhere(browser: &Browser, named: &Named) -> BTreeSet<&'static str> {
    let mut shown = BTreeSet::new();
    let mut asked = BTreeSet::new();
    for (route, address) in named.addresses() {
        if route.method != Method::GET {
            continue;
        }
        let page = browser.look(&address).await;
        assert_leads_nowhere(&address, &page);
        if page.status != 200 {
            continue;
        }
        shown.insert(route.pattern);
        if page.kind.starts_with("text/html") {
            let further = links(&page.html).into_iter();
            asked.extend(further.filter(|link| link.starts_with("/cases/") && link.contains('?')));
        }
    }
    for address in asked {
        assert_leads_nowhere(&address, &browser.look(&address).await);
    }
    shown
}

/// Sends every form of a case: with something private in every field, and once more with what its ids name.
async fn send_everywhere(browser: &Browser, named: &Named) {
    let typed = format!("{CANARY}typed");
    let others = [
        "name",
        "agency_name",
        "witness",
        "helper",
        "employer",
        "contact",
    ];
    let mut forms = named.addresses();
    forms.retain(|(route, _)| route.method == Method::POST);
    // Whoever left a case sends none of its other forms.
    forms.sort_by_key(|(route, _)| route.pattern.ends_with("/leave"));
    for (route, address) in forms {
        let Some(SampleBody::Form(fields)) = route.body else {
            continue;
        };
        let names = fields
            .split('&')
            .filter_map(|field| field.split('=').next())
            .filter(|name| !name.is_empty());
        let everything: Vec<(&str, &str)> = names
            .chain(others)
            .map(|name| (name, typed.as_str()))
            .collect();
        let meant: Vec<(&str, &str)> = everything
            .iter()
            .map(|&(name, typed)| (name, named.in_field(name).unwrap_or(typed)))
            .collect();
        for sent in [&everything, &meant] {
            let page = browser
                .sent(Method::POST, &address, &[], Some(packed(sent)))
                .await;
            assert_leads_nowhere(&address, &page);
        }
    }
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
        let named = Named::of(&world, &staff, case).await;
        // What somebody was typing when their session ended.
        for form in [format!("/cases/{case}/edit/note"), format!("/cases/{case}/consents/ask")] {
            fine(world.app.keep_draft(&staff.secret, &form, &format!("said={CANARY}draft")).await);
        }
        let server = world.serve().await;
        let desk = browser_of(&server, &staff);
        let found = desk.send("/cases/find", &[("who", &format!("{CANARY}client"))]).await;
        assert!(found.says(CANARY) && found.html.contains(&case.to_string()), "{}", found.html);
        assert_leads_nowhere("what was found", &found);
        let own = browser_of(&server, &person);
        let mut shown = look_everywhere(&desk, &named).await;
        let of_the_person = look_everywhere(&own, &named).await;
        assert!(of_the_person.len() >= 8, "only {of_the_person:?} were there for the person");
        shown.extend(of_the_person);
        for route in named::about_cases().filter(|route| route.method == Method::GET) {
            let pattern = route.pattern;
            let is_later = LATER.iter().any(|(later, _)| *later == pattern);
            assert!(is_later || shown.contains(pattern), "nobody looked at {pattern}: plant what it shows");
        }
        // What a file is called may name somebody, too.
        let kept = format!("/cases/{case}/consents/{}/evidence", named.consents[named.consents.len() - 1]);
        let scan = b"%PDF-1.4\n%%EOF";
        let page = desk.send_file(&kept, &[("once", "scan-1")], &format!("{CANARY}file.pdf"), scan).await;
        assert!(page.leads_to.is_some(), "{}", page.html);
        assert_leads_nowhere(&kept, &page);
        send_everywhere(&desk, &named).await;
        send_everywhere(&own, &named).await;
        // A stranger is led to the sign-in and from there back.
        for (_, address) in named.addresses() {
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
