//! The finder over the real editions of WAM NET, against pairs that were looked at by hand: name, address, phone, FAX,
//! number and 法人 of both. `decisions.tsv` says of each whether the two rows are one office. The editions hold fewer than
//! fifty pairs above the line, so that every one of them is decided there.
//!
//! One office is a row that was published twice, an office under a new number, and one that another body took over
//! at its place and with its phone. Two are main and branch, units of one body under one roof, neighbours in a house,
//! and offices that share the phone of their body.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use renkei_app::directory::register::organization_key;
use renkei_domain::directory::duplicate::{Described, find};
use renkei_domain::ids::OrganizationId;
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::wamnet;
use renkei_tests::shared;
use uuid::Uuid;

use crate::record::fine;

const DECISIONS: &str = include_str!("decisions.tsv");

const FILES: [&str; 4] = ["034", "045", "060", "062"];

/// Eight services of one area; rows of the four files stand there a second time, letter by letter.
const OF_AN_AREA: &str = "wamnet/subset_osaka_mishima.csv";

/// The verdicts of a list of decisions, by pairs.
type Decisions = BTreeMap<BTreeSet<Named>, bool>;

/// A row by which a decision names it: service, office number and serial.
type Named = (String, String, String);

/// A published row, ready to be compared.
pub(super) struct Office {
    pub(super) cells: Vec<String>,
    pub(super) described: Described,
}

impl Office {
    fn named(&self) -> Named {
        let cell = |place: usize| self.cells[place].clone();
        (cell(11), cell(14), cell(1))
    }
}

/// The real editions, and how one row of theirs is read.
pub(super) struct Editions {
    header: String,
    towns: MunicipalityTable,
}

impl Editions {
    /// Every row of the real editions; rows that are published twice are there twice.
    pub(super) fn of(data: &Path) -> (Self, Vec<Office>) {
        let table = fine(std::fs::File::open(
            data.join("municipality/localgovjp-utf8.csv"),
        ));
        let towns = fine(renkei_exchange::municipality::read(table));
        let mut editions = Self {
            header: String::new(),
            towns: MunicipalityTable::new(towns),
        };
        let mut offices = Vec::new();
        for number in FILES {
            let file = data.join(format!("wamnet/csvdownload{number}.csv"));
            let text = fine(std::fs::read_to_string(file));
            let mut lines = text.trim_start_matches('\u{feff}').lines();
            editions.header = lines.next().unwrap_or_default().to_owned();
            offices.extend(lines.filter_map(|line| editions.read(line)));
        }
        (editions, offices)
    }

    /// Reads one row by itself: beside its twin a reader of editions leaves it out.
    pub(super) fn read(&self, line: &str) -> Option<Office> {
        let table = format!("{}\n{line}\n", self.header);
        self.entries(table.as_bytes()).pop()
    }

    /// What an import makes entries of: of an office that is published twice in a file the first row.
    fn entries(&self, table: impl Read) -> Vec<Office> {
        let rows = fine(wamnet::rows(table, &self.towns));
        let rows = rows.filter_map(Result::ok);
        rows.map(|row| {
            let mut facts = row.facts;
            let run_by = row.organization.as_ref().map(organization_key);
            facts.organization = run_by.map(|key| OrganizationId::from_uuid(Uuid::from_bytes(key)));
            Office {
                described: Described::of(&facts),
                cells: row.raw,
            }
        })
        .collect()
    }

    /// The entries of a directory into which all files were imported, those of the four services first.
    fn imported(&self, data: &Path) -> Vec<Office> {
        let files = FILES.map(|number| format!("wamnet/csvdownload{number}.csv"));
        let files = files.into_iter().chain([OF_AN_AREA.to_owned()]);
        let mut known = BTreeSet::new();
        let mut offices = Vec::new();
        for file in files {
            let read = self.entries(fine(std::fs::File::open(data.join(file))));
            let new = read.into_iter().filter(|one| !known.contains(&one.named()));
            let new: Vec<Office> = new.collect();
            known.extend(new.iter().map(Office::named));
            offices.extend(new);
        }
        offices
    }
}

/// The pairs that were looked at, with whether they are one office.
fn decisions() -> Decisions {
    let lines = DECISIONS.lines().filter(|line| !line.starts_with('#'));
    lines
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [service, left, left_no, right, right_no, verdict, why] = cells[..] else {
                panic!("a line has other columns: {line}");
            };
            assert!(!why.is_empty(), "{line}");
            let named =
                |number: &str, no: &str| (service.to_owned(), number.to_owned(), no.to_owned());
            let is_one = match verdict {
                "same" => true,
                "different" => false,
                other => panic!("{other} is no verdict"),
            };
            let pair = BTreeSet::from([named(left, left_no), named(right, right_no)]);
            (pair, is_one)
        })
        .collect()
}

/// The pairs above the line, as the list of decisions names them.
fn found_among(offices: &[Office]) -> BTreeSet<BTreeSet<Named>> {
    let described: Vec<Described> = offices.iter().map(|one| one.described.clone()).collect();
    find(&described)
        .iter()
        .map(|pair| BTreeSet::from([offices[pair.first].named(), offices[pair.second].named()]))
        .collect()
}

/// Every pair was looked at, and nearly all of them are one office. Says how many are.
fn assert_decided(what: &str, found: &BTreeSet<BTreeSet<Named>>, decisions: &Decisions) -> usize {
    let undecided: Vec<_> = found
        .iter()
        .filter(|pair| !decisions.contains_key(*pair))
        .collect();
    // A newer edition, or another weight, brings pairs that somebody has to look at first.
    assert!(undecided.is_empty(), "{what}: look at {undecided:#?}");
    let right = found
        .iter()
        .filter(|pair| decisions.get(*pair) == Some(&true));
    let right = right.count();
    assert!(
        !found.is_empty() && right * 100 >= found.len() * 95,
        "{what}: only {right} of {} pairs are one office",
        found.len()
    );
    right
}

#[test]
fn what_a_coordinator_is_asked_about_is_one_office_on_the_real_editions() {
    let decisions = decisions();
    assert!(decisions.len() >= 50, "{} were looked at", decisions.len());
    let Some(data) = shared::data(module_path!()) else {
        return;
    };
    let (editions, mut offices) = Editions::of(&data);
    let entries = editions.imported(&data);
    let shown = found_among(&entries);
    let right = assert_decided("what a coordinator sees", &shown, &decisions);
    // `--nocapture` shows these figures, as the README says.
    println!(
        "of {} entries {} pairs are shown, all judged and {right} right",
        entries.len(),
        shown.len()
    );

    let there: BTreeSet<Named> = offices.iter().map(Office::named).collect();
    let of_the_area = entries.into_iter();
    offices.extend(of_the_area.filter(|one| !there.contains(&one.named())));
    let found = found_among(&offices);
    let right = assert_decided("with rows that are published twice", &found, &decisions);
    let there: BTreeSet<Named> = offices.iter().map(Office::named).collect();
    let is_there = |pair: &BTreeSet<Named>| pair.iter().all(|one| there.contains(one));
    let one_office = decisions
        .iter()
        .filter(|(pair, is_one)| **is_one && is_there(pair));
    let one_office: Vec<_> = one_office.map(|(pair, _)| pair).collect();
    let missed: Vec<_> = one_office
        .iter()
        .filter(|pair| !found.contains(**pair))
        .collect();
    println!(
        "of {} rows {} pairs found, all judged and {right} right; of {} that are one office {} missed",
        offices.len(),
        found.len(),
        one_office.len(),
        missed.len()
    );
    assert!(
        missed.len() * 10 <= one_office.len(),
        "of {} pairs are missed: {missed:#?}",
        one_office.len()
    );
}
