//! What a filter leaves, as tables to read and conditions on their rows.
//!
//! Neither database can tell how much a place, a circle or a word leaves of a list, and the wrong guess
//! costs a hundred times the right one. So the tables stand in the order in which they are to be read,
//! the one that leaves fewest rows first, joined by `CROSS JOIN`: SQLite keeps that order, and
//! PostgreSQL reads it as any other join. `f` is a row of `resource_facts`, `s` its texts.

use renkei_domain::directory::filter::{Area, Countrywide, Near, ResourceFilter};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use sea_orm::{DbBackend, Value};

use super::circle::{in_circle, within};
use super::key::Tier;
use super::order::Way;
use super::source::Source;
use super::wording::Wording;
use crate::directory::hours;
use crate::directory::words::number;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;

/// A part of a filter that a facet leaves aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    Nothing,
    Kinds,
    Sectors,
    Places,
}

/// A filter with what is needed to write it down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Narrowing<'f> {
    pub(super) filter: &'f ResourceFilter,
    pub(super) holidays: &'f HolidayTable,
    pub(super) backend: DbBackend,
}

/// What has closed is listed nowhere. Few have, and an index holds just these.
pub(in crate::directory) const IS_ACTIVE: &str =
    "f.resource_id NOT IN (SELECT id FROM resource WHERE lifecycle <> 'active')";

/// That a row is for the whole country: a line that names no place, neither where it stands nor whom it serves.
pub(in crate::directory) fn is_countrywide() -> Sql {
    let mut sql = Sql::new("f.kind = ");
    sql.bind(ResourceKind::Hotline.code()).push(
        " AND f.city IS NULL AND NOT EXISTS (SELECT 1 FROM service_area a WHERE a.resource_id = f.resource_id)",
    );
    sql
}

/// How many kinds are looked up in the index together with words: many of them would cost more than
/// looking at the rows.
const MARKED_KINDS: usize = 8;

/// How many names that begin with the words are looked at before all of them are: several pages.
const FIRST_NAMES: u32 = 500;

impl<'f> Narrowing<'f> {
    /// The words of the filter.
    pub(super) fn wording(&self) -> Wording<'f> {
        Wording::of(&self.filter.query, self.backend)
    }

    /// Everything the filter leaves.
    pub(super) fn rows(&self, aside: Aside) -> Source {
        self.rows_near(aside, self.filter.near.as_ref())
    }

    /// Everything the filter leaves, inside another circle than its own.
    pub(super) fn rows_near(&self, aside: Aside, near: Option<&Near>) -> Source {
        let wording = self.wording();
        match self.few(aside, near) {
            Some(few) if wording.is_empty() => few,
            Some(few) => {
                let texts = few.with("resource_search s", "s.row_id = f.row_id");
                wording.held().fold(texts, Source::also)
            }
            None if wording.is_empty() => {
                let mut conditions = self.plain(aside);
                conditions.extend(self.rest(self.told()));
                Source::of(Sql::new("resource_facts f"), conditions)
            }
            None => self.found(aside, None),
        }
    }

    /// Whether something leaves so few rows that each can be looked at, whatever the words are.
    pub(super) fn are_few(&self) -> bool {
        self.is_in_area() || self.filter.near.is_some() || !self.told().is_empty()
    }

    /// Whether nothing decides: then one walk along an index counts everything.
    pub(super) fn is_counted_whole(&self) -> bool {
        let is_worded = !self.wording().is_empty() || self.filter.query.is_only_signs();
        let is_plain = self.filter.near.is_none() && self.rest(self.told()).is_empty();
        let is_anywhere = !self.is_in_area() && self.filter.countrywide != Countrywide::Alone;
        !is_worded && is_plain && is_anywhere && self.kinds(Aside::Nothing).is_none()
    }

    /// Whether the circle is what is read first.
    pub(super) fn begins_with_circle(&self) -> bool {
        !self.is_in_area() && self.filter.near.is_some()
    }

    fn is_in_area(&self) -> bool {
        !self.filter.area.is_everywhere()
    }

    /// What a place, a circle or what people said of themselves leaves, the words left aside.
    fn few(&self, aside: Aside, near: Option<&Near>) -> Option<Source> {
        if self.is_in_area() && aside != Aside::Places {
            let mut tables = self.in_area(&self.filter.area, aside);
            let mut conditions = Vec::new();
            // Points and hours stand in no index of places: only they are worth a page for each entry.
            if near.is_some() || self.filter.open_at.is_some() {
                tables.push(" n CROSS JOIN resource_facts f");
                conditions.push(Sql::new("f.row_id = n.row_id"));
            } else {
                tables.push(" f");
            }
            conditions.extend(near.map(within));
            conditions.extend(self.rest(self.told()));
            return Some(Source::of(tables, conditions));
        }
        if let Some(near) = near {
            let (tables, mut conditions) = in_circle(near, self.backend);
            conditions.extend(self.plain(aside));
            conditions.extend(self.rest(self.told()));
            return Some(Source::of(tables, conditions));
        }
        let mut told = self.told().into_iter();
        let mut tables = Sql::new("(SELECT DISTINCT t.resource_id FROM (");
        tables
            .add(told.next()?)
            .push(") t) n CROSS JOIN resource_facts f");
        let mut conditions = vec![Sql::new("f.resource_id = n.resource_id")];
        conditions.extend(self.plain(aside));
        conditions.extend(self.rest(told.collect()));
        Some(Source::of(tables, conditions))
    }

    /// Who serves the area, who declared none and stands in it, and where they are asked for beside these the lines for the
    /// whole country, as a table without a name. What is cheap
    /// to look at is looked at within, while the indexes of places are read, and the columns are those that
    /// these hold.
    fn in_area(&self, area: &Area, aside: Aside) -> Sql {
        const COLUMNS: &str = "f.row_id, f.resource_id, f.kind, f.municipality_code, f.sort_key";
        let codes = |places: &[MunicipalityCode]| {
            Sql::list(places.iter().map(|code| Value::from(number(*code))))
        };
        let plain = || Sql::joined(self.plain(aside), " AND ", "1 = 1");
        let mut both = Sql::new("(");
        if !area.served.is_empty() {
            both.push(&format!(
                "SELECT DISTINCT {COLUMNS} FROM service_area a CROSS JOIN resource_facts f WHERE a.municipality_code IN "
            ))
            .add(codes(&area.served))
            .push(" AND f.resource_id = a.resource_id AND ")
            .add(plain());
        }
        if !area.served.is_empty() && !area.stood_in.is_empty() {
            both.push(" UNION ALL ");
        }
        if !area.stood_in.is_empty() {
            both.push(&format!("SELECT {COLUMNS} FROM resource_facts f WHERE f.municipality_code IN "))
                .add(codes(&area.stood_in))
                .push(" AND NOT EXISTS (SELECT 1 FROM service_area a WHERE a.resource_id = f.resource_id) AND ")
                .add(plain());
        }
        if self.filter.countrywide == Countrywide::Besides {
            both.push(&format!(
                " UNION ALL SELECT {COLUMNS} FROM resource_facts f WHERE "
            ))
            .add(is_countrywide())
            .push(" AND ")
            .add(plain());
        }
        both.push(")");
        both
    }

    /// What the index of words leaves in one tier, read in one direction and from beyond some row on: parts that
    /// follow one another.
    pub(super) fn in_tier(&self, tier: Tier, way: Way, beyond: Option<Sql>) -> Vec<Source> {
        if tier == Tier::Begins && self.backend != DbBackend::Postgres {
            return self.begun(way, beyond);
        }
        let rows = self.found(Aside::Nothing, Some(tier));
        vec![beyond.into_iter().fold(rows, Source::also)]
    }

    /// The tier of names that begin with the words, for SQLite. Tens of thousands may, and it would look at the facts
    /// of each before it sorts them. So the first few hundred are taken, and the others only where what these leave
    /// does not fill a page.
    fn begun(&self, way: Way, beyond: Option<Sql>) -> Vec<Source> {
        let wording = self.wording();
        let mut names = Sql::new("SELECT s.row_id FROM resource_search s WHERE ");
        names
            .add(wording.begins_name())
            .push(" AND ")
            .add(not(wording.is_name()));
        if let Some(beyond) = beyond {
            names.push(" AND ").add(beyond);
        }
        let order = way.along(&["s.row_id"]);
        let mut first = names.clone();
        first.push(&format!("{order} LIMIT {FIRST_NAMES}"));
        let mut others = names;
        let (beyond, last) = match way {
            Way::Onward => (">", "MAX"),
            Way::Back => ("<", "MIN"),
        };
        others
            .push(&format!(
                " AND s.row_id {beyond} (SELECT {last}(row_id) FROM ("
            ))
            .add(first.clone())
            .push(&format!(")){order} LIMIT -1"));
        let parts = [first, others].into_iter().map(|names| {
            let mut table = Sql::new("(");
            table.add(names).push(") s");
            let rows =
                Source::of(table, Vec::new()).with("resource_facts f", "f.row_id = s.row_id");
            self.besides(Aside::Nothing).fold(rows, Source::also)
        });
        parts.collect()
    }

    /// What is asked for beside the words.
    fn besides(&self, aside: Aside) -> impl Iterator<Item = Sql> {
        self.plain(aside).into_iter().chain(self.rest(self.told()))
    }

    /// What the index of words leaves, in one tier or in all of them, where nothing leaves fewer.
    fn found(&self, aside: Aside, tier: Option<Tier>) -> Source {
        let wording = self.wording();
        let is_postgres = self.backend == DbBackend::Postgres;
        let kinds = self.kinds(aside).unwrap_or_default();
        let marked = if kinds.len() <= MARKED_KINDS {
            kinds.as_slice()
        } else {
            &[]
        };
        let names = |condition: Sql| {
            Source::of(Sql::new("resource_search s"), vec![condition])
                .with("resource_facts f", "f.row_id = s.row_id")
        };
        let hits = || {
            let expression = Value::from(wording.expression(tier, marked));
            if is_postgres {
                let holds = Sql::with("s.pairs @@ CAST(? AS tsquery)", [expression]);
                return Source::of(Sql::new("resource_search s"), vec![holds])
                    .with("resource_facts f", "f.row_id = s.row_id");
            }
            let table = wording.table();
            let holds = Sql::with(&format!("{table} MATCH ?"), [expression]);
            let rows = Source::of(Sql::new(table), vec![holds]);
            let facts = format!("f.row_id = {table}.rowid");
            let texts = format!("s.row_id = {table}.rowid");
            match tier {
                // Most of what is doubtful is no hit: the texts are looked at before the facts are.
                _ if !wording.is_decided_by_index() => rows
                    .with("resource_search s", &texts)
                    .with("resource_facts f", &facts),
                None => rows.with("resource_facts f", &facts),
                Some(_) => rows
                    .with("resource_facts f", &facts)
                    .with("resource_search s", &texts),
            }
        };
        let held = || wording.doubtful().fold(hits(), Source::also);
        let longer = || wording.begins_name();
        let source = match tier {
            None => held(),
            Some(Tier::Exact) => names(wording.is_name()),
            Some(Tier::Begins) => names(longer()).also(not(wording.is_name())),
            Some(_) if wording.is_decided_by_index() => hits().also(not(longer())),
            // Where a column holds every word, nothing is doubtful any more.
            Some(Tier::Name) => hits().also(wording.others_in("name")).also(not(longer())),
            Some(Tier::Kana) => hits()
                .also(wording.others_in("kana"))
                .also(not(wording.all_in("name")))
                .also(not(longer())),
            Some(Tier::Rest) => held()
                .also(not(wording.all_in("name")))
                .also(not(wording.all_in("kana")))
                .also(not(longer())),
        };
        self.besides(aside).fold(source, Source::also)
    }

    /// Where a row of [`Self::found`] stands in its tier.
    pub(super) fn place(&self, tier: Tier) -> String {
        match (self.backend, tier) {
            (DbBackend::Postgres, _) | (_, Tier::Exact | Tier::Begins) => "s.row_id".to_owned(),
            _ => format!("{}.rowid", self.wording().table()),
        }
    }

    /// What a row says by itself: it is shown, for the whole country where that is asked for, and of these kinds.
    pub(super) fn plain(&self, aside: Aside) -> Vec<Sql> {
        let mut plain = vec![Sql::new(IS_SHOWN), Sql::new(IS_ACTIVE)];
        if self.filter.query.is_only_signs() {
            plain.push(Sql::new("1 = 0"));
        }
        if self.filter.countrywide == Countrywide::Alone {
            plain.push(is_countrywide());
        }
        match self.kinds(aside) {
            Some(kinds) if kinds.is_empty() => plain.push(Sql::new("1 = 0")),
            Some(kinds) => {
                let mut named = Sql::new("f.kind IN ");
                named.add(Sql::list(kinds.iter().map(|kind| Value::from(kind.code()))));
                plain.push(named);
            }
            None => {}
        }
        plain
    }

    /// The kinds that may be listed, or `None` for all.
    fn kinds(&self, aside: Aside) -> Option<Vec<ResourceKind>> {
        let filter = self.filter;
        let by_kind = !filter.kinds.is_empty() && aside != Aside::Kinds;
        let by_sector = !filter.sectors.is_empty() && aside != Aside::Sectors;
        (by_kind || by_sector).then(|| {
            let all = ResourceKind::ALL.iter().copied();
            all.filter(|kind| !by_kind || filter.kinds.contains(kind))
                .filter(|kind| !by_sector || filter.sectors.contains(&kind.sector()))
                .collect()
        })
    }

    /// What people said, as queries for the resources of which it was said.
    fn told(&self) -> Vec<Sql> {
        let filter = self.filter;
        let mut told = Vec::new();
        if !filter.programs.is_empty() {
            let codes = filter.programs.iter().map(|kind| Value::from(kind.code()));
            let mut run = Sql::new("SELECT resource_id FROM program WHERE kind IN ");
            run.add(Sql::list(codes));
            told.push(run);
        }
        if !filter.good_at.is_empty() {
            let codes = filter.good_at.iter().map(|topic| Value::from(topic.code()));
            let mut strong = Sql::new(
                "SELECT resource_id FROM strength WHERE valence = 'strong' AND network_id IS NULL AND topic IN ",
            );
            strong.add(Sql::list(codes));
            told.push(strong);
        }
        if filter.has_capacity {
            told.push(Sql::new(
                "SELECT resource_id FROM resource_profile WHERE capacity_available > 0",
            ));
        }
        told
    }

    /// Conditions that are looked at last.
    fn rest(&self, told: Vec<Sql>) -> Vec<Sql> {
        let among = |column: &str, query: Sql| {
            let mut sql = Sql::new(&format!("{column} IN ("));
            sql.add(query).push(")");
            sql
        };
        let mut rest: Vec<Sql> = told
            .into_iter()
            .map(|query| among("f.resource_id", query))
            .collect();
        if let Some(at) = self.filter.open_at {
            rest.push(among("f.hours_id", hours::open_at(at, self.holidays)));
        }
        if let Some(day) = self.filter.verified_since {
            // What was confirmed of an entry that became part of another was told by the same agency.
            let text = "SELECT COALESCE(g.leads_to, v.resource_id) FROM verification v \
                        LEFT JOIN resource_merge g ON g.merged_id = v.resource_id AND g.undone_act_id IS NULL \
                        WHERE v.outcome IN ('confirmed', 'changed') AND v.verified_on >= ?";
            rest.push(among("f.resource_id", Sql::with(text, [Value::from(day)])));
        }
        rest
    }
}

fn not(condition: Sql) -> Sql {
    let mut sql = Sql::new("NOT (");
    sql.add(condition).push(")");
    sql
}
