//! A character alone is found by what holds it, each row once, not by the hundreds of pairs that begin with
//! it: on SQLite in a table of its own, which knows the columns and no places, on PostgreSQL beside the
//! pairs. The search rows of before are emptied either way, and the store writes them anew before it
//! answers anybody.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const SQLITE_UP: &[&str] = &[
    "DROP TRIGGER resource_facts_gone",
    "DELETE FROM resource_search",
    "DELETE FROM resource_fts",
    "DELETE FROM resource_box",
    "CREATE VIRTUAL TABLE resource_letters USING fts5(
        name, kana, head, content='', contentless_delete=1, detail=column, tokenize='unicode61 remove_diacritics 0'
    )",
    // What is written in many steps is put together half as often; a search then reads a few pieces more.
    "INSERT INTO resource_fts (resource_fts, rank) VALUES ('automerge', 8)",
    "INSERT INTO resource_letters (resource_letters, rank) VALUES ('automerge', 8)",
    "CREATE TRIGGER resource_facts_gone AFTER DELETE ON resource_facts BEGIN
        DELETE FROM resource_fts WHERE rowid = old.row_id;
        DELETE FROM resource_letters WHERE rowid = old.row_id;
        DELETE FROM resource_box WHERE row_id = old.row_id;
    END",
];

const SQLITE_DOWN: &[&str] = &[
    "DROP TRIGGER resource_facts_gone",
    "DELETE FROM resource_search",
    "DELETE FROM resource_fts",
    "DELETE FROM resource_box",
    "DROP TABLE resource_letters",
    "INSERT INTO resource_fts (resource_fts, rank) VALUES ('automerge', 4)",
    "CREATE TRIGGER resource_facts_gone AFTER DELETE ON resource_facts BEGIN
        DELETE FROM resource_fts WHERE rowid = old.row_id;
        DELETE FROM resource_box WHERE row_id = old.row_id;
    END",
];

const POSTGRES: &[&str] = &["DELETE FROM resource_search"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_DOWN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn run(manager: &SchemaManager<'_>, sqlite: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let statements = match connection.get_database_backend() {
        DbBackend::Postgres => POSTGRES,
        _ => sqlite,
    };
    for statement in statements {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
