//! Generations of the master key. The table knows each again by a check value; keys are wrapped under the
//! newest. A generation goes when nothing is wrapped under it any more, which the database itself watches:
//! a data key refers to its generation, so that one wrapped at that moment is never left behind.

use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait;

use super::master::{KeyBytes, MasterKey, MasterKeys};
use crate::fault::StoreFault;
use crate::sql::Sql;

/// A generation as the table knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Generation {
    pub(super) number: i64,
    check: Vec<u8>,
}

/// A generation whose master key is at hand.
pub(super) struct KnownGeneration {
    pub(super) number: i64,
    pub(super) wrapping: KeyBytes,
}

/// Every generation, the oldest first.
pub(super) async fn generations(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Generation>, StoreFault> {
    let sql = Sql::new("SELECT generation, check_value FROM master_key_check ORDER BY generation");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    let read = rows.iter().map(|row| {
        Ok(Generation {
            number: row.try_get_by_index(0)?,
            check: row.try_get_by_index(1)?,
        })
    });
    read.collect()
}

/// Keeps by what the key of a generation is known again, unless another process was faster.
pub(super) async fn begin(
    connection: &impl ConnectionTrait,
    number: i64,
    check: Vec<u8>,
    now: Instant,
) -> Result<(), StoreFault> {
    let sql = Sql::with(
        "INSERT INTO master_key_check (generation, check_value, made_at) VALUES (?, ?, ?) \
         ON CONFLICT DO NOTHING",
        [number.into(), check.into(), now.micros().into()],
    );
    connection.execute_raw(sql.statement(connection)).await?;
    Ok(())
}

/// Forgets the generations before one, unless something is wrapped under them still. Says whether they are
/// gone.
pub(super) async fn end_before(
    connection: &impl ConnectionTrait,
    number: i64,
) -> Result<bool, StoreFault> {
    let sql = Sql::with(
        "DELETE FROM master_key_check WHERE generation < ? \
         AND NOT EXISTS (SELECT 1 FROM data_key WHERE data_key.generation < ?)",
        [number.into(), number.into()],
    );
    connection.execute_raw(sql.statement(connection)).await?;
    let all = generations(connection).await?;
    Ok(all.iter().all(|generation| generation.number >= number))
}

impl Generation {
    /// Whether this is the key of the generation.
    pub(super) fn is_of(&self, key: &MasterKey) -> bool {
        self.is_known_by(&key.check())
    }

    /// Whether this is what its key is known again by. It tells nothing about the key, so that it may be
    /// compared byte by byte.
    pub(super) fn is_known_by(&self, check: &[u8]) -> bool {
        self.check == check
    }

    /// The generation with its key, where that is among the ones at hand.
    pub(super) fn known(&self, keys: &MasterKeys) -> Option<KnownGeneration> {
        let mut at_hand = std::iter::once(&keys.current).chain(&keys.previous);
        let key = at_hand.find(|key| self.is_of(key))?;
        Some(KnownGeneration {
            number: self.number,
            wrapping: key.wrapping(),
        })
    }
}
