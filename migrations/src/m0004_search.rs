//! Search over published facts: normalised names for the order of hits, pairs of characters for
//! finding, whole texts to rank a short list by its own rows, boxes for distance. The databases differ
//! here by nature: FTS5 and R*Tree on SQLite, tsvector and GiST on PostgreSQL. A row of `resource_facts`
//! takes its search rows with it when it goes; writing them is the store's work, since pairs are made by
//! the domain.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Lists of everything get their order by it.
const BY_NAME: &str = "CREATE INDEX resource_facts_by_name ON resource_facts (sort_key, resource_id, kind, municipality_code, born, dead)";

const SQLITE_UP: &[&str] = &[
    "CREATE TABLE resource_search (
        row_id INTEGER PRIMARY KEY REFERENCES resource_facts (row_id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        kana TEXT NOT NULL,
        whole TEXT NOT NULL
    )",
    "CREATE INDEX resource_search_by_name ON resource_search (name)",
    "CREATE VIRTUAL TABLE resource_fts USING fts5(
        name, kana, head, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
    )",
    "CREATE VIRTUAL TABLE resource_box USING rtree(row_id, south, north, west, east)",
    "CREATE TRIGGER resource_facts_gone AFTER DELETE ON resource_facts BEGIN
        DELETE FROM resource_fts WHERE rowid = old.row_id;
        DELETE FROM resource_box WHERE row_id = old.row_id;
    END",
    BY_NAME,
];

const SQLITE_DOWN: &[&str] = &[
    "DROP INDEX resource_facts_by_name",
    "DROP TRIGGER resource_facts_gone",
    "DROP TABLE resource_box",
    "DROP TABLE resource_fts",
    "DROP TABLE resource_search",
];

const POSTGRES_UP: &[&str] = &[
    "CREATE TABLE resource_search (
        row_id BIGINT PRIMARY KEY REFERENCES resource_facts (row_id) ON DELETE CASCADE,
        name TEXT COLLATE \"C\" NOT NULL,
        kana TEXT COLLATE \"C\" NOT NULL,
        whole TEXT COLLATE \"C\" NOT NULL,
        pairs TSVECTOR NOT NULL
    )",
    "CREATE INDEX resource_search_by_name ON resource_search (name)",
    "CREATE INDEX resource_search_by_pairs ON resource_search USING gin (pairs)",
    "CREATE INDEX resource_facts_by_point ON resource_facts USING gist (point(longitude, latitude))",
    BY_NAME,
];

const POSTGRES_DOWN: &[&str] = &[
    "DROP INDEX resource_facts_by_name",
    "DROP INDEX resource_facts_by_point",
    "DROP TABLE resource_search",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_UP, POSTGRES_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_DOWN, POSTGRES_DOWN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn run(manager: &SchemaManager<'_>, sqlite: &[&str], postgres: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let statements = if connection.get_database_backend() == DbBackend::Postgres {
        postgres
    } else {
        sqlite
    };
    for statement in statements {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
