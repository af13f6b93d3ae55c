//! What the letter to a former address speaks of: whose account was opened by it until when. The address is
//! sealed under their key.

use std::collections::HashMap;

use renkei_domain::ids::{AccountId, AddressChangeId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::audit::Inside;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "address_change";

/// An account that is opened by another address from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressChange {
    /// Its name.
    pub id: AddressChangeId,
    /// Which account.
    pub account: AccountId,
    /// By which it was opened until then.
    pub old: MailAddress,
    /// When that ended.
    pub at: Instant,
}

fn old_mail(id: AddressChangeId) -> Cell<'static> {
    Cell::of(TABLE, "old_mail", id.uuid())
}

fn id(row: &QueryResult) -> Result<AddressChangeId, StoreFault> {
    Ok(AddressChangeId::from_uuid(row.try_get_by_index::<Uuid>(0)?))
}

async fn read(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    ids: &[AddressChangeId],
) -> Result<Vec<AddressChange>, StoreFault> {
    let mut sql =
        Sql::new("SELECT id, account_id, made_at, old_mail FROM address_change WHERE id IN (");
    sql.add(Sql::ids(
        connection.get_database_backend(),
        ids.iter().map(|id| id.uuid()),
    ))
    .push(")");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    let opener = keys.opener_of_rows(connection, &rows, &[3]).await?;
    rows.iter()
        .map(|row| {
            let id = id(row)?;
            let text = opener.text_at(&old_mail(id), row, 3)?;
            Ok(AddressChange {
                id,
                account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
                // Whatever is wrong with the address, the log does not repeat it.
                old: MailAddress::parse(&text).map_err(|fault| unreadable(TABLE, fault))?,
                at: Instant::from_micros(row.try_get_by_index(2)?),
            })
        })
        .collect()
}

impl Work {
    /// Notes by which address an account was opened until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_address_change(&self, change: &AddressChange) -> Result<(), StoreFault> {
        let owner = KeyOwner::Account(change.account);
        let sealed = self
            .seal_text(owner, old_mail(change.id), &change.old.to_string())
            .await?;
        let insert = Sql::with(
            "INSERT INTO address_change (id, account_id, old_mail, made_at) VALUES (?, ?, ?, ?)",
            [
                change.id.uuid().into(),
                change.account.uuid().into(),
                sealed.into(),
                change.at.micros().into(),
            ],
        );
        let connection = self.connection();
        connection.execute_raw(insert.statement(connection)).await?;
        Ok(())
    }

    /// What a letter to a former address speaks of.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn address_change(
        &self,
        id: AddressChangeId,
    ) -> Result<Option<AddressChange>, StoreFault> {
        let mut found = read(self.keys(), self.connection(), &[id]).await?;
        Ok(found.pop())
    }

    /// The changes of an account's address of which letters speak.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn address_changes_of(
        &self,
        account: AccountId,
    ) -> Result<Vec<AddressChangeId>, StoreFault> {
        let sql = Sql::with(
            "SELECT id FROM address_change WHERE account_id = ? ORDER BY id",
            [account.uuid().into()],
        );
        let connection = self.connection();
        let rows = connection.query_all_raw(sql.statement(connection)).await?;
        rows.iter().map(id).collect()
    }
}

impl Store {
    /// Where letters to former addresses go.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn former_addresses(
        &self,
        ids: &[AddressChangeId],
    ) -> Result<Inside<HashMap<AddressChangeId, MailAddress>>, StoreFault> {
        let found = read(&self.keys, &self.reader, ids).await?.into_iter();
        let found = found.map(|change| (change.id, change.old));
        Ok(Inside::of(found.collect()))
    }
}
