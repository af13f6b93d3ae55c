//! What is known of backups, and whether a place is free for what one brings back. That one was taken is an
//! act of the log: it says who took everything out of the house and when, on both databases and to every node,
//! and is chained like any other. The copy itself does not hold it, so that what was brought back knows of the
//! backups before it alone.

use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait as _;

use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// Whatever somebody keeps in a PostgreSQL, but for what extensions brought.
const KEPT_ON_SERVER: &str = "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') \
     AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' \
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass \
     AND d.objid = c.oid AND d.deptype = 'e') LIMIT 1";

impl Store {
    /// When the last backup was taken.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_backup_at(&self) -> Result<Option<Instant>, StoreFault> {
        self.last_at(Purpose::TakeBackup).await
    }

    /// When the sheet of the master key in use was made last; those of keys that are used no more count for nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_key_sheet_at(&self) -> Result<Option<Instant>, StoreFault> {
        let made = self.last_at(Purpose::PrintKeySheet).await?;
        let since = self.moment(Sql::new("SELECT MAX(made_at) FROM master_key_check"));
        let since = since.await?;
        Ok(made.filter(|made| since.is_none_or(|since| since <= *made)))
    }

    async fn last_at(&self, purpose: Purpose) -> Result<Option<Instant>, StoreFault> {
        self.moment(Sql::with(
            "SELECT MAX(at) FROM act WHERE purpose = ?",
            [purpose.code().into()],
        ))
        .await
    }

    /// When the first act was done: since when there is anything to be backed up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn first_act_at(&self) -> Result<Option<Instant>, StoreFault> {
        self.moment(Sql::new("SELECT MIN(at) FROM act")).await
    }

    async fn moment(&self, sql: Sql) -> Result<Option<Instant>, StoreFault> {
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        let at = match row.await? {
            Some(row) => row.try_get_by_index::<Option<i64>>(0)?,
            None => None,
        };
        Ok(at.map(Instant::from_micros))
    }

    /// Whether nobody keeps anything in this PostgreSQL yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_server_empty(&self) -> Result<bool, StoreFault> {
        let sql = Sql::new(KEPT_ON_SERVER);
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        Ok(row.await?.is_none())
    }
}

impl Work {
    /// Notes that a backup was taken. It changes nothing, and stands in the log all the same.
    pub fn note_backup(&self) {
        self.keep_act();
    }

    /// Notes that the sheet of the master key was made, in the same way.
    pub fn note_key_sheet(&self) {
        self.keep_act();
    }
}
