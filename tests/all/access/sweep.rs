//! Whoever works at one organization tries every id of another, at every address of the route table, in every
//! field of every form, and by every question and change of the schema. Each answers as it does for an id that
//! exists nowhere: the same status, the same page, the same way on. Addresses and fields come from the route
//! table and the schema, so that a new one is tried too, or says here why nothing can be tried with it.

mod acts;
mod filled;
mod planted;
mod programs;

use std::collections::BTreeMap;

use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::somebody;
use renkei_tests::schema::contents;
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use renkei_web::routes::{Route, SampleBody, TABLE, Who};
use reqwest::Method;
use uuid::Uuid;

use self::planted::{ENTRY, Planted, plant, two_organizations};
use crate::import::web::kept_list;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::record::fine;

/// Words that stand in everything of the one and of the other organization.
const OURS: &str = "uchi-no-koto";
const THEIRS: &str = "yoso-no-himitsu";

/// What trying writes down of itself: who looked, and acts that changed nothing.
const OF_TRYING: [&str; 5] = [
    "act",
    "act_counter",
    "audit",
    "audit_detail",
    "audit_subject",
];

/// Two organizations, and what else has an id.
struct Neighbours {
    ours: Planted,
    theirs: Planted,
    /// A file that the desk of the network handed in.
    upload: Uuid,
    /// An entry of the directory that ours runs.
    entry: String,
}

impl Neighbours {
    async fn of(world: &World) -> Self {
        let [here, there] = two_organizations(world).await;
        let ours = plant(world, here, OURS).await;
        let theirs = plant(world, there, THEIRS).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let upload = kept_list(world, &minato, demo(), "list.csv").await;
        Self {
            ours,
            theirs,
            upload: upload.uuid(),
            entry: ENTRY.to_owned(),
        }
    }

    /// The ids of the other organization in a table.
    fn strange(&self, table: &str) -> Vec<Uuid> {
        match table {
            "upload" => vec![self.upload],
            table => self.theirs.ids(table),
        }
    }

    /// Somebody of ours looks around, as staff and as the person whom it helps.
    fn browsers(&self, server: &Server) -> [Browser; 2] {
        [&self.ours.staff, &self.ours.person].map(|who| browser_of(server, who))
    }
}

/// What a part of an address or a field of a form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Something of one organization: a row of one of these tables.
    Own(&'static [&'static str]),
    /// Something that everybody knows, or no id at all.
    Nothing,
}

/// What a part of an address says.
fn part_says(pattern: &str, part: &str) -> Says {
    match part {
        "{id}" if pattern.starts_with("/cases/") || pattern.starts_with("/my/cases/") => {
            Says::Own(&["support_case"])
        }
        // Everybody knows which networks, organizations and entries there are.
        "{id}" | "{part}" | "{sheet}" => Says::Nothing,
        "{account}" => Says::Own(&["account"]),
        "{membership}" => Says::Own(&["membership"]),
        "{observation}" => Says::Own(&["strength"]),
        "{upload}" => Says::Own(&["upload"]),
        part if part.starts_with('{') => panic!("say here what {part} of {pattern} names"),
        _ => Says::Nothing,
    }
}

/// What a field of a form says.
fn field_says(pattern: &str, field: &str) -> Says {
    match field {
        "call" => Says::Own(&["planned_call"]),
        "act" => Says::Own(&["act"]),
        "observation" => Says::Own(&["strength"]),
        "consent" => Says::Own(&["consent"]),
        "halt" => Says::Own(&["consent_halt"]),
        "invitation" => Says::Own(&["invitation"]),
        "item" => Says::Own(&["employment", "team_member", "case_note"]),
        "letter" => Says::Own(&["letter"]),
        "passkey" => Says::Own(&["passkey"]),
        "session" => Says::Own(&["session"]),
        "token" => Says::Own(&["token"]),
        "successor" => Says::Own(&["account"]),
        // Published data are for everybody, and whom a form of consents names is tried in `filled`.
        "run" | "resource" | "to" => Says::Nothing,
        "about" | "basis" | "body" | "by" | "c0" | "choice" | "code" | "day" | "expires_on"
        | "field" | "given_on" | "how" | "kind" | "last_day" | "left" | "mail" | "mark"
        | "means" | "name" | "new_password" | "note" | "on" | "part" | "password" | "pin"
        | "purpose" | "reach" | "said" | "standing" | "started_on" | "step" | "table" | "text"
        | "until" | "version" | "who" => Says::Nothing,
        other => panic!("say here what the field {other} of {pattern} names"),
    }
}

/// The addresses of whoever is signed in.
fn of_the_signed_in() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().filter(|route| route.who == Who::SignedIn)
}

/// An address of a pattern: `one` in the place of what is of one organization, and around it what is ours.
fn address(neighbours: &Neighbours, route: &Route, one: impl Fn(&[&str]) -> String) -> String {
    let sample = (route.sample)();
    let sample = sample.split('?').next().unwrap_or_default();
    let parts = route.pattern.split('/').zip(sample.split('/'));
    let parts = parts.map(|(part, example)| match part_says(route.pattern, part) {
        Says::Own(tables) => one(tables),
        Says::Nothing if part == "{id}" => match route.pattern.split('/').nth(1) {
            Some("organizations") => neighbours.ours.organization.to_string(),
            Some("resources") => neighbours.entry.clone(),
            _ => demo().to_string(),
        },
        Says::Nothing => example.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The fields of the example of a form.
fn fields(route: &Route) -> Vec<(&'static str, &'static str)> {
    let Some(SampleBody::Form(form)) = route.body else {
        return Vec::new();
    };
    form.split('&')
        .filter_map(|field| field.split_once('='))
        .collect()
}

/// The fields of a form as a browser packs them.
fn packed(route: &Route, fields: &[(&str, &str)]) -> Option<String> {
    let is_form = matches!(route.body, Some(SampleBody::Form(_)));
    is_form.then(|| renkei_tests::browser::packed(fields))
}

/// An id that exists nowhere, and stands in every order where the other does.
fn nowhere(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ 1)
}

/// What somebody sees, without the id that they asked with and the keys of the forms on it.
fn seen(page: &Page, id: Uuid) -> (u16, Option<String>, String) {
    let blank = |text: &str| text.replace(&id.to_string(), "…");
    let mut parts = page.html.split("name=\"once\" value=\"");
    let mut html = blank(parts.next().unwrap_or_default());
    for part in parts {
        let after = part.split_once('"').map_or("", |(_, after)| after);
        html.push_str(&blank(after));
    }
    (page.status, page.leads_to.as_deref().map(blank), html)
}

/// Tries an id and one that exists nowhere: both look the same, and tell nothing of whose it is.
async fn assert_looks_missing(id: Uuid, what: &str, ask: impl AsyncFn(Uuid) -> Page) {
    let (real, none) = (ask(id).await, ask(nowhere(id)).await);
    assert!(real.status < 500, "{what} answers {}", real.status);
    assert!(!real.says(THEIRS), "{what} tells: {}", real.html);
    let (real, none) = (seen(&real, id), seen(&none, nowhere(id)));
    assert_eq!(
        real, none,
        "{what}: somebody else's is told from a missing one"
    );
}

on_every_database! {
    async fn every_id_of_another_organization_looks_missing_at_every_address(world) {
        let world = world.seeded().await;
        let neighbours = Neighbours::of(&world).await;
        let before = contents(&world, &[("session", "seen_at")]).await;
        let server = world.serve().await;
        let mut tried = 0;
        for browser in neighbours.browsers(&server) {
            assert_eq!(browser.look("/account").await.status, 200, "signed in");
            for route in of_the_signed_in() {
                let parts = route.pattern.split('/');
                let own = parts.filter_map(|part| match part_says(route.pattern, part) {
                    Says::Own(tables) => Some(tables),
                    Says::Nothing => None,
                });
                for table in own.flatten() {
                    for id in neighbours.strange(table) {
                        let ask = async |id: Uuid| {
                            let address = address(&neighbours, route, |_| id.to_string());
                            let form = packed(route, &fields(route));
                            browser.sent(route.method.clone(), &address, &[], form).await
                        };
                        let what = format!("{} {}", route.method, route.pattern);
                        assert_looks_missing(id, &what, ask).await;
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried > 80, "only {tried} were tried");
        assert_nothing_changed(&world, before).await;
        server.stop().await;
    }
}

on_every_database! {
    async fn every_id_of_another_organization_looks_missing_in_every_field(world) {
        let world = world.seeded().await;
        let mut neighbours = Neighbours::of(&world).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &neighbours.ours.staff);
        // Who cannot change their own would tell nothing about others'.
        let own = format!("/cases/{}/edit/note", neighbours.ours.case);
        assert_eq!(browser.look(&own).await.status, 200);
        neighbours.entry = filled::own_entry(&browser).await;
        let before = contents(&world, &[("session", "seen_at")]).await;
        let mut tried = 0;
        for route in of_the_signed_in().filter(|route| route.method == Method::POST) {
            for (field, _) in fields(route) {
                let Says::Own(tables) = field_says(route.pattern, field) else {
                    continue;
                };
                for (table, id) in tables.iter().flat_map(|table| neighbours.strange(table).into_iter().map(move |id| (table, id))) {
                    let ours = &neighbours.ours;
                    let ask = async |id: Uuid| {
                        let address = address(&neighbours, route, |tables| match tables {
                            ["support_case"] => ours.case.to_string(),
                            // What staff have of it themselves does not matter to a field.
                            [table] if *table != "upload" => ours.ids(table)[0].to_string(),
                            _ => neighbours.upload.to_string(),
                        });
                        let id = id.to_string();
                        let fields = fields(route).into_iter();
                        let sent: Vec<(&str, &str)> = fields
                            .map(|(name, value)| (name, if name == field { id.as_str() } else { value }))
                            .collect();
                        browser.sent(Method::POST, &address, &[], packed(route, &sent)).await
                    };
                    let what = format!("{} with a {table} as {field}", route.pattern);
                    assert_looks_missing(id, &what, ask).await;
                    tried += 1;
                }
            }
        }
        assert!(tried >= 20, "only {tried} were tried");
        filled::assert_each_looks_missing(&world, &neighbours, &browser).await;
        assert_nothing_changed(&world, before).await;
        server.stop().await;
    }
}

/// Whoever tried left nothing but that they did.
async fn assert_nothing_changed(world: &World, before: BTreeMap<String, Vec<String>>) {
    let after = contents(world, &[("session", "seen_at")]).await;
    for (table, rows) in before {
        if !OF_TRYING.contains(&table.as_str()) {
            assert!(after[&table] == rows, "trying changed {table}");
        }
    }
}
