//! Who read and who did. Each line is marked with a keyed hash when it is written, in the transaction of
//! the act or before the answer leaves, and chained to the others a moment later ([`seal`]), so that
//! [`check`] finds what was changed, taken away or put in by somebody without the key, and, by the seals that
//! stand in copies ([`copied`]) and logs, what was cut off.
//!
//! What not everybody may read leaves this crate as an [`Inside`], which opens only by telling what it
//! holds. [`request`] knows for whom the work is done; [`list`] shows lines to whoever may read them.

pub mod check;
pub mod copied;
mod inside;
mod items;
mod keep;
mod key;
mod line;
pub mod list;
pub mod looked;
pub mod request;
pub mod seal;

use std::sync::{Mutex, OnceLock, PoisonError};

pub use inside::{Inside, Restricted};
pub use items::ItemGroup;
pub use keep::ReadLine;
pub(crate) use key::AuditKey;

use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;
use keep::Waiting;
use sea_orm::ConnectionTrait;

/// What the clones of a store share to write lines: the key, and lines that wait to be written together.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    key: OnceLock<AuditKey>,
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

impl Desk {
    /// The key. Without one nothing is written at all.
    fn key(&self) -> Result<&AuditKey, StoreFault> {
        self.key.get().ok_or(StoreFault::NoMasterKey)
    }

    fn put(&self, waiting: Waiting) {
        let mut all = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(waiting);
    }

    fn take(&self) -> Vec<Waiting> {
        let mut all = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *all)
    }
}

impl Store {
    /// Takes the key with which this store marks and seals. The first one stays the one.
    ///
    /// # Errors
    /// [`StoreFault::WrongAuditKey`] for any other, or a fault of the database.
    pub(crate) async fn hold_audit_key(&self, key: AuditKey) -> Result<(), StoreFault> {
        let check = key.check();
        let known = match key_check(&self.reader).await? {
            Some(known) => known,
            None => {
                self.aside(move |work| Box::pin(async move { Ok(work.first_key(&check).await?) }))
                    .await?
            }
        };
        if known != check {
            return Err(StoreFault::WrongAuditKey);
        }
        // Whoever holds one already holds the same one.
        drop(self.audit.key.set(key));
        Ok(())
    }
}

impl Work {
    /// Keeps by what the first key is known again, and says by what the one that counts is.
    async fn first_key(&self, check: &[u8]) -> Result<Vec<u8>, StoreFault> {
        let connection = self.connection();
        let sql = Sql::with(
            "UPDATE audit_head SET key_check = ? WHERE id = 1 AND key_check IS NULL",
            [check.to_vec().into()],
        );
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(key_check(connection).await?.unwrap_or_default())
    }
}

/// By what the key is known again that lines are marked with.
async fn key_check(connection: &impl ConnectionTrait) -> Result<Option<Vec<u8>>, StoreFault> {
    let sql = Sql::new("SELECT key_check FROM audit_head WHERE id = 1");
    let row = connection.query_one_raw(sql.statement(connection)).await?;
    match row {
        Some(row) => Ok(row.try_get_by_index(0)?),
        None => Ok(None),
    }
}
