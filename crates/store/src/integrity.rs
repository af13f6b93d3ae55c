//! Asking the database whether it is whole.

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::fault::StoreFault;
use crate::store::Store;

/// What PostgreSQL itself says is not in order. Its pages are looked at by `pg_amcheck`.
const POSTGRES: &str = "SELECT 'index ' || c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
     WHERE NOT i.indisvalid \
     UNION ALL SELECT 'constraint ' || conname FROM pg_constraint WHERE NOT convalidated";

impl Store {
    /// What is wrong with the database as its own checks tell it; nothing, where all is well.
    ///
    /// # Errors
    /// When it cannot even be asked.
    pub async fn integrity_faults(&self) -> Result<Vec<String>, StoreFault> {
        let backend = self.reader.get_database_backend();
        if backend == DbBackend::Postgres {
            return self.first_column(POSTGRES).await;
        }
        let mut faults = self.first_column("PRAGMA integrity_check(100)").await?;
        faults.retain(|fault| fault != "ok");
        let orphans = Statement::from_string(backend, "PRAGMA foreign_key_check");
        for row in self.reader.query_all_raw(orphans).await?.iter().take(100) {
            let (table, parent): (String, String) =
                (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
            faults.push(format!("a row of {table} without its row of {parent}"));
        }
        Ok(faults)
    }

    async fn first_column(&self, query: &str) -> Result<Vec<String>, StoreFault> {
        let backend = self.reader.get_database_backend();
        let rows = self
            .reader
            .query_all_raw(Statement::from_string(backend, query))
            .await?;
        let texts = rows.iter().map(|row| row.try_get_by_index::<String>(0));
        Ok(texts.collect::<Result<_, _>>()?)
    }
}
