//! Letters at which the index of SQLite cuts words stand in no text that is compared. The search rows of
//! before hold them: they are emptied either way, and the store writes them anew before it answers anybody.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const SQLITE: &[&str] = &[
    "DELETE FROM resource_search",
    "DELETE FROM resource_fts",
    "DELETE FROM resource_letters",
    "DELETE FROM resource_box",
];

const POSTGRES: &[&str] = &["DELETE FROM resource_search"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        empty(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        empty(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn empty(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let statements = match connection.get_database_backend() {
        DbBackend::Postgres => POSTGRES,
        _ => SQLITE,
    };
    for statement in statements {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
