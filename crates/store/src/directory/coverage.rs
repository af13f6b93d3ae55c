//! How much of each kind there is for each of some municipalities, counted by one statement. What counts where is what
//! [`super::listing`] lists there, so that a number is as long as the list behind it.

use chrono::NaiveDate;
use renkei_domain::directory::coverage::{CountedIn, CountedKind, Tally};
use renkei_domain::directory::filter::Area;
use renkei_domain::directory::freshness::{FieldGroup, VerificationOutcome};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Value};

use super::listing::{IS_ACTIVE, is_countrywide};
use super::words::{code, number, unreadable};
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

const TABLE: &str = "resource_facts";

/// The places of what is counted in no single municipality.
const IN_AREA: i64 = -1;
const IN_COUNTRY: i64 = -2;

/// What is counted of the rows of `measured`.
const COUNTED: &str = "SUM(declared), COUNT(*), COUNT(free), COALESCE(SUM(free), 0), \
     MIN(CASE WHEN free IS NULL THEN NULL ELSE as_of END), SUM(confirmed)";

impl Store {
    /// What there is of each kind in each of some areas, in all of them together, and for the whole country. Contact
    /// details count as confirmed that were so on a day or later.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn coverage(
        &self,
        areas: &[Area],
        confirmed_since: NaiveDate,
    ) -> Result<Vec<CountedKind>, StoreFault> {
        let backend = self.reader.get_database_backend();
        let sql = statement(backend, areas, confirmed_since);
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        rows.iter().map(read).collect()
    }
}

/// The code of a municipality with the place of its area.
type Placed = (usize, MunicipalityCode);

/// The codes of several areas.
fn placed<'a>(
    areas: &'a [Area],
    codes: impl Fn(&'a Area) -> &'a [MunicipalityCode],
) -> Vec<Placed> {
    let areas = areas.iter().enumerate();
    let placed = areas.flat_map(|(place, area)| codes(area).iter().map(move |code| (place, *code)));
    placed.collect()
}

/// The same as rows: all travel in one parameter.
fn rows(backend: DbBackend, placed: &[Placed]) -> Sql {
    let pairs = placed.iter().map(|(place, code)| (*place, code.number()));
    let pairs: Vec<(usize, u32)> = pairs.collect();
    let text = match backend {
        DbBackend::Postgres => {
            "SELECT CAST(value ->> 0 AS INTEGER), CAST(value ->> 1 AS INTEGER) \
             FROM json_array_elements(CAST(? AS json))"
        }
        _ => "SELECT value ->> 0, value ->> 1 FROM json_each(?)",
    };
    Sql::with(text, [Value::from(serde_json::json!(pairs).to_string())])
}

/// That a column holds the code of such a row. PostgreSQL cannot tell how many rows there are, and would read all offices
/// of a country; from the list it knows.
fn holds(column: &str, placed: &[Placed]) -> Sql {
    if placed.is_empty() {
        return Sql::new("1 = 0");
    }
    let mut sql = Sql::new(&format!("{column} = w.code AND {column} IN "));
    let codes = placed.iter().map(|(_, code)| Value::from(number(*code)));
    sql.add(Sql::list(codes));
    sql
}

/// Who serves an area and, with no declared one, stands in it, is found once for each area by the indexes of places;
/// profiles and confirmations are then looked up by their keys. `CROSS JOIN` keeps that order on SQLite.
fn statement(backend: DbBackend, areas: &[Area], confirmed_since: NaiveDate) -> Sql {
    const NOTHING_DECLARED: &str =
        "NOT EXISTS (SELECT 1 FROM service_area a WHERE a.resource_id = f.resource_id)";
    let shown = format!("{IS_SHOWN} AND {IS_ACTIVE}");
    let served = placed(areas, |area| area.served.as_slice());
    let stood = placed(areas, |area| area.stood_in.as_slice());
    let mut sql = Sql::new("WITH served (place, code) AS MATERIALIZED (");
    sql.add(rows(backend, &served))
        .push("), stood (place, code) AS MATERIALIZED (")
        .add(rows(backend, &stood))
        .push(
            "), found (place, kind, resource_id, declared) AS MATERIALIZED (\
             SELECT DISTINCT w.place, f.kind, f.resource_id, 1 \
             FROM served w CROSS JOIN service_area a CROSS JOIN resource_facts f WHERE ",
        )
        .add(holds("a.municipality_code", &served))
        .push(&format!(
            " AND f.resource_id = a.resource_id AND {shown} \
             UNION ALL SELECT w.place, f.kind, f.resource_id, 0 \
             FROM stood w CROSS JOIN resource_facts f WHERE "
        ))
        .add(holds("f.municipality_code", &stood))
        .push(&format!(
            " AND {NOTHING_DECLARED} AND {shown} \
             UNION ALL SELECT {IN_COUNTRY}, f.kind, f.resource_id, 1 FROM resource_facts f \
             WHERE "
        ))
        .add(is_countrywide())
        .push(&format!(
            " AND {shown}), \
             measured AS MATERIALIZED (\
             SELECT n.place, n.kind, n.resource_id, n.declared, p.capacity_available AS free, \
             p.capacity_as_of AS as_of, \
             CASE WHEN "
        ))
        .add(is_confirmed(ITSELF, confirmed_since))
        .push(" OR ")
        .add(is_confirmed(MERGED, confirmed_since))
        .push(&format!(
            " THEN 1 ELSE 0 END AS confirmed \
             FROM found n LEFT JOIN resource_profile p ON p.resource_id = n.resource_id) \
             SELECT CAST(place AS BIGINT), kind, {COUNTED} FROM measured GROUP BY place, kind \
             UNION ALL SELECT CAST({IN_AREA} AS BIGINT), kind, {COUNTED} FROM (\
             SELECT DISTINCT kind, resource_id, declared, free, as_of, confirmed \
             FROM measured WHERE place >= 0) once GROUP BY kind"
        ));
    sql
}

/// What was confirmed of an entry `n`, and of whatever became part of it.
const ITSELF: &str = "verification v WHERE v.resource_id = n.resource_id";
const MERGED: &str = "resource_merge g JOIN verification v ON v.resource_id = g.merged_id \
                      WHERE g.undone_act_id IS NULL AND g.leads_to = n.resource_id";

/// Whether the contact details were confirmed since a day, among such confirmations.
fn is_confirmed(among: &str, since: NaiveDate) -> Sql {
    let mut sql = Sql::new(&format!(
        "EXISTS (SELECT 1 FROM {among} AND v.field_group = "
    ));
    sql.bind(FieldGroup::Contact.code())
        .push(" AND v.outcome IN ")
        .add(confirming())
        .push(" AND v.verified_on >= ")
        .bind(since)
        .push(")");
    sql
}

/// The outcomes that tell what is so.
fn confirming() -> Sql {
    let all = VerificationOutcome::ALL.iter();
    let confirming = all.filter(|outcome| outcome.confirms());
    Sql::list(confirming.map(|outcome| Value::from(outcome.code())))
}

fn read(row: &QueryResult) -> Result<CountedKind, StoreFault> {
    let count = |place: usize| -> Result<u64, StoreFault> {
        let count: i64 = row.try_get_by_index(place)?;
        u64::try_from(count).map_err(|fault| unreadable(TABLE, fault))
    };
    let within = match row.try_get_by_index::<i64>(0)? {
        IN_AREA => CountedIn::Area,
        IN_COUNTRY => CountedIn::Country,
        place => {
            CountedIn::Place(usize::try_from(place).map_err(|fault| unreadable(TABLE, fault))?)
        }
    };
    let kind: String = row.try_get_by_index(1)?;
    let serves = count(2)?;
    Ok(CountedKind {
        within,
        kind: code(TABLE, ResourceKind::from_code, &kind)?,
        tally: Tally {
            serves,
            stands: count(3)?.saturating_sub(serves),
            told: count(4)?,
            free: count(5)?,
            oldest: row.try_get_by_index(6)?,
            confirmed: count(7)?,
        },
    })
}
