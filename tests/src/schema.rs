//! The schema as the database itself tells it, and what stands in every table: for tests that must not miss
//! a table that somebody added.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use uuid::Uuid;

use crate::World;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<String>,
    /// Whether it is a module's face over tables of its own, which SQLite lists too.
    pub is_virtual: bool,
}

async fn open(url: &str) -> DatabaseConnection {
    Database::connect(url)
        .await
        .unwrap_or_else(|fault| panic!("{fault}"))
}

async fn texts(connection: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await;
    let rows = rows.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
    let text = |row: &sea_orm::QueryResult| {
        row.try_get_by_index::<String>(0)
            .unwrap_or_else(|fault| panic!("{sql}: {fault}"))
    };
    rows.iter().map(text).collect()
}

/// Every table, by name.
pub async fn tables(world: &World) -> Vec<Table> {
    tables_at(&world.url()).await
}

/// The same of any database.
pub async fn tables_at(url: &str) -> Vec<Table> {
    let connection = open(url).await;
    let is_postgres = connection.get_database_backend() == DbBackend::Postgres;
    let (names, virtuals) = if is_postgres {
        (
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1",
            "SELECT '' WHERE 1 = 0",
        )
    } else {
        (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1",
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'",
        )
    };
    let virtuals = texts(&connection, virtuals).await;
    let mut columns = columns(&connection).await;
    let mut tables = Vec::new();
    for name in texts(&connection, names).await {
        tables.push(Table {
            columns: columns.remove(&name).unwrap_or_default(),
            is_virtual: virtuals.contains(&name),
            name,
        });
    }
    connection
        .close()
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
    tables
}

/// The columns of every table, each in their order. They are asked for at once: a question for each table took longer
/// than most stories.
async fn columns(connection: &DatabaseConnection) -> BTreeMap<String, Vec<String>> {
    let sql = if connection.get_database_backend() == DbBackend::Postgres {
        "SELECT CAST(t.relname AS TEXT) || '.' || CAST(a.attname AS TEXT) FROM pg_class t \
         JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = t.oid \
         WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped \
         ORDER BY t.relname, a.attnum"
    } else {
        "SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
         WHERE t.type = 'table' ORDER BY t.name, c.cid"
    };
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for place in texts(connection, sql).await {
        let (table, column) = place.split_once('.').unwrap_or_default();
        let known = columns.entry(table.to_owned()).or_default();
        known.push(column.to_owned());
    }
    columns
}

/// The ids that stand in every table that has a column for them.
pub async fn ids(world: &World) -> BTreeMap<String, BTreeSet<Uuid>> {
    let tables = tables(world).await.into_iter();
    let with_ids = tables.filter(|table| table.columns.iter().any(|column| column == "id"));
    let connection = open(&world.url()).await;
    let mut known = BTreeMap::new();
    for table in with_ids.filter(|table| !table.is_virtual) {
        let sql = format!("SELECT id FROM \"{}\"", table.name);
        let statement = Statement::from_string(connection.get_database_backend(), &sql);
        let rows = connection.query_all_raw(statement).await;
        let rows = rows.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
        // What is counted has a number, which nobody asks with.
        let ids = rows
            .iter()
            .filter_map(|row| row.try_get_by_index::<Uuid>(0).ok());
        known.insert(table.name, ids.collect());
    }
    connection
        .close()
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
    known
}

/// The columns that point at a table, as `table.column`.
pub async fn references(world: &World, to: &str) -> BTreeSet<String> {
    let connection = open(&world.url()).await;
    let sql = if connection.get_database_backend() == DbBackend::Postgres {
        format!(
            "SELECT CAST(t.relname AS TEXT) || '.' || CAST(a.attname AS TEXT) FROM pg_constraint c \
             JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid \
             JOIN pg_namespace n ON n.oid = t.relnamespace \
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
             WHERE c.contype = 'f' AND r.relname = '{to}' AND n.nspname = current_schema()"
        )
    } else {
        format!(
            "SELECT m.name || '.' || f.\"from\" FROM sqlite_master m \
             JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = '{to}'"
        )
    };
    let columns = texts(&connection, &sql).await;
    connection
        .close()
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
    columns.into_iter().collect()
}

/// What stands in every table, a text for each row, without some columns (table and column).
pub async fn contents(world: &World, without: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
    contents_at(&world.url(), without).await
}

/// The same of any database.
pub async fn contents_at(url: &str, without: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
    let tables = tables_at(url).await;
    let connection = open(url).await;
    let is_postgres = connection.get_database_backend() == DbBackend::Postgres;
    let mut contents = BTreeMap::new();
    for table in tables.into_iter().filter(|table| !table.is_virtual) {
        let kept = table.columns.iter().filter(|column| {
            let left_out = (table.name.as_str(), column.as_str());
            !without.contains(&left_out)
        });
        let cells: Vec<String> = kept
            .map(|column| {
                if is_postgres {
                    format!("quote_nullable(CAST(\"{column}\" AS TEXT))")
                } else {
                    format!("quote(\"{column}\")")
                }
            })
            .collect();
        let row = cells.join(" || ',' || ");
        let sql = format!("SELECT {row} FROM \"{}\" ORDER BY 1", table.name);
        let rows = texts(&connection, &sql).await;
        contents.insert(table.name, rows);
    }
    connection
        .close()
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
    contents
}
