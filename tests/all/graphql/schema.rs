//! The schema is a promise: it stands in the repository, it is the same everywhere, and it explains
//! itself.

use std::collections::BTreeSet;

use renkei_graphql::Api;
use renkei_tests::on_every_database;
use serde_json::Value;

use super::whole::{Types, inmost, text};
use super::{api, list};
use crate::binary::{folder, renkei};
use crate::record::fine;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql");

#[test]
fn a_partner_finds_the_schema_in_the_repository_and_in_the_binary() {
    let kept = fine(std::fs::read_to_string(KEPT));
    assert_eq!(
        kept,
        Api::sdl(),
        "write it anew: renkei schema > schema.graphql"
    );
    let folder = folder();
    let printed = fine(renkei(&folder, &["schema"]).output());
    assert_eq!(printed.status.code(), Some(0));
    assert_eq!(fine(String::from_utf8(printed.stdout)), kept);
    let printed = fine(renkei(&folder, &["schema", "--federation"]).output());
    assert_eq!(printed.status.code(), Some(0));
    assert_eq!(
        fine(String::from_utf8(printed.stdout)),
        Api::subgraph_sdl(),
        "and what a router reads"
    );
    assert!(
        !folder.path().join("data").exists(),
        "printing needs no database"
    );
}

/// Words that say nothing by themselves.
const EMPTY: &[&str] = &[
    "an", "and", "are", "as", "at", "be", "by", "can", "do", "for", "from", "has", "have", "how",
    "in", "is", "it", "its", "no", "not", "of", "on", "one", "only", "or", "so", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "was", "what",
    "when", "where", "which", "who", "whom", "whose", "with",
];

/// The English words of a text in small letters and without the sign of a plural. A name is taken apart
/// at its humps; official Japanese words are none.
fn words(text: &str) -> BTreeSet<String> {
    let mut parted = String::new();
    let mut is_after_small = false;
    for letter in text.chars() {
        if letter.is_ascii_uppercase() && is_after_small {
            parted.push(' ');
        }
        is_after_small = letter.is_ascii_lowercase();
        parted.push(letter.to_ascii_lowercase());
    }
    let words = parted.split(|letter: char| !letter.is_ascii_lowercase());
    let words = words.filter(|word| word.len() > 1 && !EMPTY.contains(word));
    words
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .collect()
}

/// A thing has a description that says more than its name and its official word do.
fn explained(place: &str, thing: &Value, fewest: usize) {
    let (name, description) = (text(thing, "name"), text(thing, "description"));
    assert_eq!(description.trim(), description, "{place}{name}");
    let said = words(description);
    let new = said.difference(&words(name)).count();
    assert!(
        new >= fewest,
        "{place}{name} says little beside its name: {description:?}"
    );
}

/// Where there may be null, it is said what that means: beside the thing, or for all parts of an input
/// at once.
fn says_what_null_means(place: &str, thing: &Value, of_all: &str) {
    let is_nullable = text(&thing["type"], "kind") != "NON_NULL";
    let said = [text(thing, "description"), of_all].join(" ");
    let words = said.split(|letter: char| !letter.is_alphanumeric());
    let is_said = words.map(str::to_lowercase).any(|word| word == "null");
    assert!(
        is_said || !is_nullable,
        "{place}{} may be null, and nobody says what that means: {said:?}",
        text(thing, "name")
    );
}

/// What numbers count or measure, without the sign of a plural.
const UNITS: &[&str] = &[
    "act",
    "change",
    "day",
    "degree",
    "document",
    "entrie",
    "kilometre",
    "minute",
    "month",
    "people",
    "place",
    "time",
    "version",
];

/// A number says what it is a number of.
fn names_its_unit(place: &str, thing: &Value) {
    if !["Int", "Float"].contains(&inmost(&thing["type"])) {
        return;
    }
    let said = words(text(thing, "description"));
    assert!(
        UNITS.iter().any(|unit| said.contains(*unit)),
        "{place}{} is a number, and nobody says of what: {said:?}",
        text(thing, "name")
    );
}

on_every_database! {
    async fn a_partner_finds_everything_explained(world) {
        let types = Types::of(&api(&world)).await;
        let mut things = 0;
        for (name, one) in types.own() {
            explained("", one, 2);
            let place = format!("{name}.");
            for field in list(&one["fields"]) {
                explained(&place, field, 2);
                says_what_null_means(&place, field, "");
                names_its_unit(&place, field);
                let place = format!("{name}.{}:", text(field, "name"));
                for argument in list(&field["args"]) {
                    explained(&place, argument, 2);
                    says_what_null_means(&place, argument, "");
                    names_its_unit(&place, argument);
                    things += 1;
                }
                things += 1;
            }
            for part in list(&one["inputFields"]) {
                explained(&place, part, 2);
                says_what_null_means(&place, part, text(one, "description"));
                names_its_unit(&place, part);
                things += 1;
            }
            for value in list(&one["enumValues"]) {
                explained(&place, value, 3);
                things += 1;
            }
        }
        assert!(things > 400, "only {things} things were looked at");
    }
}

#[test]
fn what_only_repeats_a_name_is_no_explanation() {
    for (name, description, new) in [
        ("kinds", "Only these kinds.", 0),
        ("GROUP_HOME", "グループホーム", 0),
        ("GROUP_HOME", "グループホーム: the group homes", 0),
        ("postalCode", "The postal code", 0),
        (
            "postalCode",
            "郵便番号 of seven digits. Null where the source has none.",
            5,
        ),
    ] {
        let said = words(description);
        assert_eq!(
            said.difference(&words(name)).count(),
            new,
            "{name}: {description}"
        );
    }
}

on_every_database! {
    async fn a_partner_may_send_every_change_again_under_a_key(world) {
        let types = Types::of(&api(&world)).await;
        let of = |wanted: &str| {
            let found = types.own().find(|(name, _)| *name == wanted);
            let (_, one) = found.unwrap_or_else(|| panic!("no type {wanted}"));
            one
        };
        let changes = list(&of("Mutation")["fields"]);
        assert!(changes.len() > 80, "only {} changes were looked at", changes.len());
        for change in changes {
            let name = text(change, "name");
            let [input] = list(&change["args"]) else {
                panic!("{name} takes not one input");
            };
            let parts = list(&of(inmost(&input["type"]))["inputFields"]);
            let has_key = parts.iter().any(|part| text(part, "name") == "idempotencyKey");
            assert!(has_key, "{name} has no key");
        }
    }
}

on_every_database! {
    async fn a_partner_finds_the_names_that_were_agreed(world) {
        let types = Types::of(&api(&world)).await;
        for (name, expected) in [
            ("Query", "resources resource node nodes municipalities resourceKinds"),
            (
                "Resource",
                "id kind sector name kana officeNumber organization address location phones fax email url \
                 hours openAt nextOpening programs comparison strengths contactPolicy howToReach capacity \
                 notices freshness sources contactPersons",
            ),
            ("ResourceConnection", "edges nodes pageInfo totalCount facets"),
            ("PageInfo", "hasNextPage hasPreviousPage startCursor endCursor"),
            ("TotalCount", "value isExact"),
            (
                "Facets",
                "kinds kindsAreExact sectors sectorsAreExact municipalities municipalitiesAreExact",
            ),
            ("Organization", "name corporateNumber"),
            ("Address", "municipalityCode municipality line"),
            ("Location", "latitude longitude precision"),
            (
                "ResourceFilter",
                "text kinds sectors municipalityCodes near openAt programs goodAt hasCapacity verifiedSince",
            ),
            ("NearInput", "latitude longitude withinKm"),
            ("ResourceOrder", "RELEVANCE NAME DISTANCE"),
            ("OpenState", "OPEN CLOSED UNKNOWN"),
        ] {
            let own = types.own().find(|(own, _)| *own == name);
            let (_, one) = own.unwrap_or_else(|| panic!("no type {name}"));
            let parts = ["fields", "inputFields", "enumValues"].map(|part| list(&one[part]));
            let names: Vec<&str> = parts.iter().flat_map(|part| part.iter()).map(|one| text(one, "name")).collect();
            for expected in expected.split_whitespace() {
                assert!(names.contains(&expected), "{name} has no {expected}: {names:?}");
            }
        }
    }
}
