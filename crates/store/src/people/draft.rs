//! What somebody had typed when a session ended under their hands, sealed under their key.

use renkei_domain::ids::AccountId;
use renkei_domain::time::Instant;
use sea_orm::Value;

use super::rows;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    /// Of which form.
    pub form: String,
    /// What was typed, as the form sends it.
    pub body: String,
    /// When it was kept.
    pub saved_at: Instant,
}

/// Where the draft of a form stands.
fn body(account: AccountId, form: &str) -> Cell<'_> {
    Cell::of("draft", "body", account.uuid()).within(form)
}

impl Store {
    /// The draft of one account for one form.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn draft(
        &self,
        account: AccountId,
        form: &str,
    ) -> Result<Option<StoredDraft>, StoreFault> {
        let mut sql = Sql::new("SELECT form, body, saved_at FROM draft WHERE account_id = ");
        sql.bind(account.uuid()).push(" AND form = ").bind(form);
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[1]).await?;
        Ok(Some(StoredDraft {
            form: row.try_get_by_index(0)?,
            body: opener.text_at(&body(account, form), row, 1)?,
            saved_at: Instant::from_micros(row.try_get_by_index(2)?),
        }))
    }
}

impl Work {
    /// Keeps a draft in place of an earlier one of the same form.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_draft(
        &self,
        account: AccountId,
        draft: &StoredDraft,
    ) -> Result<(), StoreFault> {
        let cell = body(account, &draft.form);
        let owner = KeyOwner::Account(account);
        let sealed = self.seal_text(owner, cell, &draft.body).await?;
        let mut sql = Sql::new("INSERT INTO draft (account_id, form, body, saved_at) VALUES ");
        sql.add(Sql::row([
            Value::from(account.uuid()),
            Value::from(draft.form.clone()),
            Value::from(sealed),
            Value::from(draft.saved_at.micros()),
        ]))
        .push(
            " ON CONFLICT (account_id, form) DO UPDATE \
             SET body = excluded.body, saved_at = excluded.saved_at",
        );
        self.write(sql).await?;
        Ok(())
    }

    /// Drops a draft.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_draft(&self, account: AccountId, form: &str) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM draft WHERE account_id = ");
        sql.bind(account.uuid()).push(" AND form = ").bind(form);
        self.write(sql).await?;
        Ok(())
    }

    /// Drops the oldest drafts of an account beyond so many. The one of a form stays in any case.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_oldest_drafts(
        &self,
        account: AccountId,
        but: &str,
        at_most: u64,
    ) -> Result<(), StoreFault> {
        let others = || {
            Sql::with(
                "account_id = ? AND form <> ?",
                [Value::from(account.uuid()), Value::from(but)],
            )
        };
        let beside = i64::try_from(at_most).unwrap_or(i64::MAX).saturating_sub(1);
        let mut sql = Sql::new("DELETE FROM draft WHERE ");
        sql.add(others())
            .push(" AND form NOT IN (SELECT form FROM draft WHERE ")
            .add(others())
            .push(" ORDER BY saved_at DESC, form LIMIT ")
            .bind(beside)
            .push(")");
        self.write(sql).await?;
        Ok(())
    }

    /// Forgets drafts from before an instant.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_drafts(&self, before: Instant) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("DELETE FROM draft WHERE saved_at < ");
        sql.bind(before.micros());
        self.write(sql).await
    }
}
