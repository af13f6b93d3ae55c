//! The table of the README that says of every table of the schema whose its rows are and how long they are
//! kept. A table that nobody thought of fails.

use std::collections::BTreeMap;

use renkei_tests::on_every_database;
use renkei_tests::schema::{Table, tables};
use renkei_tests::world::Database;

use crate::record::fine;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");

/// What the README says of a table.
struct Told {
    owner: String,
    kept: String,
}

/// The rows below the heading, by the tables they name.
fn told() -> BTreeMap<String, Told> {
    let readme = fine(std::fs::read_to_string(README));
    let (_, section) = readme
        .split_once("\n### Whose rows are, and how long they are kept\n")
        .unwrap_or_else(|| panic!("the README has no table of retention"));
    let section = section.split("\n#").next().unwrap_or_default();
    let mut told = BTreeMap::new();
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [names, owner, kept] = cells.as_slice() else {
            panic!("not three cells: {line}");
        };
        for name in quoted(names) {
            let row = Told {
                owner: (*owner).to_owned(),
                kept: (*kept).to_owned(),
            };
            let known = told.insert(name.to_owned(), row);
            assert!(known.is_none(), "{name} is told twice");
        }
    }
    told
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The tables that a virtual one keeps its content in.
pub(crate) fn is_behind(table: &Table, all: &[Table]) -> bool {
    let mut faces = all.iter().filter(|face| face.is_virtual);
    faces.any(|face| {
        let behind = table.name.strip_prefix(&face.name);
        behind.is_some_and(|rest| rest.starts_with('_'))
    })
}

on_every_database! {
    async fn an_operator_reads_of_every_table_whose_it_is_and_how_long_it_is_kept(world) {
        let told = told();
        let all = tables(&world).await;
        assert!(all.len() > 40, "{all:?}");
        for table in all.iter().filter(|table| !is_behind(table, &all)) {
            let name = table.name.as_str();
            let row = told.get(name).unwrap_or_else(|| panic!("the README does not say how long `{name}` is kept"));
            assert!(!row.kept.is_empty() && !row.owner.is_empty(), "{name}");
            for column in quoted(&row.owner) {
                let is_there = table.columns.iter().any(|known| known == column);
                assert!(is_there || table.is_virtual, "{name} has no column {column}");
            }
        }
        for name in told.keys() {
            // Search differs between the databases by nature.
            let is_of_sqlite = ["resource_fts", "resource_box"].contains(&name.as_str());
            let is_there = all.iter().any(|table| table.name == *name);
            assert_eq!(is_there, !is_of_sqlite || world.database == Database::Sqlite, "{name}");
        }
    }
}
