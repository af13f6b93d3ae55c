//! Writes under a key: whoever sends one twice, because a button was pressed twice or an answer was
//! lost, gets the first answer and no second effect. The answer stands in the transaction of the write.

use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A key with whose it is and what is asked under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedWrite {
    /// Whose key; two callers may use the same.
    pub caller: Uuid,
    /// The key.
    pub key: String,
    /// Tells what is asked from anything else.
    pub fingerprint: [u8; 16],
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: the write is to be done.
    New,
    /// The same was done before, with this answer.
    Done(String),
    /// Something else was done under it.
    OfAnother,
}

/// The fingerprint as it stands in the table: keyed, so that nobody tries there what may have been asked.
fn kept_fingerprint(keys: &KeyRing, write: &KeyedWrite) -> Result<Vec<u8>, StoreFault> {
    let plain = format!("{:032x}", u128::from_be_bytes(write.fingerprint));
    let mut keyed = keys.index("idempotency", &plain)?;
    keyed.truncate(write.fingerprint.len());
    Ok(keyed)
}

impl Work {
    /// Claims a key. Who comes second waits here for the first to end.
    ///
    /// # Errors
    /// When the keys are not there, or the database refuses.
    pub async fn claim_key(&self, write: &KeyedWrite, at: Instant) -> Result<Claim, StoreFault> {
        let connection = self.connection();
        let fingerprint = kept_fingerprint(self.keys(), write)?;
        let claimed = Sql::with(
            "INSERT INTO idempotency (caller_id, idempotency_key, fingerprint, answer, made_at) \
             VALUES (?, ?, ?, '', ?) ON CONFLICT DO NOTHING",
            [
                write.caller.into(),
                write.key.as_str().into(),
                fingerprint.clone().into(),
                at.micros().into(),
            ],
        );
        let done = connection
            .execute_raw(claimed.statement(connection))
            .await?;
        if done.rows_affected() == 1 {
            return Ok(Claim::New);
        }
        let known = Sql::with(
            "SELECT fingerprint, answer FROM idempotency WHERE caller_id = ? AND idempotency_key = ?",
            [write.caller.into(), write.key.as_str().into()],
        );
        let row = connection
            .query_one_raw(known.statement(connection))
            .await?;
        let Some(row) = row else {
            // It was forgotten between the two statements.
            return Ok(Claim::OfAnother);
        };
        let known: Vec<u8> = row.try_get_by_index(0)?;
        Ok(if known == fingerprint {
            Claim::Done(row.try_get_by_index(1)?)
        } else {
            Claim::OfAnother
        })
    }

    /// What was answered to whatever somebody wrote under a key; `None` when nothing was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_under(
        &self,
        caller: Uuid,
        key: &str,
    ) -> Result<Option<String>, StoreFault> {
        let connection = self.connection();
        let sql = Sql::with(
            "SELECT answer FROM idempotency WHERE caller_id = ? AND idempotency_key = ?",
            [caller.into(), key.into()],
        );
        let row = connection.query_one_raw(sql.statement(connection)).await?;
        Ok(match row {
            Some(row) => Some(row.try_get_by_index(0)?),
            None => None,
        })
    }

    /// Keeps the answer to a write whose key was claimed in this transaction.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_answer(&self, write: &KeyedWrite, answer: &str) -> Result<(), StoreFault> {
        let connection = self.connection();
        let sql = Sql::with(
            "UPDATE idempotency SET answer = ? WHERE caller_id = ? AND idempotency_key = ?",
            [
                answer.into(),
                write.caller.into(),
                write.key.as_str().into(),
            ],
        );
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }
}

impl Store {
    /// What was answered to the same write under the same key; `None` when it was not done.
    ///
    /// # Errors
    /// When the keys are not there, or the database cannot be read.
    pub async fn answer_of(&self, write: &KeyedWrite) -> Result<Option<String>, StoreFault> {
        let sql = Sql::with(
            "SELECT answer FROM idempotency \
             WHERE caller_id = ? AND idempotency_key = ? AND fingerprint = ?",
            [
                write.caller.into(),
                write.key.as_str().into(),
                kept_fingerprint(&self.keys, write)?.into(),
            ],
        );
        let row = self
            .reader
            .query_one_raw(sql.statement(&self.reader))
            .await?;
        Ok(match row {
            Some(row) => Some(row.try_get_by_index(0)?),
            None => None,
        })
    }

    /// Frees the key of a write that failed after its answer was kept: whoever sends it again does it anew.
    ///
    /// # Errors
    /// When the keys are not there, or the database refuses.
    pub async fn free_key(&self, write: &KeyedWrite) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "DELETE FROM idempotency \
             WHERE caller_id = ? AND idempotency_key = ? AND fingerprint = ?",
            [
                write.caller.into(),
                write.key.as_str().into(),
                kept_fingerprint(&self.keys, write)?.into(),
            ],
        );
        self.alone(sql.statement(&self.writer)).await?;
        Ok(())
    }

    /// Forgets keys claimed before an instant and says how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_keys(&self, before: Instant) -> Result<u64, StoreFault> {
        let sql = Sql::with(
            "DELETE FROM idempotency WHERE made_at < ?",
            [before.micros().into()],
        );
        self.alone(sql.statement(&self.writer)).await
    }
}
