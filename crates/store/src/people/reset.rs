//! Links by which an account is opened anew after everything was lost: one at a time for each account.

use renkei_domain::ids::AccountId;
use renkei_domain::time::Instant;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::{SecretHash, first_row};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

fn account(row: &QueryResult) -> Result<AccountId, StoreFault> {
    Ok(AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?))
}

impl Store {
    /// The account that a code opens anew.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reset_by_code(
        &self,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<Option<AccountId>, StoreFault> {
        let mut sql = Sql::new("SELECT account_id FROM reset_code WHERE code_hash = ");
        sql.bind(hash.to_vec())
            .push(" AND expires_at > ")
            .bind(now.micros());
        let row = first_row(&self.reader, sql).await?;
        row.as_ref().map(account).transpose()
    }
}

impl Work {
    /// Keeps the code that opens an account anew, in place of an earlier one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn offer_reset(
        &self,
        id: AccountId,
        hash: &SecretHash,
        expires_at: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql =
            Sql::new("INSERT INTO reset_code (account_id, code_hash, expires_at) VALUES (");
        sql.bind(id.uuid())
            .push(", ")
            .bind(hash.to_vec())
            .push(", ")
            .bind(expires_at.micros())
            .push(
                ") ON CONFLICT (account_id) DO UPDATE \
                 SET code_hash = excluded.code_hash, expires_at = excluded.expires_at",
            );
        self.write(sql).await?;
        self.note_account(id, "reset", None, Some("offered"));
        Ok(())
    }

    /// Takes a code out and says whose it was; of several at once one succeeds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_reset(
        &self,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<Option<AccountId>, StoreFault> {
        let mut sql = Sql::new("DELETE FROM reset_code WHERE code_hash = ");
        sql.bind(hash.to_vec())
            .push(" AND expires_at > ")
            .bind(now.micros())
            .push(" RETURNING account_id");
        let row = first_row(self.connection(), sql).await?;
        let id = row.as_ref().map(account).transpose()?;
        if let Some(id) = id {
            self.note_account(id, "reset", Some("offered"), Some("taken"));
        }
        Ok(id)
    }

    /// Forgets codes whose time is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_resets(&self, now: Instant) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("DELETE FROM reset_code WHERE expires_at <= ");
        sql.bind(now.micros());
        self.write(sql).await
    }

    /// Takes every second factor from an account: the authenticator, the sheet of codes and the passkeys.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_second_factors(&self, id: AccountId) -> Result<(), StoreFault> {
        let mut dropped = 0;
        for statement in [
            "DELETE FROM totp WHERE account_id = ",
            "DELETE FROM code_sheet WHERE account_id = ",
            "DELETE FROM passkey WHERE account_id = ",
        ] {
            let mut sql = Sql::new(statement);
            sql.bind(id.uuid());
            dropped += self.write(sql).await?;
        }
        if dropped > 0 {
            self.note_account(id, "second_factor", Some("set up"), None);
        }
        Ok(())
    }
}
