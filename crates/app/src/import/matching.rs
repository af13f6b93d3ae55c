//! Which known entry a row of the next edition is.
//!
//! The same number, service, name and address is the same entry. What remains is matched by number
//! and service where that is unique on both sides, then among the same number by name, address or
//! phone where one of them is, and for a changed number by two of the three. Where a number is missing, one of the three is
//! too little to decide by and too much to pass over. What could be several entries, or an entry or
//! none, is nobody's guess: it goes to a list. So a rename or a move never makes a second entry.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::ResourceId;
use renkei_exchange::input::InputFault;
use renkei_store::directory::resource::StoredResource;
use renkei_store::import::matching::KnownRecords;
use renkei_store::import::record::RecordKeys;

use super::edition::Edition;
use super::keys::{Standing, entered_by_people, keys_of, municipality_of, standing};
use super::scope::Scope;
use super::{ImportFault, Progress, Watcher};

/// What the first reading of an edition brings.
#[derive(Debug, Default)]
pub(super) struct EditionKeys {
    rows: u64,
    keys: Vec<RecordKeys>,
    scope: Scope,
}

/// Reads an edition for its keys alone.
pub(super) fn read_keys(
    edition: &dyn Edition,
    only: &BTreeSet<MunicipalityCode>,
    watcher: &Watcher,
) -> Result<EditionKeys, ImportFault> {
    let mut found = EditionKeys::default();
    let mut broken = None;
    let read: Result<(), InputFault> = edition.each(&mut |row| {
        found.rows += 1;
        if found.rows.is_multiple_of(2_000) {
            watcher(Progress::Comparing { rows: found.rows });
        }
        match row {
            Ok(office) => {
                let standing = standing(&office, only);
                let place = municipality_of(&office);
                found.scope.note(&office.key.service, place, standing);
                if standing == Standing::Inside {
                    found.keys.push(keys_of(&office));
                }
            }
            Err(fault) if fault.ends_file() => {
                broken = Some(fault.line);
                return ControlFlow::Break(());
            }
            Err(_) => {}
        }
        ControlFlow::Continue(())
    });
    read?;
    match broken {
        Some(line) => Err(ImportFault::BrokenOff { line }),
        None => Ok(found),
    }
}

/// What a row turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A known entry whose cells are all the same.
    Unchanged,
    /// A known entry with other cells, or one that was missing from the last edition.
    Changed(ResourceId),
    /// An entry nobody knew.
    New,
    /// It could be any of these.
    Undecided(Vec<ResourceId>),
}

/// Compares the rows of an edition with what is known.
#[derive(Debug)]
pub(super) struct Matcher {
    known: KnownRecords,
    edition: Vec<RecordKeys>,
    taken: Vec<bool>,
    by_full: HashMap<u128, usize>,
    free_by_number: HashMap<u128, Vec<usize>>,
    free_by_name: HashMap<u128, Vec<usize>>,
    free_by_address: HashMap<u128, Vec<usize>>,
    free_by_phone: HashMap<u128, Vec<usize>>,
    /// The rows that no entry is at once, by the numbers of entries that no row is at once.
    rows_by_number: HashMap<u128, Vec<RecordKeys>>,
    /// Entries that a row of the edition names in other words, so that no further row is likely them.
    renamed: Vec<bool>,
    scope: Scope,
    rows: u64,
}

impl Matcher {
    pub(super) fn new(known: KnownRecords, edition: EditionKeys) -> Self {
        Self {
            known,
            edition: edition.keys,
            scope: edition.scope,
            rows: edition.rows,
            taken: Vec::new(),
            by_full: HashMap::new(),
            free_by_number: HashMap::new(),
            free_by_name: HashMap::new(),
            free_by_address: HashMap::new(),
            free_by_phone: HashMap::new(),
            rows_by_number: HashMap::new(),
            renamed: Vec::new(),
        }
    }

    /// Adds an entry that the data set has not named yet.
    pub(super) fn know(&mut self, stored: &StoredResource) {
        self.known.records.push(entered_by_people(stored));
    }

    /// Makes the indexes, once everything known is there.
    pub(super) fn prepare(&mut self) {
        self.taken = vec![false; self.known.records.len()];
        // A row of the data set itself comes before an entry that people made.
        let places = self.known.records.iter().enumerate();
        for (at, record) in places {
            let first = *self.by_full.entry(record.keys.full).or_insert(at);
            if record.is_published && !self.known.records[first].is_published {
                self.by_full.insert(record.keys.full, at);
            }
        }
        let mut claimed = vec![false; self.known.records.len()];
        let mut edition = std::mem::take(&mut self.edition);
        edition.retain(|keys| match self.by_full.get(&keys.full) {
            Some(at) => {
                claimed[*at] = true;
                false
            }
            None => true,
        });
        for (at, record) in self
            .known
            .records
            .iter()
            .enumerate()
            .filter(|(at, _)| !claimed[*at])
        {
            if let Some(number) = record.keys.number {
                self.free_by_number.entry(number).or_default().push(at);
            }
            self.free_by_name
                .entry(record.keys.name)
                .or_default()
                .push(at);
            self.free_by_address
                .entry(record.keys.address)
                .or_default()
                .push(at);
            if let Some(phone) = record.keys.phone {
                self.free_by_phone.entry(phone).or_default().push(at);
            }
        }
        self.renamed = vec![false; self.known.records.len()];
        for keys in edition {
            if let Some(number) = keys.number
                && self.free_by_number.contains_key(&number)
            {
                self.rows_by_number.entry(number).or_default().push(keys);
            }
            let mut named = self.free(&self.free_by_number, keys.number);
            if named.is_empty() {
                named = alike(&self.likenesses(&keys));
            }
            for at in named {
                self.renamed[at] = true;
            }
        }
    }

    /// How many rows the edition has.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether an entry has the number, service, name and address of a row.
    pub(super) fn is_known(&self, keys: &RecordKeys) -> bool {
        self.by_full.contains_key(&keys.full)
    }

    /// Decides a row; each known entry is given to one row only.
    pub(super) fn decide(&mut self, keys: &RecordKeys) -> Verdict {
        if let Some(at) = self.by_full.get(&keys.full).copied() {
            let record = self.known.records[at];
            if self.taken[at] {
                return Verdict::Undecided(vec![record.resource]);
            }
            self.taken[at] = true;
            return if record.keys.content == keys.content && !record.is_absent {
                Verdict::Unchanged
            } else {
                Verdict::Changed(record.resource)
            };
        }
        let same_number = self.free(&self.free_by_number, keys.number);
        let mut of_other_rows = Vec::new();
        if let Some(number) = keys.number.filter(|_| !same_number.is_empty()) {
            let rows = self.rows_by_number.get(&number);
            if same_number.len() == 1 && rows.is_some_and(|rows| rows.len() == 1) {
                return self.take(same_number[0]);
            }
            let mut paired = self.paired(number);
            if let Some(at) = paired.remove(&keys.full)
                && !self.taken[at]
            {
                return self.take(at);
            }
            of_other_rows.extend(paired.into_values());
            let left = same_number.into_iter();
            let left: Vec<usize> = left.filter(|at| !of_other_rows.contains(at)).collect();
            if !left.is_empty() {
                return self.one_of(&left);
            }
        }
        self.decide_changed_number(keys, &of_other_rows)
    }

    /// Which entry of a number and service which of its rows is, by what tells the row from every other: by name, then
    /// by address, then by phone, where one entry and one row alone are alike.
    fn paired(&self, number: u128) -> HashMap<u128, usize> {
        const LIKENESS: [fn(&RecordKeys, &RecordKeys) -> bool; 3] = [
            |a, b| a.name == b.name,
            |a, b| a.address == b.address,
            |a, b| a.phone.is_some() && a.phone == b.phone,
        ];
        let of_number = |index: &HashMap<u128, Vec<usize>>| index.get(&number).cloned();
        let mut entries = of_number(&self.free_by_number).unwrap_or_default();
        let mut rows = self
            .rows_by_number
            .get(&number)
            .cloned()
            .unwrap_or_default();
        let mut paired = HashMap::new();
        for alike in LIKENESS {
            let is_like = |at: usize, row: &RecordKeys| alike(&self.known.records[at].keys, row);
            let pairs: Vec<(u128, usize)> = rows
                .iter()
                .filter_map(|row| {
                    let mut like = entries.iter().filter(|at| is_like(**at, row));
                    let at = *like.next()?;
                    let is_one = like.next().is_none();
                    let rows_like = rows.iter().filter(|other| is_like(at, other)).count();
                    (is_one && rows_like == 1).then_some((row.full, at))
                })
                .collect();
            for (full, at) in pairs {
                entries.retain(|entry| *entry != at);
                rows.retain(|row| row.full != full);
                paired.insert(full, at);
            }
        }
        paired
    }

    /// The number is new, changed or missing: two of name, address and phone make the same entry, unless that is
    /// another row's.
    fn decide_changed_number(&mut self, keys: &RecordKeys, of_other_rows: &[usize]) -> Verdict {
        let mut likenesses = self.likenesses(keys);
        likenesses.retain(|at, _| !of_other_rows.contains(at));
        match alike(&likenesses)[..] {
            [one] => self.take(one),
            [] => {
                let perhaps: Vec<usize> = likenesses
                    .into_keys()
                    .filter(|at| self.may_have_changed_to(*at, keys))
                    .collect();
                if perhaps.is_empty() {
                    Verdict::New
                } else {
                    self.undecided(&perhaps)
                }
            }
            ref several => self.one_of(several),
        }
    }

    /// Entries that a row could each be. Where they were made into one there is nothing to ask: it is of the one that
    /// stays, or of the first that led there.
    fn one_of(&mut self, places: &[usize]) -> Verdict {
        let current = |at: usize| self.current(self.known.records[at].resource);
        let is_one = places
            .windows(2)
            .all(|two| current(two[0]) == current(two[1]));
        if !is_one || places.len() < 2 {
            return self.undecided(places);
        }
        let mut stays = places.iter().copied();
        let stays = stays.find(|at| self.known.records[*at].resource == current(*at));
        self.take(stays.unwrap_or(places[0]))
    }

    /// The entry that one is today: another where it became part of that.
    pub(super) fn current(&self, id: ResourceId) -> ResourceId {
        self.known.leads.get(&id).copied().unwrap_or(id)
    }

    /// In how many of name, address and phone each free entry is like a row.
    fn likenesses(&self, keys: &RecordKeys) -> BTreeMap<usize, u32> {
        let mut likenesses = BTreeMap::new();
        let by_name = self.free(&self.free_by_name, Some(keys.name));
        let by_address = self.free(&self.free_by_address, Some(keys.address));
        let by_phone = self.free(&self.free_by_phone, keys.phone);
        for at in by_name.into_iter().chain(by_address).chain(by_phone) {
            *likenesses.entry(at).or_default() += 1;
        }
        likenesses
    }

    /// Whether one likeness leaves the question open: two numbers would tell the offices apart, and an
    /// entry that another row names is that one. So branches may share a phone or a house.
    fn may_have_changed_to(&self, at: usize, keys: &RecordKeys) -> bool {
        let known = &self.known.records[at].keys;
        (known.number.is_none() || keys.number.is_none()) && !self.renamed[at]
    }

    /// Known entries that a row may speak of which is left out for want of a place.
    pub(super) fn perhaps(&self, keys: &RecordKeys) -> Vec<ResourceId> {
        let by_number = self.free(&self.free_by_number, keys.number);
        let by_name = self.free(&self.free_by_name, Some(keys.name));
        let by_phone = self.free(&self.free_by_phone, keys.phone);
        by_number
            .into_iter()
            .chain(by_name)
            .chain(by_phone)
            .map(|at| self.known.records[at].resource)
            .collect()
    }

    fn free(&self, index: &HashMap<u128, Vec<usize>>, key: Option<u128>) -> Vec<usize> {
        let found = key.and_then(|key| index.get(&key));
        found
            .map(|all| all.iter().copied().filter(|at| !self.taken[*at]).collect())
            .unwrap_or_default()
    }

    fn take(&mut self, at: usize) -> Verdict {
        self.taken[at] = true;
        Verdict::Changed(self.known.records[at].resource)
    }

    fn undecided(&self, places: &[usize]) -> Verdict {
        Verdict::Undecided(
            places
                .iter()
                .map(|at| self.known.records[*at].resource)
                .collect(),
        )
    }

    /// Entries the edition should name and does not: those it speaks of, inside the area asked for, without
    /// those that a row which was left out may speak of.
    pub(super) fn missing(
        &self,
        spared: &HashSet<ResourceId>,
        only: &BTreeSet<MunicipalityCode>,
    ) -> Vec<ResourceId> {
        let reach = self.scope.beside(&self.known, only);
        self.known
            .records
            .iter()
            .enumerate()
            .filter(|(at, record)| {
                !self.taken[*at] && !spared.contains(&record.resource) && reach.holds(record)
            })
            .map(|(_, record)| record.resource)
            .collect()
    }
}

/// The entries that are like a row in two ways or more.
fn alike(likenesses: &BTreeMap<usize, u32>) -> Vec<usize> {
    let alike = likenesses.iter().filter(|(_, ways)| **ways >= 2);
    alike.map(|(at, _)| *at).collect()
}

#[cfg(test)]
mod tests {
    use renkei_store::import::matching::KnownRecord;
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> ResourceId {
        ResourceId::from_uuid(Uuid::from_u128(n))
    }

    /// number, name, address, phone, rest of the cells
    fn keys([number, name, address, phone, rest]: [u128; 5]) -> RecordKeys {
        RecordKeys {
            full: number * 1_000_000 + name * 1_000 + address,
            number: (number > 0).then_some(number),
            name,
            address,
            phone: (phone > 0).then_some(phone),
            content: number * 7 + name * 11 + address * 13 + phone * 17 + rest,
        }
    }

    fn verdicts(known: &[[u128; 5]], rows: &[[u128; 5]]) -> (Vec<Verdict>, Vec<ResourceId>) {
        verdicts_beside(known, rows, &[])
    }

    /// The same where some entries became part of others.
    fn verdicts_beside(
        known: &[[u128; 5]],
        rows: &[[u128; 5]],
        leads: &[(u128, u128)],
    ) -> (Vec<Verdict>, Vec<ResourceId>) {
        let records = known.iter().zip(1..).map(|(cells, n)| KnownRecord {
            resource: id(n),
            keys: keys(*cells),
            service: 0,
            municipality: MunicipalityCode::parse("272078").ok(),
            is_absent: false,
            is_published: true,
        });
        let known = KnownRecords {
            records: records.collect(),
            services: vec!["就労移行支援".to_owned()],
            leads: leads
                .iter()
                .map(|(from, to)| (id(*from), id(*to)))
                .collect(),
        };
        let mut scope = Scope::default();
        let place = MunicipalityCode::parse("272078").ok();
        scope.note("就労移行支援", place, Standing::Inside);
        let edition = EditionKeys {
            rows: rows.len() as u64,
            keys: rows.iter().map(|cells| keys(*cells)).collect(),
            scope,
        };
        let mut matcher = Matcher::new(known, edition);
        matcher.prepare();
        let verdicts = rows
            .iter()
            .map(|cells| matcher.decide(&keys(*cells)))
            .collect();
        (verdicts, matcher.missing(&HashSet::new(), &BTreeSet::new()))
    }

    #[test]
    fn a_rename_and_a_move_stay_one_entry() {
        let known = [[1, 10, 20, 30, 0], [2, 11, 21, 31, 0]];
        let rows = [[1, 99, 20, 30, 0], [2, 11, 88, 31, 0]];
        let (verdicts, missing) = verdicts(&known, &rows);
        assert_eq!(verdicts, [Verdict::Changed(id(1)), Verdict::Changed(id(2))]);
        assert!(missing.is_empty());
    }

    #[test]
    fn a_row_of_two_offices_that_were_made_into_one_is_nobodys_question() {
        let known = [[1, 10, 20, 30, 0], [2, 10, 20, 31, 0]];
        let rows = [[3, 10, 20, 32, 0]];
        let both = [Verdict::Undecided(vec![id(1), id(2)])];
        assert_eq!(verdicts(&known, &rows).0, both);
        for (leads, stays) in [((1, 2), id(2)), ((2, 1), id(1))] {
            let (decided, _) = verdicts_beside(&known, &rows, &[leads]);
            assert_eq!(decided, [Verdict::Changed(stays)]);
        }
        // Each goes on being told by its own row.
        let (unchanged, missing) = verdicts_beside(&known, &known, &[(2, 1)]);
        assert_eq!(unchanged, [Verdict::Unchanged, Verdict::Unchanged]);
        assert!(missing.is_empty());
    }

    #[test]
    fn main_and_branch_office_share_a_number_and_stay_apart() {
        let known = [[1, 10, 20, 30, 0], [1, 11, 21, 31, 0]];
        let moved_branch = [[1, 10, 20, 30, 0], [1, 11, 77, 31, 0]];
        assert_eq!(
            verdicts(&known, &moved_branch).0,
            [Verdict::Unchanged, Verdict::Changed(id(2))]
        );
        let both_moved = [[1, 10, 70, 30, 0], [1, 11, 71, 31, 0]];
        assert_eq!(
            verdicts(&known, &both_moved).0,
            [Verdict::Changed(id(1)), Verdict::Changed(id(2))]
        );
        let unrecognisable = [[1, 60, 70, 50, 0], [1, 61, 71, 51, 0]];
        assert_eq!(
            verdicts(&known, &unrecognisable).0[0],
            Verdict::Undecided(vec![id(1), id(2)])
        );
        let new_branch = [[1, 10, 20, 30, 0], [1, 11, 21, 31, 0], [1, 12, 22, 32, 0]];
        assert_eq!(verdicts(&known, &new_branch).0[2], Verdict::New);
    }

    #[test]
    fn two_rows_of_one_number_and_one_name_are_nobodys_guess() {
        let known = [[1, 10, 20, 30, 0]];
        let (here, there) = ([1, 10, 21, 31, 0], [1, 10, 22, 32, 0]);
        for rows in [[here, there], [there, here]] {
            let both = [
                Verdict::Undecided(vec![id(1)]),
                Verdict::Undecided(vec![id(1)]),
            ];
            assert_eq!(verdicts(&known, &rows).0, both);
        }
        // What else tells one of them from the other decides, in whichever order they stand.
        let by_phone = [1, 10, 21, 30, 0];
        assert_eq!(
            verdicts(&known, &[by_phone, there]).0,
            [Verdict::Changed(id(1)), Verdict::New]
        );
        assert_eq!(
            verdicts(&known, &[there, by_phone]).0,
            [Verdict::New, Verdict::Changed(id(1))]
        );
    }

    #[test]
    fn a_changed_number_needs_two_of_name_address_and_phone() {
        let known = [[1, 10, 20, 30, 0]];
        assert_eq!(
            verdicts(&known, &[[9, 10, 20, 99, 0]]).0,
            [Verdict::Changed(id(1))]
        );
        assert_eq!(
            verdicts(&known, &[[9, 10, 99, 98, 0]]),
            (vec![Verdict::New], vec![id(1)])
        );
    }

    #[test]
    fn without_a_number_one_likeness_is_for_people_to_decide() {
        let known = [[0, 10, 20, 30, 0]];
        for moved_or_renamed in [[0, 10, 99, 98, 0], [0, 97, 20, 0, 0], [0, 97, 99, 30, 0]] {
            assert_eq!(
                verdicts(&known, &[moved_or_renamed]).0,
                [Verdict::Undecided(vec![id(1)])]
            );
        }
        // It is enough that one side has none.
        assert_eq!(
            verdicts(&known, &[[9, 10, 99, 98, 0]]).0,
            [Verdict::Undecided(vec![id(1)])]
        );
        assert_eq!(verdicts(&known, &[[0, 97, 99, 98, 0]]).0, [Verdict::New]);
        let two_of_one_name = [[0, 10, 20, 30, 0], [0, 10, 21, 31, 0]];
        assert_eq!(
            verdicts(&two_of_one_name, &[[0, 10, 99, 98, 0]]).0,
            [Verdict::Undecided(vec![id(1), id(2)])]
        );
    }

    #[test]
    fn an_office_in_the_house_of_another_that_is_named_too_is_a_new_one() {
        let known = [[0, 10, 20, 30, 0]];
        let beside = [0, 12, 20, 32, 0];
        for named in [[0, 10, 20, 30, 0], [0, 11, 20, 30, 0]] {
            assert_eq!(verdicts(&known, &[beside, named]).0[0], Verdict::New);
            assert_eq!(verdicts(&known, &[named, beside]).0[1], Verdict::New);
        }
    }

    #[test]
    fn changed_cells_are_a_change_and_equal_ones_are_none() {
        let known = [[1, 10, 20, 30, 0]];
        assert_eq!(
            verdicts(&known, &[[1, 10, 20, 30, 0]]).0,
            [Verdict::Unchanged]
        );
        assert_eq!(
            verdicts(&known, &[[1, 10, 20, 30, 5]]).0,
            [Verdict::Changed(id(1))]
        );
    }
}
