//! The keys at hand: master keys by their generations, data keys that were unwrapped, and where to look for
//! what is not at hand.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use renkei_domain::outside::{Clock, Entropy};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::cache::KeyCache;
use super::data_key::{DataKey, KeyOwner, WrappedKey, wrapped_keys};
use super::generation::{self, KnownGeneration};
use super::master::{KeySource, MasterKeys};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

/// What the clones of a store share to seal and to open.
#[derive(Default)]
pub(crate) struct KeyRing {
    held: OnceLock<Held>,
    /// The generations whose master key is at hand, the oldest first.
    known: Mutex<Vec<Arc<KnownGeneration>>>,
    /// The key of the index.
    index: OnceLock<Arc<DataKey>>,
    cache: KeyCache,
}

/// Where keys come from.
pub(super) struct Held {
    pub(super) source: Arc<dyn KeySource>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRing").finish_non_exhaustive()
    }
}

/// The master keys that a source has.
pub(super) fn keys_of(source: &dyn KeySource) -> Result<MasterKeys, StoreFault> {
    let keys = source.master_keys();
    let keys = keys.map_err(StoreFault::UnreadableMasterKey)?;
    keys.ok_or(StoreFault::NoMasterKey)
}

impl KeyRing {
    /// Takes where keys come from. Whoever holds that already holds the same.
    pub(super) fn hold(&self, held: Held) {
        drop(self.held.set(held));
    }

    /// Takes the key of the index.
    pub(super) fn hold_index(&self, key: Arc<DataKey>) {
        drop(self.index.set(key));
    }

    /// The key of the index.
    pub(super) fn index_key(&self) -> Result<&DataKey, StoreFault> {
        let key = self.index.get().ok_or(StoreFault::NoMasterKey)?;
        Ok(key)
    }

    /// Forgets a key that was destroyed.
    pub(super) fn forget(&self, id: Uuid) {
        self.cache.forget(id);
    }

    pub(super) fn held(&self) -> Result<&Held, StoreFault> {
        self.held.get().ok_or(StoreFault::NoMasterKey)
    }

    fn known(&self) -> MutexGuard<'_, Vec<Arc<KnownGeneration>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the master keys anew and sees which generations they are.
    pub(super) async fn learn(&self, connection: &impl ConnectionTrait) -> Result<(), StoreFault> {
        let keys = keys_of(self.held()?.source.as_ref())?;
        let generations = generation::generations(connection).await?;
        let known = generations
            .iter()
            .map(|generation| generation.known(&keys).map(Arc::new))
            .collect::<Option<Vec<_>>>();
        let fresh = known.filter(|known| !known.is_empty());
        let mut fresh = fresh.ok_or(StoreFault::WrongMasterKey)?;
        let mut known = self.known();
        // Whoever read a key a moment ago opens it yet, although its generation has gone since.
        let gone: Vec<_> = known
            .iter()
            .filter(|old| fresh.iter().all(|new| new.number != old.number))
            .cloned()
            .collect();
        fresh.extend(gone);
        *known = fresh;
        Ok(())
    }

    /// A generation; the source is asked where it is a new one.
    pub(super) async fn generation(
        &self,
        connection: &impl ConnectionTrait,
        number: i64,
    ) -> Result<Arc<KnownGeneration>, StoreFault> {
        let at_hand = || {
            let known = self.known();
            let found = known.iter().find(|known| known.number == number);
            found.cloned()
        };
        if let Some(known) = at_hand() {
            return Ok(known);
        }
        self.learn(connection).await?;
        at_hand().ok_or(StoreFault::WrongMasterKey)
    }

    /// The newest generation, which stays until the transaction ends.
    pub(super) async fn newest(&self, work: &Work) -> Result<Arc<KnownGeneration>, StoreFault> {
        let connection = work.connection();
        let mut sql =
            Sql::new("SELECT generation FROM master_key_check ORDER BY generation DESC LIMIT 1");
        if work.is_postgres() {
            sql.push(" FOR KEY SHARE");
        }
        let row = connection.query_one_raw(sql.statement(connection)).await?;
        let row = row.ok_or(StoreFault::NoMasterKey)?;
        self.generation(connection, row.try_get_by_index(0)?).await
    }

    /// The key of an owner, where there is one.
    pub(super) async fn find(
        &self,
        connection: &impl ConnectionTrait,
        owner: KeyOwner,
    ) -> Result<Option<Arc<DataKey>>, StoreFault> {
        self.first_of(connection, owner.condition()).await
    }

    /// The same, which then stays until the transaction ends.
    pub(super) async fn find_locked(
        &self,
        work: &Work,
        owner: KeyOwner,
    ) -> Result<Option<Arc<DataKey>>, StoreFault> {
        let mut condition = owner.condition();
        if work.is_postgres() {
            condition.push(" FOR KEY SHARE");
        }
        self.first_of(work.connection(), condition).await
    }

    async fn first_of(
        &self,
        connection: &impl ConnectionTrait,
        condition: Sql,
    ) -> Result<Option<Arc<DataKey>>, StoreFault> {
        match wrapped_keys(connection, condition).await?.first() {
            Some(wrapped) => Ok(Some(self.unwrapped(connection, wrapped).await?)),
            None => Ok(None),
        }
    }

    /// Keys by their ids, with one statement for all that are not at hand. Those that were destroyed are
    /// not among them.
    pub(super) async fn by_ids(
        &self,
        connection: &impl ConnectionTrait,
        ids: BTreeSet<Uuid>,
    ) -> Result<Vec<Arc<DataKey>>, StoreFault> {
        let (mut keys, missing) = self.at_hand(ids);
        for wrapped in self.not_at_hand(connection, missing).await? {
            keys.push(self.unwrapped(connection, &wrapped).await?);
        }
        Ok(keys)
    }

    /// The same for a list of what many people own: keys that are there and do not open are told apart, and the
    /// others are there for the rest of the list.
    pub(super) async fn by_ids_that_open(
        &self,
        connection: &impl ConnectionTrait,
        ids: BTreeSet<Uuid>,
    ) -> Result<(Vec<Arc<DataKey>>, BTreeSet<Uuid>), StoreFault> {
        let (mut keys, missing) = self.at_hand(ids);
        let mut damaged = BTreeSet::new();
        for wrapped in self.not_at_hand(connection, missing).await? {
            match self.unwrapped(connection, &wrapped).await {
                Ok(key) => keys.push(key),
                Err(fault) if fault.is_damage() => {
                    damaged.insert(wrapped.id);
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok((keys, damaged))
    }

    /// The keys that are at hand, and the ids of those that are not.
    fn at_hand(&self, ids: BTreeSet<Uuid>) -> (Vec<Arc<DataKey>>, Vec<Uuid>) {
        let (mut keys, mut missing) = (Vec::new(), Vec::new());
        for id in ids {
            match self.cache.get(id) {
                Some(key) => keys.push(key),
                None => missing.push(id),
            }
        }
        (keys, missing)
    }

    async fn not_at_hand(
        &self,
        connection: &impl ConnectionTrait,
        missing: Vec<Uuid>,
    ) -> Result<Vec<WrappedKey>, StoreFault> {
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let mut condition = Sql::new("id IN (");
        let backend = connection.get_database_backend();
        condition.add(Sql::ids(backend, missing)).push(")");
        wrapped_keys(connection, condition).await
    }

    /// Every key there is.
    pub(super) async fn all(
        &self,
        connection: &impl ConnectionTrait,
    ) -> Result<Vec<Arc<DataKey>>, StoreFault> {
        let mut keys = Vec::new();
        for wrapped in wrapped_keys(connection, Sql::new("1 = 1")).await? {
            keys.push(self.unwrapped(connection, &wrapped).await?);
        }
        Ok(keys)
    }

    async fn unwrapped(
        &self,
        connection: &impl ConnectionTrait,
        wrapped: &WrappedKey,
    ) -> Result<Arc<DataKey>, StoreFault> {
        if let Some(key) = self.cache.get(wrapped.id) {
            return Ok(key);
        }
        let generation = self.generation(connection, wrapped.generation).await?;
        let key = Arc::new(wrapped.unwrap_with(&generation.wrapping)?);
        self.cache.keep(&key);
        Ok(key)
    }
}
