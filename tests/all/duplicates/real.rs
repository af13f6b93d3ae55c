//! The finder over the real editions of WAM NET, against pairs that were looked at by hand: name, address, phone, FAX,
//! number and 法人 of both. `decisions.tsv` says of each whether the two rows are one office.
//!
//! One office is a row that was published twice, an office under a new number, and one that another body took over
//! at its place and with its phone. Two are main and branch, units of one body under one roof, neighbours in a house,
//! and offices that share the phone of their body.

use std::collections::{BTreeMap, BTreeSet};
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
        let mut rows = fine(wamnet::rows(table.as_bytes(), &self.towns));
        let row = rows.next()?.ok()?;
        let mut facts = row.facts;
        let run_by = row.organization.as_ref().map(organization_key);
        facts.organization = run_by.map(|key| OrganizationId::from_uuid(Uuid::from_bytes(key)));
        Some(Office {
            described: Described::of(&facts),
            cells: row.raw,
        })
    }
}

/// The pairs that were looked at, with whether they are one office.
fn decisions() -> BTreeMap<BTreeSet<Named>, bool> {
    let lines = DECISIONS.lines().skip(1);
    lines
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

#[test]
fn what_a_coordinator_is_asked_about_is_one_office_on_the_real_editions() {
    let decisions = decisions();
    assert!(decisions.len() >= 50, "{} were looked at", decisions.len());
    let Some(data) = shared::data(module_path!()) else {
        return;
    };
    let (_, offices) = Editions::of(&data);
    let described: Vec<Described> = offices
        .iter()
        .map(|office| office.described.clone())
        .collect();
    let found: BTreeSet<BTreeSet<Named>> = find(&described)
        .iter()
        .map(|pair| BTreeSet::from([offices[pair.first].named(), offices[pair.second].named()]))
        .collect();
    let undecided: Vec<_> = found
        .iter()
        .filter(|pair| !decisions.contains_key(*pair))
        .collect();
    // A newer edition, or another weight, brings pairs that somebody has to look at first.
    assert!(
        undecided.len() * 20 <= found.len(),
        "look at {undecided:#?}"
    );
    let right = found
        .iter()
        .filter(|pair| decisions.get(*pair) == Some(&true));
    let right = right.count();
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
    // `--nocapture` shows these figures, as the README says.
    println!(
        "of {} rows {} pairs found, {} of them judged and {right} right; of {} that are one office {} missed",
        offices.len(),
        found.len(),
        found.len() - undecided.len(),
        one_office.len(),
        missed.len()
    );
    assert!(
        right * 100 >= found.len() * 95,
        "only {right} of {} pairs are one office",
        found.len()
    );
    assert!(
        missed.len() * 10 <= one_office.len(),
        "of {} pairs are missed: {missed:#?}",
        one_office.len()
    );
}
