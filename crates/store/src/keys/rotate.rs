//! Another master key in place of the one there is. What was sealed stays as it is: only the data keys,
//! which are few, are wrapped anew, some at a time, while others read and write. Whoever is ended on the
//! way leaves keys of two generations, and the next one goes on from there.

use std::sync::Arc;

use sea_orm::Value;

use super::data_key::{self, WrappedKey};
use super::generation::{self, KnownGeneration};
use super::{MasterKey, MasterKeys};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// How many keys are wrapped anew in one transaction: others write between two of them.
const AT_ONCE: u32 = 100;

/// How some master keys stand to what is in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStanding {
    /// The one that counts is the one under which everything is wrapped.
    Settled,
    /// The one that counts is new, and the one before it is what everything is wrapped under.
    New,
    /// Some is wrapped under the one, some under the other.
    Halfway,
}

impl Store {
    /// How master keys stand to what is in the database.
    ///
    /// # Errors
    /// [`StoreFault::WrongMasterKey`] when they do not open it, or a fault of the database.
    pub async fn standing_of(&self, keys: &MasterKeys) -> Result<KeyStanding, StoreFault> {
        let all = generation::generations(&self.reader).await?;
        let is_open = all
            .iter()
            .all(|generation| generation.known(keys).is_some());
        match all.as_slice() {
            [.., newest] if is_open && newest.is_of(&keys.current) => Ok(if all.len() == 1 {
                KeyStanding::Settled
            } else {
                KeyStanding::Halfway
            }),
            [_] if is_open => Ok(KeyStanding::New),
            _ => Err(StoreFault::WrongMasterKey),
        }
    }

    /// Makes a master key the newest: what is wrapped from now on is wrapped under it. It must lie where
    /// every process finds it already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_generation(&self, key: &MasterKey) -> Result<(), StoreFault> {
        let (check, now) = (key.check(), self.keys.held()?.clock.now());
        self.aside(move |work| {
            let check = check.clone();
            Box::pin(async move {
                let connection = work.connection();
                let all = generation::generations(connection).await?;
                if all.iter().any(|known| known.is_known_by(&check)) {
                    return Ok(());
                }
                let newest = all.last().map_or(0, |newest| newest.number);
                Ok(generation::begin(connection, newest + 1, check, now).await?)
            })
        })
        .await?;
        self.keys.learn(&self.reader).await
    }

    /// Wraps some keys under the newest master key, and says how many; 0 once all of them are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rewrap_some(&self) -> Result<u64, StoreFault> {
        self.aside(|work| Box::pin(async move { Ok(work.rewrap(AT_ONCE).await?) }))
            .await
    }

    /// Forgets the master keys before the newest, unless something was wrapped under one meanwhile. Says
    /// whether they are gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_old_generations(&self) -> Result<bool, StoreFault> {
        let ended = self.aside(|work| {
            Box::pin(async move {
                let connection = work.connection();
                let all = generation::generations(connection).await?;
                let newest = all.last().map_or(0, |newest| newest.number);
                Ok(generation::end_before(connection, newest).await?)
            })
        });
        match ended.await {
            // Whoever wrapped a key at this moment was faster; it is taken along next time.
            Err(fault) if fault.is_reference() => Ok(false),
            ended => ended,
        }
    }
}

impl Work {
    async fn rewrap(&self, limit: u32) -> Result<u64, StoreFault> {
        let (keys, connection) = (self.keys(), self.connection());
        let newest: Arc<KnownGeneration> = keys.newest(self).await?;
        let mut old = Sql::with("generation < ?", [Value::from(newest.number)]);
        old.push(" ORDER BY id LIMIT ").bind(i64::from(limit));
        if self.is_postgres() {
            old.push(" FOR NO KEY UPDATE");
        }
        let wrapped: Vec<WrappedKey> = data_key::wrapped_keys(connection, old).await?;
        let entropy = keys.held()?.entropy.as_ref();
        for key in &wrapped {
            let was = keys.generation(connection, key.generation).await?;
            let under = (newest.number, &newest.wrapping);
            let anew = key.rewrap(&was.wrapping, under, entropy)?;
            anew.replace(connection, key.generation).await?;
        }
        Ok(wrapped.len() as u64)
    }
}
