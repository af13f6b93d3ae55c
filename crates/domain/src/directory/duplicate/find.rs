//! Looking for pairs among many entries, without comparing each with each: only entries that share a phone, a house,
//! a name or reading of one town, or a number are laid side by side.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Described, Likeness};

/// The most entries that share something and are compared each with each. Of more, as of all that have the phone of
/// one large body, those are compared whose names stand near each other.
const EACH_WITH_EACH: usize = 60;

/// How far apart in the order of names entries of a larger group are compared.
const NEIGHBOURS: usize = 25;

/// Two entries that may be one, by their places in the list that was looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The one that stands first.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// How likely they are one, and why.
    pub likeness: Likeness,
}

/// What entries may share.
type Shared = fn(&Described, &mut Vec<u64>);

const SHARED: &[Shared] = &[lines, houses, names, readings, numbers];

/// Finds the pairs of a list that people should look at, in the order of the list.
#[must_use]
pub fn find(entries: &[Described]) -> Vec<Found> {
    let mut found: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    for shared in SHARED {
        let mut keyed: Vec<(u64, usize)> = Vec::with_capacity(entries.len());
        let mut keys = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            shared(entry, &mut keys);
            keys.sort_unstable();
            keys.dedup();
            keyed.extend(keys.drain(..).map(|key| (key, place)));
        }
        keyed.sort_unstable();
        for group in keyed.chunk_by(|(one, _), (other, _)| one == other) {
            let places = group.iter().map(|(_, place)| *place).collect();
            compare(entries, places, &mut found);
        }
    }
    let pairs = found.into_iter();
    pairs
        .map(|((first, second), likeness)| Found {
            first,
            second,
            likeness,
        })
        .collect()
}

/// Lays the entries of one group side by side.
fn compare(
    entries: &[Described],
    mut places: Vec<usize>,
    found: &mut BTreeMap<(usize, usize), Likeness>,
) {
    let reach = if places.len() > EACH_WITH_EACH {
        places.sort_by(|one, other| {
            let name = |place: &usize| entries[*place].name.core();
            name(one).cmp(name(other)).then(one.cmp(other))
        });
        NEIGHBOURS
    } else {
        EACH_WITH_EACH
    };
    for (at, one) in places.iter().enumerate() {
        for other in places.iter().skip(at + 1).take(reach) {
            let pair = (*one.min(other), *one.max(other));
            if let Some(likeness) = entries[pair.0].compare(&entries[pair.1]) {
                found.insert(pair, likeness);
            }
        }
    }
}

fn lines(entry: &Described, keys: &mut Vec<u64>) {
    for line in entry.phones.iter().chain(&entry.fax) {
        keys.push(key(entry, line));
    }
}

fn houses(entry: &Described, keys: &mut Vec<u64>) {
    keys.extend(entry.place.key().map(|house| key(entry, house)));
}

fn names(entry: &Described, keys: &mut Vec<u64>) {
    keys.push(key(entry, (entry.place.municipality(), entry.name.core())));
}

fn readings(entry: &Described, keys: &mut Vec<u64>) {
    if !entry.kana.is_empty() {
        let town = entry.place.municipality();
        keys.push(key(entry, (town, &entry.kana)));
    }
}

fn numbers(entry: &Described, keys: &mut Vec<u64>) {
    keys.extend(entry.number.as_ref().map(|number| key(entry, number)));
}

/// What entries of one kind share, as a number. Two things that give one number are told apart by the comparison.
fn key(entry: &Described, shared: impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    entry.kind.hash(&mut hasher);
    shared.hash(&mut hasher);
    hasher.finish()
}
