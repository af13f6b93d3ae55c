//! How many entries a filter leaves, and of what.

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

use renkei_domain::directory::filter::{COUNTED, Counted, Facets, ResourceFilter, Total};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::MunicipalityCode;
use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Value};

use super::narrowing::{Aside, Narrowing};
use super::places::{Declared, Places};
use super::source::Source;
use crate::directory::reference::ReferenceTables;
use crate::directory::words::{code, municipality, unreadable};
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

const TABLE: &str = "resource_facts";

/// How many entries of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: ResourceKind,
    /// How many.
    pub count: u64,
}

impl Store {
    /// What a filter leaves, counted: one statement.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn facets(
        &self,
        filter: &ResourceFilter,
        reference: &ReferenceTables,
    ) -> Result<Facets, StoreFault> {
        let narrowing = self.narrowing(filter, reference);
        let is_whole = narrowing.is_counted_whole();
        let known = if is_whole { self.counted.known() } else { None };
        let since = known.as_ref().map(|tally| tally.seq);
        let rows = self
            .reader
            .query_all_raw(statement(&narrowing, since).statement(&self.reader))
            .await?;
        let mut tally = Tally::default();
        for row in &rows {
            tally.take(row)?;
        }
        if let Some(known) = known.filter(|known| known.seq == tally.seq) {
            tally = known;
        } else if is_whole {
            self.counted.keep(&tally);
        }
        let is_exact = |found: u64| is_whole || found <= COUNTED;
        let places_are_exact = is_exact(tally.places.found());
        Ok(Facets {
            is_exact: is_exact(tally.total),
            total: if is_whole {
                tally.total
            } else {
                tally.total.min(COUNTED)
            },
            kinds: counted(tally.kinds, is_exact),
            sectors: counted(tally.sectors, is_exact),
            municipalities: Counted {
                entries: tally.places.choices(&reference.municipalities),
                is_exact: places_are_exact,
            },
        })
    }

    /// How many entries a filter leaves: one statement, for a part of what its facets cost.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn total(
        &self,
        filter: &ResourceFilter,
        reference: &ReferenceTables,
    ) -> Result<Total, StoreFault> {
        let narrowing = self.narrowing(filter, reference);
        if narrowing.is_counted_whole() {
            // Kept from one act to the next.
            return Ok(self.facets(filter, reference).await?.total());
        }
        let mut sql = Sql::new("SELECT COUNT(*) FROM (");
        sql.add(
            narrowing
                .rows(Aside::Nothing)
                .select(Sql::new("1 AS found")),
        )
        .push(&format!(" LIMIT {}) counted", COUNTED + 1));
        let row = self
            .reader
            .query_one_raw(sql.statement(&self.reader))
            .await?;
        let found = row.map_or(Ok(0), |row| count(&row, 0))?;
        Ok(Total {
            entries: found.min(COUNTED),
            is_exact: found <= COUNTED,
        })
    }

    fn narrowing<'f>(
        &self,
        filter: &'f ResourceFilter,
        reference: &'f ReferenceTables,
    ) -> Narrowing<'f> {
        Narrowing {
            filter,
            holidays: &reference.holidays,
            backend: self.reader.get_database_backend(),
        }
    }

    /// How many entries of each kind there are in all, most first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_by_kind(&self) -> Result<Vec<KindCount>, StoreFault> {
        let sql = Sql::new(&format!(
            "SELECT f.kind, COUNT(*) FROM resource_facts f WHERE {IS_SHOWN} AND f.resource_id NOT IN \
             (SELECT id FROM resource WHERE lifecycle <> 'active' AND lifecycle = 'merged') GROUP BY f.kind"
        ));
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        let mut counts = rows
            .iter()
            .map(|row| {
                Ok(KindCount {
                    kind: kind(&row.try_get_by_index::<String>(0)?)?,
                    count: count(row, 1)?,
                })
            })
            .collect::<Result<Vec<_>, StoreFault>>()?;
        counts.sort_by_key(|entry| (Reverse(entry.count), entry.kind));
        Ok(counts)
    }
}

/// What everything was counted as, kept until the next act changes something. Clones of a store share it.
#[derive(Debug, Default)]
pub(crate) struct WholeCount(Mutex<Option<Tally>>);

impl WholeCount {
    fn known(&self) -> Option<Tally> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, tally: &Tally) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(tally.clone());
    }
}

/// One statement: what several facets count alike is found once.
///
/// Where nothing is asked for, an index holds everything that is counted, and it is counted to the end,
/// two hundred thousand rows in some forty milliseconds, unless no act followed the one up to which all
/// was counted. Else counting stops beyond [`COUNTED`].
fn statement(narrowing: &Narrowing<'_>, since: Option<i64>) -> Sql {
    const NEWEST: &str = "SELECT COALESCE(MAX(seq), 0) FROM act";
    let filter = narrowing.filter;
    let unless_known = |source: Source| match since {
        Some(seq) => source.only_if(Sql::with(&format!("({NEWEST}) <> ?"), [Value::from(seq)])),
        None => source,
    };
    let mut found = vec![Aside::Nothing];
    let mut place_of = |aside: Aside, is_narrowed: bool| {
        if is_narrowed {
            found.push(aside);
            found.len() - 1
        } else {
            0
        }
    };
    let kinds = place_of(Aside::Kinds, !filter.kinds.is_empty());
    let sectors = place_of(Aside::Sectors, !filter.sectors.is_empty());
    let places = place_of(Aside::Places, !filter.area.is_everywhere());
    let mut sql = Sql::new("WITH ");
    for (place, aside) in found.into_iter().enumerate() {
        sql.push(if place > 0 { ", " } else { "" })
            .push(&format!("found{place} AS MATERIALIZED ("));
        let rows = narrowing.rows(aside);
        if narrowing.is_counted_whole() {
            let columns = Sql::new("f.kind, f.municipality_code, COUNT(*) AS entries");
            sql.add(unless_known(rows).select(columns))
                .push(" GROUP BY f.municipality_code, f.kind)");
        } else {
            let columns = Sql::new("f.kind, f.municipality_code, 1 AS entries, f.resource_id");
            sql.add(rows.select(columns))
                .push(&format!(" LIMIT {})", COUNTED + 1));
        }
    }
    // PostgreSQL sums whole numbers into decimal ones.
    let sum = "CAST(COALESCE(SUM(entries), 0) AS BIGINT)";
    let stands_in = "COALESCE(CAST(municipality_code AS TEXT), '')";
    sql.push(&format!(
        " SELECT 'total' AS facet, '' AS code, '' AS served, {sum} AS entries FROM found0"
    ));
    for (facet, place) in [("kind", kinds), ("sector", sectors)] {
        sql.push(&format!(
            " UNION ALL SELECT '{facet}', kind, '', {sum} FROM found{place} GROUP BY kind"
        ));
    }
    sql.push(&format!(
        " UNION ALL SELECT 'place', {stands_in}, '', {sum} FROM found{places} GROUP BY municipality_code \
         UNION ALL SELECT 'serves', {stands_in}, served, COUNT(*) FROM ("
    ))
    .add(unless_known(declared(narrowing, places)).select(Sql::new("f.municipality_code, d.served")))
    .push(") declared GROUP BY municipality_code, served");
    if narrowing.is_counted_whole() {
        sql.push(&format!(" UNION ALL SELECT 'act', '', '', ({NEWEST})"));
    }
    sql
}

/// Which of the entries that the places are counted of declared an area, and which one. Few have, so
/// that they are put together first.
fn declared(narrowing: &Narrowing<'_>, places: usize) -> Source {
    let list = match narrowing.backend {
        DbBackend::Postgres => "string_agg(CAST(municipality_code AS TEXT), ',')",
        _ => "group_concat(municipality_code, ',')",
    };
    let areas =
        format!("(SELECT resource_id, {list} AS served FROM service_area GROUP BY resource_id) d");
    let source = if narrowing.is_counted_whole() {
        let tables = Sql::new(&format!("{areas} CROSS JOIN resource_facts f"));
        Source::of(tables, narrowing.plain(Aside::Places))
    } else {
        let tables = Sql::new(&format!("{areas} CROSS JOIN found{places} f"));
        Source::of(tables, Vec::new())
    };
    source.also(Sql::new("f.resource_id = d.resource_id"))
}

/// What the rows of the statement say.
#[derive(Debug, Clone, Default)]
struct Tally {
    /// The newest act, where everything was counted.
    seq: i64,
    total: u64,
    kinds: Vec<(ResourceKind, u64)>,
    sectors: Vec<(Sector, u64)>,
    places: Places,
}

impl Tally {
    fn take(&mut self, row: &QueryResult) -> Result<(), StoreFault> {
        let facet: String = row.try_get_by_index(0)?;
        let text: String = row.try_get_by_index(1)?;
        let count = count(row, 3)?;
        match facet.as_str() {
            "act" => self.seq = row.try_get_by_index(3)?,
            "total" => self.total = count,
            "kind" => self.kinds.push((kind(&text)?, count)),
            "sector" => {
                let sector = kind(&text)?.sector();
                let mut known = self.sectors.iter_mut();
                match known.find(|(known, _)| *known == sector) {
                    Some((_, sum)) => *sum += count,
                    None => self.sectors.push((sector, count)),
                }
            }
            "place" => {
                self.places.standing.insert(place_opt(&text)?, count);
            }
            _ => {
                let served: String = row.try_get_by_index(2)?;
                self.places.declared.push(Declared {
                    stands_in: place_opt(&text)?,
                    serves: served.split(',').map(place).collect::<Result<_, _>>()?,
                    entries: count,
                });
            }
        }
        Ok(())
    }
}

/// Most first. Every entry has one of these, so that their sum is how many were looked at.
fn counted<T: Copy + Ord>(
    mut entries: Vec<(T, u64)>,
    is_exact: impl Fn(u64) -> bool,
) -> Counted<T> {
    entries.sort_by_key(|(value, count)| (Reverse(*count), *value));
    let found: u64 = entries.iter().map(|(_, count)| *count).sum();
    Counted {
        is_exact: is_exact(found),
        entries,
    }
}

fn place(text: &str) -> Result<MunicipalityCode, StoreFault> {
    let number = text
        .parse::<i32>()
        .map_err(|fault| unreadable(TABLE, fault))?;
    municipality(TABLE, number)
}

fn place_opt(text: &str) -> Result<Option<MunicipalityCode>, StoreFault> {
    (!text.is_empty()).then(|| place(text)).transpose()
}

fn kind(text: &str) -> Result<ResourceKind, StoreFault> {
    code(TABLE, ResourceKind::from_code, text)
}

fn count(row: &QueryResult, place: usize) -> Result<u64, StoreFault> {
    Ok(u64::try_from(row.try_get_by_index::<i64>(place)?).unwrap_or(0))
}
