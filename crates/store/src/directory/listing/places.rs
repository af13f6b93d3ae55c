//! How many entries choosing a municipality leaves: whoever declared to serve it, and whoever declared
//! nothing and stands in it. A city stands for its wards, and who serves a whole city serves its wards,
//! as in the area that the choice then makes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::directory::municipality::{Municipalities, MunicipalityCode};

/// Entries that declared the same area and stand in the same place.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    pub(super) stands_in: Option<MunicipalityCode>,
    pub(super) serves: Vec<MunicipalityCode>,
    pub(super) entries: u64,
}

/// Entries by where they are, before it is known what a choice means.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// All of them, by where they stand.
    pub(super) standing: BTreeMap<Option<MunicipalityCode>, u64>,
    /// Those among them that declared an area.
    pub(super) declared: Vec<Declared>,
}

impl Places {
    /// How many entries were counted.
    pub(super) fn found(&self) -> u64 {
        self.standing.values().sum()
    }

    /// What choosing each place that an entry names would leave, most first.
    pub(super) fn choices(self, table: &Municipalities) -> Vec<(MunicipalityCode, u64)> {
        let mut standing = self.standing;
        for declared in &self.declared {
            // Where somebody stands who serves other places, nobody finds him.
            if let Some(entries) = standing.get_mut(&declared.stands_in) {
                *entries = entries.saturating_sub(declared.entries);
            }
        }
        let mut named = BTreeSet::new();
        let mut counts: BTreeMap<MunicipalityCode, u64> = BTreeMap::new();
        for (place, entries) in standing {
            let Some(place) = place.filter(|_| entries > 0) else {
                continue;
            };
            named.insert(place);
            for chosen in std::iter::once(place).chain(table.city_of(place)) {
                *counts.entry(chosen).or_default() += entries;
            }
        }
        for declared in &self.declared {
            named.extend(&declared.serves);
            let mut chosen = BTreeSet::new();
            for place in &declared.serves {
                chosen.extend(table.served_with(*place));
            }
            for place in chosen {
                *counts.entry(place).or_default() += declared.entries;
            }
        }
        counts.retain(|place, _| named.contains(place));
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(place, entries)| (Reverse(*entries), *place));
        counts
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::municipality::Municipality;

    use super::*;

    #[test]
    fn a_ward_counts_who_serves_its_city_and_a_city_counts_its_wards_once() {
        let place = |code: &str, name: &str| Municipality {
            code: MunicipalityCode::parse(code).expect("a code"),
            prefecture: "大阪府".to_owned(),
            name: name.to_owned(),
            kana: String::new(),
            point: None,
        };
        let table = Municipalities::new(vec![
            place("27100", "大阪市"),
            place("27127", "大阪市北区"),
            place("27128", "大阪市中央区"),
            place("27207", "高槻市"),
        ]);
        let [city, north, centre, takatsuki] =
            ["27100", "27127", "27128", "27207"].map(|code| place(code, "").code);
        let declared = |stands_in, serves: &[MunicipalityCode], entries| Declared {
            stands_in,
            serves: serves.to_vec(),
            entries,
        };
        let places = Places {
            // One of the eight in 高槻 serves two wards, the three without a place serve a whole city.
            standing: BTreeMap::from([(None, 4), (Some(north), 2), (Some(takatsuki), 8)]),
            declared: vec![
                declared(Some(takatsuki), &[north, centre], 1),
                declared(None, &[city], 3),
            ],
        };
        assert_eq!(places.found(), 14);
        let expected = vec![(takatsuki, 7), (city, 6), (north, 6), (centre, 4)];
        assert_eq!(places.choices(&table), expected);
    }
}
