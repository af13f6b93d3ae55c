//! How many entries a filter leaves, and of what.

use std::cmp::Reverse;

use renkei_domain::directory::filter::{COUNTED, Facets, ResourceFilter};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::kind::ResourceKind;
use sea_orm::{ConnectionTrait as _, QueryResult};

use super::narrowing::{Aside, Narrowing};
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
        holidays: &HolidayTable,
    ) -> Result<Facets, StoreFault> {
        let narrowing = Narrowing {
            filter,
            holidays,
            backend: self.reader.get_database_backend(),
        };
        let rows = self
            .reader
            .query_all_raw(statement(&narrowing).statement(&self.reader))
            .await?;
        let mut facets = Facets {
            is_exact: true,
            ..Facets::default()
        };
        for row in &rows {
            take(&mut facets, row)?;
        }
        facets
            .kinds
            .sort_by_key(|(kind, count)| (Reverse(*count), *kind));
        facets
            .sectors
            .sort_by_key(|(sector, count)| (Reverse(*count), *sector));
        facets
            .municipalities
            .sort_by_key(|(place, count)| (Reverse(*count), *place));
        Ok(facets)
    }

    /// How many entries of each kind there are in all, most first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_by_kind(&self) -> Result<Vec<KindCount>, StoreFault> {
        let sql = Sql::new(&format!(
            "SELECT f.kind, COUNT(*) FROM resource_facts f WHERE {IS_SHOWN} GROUP BY f.kind"
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

/// One statement: what several facets count alike is found once.
fn statement(narrowing: &Narrowing<'_>) -> Sql {
    let filter = narrowing.filter;
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
            .push(&format!("found{place} AS MATERIALIZED ("))
            .add(
                narrowing
                    .rows(aside)
                    .select(Sql::new("f.kind, f.municipality_code")),
            )
            .push(&format!(" LIMIT {})", COUNTED + 1));
    }
    sql.push(" SELECT 'total' AS facet, '' AS code, COUNT(*) AS entries FROM found0");
    for (facet, place) in [("kind", kinds), ("sector", sectors)] {
        sql.push(&format!(
            " UNION ALL SELECT '{facet}', kind, COUNT(*) FROM found{place} GROUP BY kind"
        ));
    }
    sql.push(&format!(
        " UNION ALL SELECT 'place', CAST(municipality_code AS TEXT), COUNT(*) FROM found{places} \
         WHERE municipality_code IS NOT NULL GROUP BY municipality_code"
    ));
    sql
}

fn take(facets: &mut Facets, row: &QueryResult) -> Result<(), StoreFault> {
    let facet: String = row.try_get_by_index(0)?;
    let text: String = row.try_get_by_index(1)?;
    let count = count(row, 2)?;
    match facet.as_str() {
        "total" => {
            facets.is_exact = count <= COUNTED;
            facets.total = count.min(COUNTED);
        }
        "kind" => facets.kinds.push((kind(&text)?, count)),
        "sector" => {
            let sector = kind(&text)?.sector();
            let mut known = facets.sectors.iter_mut();
            match known.find(|(known, _)| *known == sector) {
                Some((_, sum)) => *sum += count,
                None => facets.sectors.push((sector, count)),
            }
        }
        _ => {
            let number = text
                .parse::<i32>()
                .map_err(|fault| unreadable(TABLE, fault))?;
            let place = municipality(TABLE, number)?;
            facets.municipalities.push((place, count));
        }
    }
    Ok(())
}

fn kind(text: &str) -> Result<ResourceKind, StoreFault> {
    code(TABLE, ResourceKind::from_code, text)
}

fn count(row: &QueryResult, place: usize) -> Result<u64, StoreFault> {
    Ok(u64::try_from(row.try_get_by_index::<i64>(place)?).unwrap_or(0))
}
