//! What erased rows leave behind in the files of a database: pages that nobody reads any more, and the log
//! that was written ahead. A key that can be read there is not destroyed.

use std::time::{Duration, Instant as Stopwatch};

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::fault::StoreFault;
use crate::store::Store;

/// How long others may keep the database busy before this is given up.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

/// What is done on a PostgreSQL. The table of keys, and those in which something stood unsealed, are written
/// anew as a whole: they are small, and nobody waits for long. The log of changes and the details of requests
/// may be large and would be closed to everybody meanwhile: their room becomes free, and what stood there
/// stays in the files until it is written over.
const ON_POSTGRES: &[&str] = &[
    "VACUUM (FULL) data_key, account, upload, import_run, strength, verification, idempotency, sign_in_failure",
    "VACUUM audit_detail, change",
];

impl Store {
    /// Takes out of the files what erased rows left behind. The embedded database is written anew, which
    /// takes as long as a copy and as much room on the disk; others may read meanwhile, and write before and
    /// after. Of a PostgreSQL small tables are written anew; what large ones, and the files for its own
    /// recovery, still hold goes in its own time.
    ///
    /// # Errors
    /// [`StoreFault::Locked`] when others keep the database busy, or a fault of the database.
    pub async fn sweep_traces(&self) -> Result<(), StoreFault> {
        if self.writer.get_database_backend() == DbBackend::Postgres {
            for statement in ON_POSTGRES {
                self.writer.execute_unprepared(statement).await?;
            }
            return Ok(());
        }
        let since = Stopwatch::now();
        loop {
            match self.writer.execute_unprepared("VACUUM").await {
                Ok(_) => break,
                Err(fault) => wait_if_busy(fault.into(), since).await?,
            }
        }
        while !self.fold_log_away().await? {
            wait_if_busy(StoreFault::Locked, since).await?;
        }
        Ok(())
    }

    /// Brings what was written ahead into the file and empties the log; says no while somebody still reads
    /// from it.
    async fn fold_log_away(&self) -> Result<bool, StoreFault> {
        let fold = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        match self
            .writer
            .query_one_raw(fold)
            .await
            .map_err(StoreFault::from)
        {
            Ok(Some(row)) => Ok(row.try_get_by_index::<i64>(0)? == 0),
            Ok(None) => Ok(false),
            Err(fault) if fault.is_busy() => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}

/// Waits a little where others only keep the database busy, and not for ever.
async fn wait_if_busy(fault: StoreFault, since: Stopwatch) -> Result<(), StoreFault> {
    let is_busy = matches!(fault, StoreFault::Locked) || fault.is_busy();
    if !is_busy {
        return Err(fault);
    }
    if since.elapsed() >= PATIENCE {
        return Err(StoreFault::Locked);
    }
    tokio::time::sleep(LOOK).await;
    Ok(())
}
