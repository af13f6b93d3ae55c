//! The reference tables in memory. Every page looks into them several times and they change a few
//! times a year, so a store keeps them whole and asks at most once a second whether another process
//! has loaded an edition since.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant as Stopwatch};

use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::municipality::Municipalities;
use renkei_domain::directory::source::Dataset;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// How long the tables are relied on without asking for a newer edition.
const RELIED_ON: Duration = Duration::from_secs(1);

/// The reference tables, whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReferenceTables {
    /// The municipalities and wards.
    pub municipalities: Municipalities,
    /// The public holidays.
    pub holidays: HolidayTable,
}

/// What a store and its clones keep of the reference tables.
#[derive(Default)]
pub(crate) struct ReferenceCache(RwLock<Held>);

#[derive(Default)]
struct Held {
    kept: Option<Kept>,
    /// How often the tables were forgotten. Who began to read before does not bring back what it saw.
    forgotten: u64,
}

#[derive(Clone)]
struct Kept {
    tables: Arc<ReferenceTables>,
    /// The newest edition when the tables were read.
    edition: Option<Uuid>,
    /// Since when no newer edition was asked for.
    asked: Stopwatch,
}

impl std::fmt::Debug for ReferenceCache {
    /// Two thousand municipalities would say nothing about the store that keeps them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReferenceCache").finish_non_exhaustive()
    }
}

impl ReferenceCache {
    fn look(&self) -> (Option<Kept>, u64) {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (held.kept.clone(), held.forgotten)
    }

    fn keep(&self, kept: Kept, forgotten: u64) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if held.forgotten == forgotten {
            held.kept = Some(kept);
        }
    }

    fn forget(&self) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        held.kept = None;
        held.forgotten += 1;
    }
}

impl Store {
    /// The reference tables, from memory wherever possible. What this process loads is seen at once,
    /// what another one loads within a second.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reference_tables(&self) -> Result<Arc<ReferenceTables>, StoreFault> {
        let (kept, forgotten) = self.reference.look();
        if let Some(kept) = &kept
            && kept.asked.elapsed() < RELIED_ON
        {
            return Ok(Arc::clone(&kept.tables));
        }
        let asked = Stopwatch::now();
        // Asked before the tables are read: what is loaded in between is noticed the next time.
        let edition = self.newest_reference_edition().await?;
        let tables = match kept {
            Some(kept) if kept.edition == edition => kept.tables,
            _ => Arc::new(ReferenceTables {
                municipalities: self.municipalities().await?.into_iter().collect(),
                holidays: self.holidays().await?,
            }),
        };
        let kept = Kept {
            tables: Arc::clone(&tables),
            edition,
            asked,
        };
        self.reference.keep(kept, forgotten);
        Ok(tables)
    }

    /// Drops the reference tables kept in memory: whoever has just loaded one calls this after the act.
    pub fn forget_reference_tables(&self) {
        self.reference.forget();
    }

    /// Every act that loads a reference table notes its edition, so the newest one tells whether the
    /// tables may have changed. The log would tell too, but every other act moves it as well.
    async fn newest_reference_edition(&self) -> Result<Option<Uuid>, StoreFault> {
        let mut sql = Sql::new("SELECT id FROM import_run WHERE dataset IN ");
        let datasets = [Dataset::Municipality, Dataset::Holiday];
        sql.add(Sql::list(datasets.map(|one| Value::from(one.code()))));
        sql.push(" ORDER BY number DESC LIMIT 1");
        let newest = self
            .reader
            .query_one_raw(sql.statement(&self.reader))
            .await?;
        Ok(newest.map(|row| row.try_get_by_index(0)).transpose()?)
    }
}
