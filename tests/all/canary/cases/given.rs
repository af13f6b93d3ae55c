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

use printed::printed_at;

/// What a file may tell.
enum Tells {
    /// This word of a case, and none of those.
    But(&'static str, &'static [&'static str]),
    /// What somebody handed in, as it came.
    AsItCame,
    /// What another story searches, or nothing but what its owner typed: with the reason.
    Elsewhere(&'static str),
}

/// What a file of what was told and heard does not tell.
const NOT_IN_RECORDS: &[&str] = &[
    "client-phone",
    "client-mail",
    "client-address",
    "topic",
    "employer",
    "team-does",
    "team-reach",
    "note",
    "doctor",
    "seizure",
    "witness",
    "danger",
    "scan",
    "got-out",
];

/// What the person's copy does not tell before its holder looked at it, or at all.
const NOT_IN_A_COPY: &[&str] = &[
    "danger",
    "note",
    "copy-reason",
    "source",
    "heard-of",
    "got-out",
    "released",
];

/// What a sheet about a consent does not tell.
const NOT_ABOUT_A_CONSENT: &[&str] = &[
    "client-phone",
    "client-mail",
    "client-address",
    "topic",
    "employer",
    "team-does",
    "team-reach",
    "note",
    "doctor",
    "seizure",
    "danger",
    "source",
    "heard",
];

/// What neither the sheet of a team nor that for emergencies tells.
const NOT_ON_A_WALL: &[&str] = &[
    "topic",
    "employer",
    "note",
    "witness",
    "danger",
    "client-address",
    "client-mail",
];

/// What no sheet of a conference tells that others see as well.
const NOT_OF_A_CONFERENCE: &[&str] = &[
    "client",
    "topic",
    "employer",
    "note",
    "doctor",
    "seizure",
    "witness",
    "danger",
    "absence",
    "unsolved",
    "conference-wishes",
    "conference-can-do",
    "conference-to-talk",
    "conference-not-to-talk",
];

/// Every address that answers with a file, and what it may tell.
const GIVEN: &[(&str, Tells)] = &[
    ("/cases/{id}/paper/{sheet}", Tells::But("", NOT_ON_A_WALL)),
    (
        "/my/cases/{id}/paper/{sheet}",
        Tells::But("", NOT_ON_A_WALL),
    ),
    (
        "/cases/{id}/records/paper",
        Tells::But("source", NOT_IN_RECORDS),
    ),
    (
        "/cases/{id}/records/csv",
        Tells::But("source", NOT_IN_RECORDS),
    ),
    (
        "/cases/{id}/records/xlsx",
        Tells::But("source", NOT_IN_RECORDS),
    ),
    ("/cases/records/xlsx", Tells::But("source", NOT_IN_RECORDS)),
    ("/cases/records/paper", Tells::But("source", NOT_IN_RECORDS)),
    ("/cases/records/csv", Tells::But("source", NOT_IN_RECORDS)),
    (
        "/cases/{id}/copy/paper",
        Tells::But("client-phone", NOT_IN_A_COPY),
    ),
    (
        "/cases/{id}/copy/json",
        Tells::But("client-phone", NOT_IN_A_COPY),
    ),
    (
        "/cases/{id}/consents/paper/{sheet}/form",
        Tells::But("", NOT_ABOUT_A_CONSENT),
    ),
    (
        "/cases/{id}/consents/{consent}/copy/{member}",
        Tells::But("team-nurse", NOT_ABOUT_A_CONSENT),
    ),
    ("/cases/{id}/consents/scan/{evidence}", Tells::AsItCame),
    (
        "/cases/{id}/conferences/{conference}/mail/{mail}",
        Tells::AsItCame,
    ),
    (
        "/cases/{id}/conferences/{conference}/paper/{sheet}",
        Tells::But("agenda", NOT_OF_A_CONFERENCE),
    ),
    (
        "/my/cases/{id}/conferences/{conference}/paper/{sheet}",
        Tells::But("agenda", NOT_OF_A_CONFERENCE),
    ),
    (
        "/cases/{id}/conferences/{conference}/paper/{sheet}/{participant}",
        Tells::Elsewhere("by which somebody is called tells no client: conference/paper.rs"),
    ),
    (
        "/feed/{code}",
        Tells::Elsewhere("when and where, and nothing else of anybody: conference/feeds.rs"),
    ),
    (
        "/today/paper",
        Tells::Elsewhere("whatever leaves on paper tells nothing"),
    ),
    (
        "/networks/{id}/import/{upload}/report.csv",
        Tells::Elsewhere("whatever leaves as a report tells nothing"),
    ),
    (
        "/networks/{id}/import/{upload}/report.xlsx",
        Tells::Elsewhere("the same rows as in report.csv"),
    ),
    (
        "/networks/{id}/import/{upload}/report.json",
        Tells::Elsewhere("whatever leaves as a report tells nothing"),
    ),
    (
        "/resources/{id}/observations/{observation}/paper",
        Tells::Elsewhere("what was observed of an agency, for it"),
    ),
    (
        "/sign-in/codes/print",
        Tells::Elsewhere("codes, and the name of whose they are"),
    ),
    (
        "/account/card/print",
        Tells::Elsewhere("a code, and the names that its owner wants on it"),
    ),
    (
        "/networks/{id}/members/invite/print",
        Tells::Elsewhere("a code, and the name that was typed for it"),
    ),
    (
        "/meetings/{id}/on/{day}/paper",
        Tells::Elsewhere(
            "a meeting that is about nobody, for members of its network: `conference/series`",
        ),
    ),
    (
        "/meetings/{id}/on/{day}/notices/{notice}/paper",
        Tells::Elsewhere(
            "a meeting that is about nobody, for whoever calls to it: `conference/series_told`",
        ),
    ),
    (
        "/meetings/{id}/on/{day}/mail/{mail}",
        Tells::Elsewhere(
            "what came back about a meeting that is about nobody: `conference/series_mails`",
        ),
    ),
    (
        "/meetings/{id}/calendar.ics",
        Tells::Elsewhere(
            "meetings that are about nobody, for members of their network: `conference/series`",
        ),
    ),
    (
        "/networks/{id}/handbook/paper",
        Tells::Elsewhere("whatever leaves on paper tells nothing; what stands in it: `handbook`"),
    ),
    (
        "/upkeep/{inquiry}/paper/{sheet}",
        Tells::Elsewhere("what is public of an agency, for the desk that asks it: `upkeep_pages`"),
    ),
    (
        "/my/map/paper/{form}",
        Tells::Elsewhere("one's own map as a whole: `maps/shown`"),
    ),
    (
        "/map/sheet/{code}",
        Tells::Elsewhere(
            "a map, for whoever may read it still when it is fetched: `maps/programs`",
        ),
    ),
    (
        "/conference/sheet/{code}",
        Tells::Elsewhere(
            "what whoever asked for it may print still when it is fetched: `conference/by_programs`",
        ),
    ),
    (
        "/worksheet/{form}",
        Tells::Elsewhere("nothing of anybody: it is empty"),
    ),
    (
        "/coverage/{id}/paper",
        Tells::Elsewhere("counts of what lists tell everybody: `coverage`"),
    ),
    (
        "/my/map/file/json",
        Tells::Elsewhere("one's own map as a whole, for its owner alone"),
    ),
    (
        "/organizations/{id}/members/invite/print",
        Tells::Elsewhere("a code, and the name that was typed for it"),
    ),
];

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
