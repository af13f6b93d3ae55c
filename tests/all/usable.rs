//! The checklist of the README by which the person's pages meet the objectives of W3C: every address of theirs has its
//! row, every objective its cell, and what a mark names is there.

use std::collections::BTreeSet;
use std::path::Path;

use renkei_web::routes::TABLE;

use crate::record::fine;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Pages that staff and the person share, below a case: each is one of the person's own too.
const SHARED: [&str; 8] = [
    "/cases/{id}/consents",
    "/cases/{id}/consents/resume",
    "/cases/{id}/consents/stop",
    "/cases/{id}/exceptions",
    "/cases/{id}/records",
    "/cases/{id}/records/csv",
    "/cases/{id}/records/paper",
    "/cases/{id}/records/xlsx",
];

/// The part of the README with the checklist.
fn checklist() -> String {
    let readme = fine(std::fs::read_to_string(Path::new(ROOT).join("README.md")));
    let (_, after) = fine(
        readme
            .split_once("## Pages that people can use\n")
            .ok_or("the part"),
    );
    let part = after.split("\n## ").next().unwrap_or_default();
    part.to_owned()
}

/// What stands between backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The rows: which addresses, and what shows each objective.
fn rows(part: &str) -> Vec<(Vec<&str>, Vec<&str>)> {
    let rows = part.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let addresses = code(cells.next().unwrap_or_default()).collect();
        (addresses, cells.collect())
    });
    cells.collect()
}

#[test]
fn every_address_of_a_persons_own_has_its_row_of_what_shows_that_it_can_be_used() {
    let part = checklist();
    let rows = rows(&part);
    let named: BTreeSet<&str> = rows.iter().flat_map(|(of, _)| of.iter().copied()).collect();
    let of_table: BTreeSet<&str> = TABLE.iter().map(|route| route.pattern).collect();
    let is_own = |pattern: &&str| {
        *pattern == "/my" || pattern.starts_with("/my/") || SHARED.contains(pattern)
    };
    for pattern in of_table.iter().copied().filter(|one| is_own(one)) {
        assert!(named.contains(pattern), "{pattern} has no row");
    }
    assert!(named.contains("/card/{code}"), "how people come in by card");
    for address in &named {
        assert!(of_table.contains(address), "there is no {address}");
    }
    for (of, cells) in &rows {
        assert_eq!(cells.len(), 8, "{of:?}: {cells:?}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{of:?}");
    }
}

#[test]
fn what_a_mark_of_the_checklist_names_is_there() {
    let part = checklist();
    let files =
        code(&part).filter(|code| code.starts_with("tests/") || code.starts_with("crates/"));
    let files: BTreeSet<&str> = files.collect();
    assert!(files.len() > 8, "{files:?}");
    for file in files {
        assert!(Path::new(ROOT).join(file).exists(), "{file}");
    }
}
