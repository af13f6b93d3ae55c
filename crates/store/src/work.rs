//! The one transaction type. A use case hands a re-runnable closure to [`Store::act`]; it reads and
//! writes through [`Work`] and notes each change. The last step of the act writes its line of the audit,
//! takes the sequence lock and writes `act` and `change`, so that the order of `seq` is the order of commits.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Stopwatch};

use renkei_domain::ids::ActId;
use renkei_domain::record::{Actor, Change, Purpose, Source, Subject};
use renkei_domain::time::Instant;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait as _,
};

use crate::audit::Desk;
use crate::fault::{Stop, StoreFault};
use crate::keys::KeyRing;
use crate::record;
use crate::store::Store;

/// How long a write waits for another process to release the embedded database.
pub(crate) const LOCK_PATIENCE: Duration = Duration::from_secs(20);
/// How often it looks. An import leaves gaps of [`crate::import::GAP`], several looks long.
pub(crate) const LOCK_LOOK: Duration = Duration::from_millis(2);
/// How often an act is run again after a serialization failure.
const RUNS: u32 = 8;

/// Who does what and why: the head of an act.
#[derive(Debug, Clone, Copy)]
pub struct ActHeader {
    /// The id the act will have.
    pub id: ActId,
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: Instant,
    /// Through which door.
    pub source: Source,
    /// Why.
    pub purpose: Purpose,
}

/// A running transaction.
#[derive(Debug)]
pub struct Work {
    transaction: DatabaseTransaction,
    changes: Mutex<Vec<Change>>,
    is_act_kept: AtomicBool,
    audit: Arc<Desk>,
    keys: Arc<KeyRing>,
}

/// The future of a closure that works inside a transaction.
pub type Working<'w, T, E> = Pin<Box<dyn Future<Output = Result<T, Stop<E>>> + Send + 'w>>;

impl Store {
    /// Runs one act. The closure may run several times and must not touch anything but the `Work`.
    /// An act that changes nothing leaves no line, unless a row names it, as an import run does.
    ///
    /// # Errors
    /// The use case's refusal, or a fault; in both cases nothing was written.
    pub async fn act<T, E, F>(&self, header: &ActHeader, run: F) -> Result<T, Stop<E>>
    where
        F: for<'w> Fn(&'w Work) -> Working<'w, T, E> + Send + Sync,
        T: Send,
        E: Send,
    {
        let mut runs = 0;
        loop {
            runs += 1;
            let outcome = async {
                let work = self.begin().await?;
                let value = run(&work).await?;
                work.seal(header).await?;
                Ok(value)
            }
            .await;
            match outcome {
                Err(Stop::Fault(fault)) if fault.is_conflict() && runs < RUNS => {}
                outcome => return outcome,
            }
        }
    }

    /// Runs one step of an act whose head is written later by [`Store::act`] under the same id (an
    /// import writes its rows in many short steps). Changes are kept from `first_ordinal` on; until the
    /// head stands nobody sees them. A step whose machine stops may be lost with those after it, until that act
    /// is done: it makes them all durable.
    ///
    /// # Errors
    /// The use case's refusal, or a fault; in both cases nothing was written.
    pub async fn step<T, E, F>(&self, act: ActId, first_ordinal: i64, run: F) -> Result<T, Stop<E>>
    where
        F: for<'w> Fn(&'w Work) -> Working<'w, T, E> + Send + Sync,
        T: Send,
        E: Send,
    {
        let mut runs = 0;
        loop {
            runs += 1;
            let outcome = async {
                let work = self.begin_on(&self.stager).await?;
                let value = run(&work).await?;
                let changes = work.take_changes();
                record::write_changes(&work, act, first_ordinal, &changes).await?;
                work.transaction.commit().await.map_err(StoreFault::from)?;
                Ok(value)
            }
            .await;
            match outcome {
                Err(Stop::Fault(fault)) if fault.is_conflict() && runs < RUNS => {}
                outcome => return outcome,
            }
        }
    }

    /// Runs a write to which no line of the log belongs: that a session is in use, that an answer was
    /// wrong. What somebody does is an act.
    ///
    /// # Errors
    /// A fault; nothing was written.
    pub async fn aside<T, F>(&self, run: F) -> Result<T, StoreFault>
    where
        F: for<'w> Fn(&'w Work) -> Working<'w, T, Infallible> + Send + Sync,
        T: Send,
    {
        let mut runs = 0;
        loop {
            runs += 1;
            let outcome: Result<T, Stop<Infallible>> = async {
                let work = self.begin().await?;
                let value = run(&work).await?;
                work.transaction.commit().await.map_err(StoreFault::from)?;
                Ok(value)
            }
            .await;
            match outcome {
                Err(Stop::Fault(fault)) if fault.is_conflict() && runs < RUNS => {}
                Err(Stop::Fault(fault)) => return Err(fault),
                Err(Stop::Refused(never)) => match never {},
                Ok(value) => return Ok(value),
            }
        }
    }

    /// Runs one statement in a transaction of its own and says how many rows it touched.
    pub(crate) async fn alone(&self, statement: Statement) -> Result<u64, StoreFault> {
        let work = self.begin().await?;
        let done = work.transaction.execute_raw(statement).await?;
        work.transaction.commit().await?;
        Ok(done.rows_affected())
    }

    async fn begin(&self) -> Result<Work, StoreFault> {
        self.begin_on(&self.writer).await
    }

    async fn begin_on(&self, connection: &DatabaseConnection) -> Result<Work, StoreFault> {
        let options = || TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let since = Stopwatch::now();
        loop {
            match connection
                .begin_with_options(options())
                .await
                .map_err(StoreFault::from)
            {
                Ok(transaction) => {
                    return Ok(Work {
                        transaction,
                        changes: Mutex::new(Vec::new()),
                        is_act_kept: AtomicBool::new(false),
                        audit: Arc::clone(&self.audit),
                        keys: Arc::clone(&self.keys),
                    });
                }
                Err(fault) if fault.is_busy() && since.elapsed() < LOCK_PATIENCE => {
                    tokio::time::sleep(LOCK_LOOK).await;
                }
                Err(fault) if fault.is_busy() => return Err(StoreFault::Locked),
                Err(fault) => return Err(fault),
            }
        }
    }
}

impl Work {
    /// Notes a change for the log.
    pub fn note(&self, change: Change) {
        self.changes
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(change);
    }

    /// Keeps of the changes of a thing that there were some, and no more of what they were.
    pub(crate) fn hush(&self, subject: Subject) {
        let mut changes = self
            .changes
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for change in changes.iter_mut().filter(|one| one.subject == subject) {
            change.before = None;
            change.after = None;
        }
    }

    /// Keeps the act even if it changes nothing, because a row that is being written names it.
    pub(crate) fn keep_act(&self) {
        self.is_act_kept.store(true, Ordering::Relaxed);
    }

    pub(crate) fn take_changes(&self) -> Vec<Change> {
        std::mem::take(
            &mut *self
                .changes
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }

    pub(crate) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    pub(crate) fn audit(&self) -> &Desk {
        &self.audit
    }

    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.transaction.get_database_backend() == DbBackend::Postgres
    }

    async fn seal(self, header: &ActHeader) -> Result<(), StoreFault> {
        let changes = self.take_changes();
        let is_kept = !changes.is_empty() || self.is_act_kept.load(Ordering::Relaxed);
        if is_kept || record::has_steps(&self, header.id).await? {
            record::write_changes(
                &self,
                header.id,
                record::next_ordinal(&self, header.id).await?,
                &changes,
            )
            .await?;
            self.audit_act(header, &changes).await?;
            // Taken last: whoever holds this row is the next to commit.
            let taken = Statement::from_string(
                self.transaction.get_database_backend(),
                "UPDATE act_counter SET last_seq = last_seq + 1 WHERE id = 1 RETURNING last_seq",
            );
            let row = self.transaction.query_one_raw(taken).await?;
            let seq = row
                .ok_or_else(|| StoreFault::Unreadable {
                    table: "act_counter",
                    value: "no row".to_owned(),
                })?
                .try_get_by_index::<i64>(0)?;
            record::write_act(&self, header, seq).await?;
        }
        self.transaction.commit().await?;
        Ok(())
    }
}
