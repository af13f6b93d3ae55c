//! The schema is a promise: it stands in the repository, it is the same everywhere, and it explains
//! itself.

use renkei_graphql::Api;
use renkei_tests::on_every_database;
use serde_json::Value;

use super::whole::{Types, text};
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
    assert!(
        !folder.path().join("data").exists(),
        "printing needs no database"
    );
}

/// Letters alone, without an article: what a description must not be made of when it is the name's.
fn letters(text: &str) -> String {
    let text = text.trim_start_matches("The ").trim_start_matches("A ");
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn explained(place: &str, thing: &Value) {
    let (name, description) = (text(thing, "name"), text(thing, "description"));
    assert!(
        !description.trim().is_empty(),
        "{place}{name} is not explained"
    );
    assert_ne!(
        letters(description),
        letters(name),
        "{place}{name} only repeats its name"
    );
    assert_eq!(description.trim(), description, "{place}{name}");
}

on_every_database! {
    async fn a_partner_finds_everything_explained(world) {
        let types = Types::of(&api(&world)).await;
        let mut things = 0;
        for (name, one) in types.own() {
            explained("", one);
            for field in list(&one["fields"]) {
                explained(&format!("{name}."), field);
                for argument in list(&field["args"]) {
                    explained(&format!("{name}.{}:", text(field, "name")), argument);
                    things += 1;
                }
            }
            for part in ["fields", "inputFields", "enumValues"] {
                for thing in list(&one[part]) {
                    explained(&format!("{name}."), thing);
                    things += 1;
                }
            }
        }
        assert!(things > 400, "only {things} things were looked at");
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
