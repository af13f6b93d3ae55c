//! Numbers of blocks and houses are found however they are written (1丁目13番11号, 1-13-11): the search rows of
//! before that compare other letters than the program asks for. They are emptied here, either way, and
//! the store writes them anew before it answers anybody.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

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
    let tables: &[&str] = match connection.get_database_backend() {
        DbBackend::Postgres => &["resource_search"],
        // A row gets all three at once.
        _ => &["resource_search", "resource_fts", "resource_box"],
    };
    for table in tables {
        let sql = format!("DELETE FROM {table}");
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}
