//! How often somebody has tried a secret lately. What was tried is known by its hash, so that a name
//! without an account leaves the same row as one with.

use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};

use super::{SecretHash, first_row};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// What is tried, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptKey {
    /// The hash of the name.
    pub name_hash: SecretHash,
    /// Where from, or by which of several ways.
    pub place: String,
}

/// The attempts counted under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// How many, this one included.
    pub count: i32,
    /// When the first of them was.
    pub since: Instant,
}

fn read(row: &QueryResult) -> Result<Attempts, StoreFault> {
    Ok(Attempts {
        count: row.try_get_by_index(0)?,
        since: Instant::from_micros(row.try_get_by_index(1)?),
    })
}

impl Store {
    /// The attempts counted under a key so far, unless they began before `forgotten`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn attempts(
        &self,
        key: &AttemptKey,
        forgotten: Instant,
    ) -> Result<Option<Attempts>, StoreFault> {
        let mut sql = Sql::new("SELECT attempts, since FROM sign_in_failure WHERE name_hash = ");
        sql.bind(key.name_hash.to_vec())
            .push(" AND place = ")
            .bind(key.place.as_str())
            .push(" AND since > ")
            .bind(forgotten.micros());
        let row = first_row(&self.reader, sql).await?;
        row.as_ref().map(read).transpose()
    }
}

impl Work {
    /// Counts an attempt before its answer is known, so that many at once are counted too. Those that
    /// began before `forgotten` count no more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_attempt(
        &self,
        key: &AttemptKey,
        forgotten: Instant,
        now: Instant,
    ) -> Result<Attempts, StoreFault> {
        self.forget_old_attempts(forgotten).await?;
        let mut sql =
            Sql::new("INSERT INTO sign_in_failure (name_hash, place, attempts, since) VALUES ");
        sql.add(Sql::row([
            Value::from(key.name_hash.to_vec()),
            Value::from(key.place.clone()),
            Value::from(1_i32),
            Value::from(now.micros()),
        ]))
        .push(
            " ON CONFLICT (name_hash, place) DO UPDATE SET attempts = sign_in_failure.attempts + 1 \
             RETURNING attempts, since",
        );
        let row = first_row(self.connection(), sql).await?;
        let row = row.ok_or_else(|| unreadable("sign_in_failure", "no row"))?;
        read(&row)
    }

    /// Forgets the attempts under a key: the right answer was given.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_attempts(&self, key: &AttemptKey) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM sign_in_failure WHERE name_hash = ");
        sql.bind(key.name_hash.to_vec())
            .push(" AND place = ")
            .bind(key.place.as_str());
        self.write(sql).await?;
        Ok(())
    }

    /// Forgets what was counted from before an instant on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_old_attempts(&self, before: Instant) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("DELETE FROM sign_in_failure WHERE since <= ");
        sql.bind(before.micros());
        self.write(sql).await
    }

    /// Forgets every attempt on a name, given as its hash.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_attempts_on(&self, name: &SecretHash) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM sign_in_failure WHERE name_hash = ");
        sql.bind(name.to_vec());
        self.write(sql).await?;
        Ok(())
    }
}
