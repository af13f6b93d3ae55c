//! What a filter leaves in the order of ids: by the number of a page, counted to the end, or on from an id. Other systems
//! read the whole directory so; an order that a change of a name moves would hide entries from whoever turns pages.

use renkei_domain::directory::contact::policy::Channel;
use renkei_domain::directory::filter::ResourceFilter;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::municipality::{MunicipalityCode, Point};
use renkei_domain::ids::OrganizationId;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use super::narrowing::{Aside, IS_ACTIVE, Narrowing};
use crate::directory::words::municipality_opt;
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::record::feed::{OF_ANY_ORGANIZATION, of_entries};
use crate::sql::Sql;
use crate::store::Store;

/// How many entries of one postal code are looked at: they stand beside each other.
const NEIGHBOURS: u32 = 500;

/// What a list is narrowed to beside its filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Besides {
    /// Run by this 法人.
    pub organization: Option<OrganizationId>,
    /// Something that everybody reads of it, or of who runs it, changed at this instant or later.
    pub told_since: Option<Instant>,
    /// It is reached by one of these ways.
    pub channels: Vec<Channel>,
    /// It stands at a place that is known.
    pub stands: bool,
}

/// Of what a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOf {
    /// Entries.
    Entries,
    /// The 法人 that run them.
    Bodies,
}

/// A list in the order of ids.
#[derive(Debug, Clone, Copy)]
pub struct NumberedList<'l> {
    /// Of what.
    pub of: ListOf,
    /// What entries are narrowed to.
    pub filter: &'l ResourceFilter,
    /// To what else.
    pub besides: &'l Besides,
    /// The holidays, by which hours are decided.
    pub holidays: &'l HolidayTable,
}

/// Where the entries of a postal code stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PostalPlace {
    /// In which municipalities.
    pub municipalities: Vec<MunicipalityCode>,
    /// The middle of their points, where some are known.
    pub middle: Option<Point>,
}

impl Store {
    /// One page of a list, and how much there is on all of them: one statement, so that both are of one moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbered_page(
        &self,
        list: &NumberedList<'_>,
        skip: u64,
        size: u16,
    ) -> Result<(u64, Vec<Uuid>), StoreFault> {
        let mut sql = Sql::new("WITH hits AS (");
        sql.add(self.hits(list, None)).push(&format!(
            ") SELECT counted.total, page.id FROM (SELECT COUNT(*) AS total FROM hits) counted \
             LEFT JOIN (SELECT id FROM hits ORDER BY id LIMIT {size} OFFSET {}) page ON 1 = 1 ORDER BY page.id",
            // As far as both databases count.
            i64::try_from(skip).unwrap_or(i64::MAX)
        ));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let (mut total, mut ids): (u64, Vec<Uuid>) = (0, Vec::new());
        for row in rows.await? {
            let counted: i64 = row.try_get_by_index(0)?;
            total = u64::try_from(counted).unwrap_or_default();
            let id: Option<Uuid> = row.try_get_by_index(1)?;
            ids.extend(id);
        }
        Ok((total, ids))
    }

    /// The next of a list behind an id, or its first: one statement that counts nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbered_after(
        &self,
        list: &NumberedList<'_>,
        after: Option<Uuid>,
        size: u16,
    ) -> Result<Vec<Uuid>, StoreFault> {
        let mut sql = self.hits(list, after);
        sql.push(&format!(" ORDER BY 1 LIMIT {size}"));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let ids = rows.await?.into_iter().map(|row| row.try_get_by_index(0));
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Where the entries of a postal code stand, as it is written in addresses; nothing where there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn postal_place(&self, code: &str) -> Result<Option<PostalPlace>, StoreFault> {
        let mut sql = Sql::new(&format!(
            "SELECT f.municipality_code, f.latitude, f.longitude FROM resource_facts f \
             WHERE {IS_SHOWN} AND {IS_ACTIVE} AND f.postal_code = "
        ));
        sql.bind(code)
            .push(&format!(" ORDER BY f.resource_id LIMIT {NEIGHBOURS}"));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let rows = rows.await?;
        let mut municipalities: Vec<MunicipalityCode> = Vec::new();
        let mut points: Vec<(f64, f64)> = Vec::new();
        for row in &rows {
            let code = municipality_opt("resource_facts", row.try_get_by_index(0)?)?;
            municipalities.extend(code);
            let latitude: Option<f64> = row.try_get_by_index(1)?;
            let longitude: Option<f64> = row.try_get_by_index(2)?;
            points.extend(latitude.zip(longitude));
        }
        municipalities.sort_unstable();
        municipalities.dedup();
        Ok((!rows.is_empty()).then(|| PostalPlace {
            municipalities,
            middle: middle(&points),
        }))
    }

    /// The ids of a list as `id`, behind one of them where it is named.
    fn hits(&self, list: &NumberedList<'_>, after: Option<Uuid>) -> Sql {
        let narrowing = Narrowing {
            filter: list.filter,
            holidays: list.holidays,
            backend: self.reader.get_database_backend(),
        };
        let besides = list.besides;
        let is_narrowed = *besides != Besides::default();
        if list.of == ListOf::Bodies && !is_narrowed && narrowing.is_counted_whole() {
            return every_body(&narrowing, after);
        }
        let mut rows = narrowing.rows(Aside::Nothing);
        if list.of == ListOf::Bodies || is_narrowed {
            // What a place leaves holds few columns; here are all of them.
            rows = rows.with("resource_facts g", "g.row_id = f.row_id");
        }
        for condition in conditions(besides) {
            rows = rows.also(condition);
        }
        let (column, selected) = match list.of {
            ListOf::Entries => ("f.resource_id", "f.resource_id AS id"),
            ListOf::Bodies => {
                rows = rows
                    .with(
                        "organization_facts o",
                        "o.organization_id = g.organization_id",
                    )
                    .also(Sql::new(&IS_SHOWN.replace("f.", "o.")));
                ("g.organization_id", "DISTINCT g.organization_id AS id")
            }
        };
        if let Some(id) = after {
            rows = rows.also(Sql::with(&format!("{column} > ?"), [Value::from(id)]));
        }
        rows.select(Sql::new(selected))
    }
}

/// Every 法人 that runs something, along the index of their own ids: to find each behind what it runs, all entries would
/// be looked at for any page.
fn every_body(narrowing: &Narrowing<'_>, after: Option<Uuid>) -> Sql {
    // SQLite makes a join of what is asked for here, by which whoever runs two entries is told twice.
    let mut sql =
        Sql::new("SELECT DISTINCT o.organization_id AS id FROM organization_facts o WHERE ");
    sql.push(&IS_SHOWN.replace("f.", "o."))
        .push(" AND EXISTS (SELECT 1 FROM resource_facts f WHERE f.organization_id = o.organization_id AND ")
        .add(Sql::joined(narrowing.plain(Aside::Nothing), " AND ", "1 = 1"))
        .push(")");
    if let Some(id) = after {
        sql.push(" AND o.organization_id > ").bind(id);
    }
    sql
}

/// The conditions on `g`, the facts of an entry.
fn conditions(besides: &Besides) -> Vec<Sql> {
    let mut conditions = Vec::new();
    if let Some(id) = besides.organization {
        let runs = Sql::with("g.organization_id = ?", [Value::from(id.uuid())]);
        conditions.push(runs);
    }
    if besides.stands {
        conditions.push(Sql::new(
            "g.city IS NOT NULL OR (g.latitude IS NOT NULL AND g.longitude IS NOT NULL \
             AND g.location_precision IS NOT NULL)",
        ));
    }
    if !besides.channels.is_empty() {
        let codes = besides.channels.iter().map(|way| Value::from(way.code()));
        let mut reached = Sql::new(
            "g.resource_id IN (SELECT w.resource_id FROM contact_way w WHERE w.channel IN ",
        );
        reached.add(Sql::list(codes)).push(")");
        conditions.push(reached);
    }
    if let Some(since) = besides.told_since {
        let mut told = Sql::new("g.resource_id IN (");
        told.add(subjects_since(since, of_entries()))
            .push(") OR g.organization_id IN (")
            .add(subjects_since(since, Sql::new(OF_ANY_ORGANIZATION)))
            .push(")");
        conditions.push(told);
    }
    conditions
}

/// What lines of the log since an instant are about, of those that fulfil a condition.
fn subjects_since(since: Instant, condition: Sql) -> Sql {
    let mut subjects = Sql::with(
        "SELECT c.subject_id FROM act a CROSS JOIN change c WHERE c.act_id = a.id AND a.at >= ? AND ",
        [Value::from(since.micros())],
    );
    subjects.add(condition);
    subjects
}

fn middle(points: &[(f64, f64)]) -> Option<Point> {
    let count = points.len() as f64;
    let (north, east) = points.iter().fold((0.0, 0.0), |(north, east), point| {
        (north + point.0, east + point.1)
    });
    (!points.is_empty()).then(|| Point {
        latitude: north / count,
        longitude: east / count,
    })
}
