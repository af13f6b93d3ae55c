//! Codes that open a demo without a password. Only the command that makes a demo writes any.

use renkei_domain::ids::AccountId;
use sea_orm::Value;
use uuid::Uuid;

use super::{SecretHash, first_row};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// Keeps a code that opens an account once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_entry_code(
        &self,
        hash: &SecretHash,
        account: AccountId,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("INSERT INTO entry_code (code_hash, account_id) VALUES ");
        sql.add(Sql::row([
            Value::from(hash.to_vec()),
            Value::from(account.uuid()),
        ]));
        self.write(sql).await?;
        Ok(())
    }

    /// Takes a code out and says whose it was; nobody takes it again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_entry_code(
        &self,
        hash: &SecretHash,
    ) -> Result<Option<AccountId>, StoreFault> {
        let mut sql = Sql::new("DELETE FROM entry_code WHERE code_hash = ");
        sql.bind(hash.to_vec()).push(" RETURNING account_id");
        let row = first_row(self.connection(), sql).await?;
        let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
        Ok(id.map(AccountId::from_uuid))
    }
}
