//! 地域のすきま: how much of each kind there is for each municipality that a network looks after. An agency counts
//! where it declared to serve (担当する), and only where it declared nothing, where it stands (所在する), as in lists.
//! Nobody asked about free places is not the same as none being free.

mod gaps;

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::freshness::FieldGroup;
use super::kind::{ResourceKind, Sector};
use super::municipality::{Municipalities, MunicipalityCode};

pub use gaps::{Gaps, has_places};

/// The municipalities of an area that have a column of their own. A city stands for its wards, so that a ward has none
/// where its city is in the area too.
#[must_use]
pub fn columns(table: &Municipalities, area: &[MunicipalityCode]) -> Vec<MunicipalityCode> {
    let mut columns: Vec<MunicipalityCode> = area
        .iter()
        .copied()
        .filter(|code| table.by_code(*code).is_some())
        .filter(|code| {
            let city = table.city_of(*code);
            city.is_none_or(|city| !area.contains(&city))
        })
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The first day on which contact details may have been confirmed so that this still holds on a day.
#[must_use]
pub fn confirmed_since(today: NaiveDate) -> NaiveDate {
    let months = Months::new(FieldGroup::Contact.months_until_due());
    let mut since = today.checked_sub_months(months).unwrap_or(NaiveDate::MIN);
    // What is due on a day does not hold on it any more; the last days of a month are due together.
    while since
        .checked_add_months(months)
        .is_some_and(|due| due <= today)
    {
        let Some(next) = since.succ_opt() else { break };
        since = next;
    }
    since
}

/// Some agencies, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many declared to serve there.
    pub serves: u64,
    /// How many declared no area and stand there.
    pub stands: u64,
    /// How many of them said how many people could begin with them.
    pub told: u64,
    /// How many people these could take together.
    pub free: u64,
    /// The day of the oldest of these answers.
    pub oldest: Option<NaiveDate>,
    /// How many of them have contact details that were confirmed and are not due yet.
    pub confirmed: u64,
}

impl Tally {
    /// How many there are.
    #[must_use]
    pub const fn agencies(&self) -> u64 {
        self.serves + self.stands
    }

    /// Whether there is none: a gap.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.agencies() == 0
    }

    /// How many people could begin, and the day of the oldest answer; `None` where nobody knows.
    #[must_use]
    pub fn places(&self) -> Option<(u64, NaiveDate)> {
        Some((self.free, self.oldest?)).filter(|_| self.told > 0)
    }

    /// These and others, none of which is among these.
    #[must_use]
    pub fn with(self, others: Self) -> Self {
        Self {
            serves: self.serves + others.serves,
            stands: self.stands + others.stands,
            told: self.told + others.told,
            free: self.free + others.free,
            oldest: self.oldest.into_iter().chain(others.oldest).min(),
            confirmed: self.confirmed + others.confirmed,
        }
    }
}

/// Where agencies were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedIn {
    /// In one of the municipalities, by its place in the order of columns.
    Place(usize),
    /// In all of them together, each agency once.
    Area,
    /// Nowhere in particular: lines that anybody in the country calls.
    Country,
}

/// Agencies of a kind, counted somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedKind {
    /// Where.
    pub within: CountedIn,
    /// Of which kind.
    pub kind: ResourceKind,
    /// How many.
    pub tally: Tally,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRow {
    /// The kind.
    pub kind: ResourceKind,
    /// What there is for each municipality.
    pub cells: Vec<Tally>,
    /// Lines that anybody in the country calls.
    pub country: Tally,
    /// What there is in all. Whoever serves several municipalities counts once.
    pub all: Tally,
}

/// The whole table: every kind there is, also those of which there is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The municipalities, in the order of codes.
    pub places: Vec<MunicipalityCode>,
    /// The kinds, sector by sector.
    pub rows: Vec<CoverageRow>,
}

impl Coverage {
    /// The table of what was counted.
    #[must_use]
    pub fn of(
        places: Vec<MunicipalityCode>,
        counted: impl IntoIterator<Item = CountedKind>,
    ) -> Self {
        let empty = |kind| CoverageRow {
            kind,
            cells: vec![Tally::default(); places.len()],
            country: Tally::default(),
            all: Tally::default(),
        };
        let kinds = ResourceKind::ALL.iter();
        let mut rows: BTreeMap<ResourceKind, CoverageRow> =
            kinds.map(|kind| (*kind, empty(*kind))).collect();
        for CountedKind {
            within,
            kind,
            tally,
        } in counted
        {
            let Some(row) = rows.get_mut(&kind) else {
                continue;
            };
            match within {
                CountedIn::Place(place) => {
                    if let Some(cell) = row.cells.get_mut(place) {
                        *cell = tally;
                    }
                }
                CountedIn::Area => row.all = row.all.with(tally),
                CountedIn::Country => {
                    row.country = tally;
                    row.all = row.all.with(tally);
                }
            }
        }
        let sectors = Sector::ALL.iter();
        let in_order = sectors.flat_map(|sector| ResourceKind::of_sector(*sector));
        let rows = in_order.filter_map(|kind| rows.remove(&kind)).collect();
        Self { places, rows }
    }

    /// The lines of a sector.
    pub fn of_sector(&self, sector: Sector) -> impl Iterator<Item = &CoverageRow> {
        let rows = self.rows.iter();
        rows.filter(move |row| row.kind.sector() == sector)
    }

    /// Whether any line is one that anybody in the country calls.
    #[must_use]
    pub fn has_country(&self) -> bool {
        self.rows.iter().any(|row| !row.country.is_empty())
    }

    /// What there is of all kinds: for each municipality, for the country, and in all. An entry has one kind, so that
    /// nothing counts twice.
    #[must_use]
    pub fn sums(&self) -> CoverageSums {
        let mut sums = CoverageSums {
            cells: vec![Tally::default(); self.places.len()],
            country: Tally::default(),
            all: Tally::default(),
        };
        for row in &self.rows {
            for (sum, cell) in sums.cells.iter_mut().zip(&row.cells) {
                *sum = sum.with(*cell);
            }
            sums.country = sums.country.with(row.country);
            sums.all = sums.all.with(row.all);
        }
        sums
    }

    /// What the council would talk about.
    #[must_use]
    pub fn gaps(&self) -> Gaps {
        Gaps::of(self)
    }
}

/// The last line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageSums {
    /// For each municipality.
    pub cells: Vec<Tally>,
    /// Of the lines that anybody in the country calls.
    pub country: Tally,
    /// In all, each agency once.
    pub all: Tally,
}

#[cfg(test)]
mod tests;
