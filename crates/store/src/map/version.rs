//! States of a map that were kept.

use renkei_domain::ids::{AccountId, MapVersionId};
use renkei_domain::map::ResourceMap;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::form::WrittenMap;
use super::{count, deleted, owner, read, written};
use crate::cases::{rows, write};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyRing};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

pub(super) const TABLE: &str = "map_version";

/// A state of a map that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVersion {
    /// Its id.
    pub id: MapVersionId,
    /// When it was kept.
    pub saved_at: Instant,
    /// The map as it was.
    pub map: ResourceMap,
}

fn version_cell(id: MapVersionId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

pub(super) async fn versions_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    account: AccountId,
) -> Result<Vec<StoredVersion>, StoreFault> {
    let sql = Sql::with(
        "SELECT id, said, saved_at FROM map_version WHERE account_id = ? ORDER BY saved_at DESC, id DESC",
        [account.uuid().into()],
    );
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[1]).await?;
    let versions = found.iter().map(|row| {
        let id = MapVersionId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        let text = opener.text_at(&version_cell(id), row, 1)?;
        let map: WrittenMap = read(TABLE, &text)?;
        Ok(StoredVersion {
            id,
            saved_at: Instant::from_micros(row.try_get_by_index(2)?),
            map: map.read().map_err(|_| unreadable(TABLE, "said"))?,
        })
    });
    versions.collect()
}

impl Store {
    /// The states of the map of an account that were kept, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_versions(&self, account: AccountId) -> Result<Vec<StoredVersion>, StoreFault> {
        versions_of(&self.reader, &self.keys, account).await
    }
}

impl Work {
    /// How many states of a map are kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_map_versions(&self, account: AccountId) -> Result<i64, StoreFault> {
        count(self, "map_version WHERE account_id = ?", account).await
    }

    /// Keeps a state of a map.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_map_version(
        &self,
        account: AccountId,
        id: MapVersionId,
        map: &ResourceMap,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let text = written(TABLE, &WrittenMap::of(map))?;
        let cell = version_cell(id);
        let said = self.seal_text(owner(account), cell, &text).await?;
        let mut sql = Sql::new("INSERT INTO map_version (id, account_id, said, saved_at) VALUES ");
        sql.add(Sql::row([
            Value::from(id.uuid()),
            Value::from(account.uuid()),
            Value::from(said),
            Value::from(now.micros()),
        ]));
        write(self, sql).await?;
        self.note_account(account, TABLE, None, Some("kept"));
        Ok(())
    }

    /// Deletes a state of the map of an account; another's stays. Says whether it was there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_map_version(
        &self,
        account: AccountId,
        id: MapVersionId,
    ) -> Result<bool, StoreFault> {
        deleted(self, TABLE, (account, id.uuid())).await
    }
}
