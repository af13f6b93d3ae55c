//! Sheets that are fetched by an address for some minutes.

use renkei_domain::ids::{AccountId, MapShareId};
use renkei_domain::map::PrintForm;
use renkei_domain::time::Instant;
use sea_orm::Value;
use uuid::Uuid;

use crate::cases::{rows, write};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "map_sheet";

/// A sheet that may be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedSheet {
    /// For whom it was asked.
    pub account: AccountId,
    /// By which share they read the map; nothing for their own.
    pub share: Option<MapShareId>,
    /// In which form.
    pub form: PrintForm,
}

impl Store {
    /// The sheet that a secret opens now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_sheet(
        &self,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<Option<OfferedSheet>, StoreFault> {
        let sql = Sql::with(
            "SELECT account_id, share_id, form FROM map_sheet WHERE secret_hash = ? AND until > ?",
            [hash.to_vec().into(), now.micros().into()],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let share: Option<Uuid> = row.try_get_by_index(1)?;
        let form: String = row.try_get_by_index(2)?;
        Ok(Some(OfferedSheet {
            account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
            share: share.map(MapShareId::from_uuid),
            form: code(TABLE, PrintForm::from_code, &form)?,
        }))
    }
}

impl Work {
    /// Lets a sheet be fetched by a secret until a moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn offer_map_sheet(
        &self,
        offered: &OfferedSheet,
        hash: &SecretHash,
        until: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO map_sheet (secret_hash, account_id, share_id, form, until) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(hash.to_vec()),
            Value::from(offered.account.uuid()),
            Value::from(offered.share.map(MapShareId::uuid)),
            Value::from(offered.form.code()),
            Value::from(until.micros()),
        ]));
        write(self, sql).await?;
        self.note_account(offered.account, TABLE, None, Some("offered"));
        Ok(())
    }

    /// Forgets sheets whose minutes are over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_map_sheets(&self, now: Instant) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("DELETE FROM map_sheet WHERE until <= ");
        sql.bind(now.micros());
        write(self, sql).await
    }
}
