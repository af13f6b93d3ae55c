//! Every sheet and every file that is given away: each is taken from a case in which the word stands everywhere, opened,
//! and searched for what does not belong to whoever has it. A sheet that is added without its line here does not compile;
//! a file that the route table gives away without one fails.

use std::collections::BTreeSet;

use renkei_domain::letters::channel::SheetKind;
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;
use renkei_tests::server::Server;
use renkei_web::routes::{TABLE, Who};
use reqwest::Method;

use super::super::planted::{CANARY, plant_case};
use super::super::text_of;
use super::named::{Named, about_cases};
use crate::letters::invited::demo;
use crate::record::fine;

mod printed;
mod table;

use printed::printed_at;
use table::{GIVEN, Tells};

/// The sheet of a conference that goes to the person, and calls them by their name.
const TO_THE_PERSON: &str = "/paper/person-call";

/// The material of a conference tells each recipient what the person agreed to, and nothing else:
/// `conference/paper.rs`.
const BY_CONSENT: &str = "/paper/material";

/// The record of a handover says for the office what is handed over.
const OF_A_HANDOVER: &str = "/paper/handover-record";

/// Pages whose addresses look like files.
const PAGES: [&str; 3] = [
    "/cases/paper",
    "/cases/{id}/consents/paper",
    "/my/map/print",
];

fn line_of(pattern: &str) -> Option<&'static Tells> {
    let mut lines = GIVEN.iter();
    lines
        .find(|(given, _)| *given == pattern)
        .map(|(_, tells)| tells)
}

#[test]
fn every_sheet_and_every_address_of_a_file_has_its_line() {
    for kind in SheetKind::ALL {
        assert!(line_of(printed_at(*kind)).is_some(), "{kind}");
    }
    let there = |pattern: &str| TABLE.iter().any(|route| route.pattern == pattern);
    for (pattern, tells) in GIVEN {
        assert!(there(pattern), "{pattern} is no address any more");
        assert!(
            !matches!(tells, Tells::Elsewhere(why) if why.is_empty()),
            "{pattern}"
        );
    }
    let ends = ["paper", "csv", "xlsx", "json", "ics", "/print"];
    let parts = ["/paper/", "/sheet/", "/feed/"];
    let of_somebody = |who| matches!(who, Who::SignedIn | Who::CodeHolder);
    for route in TABLE.iter().filter(|route| of_somebody(route.who)) {
        let pattern = route.pattern;
        let is_file = parts.iter().any(|part| pattern.contains(part))
            || ends.iter().any(|end| pattern.ends_with(end));
        let is_known = PAGES.contains(&pattern) || line_of(pattern).is_some();
        assert!(
            !is_file || is_known,
            "{pattern} gives a file away: say here what it may tell"
        );
    }
}

/// What an address answers with to somebody, where that is a file.
async fn file_at(server: &Server, who: &Somebody, address: &str) -> Option<(String, Vec<u8>)> {
    let asked = server.visitor().request(Method::GET, address);
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    let said = |name: &str| {
        let value = answer
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let (kind, given) = (said("content-type"), said("content-disposition"));
    let kinds = ["application/pdf", "text/csv", "application/json"];
    let is_file = given.contains("attachment") || kinds.iter().any(|known| kind.starts_with(known));
    if answer.status() != 200 || !is_file {
        return None;
    }
    Some((kind, fine(answer.bytes().await).to_vec()))
}

on_every_database! {
    async fn no_file_that_is_given_away_tells_what_does_not_belong_in_it(world) {
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, person, case) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let named = Named::of(&world, &staff, case).await;
        let server = world.serve().await;
        let about: BTreeSet<&str> = about_cases().map(|route| route.pattern).collect();
        let others = TABLE.iter().filter(|route| route.who == Who::SignedIn && !about.contains(route.pattern));
        let others = others.map(|route| (route, (route.sample)()));
        let mut all: Vec<_> = named.addresses().into_iter().chain(others).collect();
        all.retain(|(route, _)| route.method == Method::GET);
        let mut told = BTreeSet::new();
        for who in [&staff, &person] {
            for (route, address) in &all {
                let Some((kind, bytes)) = file_at(&server, who, address).await else { continue };
                let pattern = route.pattern;
                let Some(tells) = line_of(pattern) else { panic!("{pattern} gives {kind} away: say here what it may tell") };
                let Tells::But(word, never) = tells else {
                    told.insert(pattern);
                    continue;
                };
                let text = text_of(&kind, &bytes);
                for other in *never {
                    let is_theirs = *other == "client" && address.ends_with(TO_THE_PERSON);
                    let is_handed_over = *other == "unsolved" && address.ends_with(OF_A_HANDOVER);
                    if is_theirs || is_handed_over || address.ends_with(BY_CONSENT) {
                        continue;
                    }
                    assert!(!text.contains(&format!("{CANARY}{other}")), "{address} tells {other}: {text}");
                }
                if text.contains(&format!("{CANARY}{word}")) {
                    told.insert(pattern);
                }
            }
        }
        for (pattern, tells) in GIVEN {
            let is_searched = matches!(tells, Tells::Elsewhere(_)) || told.contains(pattern);
            assert!(is_searched, "{pattern} gave nothing in which something could be found");
        }
        server.stop().await;
    }
}
