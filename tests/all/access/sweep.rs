//! Whoever works at one organization tries every id of another, at every address of the route table, in every
//! field of every form, and by every question and change of the schema. Each answers as it does for an id that
//! exists nowhere: the same status, the same page, the same way on. Addresses and fields come from the route
//! table and the schema, so that a new one is tried too, or says here why nothing can be tried with it.

mod acts;
mod filled;
mod planted;
pub(crate) mod programs;
mod telling;
mod typed;

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

/// How the people of the one and of the other organization are called.
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

    /// One of ours in a table.
    fn own(&self, table: &str) -> String {
        match table {
            "support_case" => self.ours.case.to_string(),
            "upload" => self.upload.to_string(),
            table => self.ours.ids(table)[0].to_string(),
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
        "{sheet}" if pattern.contains("/consents/paper/") => Says::Own(&["consent_sheet"]),
        // Everybody knows which networks, organizations and entries there are.
        "{id}" | "{left}" | "{right}" | "{part}" | "{sheet}" | "{step}" => Says::Nothing,
        // A day; whose the series is before it is tried with a network of others in `conference/series`.
        "{day}" => Says::Nothing,
        // Of a series as well, whose messages and members are found by nobody who does not write it.
        "{called}" | "{notice}" => Says::Nothing,
        // Of the desk of a network, and found by nobody else: `proposals`.
        "{proposal}" => Says::Nothing,
        // Of a network; tried with one of others in `upkeep_pages`.
        "{inquiry}" => Says::Nothing,
        "{account}" => Says::Own(&["account"]),
        "{conference}" => Says::Own(&["conference"]),
        "{participant}" => Says::Own(&["conference_participant"]),
        "{invited}" => Says::Own(&["conference_invitation"]),
        // Of a series too, and found by nobody who does not write it: `conference/series_mails`.
        "{mail}" if pattern.starts_with("/meetings/") => Says::Nothing,
        "{mail}" => Says::Own(&["received_mail"]),
        "{consent}" => Says::Own(&["consent"]),
        "{evidence}" => Says::Own(&["evidence"]),
        "{member}" => Says::Own(&["team_member"]),
        "{membership}" => Says::Own(&["membership"]),
        "{observation}" => Says::Own(&["strength"]),
        "{picture}" => Says::Own(&["map_picture"]),
        "{share}" => Says::Own(&["map_share"]),
        // Who stands on a map is sealed in it; a question and a form of paper are everybody's.
        "{entry}" | "{question}" | "{form}" => Says::Nothing,
        // Of a network, whose members know each other's: with one of others in `people/relations`.
        "{relation}" => Says::Nothing,
        // Of one account, and found by no other: with one of others in `webhooks`.
        "{webhook}" => Says::Nothing,
        "{token}" => Says::Own(&["token"]),
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
        "employment" => Says::Own(&["employment"]),
        "halt" => Says::Own(&["consent_halt"]),
        "incident" => Says::Own(&["incident"]),
        "exception" => Says::Own(&["consent_exception"]),
        "invitation" => Says::Own(&["invitation"]),
        "invited" => Says::Own(&["conference_invitation"]),
        "item" => Says::Own(&["employment", "team_member", "case_note"]),
        "letter" => Says::Own(&["letter"]),
        "passkey" => Says::Own(&["passkey"]),
        "received" => Says::Own(&["received_mail"]),
        "record" => Says::Own(&["provision"]),
        "request" => Says::Own(&["copy_request"]),
        "session" => Says::Own(&["session"]),
        "token" => Says::Own(&["token"]),
        "feed" => Says::Own(&["conference_feed"]),
        "successor" | "account" => Says::Own(&["account"]),
        // Published data are for everybody, and whom a form of consents or of records names is tried in `filled`.
        "run" | "row" | "resource" | "to" | "giver" | "employer" => Says::Nothing,
        "about" | "address" | "agency" | "answer" | "area" | "basis" | "body" | "by" | "c0"
        | "category" | "channel" | "choice" | "clock" | "code" | "day" | "expires_on" | "field"
        | "first_day" | "from" | "given_on" | "ground" | "how" | "kind" | "last_day" | "left"
        | "mail" | "mark" | "means" | "name" | "new_password" | "note" | "noticed_on"
        | "number" | "obtained" | "on" | "part" | "password" | "pin" | "post" | "program"
        | "purpose" | "reach" | "reason" | "said" | "standing" | "started_on" | "step"
        | "table" | "text" | "tie" | "until" | "verdict" | "version" | "what" | "who" | "whose"
        | "decision" | "seen" | "size" | "sheet" | "joining" | "organization" | "because"
        | "group" | "all" | "months" | "entry_version" | "organization_name" | "keep"
        | "left_version" | "right_version" | "sure" | "message" | "mode" | "document" => {
            Says::Nothing
        }
        other => panic!("say here what the field {other} of {pattern} names"),
    }
}

/// The addresses of whoever is signed in.
fn of_the_signed_in() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().filter(|route| route.who == Who::SignedIn)
}

/// The parts of a pattern that are of one organization: the place of each, and the tables it may be a row of.
fn own_parts(route: &Route) -> Vec<(usize, &'static [&'static str])> {
    let parts = route.pattern.split('/').enumerate();
    let own = parts.filter_map(|(place, part)| match part_says(route.pattern, part) {
        Says::Own(tables) => Some((place, tables)),
        Says::Nothing => None,
    });
    own.collect()
}

/// An address of a pattern: strange ids in some places, and around them what is ours.
fn address(neighbours: &Neighbours, route: &Route, strange: &[(usize, Uuid)]) -> String {
    let sample = (route.sample)();
    let sample = sample.split('?').next().unwrap_or_default();
    let parts = route.pattern.split('/').zip(sample.split('/')).enumerate();
    let parts = parts.map(|(place, (part, example))| {
        if let Some((_, id)) = strange.iter().find(|(known, _)| *known == place) {
            return id.to_string();
        }
        match part_says(route.pattern, part) {
            Says::Own(tables) => neighbours.own(tables[0]),
            Says::Nothing if part == "{id}" => match route.pattern.split('/').nth(1) {
                Some("organizations") => neighbours.ours.organization.to_string(),
                Some("resources") => neighbours.entry.clone(),
                _ => demo().to_string(),
            },
            Says::Nothing => example.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What is tried at an address: each strange id in its place alone, and where there are several places, all of the
/// neighbour's at once.
fn trials(neighbours: &Neighbours, route: &Route) -> Vec<Vec<(usize, Uuid)>> {
    let parts = own_parts(route);
    let mut trials = Vec::new();
    for (place, tables) in &parts {
        for table in *tables {
            let strange = neighbours.strange(table).into_iter();
            trials.extend(strange.map(|id| vec![(*place, id)]));
        }
    }
    if parts.len() > 1 {
        let all = parts.iter().map(|(place, tables)| {
            let id = match tables[0] {
                "support_case" => neighbours.theirs.case.uuid(),
                table => neighbours.strange(table)[0],
            };
            (*place, id)
        });
        trials.push(all.collect());
    }
    trials
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

/// The id itself.
const fn itself(id: Uuid) -> Uuid {
    id
}

/// What somebody sees, without the ids that they asked with and the keys of the forms on it.
fn seen(page: &Page, ids: &[Uuid]) -> (u16, Option<String>, String) {
    let blank = |text: &str| {
        let ids = ids.iter();
        ids.fold(text.to_owned(), |text, id| {
            text.replace(&id.to_string(), "…")
        })
    };
    let mut parts = page.html.split("name=\"once\" value=\"");
    let mut html = blank(parts.next().unwrap_or_default());
    for part in parts {
        let after = part.split_once('"').map_or("", |(_, after)| after);
        html.push_str(&blank(after));
    }
    (page.status, page.leads_to.as_deref().map(blank), html)
}

/// Tries ids and others that exist nowhere: both look the same, and tell nothing of whose they are.
async fn assert_looks_missing(
    ids: &[Uuid],
    what: &str,
    ask: impl AsyncFn(fn(Uuid) -> Uuid) -> Page,
) {
    let (real, none) = (ask(itself).await, ask(nowhere).await);
    assert!(real.status < 500, "{what} answers {}", real.status);
    assert!(!real.says(THEIRS), "{what} tells: {}", real.html);
    let others: Vec<Uuid> = ids.iter().copied().map(nowhere).collect();
    let (real, none) = (seen(&real, ids), seen(&none, &others));
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
                for trial in trials(&neighbours, route) {
                    let ids: Vec<Uuid> = trial.iter().map(|(_, id)| *id).collect();
                    let ask = async |put: fn(Uuid) -> Uuid| {
                        let strange = trial.iter().map(|(place, id)| (*place, put(*id)));
                        let strange: Vec<(usize, Uuid)> = strange.collect();
                        let address = address(&neighbours, route, &strange);
                        let form = packed(route, &fields(route));
                        browser.sent(route.method.clone(), &address, &[], form).await
                    };
                    let what = format!("{} {}", route.method, route.pattern);
                    assert_looks_missing(&ids, &what, ask).await;
                    tried += 1;
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
                    let ask = async |put: fn(Uuid) -> Uuid| {
                        let address = address(&neighbours, route, &[]);
                        let id = put(id).to_string();
                        let fields = fields(route).into_iter();
                        let sent: Vec<(&str, &str)> = fields
                            .map(|(name, value)| (name, if name == field { id.as_str() } else { value }))
                            .collect();
                        browser.sent(Method::POST, &address, &[], packed(route, &sent)).await
                    };
                    let what = format!("{} with a {table} as {field}", route.pattern);
                    assert_looks_missing(&[id], &what, ask).await;
                    tried += 1;
                }
            }
        }
        assert!(tried >= 20, "only {tried} were tried");
        filled::assert_each_looks_missing(&world, &neighbours, &browser).await;
        let person = browser_of(&server, &neighbours.ours.person);
        assert!(person.look("/my/map").await.says("map-aim"), "who has no map would tell nothing");
        filled::assert_each_of_a_map_looks_missing(&neighbours, &person).await;
        assert_nothing_changed(&world, before).await;
        server.stop().await;
    }
}

/// Whoever tried left nothing but that they did.
async fn assert_nothing_changed(world: &World, before: BTreeMap<String, Vec<String>>) {
    let after = contents(world, &[("session", "seen_at")]).await;
    for (table, rows) in before {
        if !OF_TRYING.contains(&table.as_str()) {
            assert!(
                after[&table] == rows,
                "trying changed {table}: {rows:?} {:?}",
                after[&table]
            );
        }
    }
}
