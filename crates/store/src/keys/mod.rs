//! Keys, and values that are sealed under them. What tells of a person and is not published stands in the
//! tables sealed, under a data key of the person or network it belongs to (`data_key`),
//! which the master key wraps (`master`). The master key lies outside; several generations of it
//! (`generation`) let it be changed while everybody works on ([`rotate`]). What is sealed and has to be
//! found stands in an `index` besides. [`check`] tries whether everything opens.
//!
//! A writer seals by `Work::seal_text`; a reader makes an `Opener` for the rows it has read, which asks for all
//! their keys at once.

mod cache;
pub mod check;
mod cipher;
mod data_key;
mod file;
mod generation;
mod index;
mod master;
mod opener;
mod ring;
pub mod rotate;

use std::sync::Arc;

use renkei_domain::outside::{Clock, Entropy};
use sea_orm::ConnectionTrait as _;
use secrecy::ExposeSecret as _;

pub(crate) use cipher::{Cell, key_of};
pub use data_key::KeyOwner;
pub use file::{FilePiece, FileSeal};
pub use master::{KeySource, MasterKey, MasterKeys};
pub(crate) use opener::Opener;
pub(crate) use ring::KeyRing;

use crate::audit::AuditKey;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;
use data_key::{DataKey, WrappedKey};
use ring::{Held, keys_of};

impl Store {
    /// Whether anything was ever sealed or marked under a master key here: then no other will do.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_keys(&self) -> Result<bool, StoreFault> {
        Ok(!generation::generations(&self.reader).await?.is_empty())
    }

    /// Whether anything stands here that was written with keys at hand: then the tables of keys are not empty,
    /// unless somebody emptied them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_begun(&self) -> Result<bool, StoreFault> {
        self.has_row(
            "SELECT 1 FROM account UNION ALL SELECT 1 FROM audit \
             UNION ALL SELECT 1 FROM audit_head WHERE key_check IS NOT NULL LIMIT 1",
        )
        .await
    }

    async fn has_row(&self, sql: &'static str) -> Result<bool, StoreFault> {
        let sql = Sql::new(sql);
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        Ok(row.await?.is_some())
    }

    /// Looks whether master keys open what stands here, and changes nothing.
    ///
    /// # Errors
    /// [`StoreFault::WrongMasterKey`] where they do not, or a fault of the database.
    pub async fn try_keys(&self, keys: &MasterKeys) -> Result<(), StoreFault> {
        let all = generation::generations(&self.reader).await?;
        if all
            .iter()
            .all(|generation| generation.known(keys).is_some())
        {
            Ok(())
        } else {
            Err(StoreFault::WrongMasterKey)
        }
    }

    /// Takes the master key, and with it everything that lies behind it. The first one stays the one,
    /// until it is rotated.
    ///
    /// # Errors
    /// [`StoreFault::NoMasterKey`] where the source has none, [`StoreFault::WrongMasterKey`] where what it
    /// has does not open what stands here, [`StoreFault::WrongAuditKey`] or [`StoreFault::Unreadable`] where
    /// a key is gone that is needed, or a fault of the database.
    pub async fn hold_keys(
        &self,
        source: Arc<dyn KeySource>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<(), StoreFault> {
        let keys = keys_of(source.as_ref())?;
        // Asked first: whatever another process begins meanwhile has its keys before it.
        let has_begun = self.has_begun().await?;
        if !self.has_keys().await? {
            if has_begun {
                return Err(unreadable("master_key_check", "no row"));
            }
            let (check, now) = (keys.current.check(), clock.now());
            self.aside(move |work| {
                let check = check.clone();
                Box::pin(
                    async move { Ok(generation::begin(work.connection(), 1, check, now).await?) },
                )
            })
            .await?;
        }
        let held = Held {
            source,
            clock,
            entropy,
        };
        self.keys.hold(held);
        self.keys.learn(&self.reader).await?;
        let chain = self.own_key(KeyOwner::Audit).await?;
        self.hold_audit_key(AuditKey::new(*chain.bytes.expose_secret()))
            .await?;
        let index = self.own_key(KeyOwner::Index).await?;
        self.keys.hold_index(index);
        Ok(())
    }

    /// A key of the installation that seals nothing. It is drawn where nothing was done with it yet; a first
    /// start may have ended before.
    async fn own_key(&self, owner: KeyOwner) -> Result<Arc<DataKey>, StoreFault> {
        // Asked first: another process may draw the key and use it meanwhile.
        let gone = self.gone_without(owner).await?;
        if let Some(key) = self.keys.find(&self.reader, owner).await? {
            return Ok(key);
        }
        if let Some(fault) = gone {
            return Err(fault);
        }
        self.aside(move |work| Box::pin(async move { Ok(work.key_of(owner).await?) }))
            .await
    }

    /// What it means when a key of the installation is not there; `None` where nobody needs it yet.
    async fn gone_without(&self, owner: KeyOwner) -> Result<Option<StoreFault>, StoreFault> {
        let (used, fault) = match owner {
            KeyOwner::Audit => (
                "SELECT 1 FROM audit_head WHERE key_check IS NOT NULL",
                StoreFault::WrongAuditKey,
            ),
            // Another one would find no address that is here.
            _ => (
                "SELECT 1 FROM account LIMIT 1",
                unreadable("data_key", "no key of the index"),
            ),
        };
        Ok(self.has_row(used).await?.then_some(fault))
    }
}

impl Work {
    /// Seals a value for its place under the key of its owner, who gets one with the first.
    ///
    /// # Errors
    /// When the master key is not there, or the database refuses.
    pub(crate) async fn seal_bytes(
        &self,
        owner: KeyOwner,
        cell: Cell<'_>,
        plain: &[u8],
    ) -> Result<Vec<u8>, StoreFault> {
        let key = self.key_of(owner).await?;
        let entropy = self.keys().held()?.entropy.as_ref();
        cipher::seal(&key.bytes, key.id, &cell, plain, entropy)
    }

    /// The same of a text.
    ///
    /// # Errors
    /// As above.
    pub(crate) async fn seal_text(
        &self,
        owner: KeyOwner,
        cell: Cell<'_>,
        text: &str,
    ) -> Result<Vec<u8>, StoreFault> {
        self.seal_bytes(owner, cell, text.as_bytes()).await
    }

    /// Destroys the keys of an owner: whatever was sealed for them opens never again, wherever it was copied
    /// to without the key. Whoever is sealing something for them at this moment ends first. Other processes
    /// may hold the key until they end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn destroy_keys_of(&self, owner: KeyOwner) -> Result<(), StoreFault> {
        let connection = self.connection();
        let mut sql = Sql::new("DELETE FROM data_key WHERE ");
        sql.add(owner.condition()).push(" RETURNING id");
        let gone = connection.query_all_raw(sql.statement(connection)).await?;
        for row in gone {
            self.keys().forget(row.try_get_by_index(0)?);
        }
        Ok(())
    }

    /// The key of an owner.
    async fn key_of(&self, owner: KeyOwner) -> Result<Arc<DataKey>, StoreFault> {
        let (keys, connection) = (self.keys(), self.connection());
        if let Some(key) = keys.find_locked(self, owner).await? {
            return Ok(key);
        }
        if self.is_erased(owner).await? {
            return Err(StoreFault::Erased);
        }
        let held = keys.held()?;
        let newest = keys.newest(self).await?;
        let now = held.clock.now();
        let under = (newest.number, &newest.wrapping);
        let made = WrappedKey::draw(owner, under, now, held.entropy.as_ref())?;
        made.insert(connection, now).await?;
        // Another process may have been faster: then theirs is the one.
        let key = keys.find_locked(self, owner).await?;
        key.ok_or(StoreFault::WrongMasterKey)
    }

    /// Whether an owner was erased: whoever was gets no other key.
    pub(crate) async fn is_erased(&self, owner: KeyOwner) -> Result<bool, StoreFault> {
        let sql = match owner {
            KeyOwner::Account(id) => Sql::with(
                "SELECT 1 FROM account WHERE erased_at IS NOT NULL AND id = ?",
                [id.uuid().into()],
            ),
            KeyOwner::Invitation(id) => Sql::with(
                "SELECT 1 FROM invitation WHERE forgotten_at IS NOT NULL AND id = ?",
                [id.uuid().into()],
            ),
            KeyOwner::Person(id) => Sql::with(
                "SELECT 1 FROM person WHERE erased_at IS NOT NULL AND id = ?",
                [id.uuid().into()],
            ),
            KeyOwner::Network(_) | KeyOwner::Installation | KeyOwner::Index | KeyOwner::Audit => {
                return Ok(false);
            }
        };
        let connection = self.connection();
        let row = connection.query_one_raw(sql.statement(connection)).await?;
        Ok(row.is_some())
    }
}
