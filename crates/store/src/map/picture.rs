//! Pictures of a map, each sealed whole under the key of its owner.

use renkei_domain::ids::{AccountId, MapPictureId};
use renkei_domain::map::MapPicture;
use renkei_domain::time::Instant;
use sea_orm::Value;

use super::{count, deleted, owner};
use crate::cases::{rows, write};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::Cell;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;
use uuid::Uuid;

pub(super) const TABLE: &str = "map_picture";

fn cell(id: MapPictureId) -> Cell<'static> {
    Cell::of(TABLE, "body", id.uuid())
}

impl Store {
    /// The pictures of an account, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_pictures(
        &self,
        account: AccountId,
    ) -> Result<Vec<(MapPictureId, MapPicture)>, StoreFault> {
        let sql = Sql::with(
            "SELECT id, body FROM map_picture WHERE account_id = ? ORDER BY added_at, id",
            [account.uuid().into()],
        );
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[1]).await?;
        let pictures = found.iter().map(|row| {
            let id = MapPictureId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            let sealed: Vec<u8> = row.try_get_by_index(1)?;
            let bytes = opener.open(&cell(id), &sealed)?;
            let picture = MapPicture::read(bytes).map_err(|_| unreadable(TABLE, id))?;
            Ok((id, picture))
        });
        pictures.collect()
    }
}

impl Work {
    /// How many pictures an account keeps.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_map_pictures(&self, account: AccountId) -> Result<i64, StoreFault> {
        count(self, "map_picture WHERE account_id = ?", account).await
    }

    /// Keeps a picture.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_map_picture(
        &self,
        account: AccountId,
        (id, picture): (MapPictureId, &MapPicture),
        now: Instant,
    ) -> Result<(), StoreFault> {
        let body = self.seal_bytes(owner(account), cell(id), picture.bytes());
        let body = body.await?;
        let mut sql =
            Sql::new("INSERT INTO map_picture (id, account_id, format, body, added_at) VALUES ");
        sql.add(Sql::row([
            Value::from(id.uuid()),
            Value::from(account.uuid()),
            Value::from(picture.format().code()),
            Value::from(body),
            Value::from(now.micros()),
        ]));
        write(self, sql).await?;
        self.note_account(account, TABLE, None, Some("kept"));
        Ok(())
    }

    /// Deletes a picture of an account; another's stays. Says whether it was there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_map_picture(
        &self,
        account: AccountId,
        id: MapPictureId,
    ) -> Result<bool, StoreFault> {
        deleted(self, TABLE, (account, id.uuid())).await
    }
}
