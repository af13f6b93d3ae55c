//! Reading by sqlx: one function for each database, alike to the letter.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use renkei_tests::bench::fine;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgPool, Postgres, Row as _, Sqlite, SqlitePool};
use uuid::Uuid;

use super::asked::Wanted;
use super::found::{Found, Hit, Organization};
use super::statements::{self, Cell, Text};
use super::{Dialect, POSTGRES_READERS, SQLITE_READERS, Way};

/// Readers of a SQLite file.
pub(super) async fn open_sqlite(file: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("query_only", "ON")
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(SQLITE_READERS);
    fine(pool.connect_with(options).await)
}

/// Readers of a PostgreSQL, which plans each statement anew and compiles none, as for the application.
pub(super) async fn open_postgres(url: &str) -> PgPool {
    let options: PgConnectOptions = fine(url.parse());
    let options = options
        .options([("plan_cache_mode", "force_custom_plan"), ("jit", "off")])
        .disable_statement_logging();
    let pool = PgPoolOptions::new().max_connections(POSTGRES_READERS);
    fine(pool.connect_with(options).await)
}

/// The rows of a statement.
macro_rules! rows {
    ($database:ty, $pool:expr, $text:expr) => {{
        let Text { sql, cells, .. } = $text;
        let mut query = sqlx::query::<$database>(AssertSqlSafe(sql));
        for cell in cells {
            query = match cell {
                Cell::Text(text) => query.bind(text),
                Cell::Number(number) => query.bind(number),
                Cell::Real(number) => query.bind(number),
                Cell::Id(id) => query.bind(id),
            };
        }
        query.fetch_all($pool).await?
    }};
}

macro_rules! reader {
    ($(#[$doc:meta])* $name:ident, $pool:ty, $database:ty, $dialect:expr) => {
        $(#[$doc])*
        pub(super) async fn $name(
            pool: &$pool,
            wanted: &Wanted,
            way: Way,
        ) -> Result<Found, sqlx::Error> {
            let rows = rows!($database, pool, statements::hits(wanted, way, $dialect));
            let hits = rows
                .iter()
                .map(|row| {
                    Ok(Hit {
                        tier: row.try_get(0)?,
                        row: row.try_get(1)?,
                        id: row.try_get(2)?,
                        name: row.try_get(3)?,
                        kana: row.try_get(4)?,
                        office_number: row.try_get(5)?,
                        url: row.try_get(6)?,
                        organization: row.try_get(7)?,
                        municipality: row.try_get(8)?,
                        city: row.try_get(9)?,
                        rest: row.try_get(10)?,
                        phones: row.try_get(11)?,
                        hours: row.try_get(12)?,
                        squared: row.try_get(13)?,
                    })
                })
                .collect::<Result<Vec<Hit>, sqlx::Error>>()?;
            let ids: BTreeSet<Uuid> = hits.iter().filter_map(|hit| hit.organization).collect();
            let mut organizations = HashMap::with_capacity(ids.len());
            if !ids.is_empty() {
                for row in rows!($database, pool, statements::organizations(ids, $dialect)) {
                    let organization = Organization {
                        name: row.try_get(1)?,
                        corporate_number: row.try_get(2)?,
                    };
                    organizations.insert(row.try_get::<Uuid, _>(0)?, organization);
                }
            }
            Ok(Found { hits, organizations })
        }
    };
}

reader!(
    /// A page from SQLite.
    from_sqlite, SqlitePool, Sqlite, Dialect::Sqlite
);
reader!(
    /// A page from PostgreSQL.
    from_postgres, PgPool, Postgres, Dialect::Postgres
);
