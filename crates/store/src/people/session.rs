//! Sessions: a secret known by its hash, a name for its owner's list, and how long it holds.

use renkei_domain::ids::{AccountId, SessionId};
use renkei_domain::people::Factors;
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::{SecretHash, first_row, rows};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "session";

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// The name by which its owner knows it.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// What was shown when it was opened.
    pub factors: Factors,
    /// When it was opened.
    pub made_at: Instant,
    /// When it was last in use, to the minute.
    pub seen_at: Instant,
    /// When it ends in any case.
    pub expires_at: Instant,
    /// When its owner last showed who they are.
    pub confirmed_at: Option<Instant>,
    /// What its owner recognises it by.
    pub device: String,
}

/// The columns of a session `s`, in the order in which [`read`] takes them.
pub(super) const COLUMNS: &str =
    "s.id, s.account_id, s.factors, s.made_at, s.seen_at, s.expires_at, s.confirmed_at, s.device";

/// The place of the one among them that is sealed.
pub(super) const DEVICE: usize = 7;

fn device(id: SessionId) -> Cell<'static> {
    Cell::of(TABLE, "device", id.uuid())
}

/// Reads a session whose columns begin at a place of the row.
pub(super) fn read(
    row: &QueryResult,
    first: usize,
    opener: &Opener,
) -> Result<StoredSession, StoreFault> {
    let id = SessionId::from_uuid(row.try_get_by_index::<Uuid>(first)?);
    let instant = |place| row.try_get_by_index::<i64>(place).map(Instant::from_micros);
    let confirmed_at: Option<i64> = row.try_get_by_index(first + 6)?;
    Ok(StoredSession {
        id,
        account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(first + 1)?),
        factors: code(
            TABLE,
            Factors::from_code,
            &row.try_get_by_index::<String>(first + 2)?,
        )?,
        made_at: instant(first + 3)?,
        seen_at: instant(first + 4)?,
        expires_at: instant(first + 5)?,
        confirmed_at: confirmed_at.map(Instant::from_micros),
        device: opener.text_at(&device(id), row, first + DEVICE)?,
    })
}

impl Store {
    /// The sessions of an account, the one used last first; those that have ended are among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sessions_of(&self, account: AccountId) -> Result<Vec<StoredSession>, StoreFault> {
        let mut sql = Sql::new("SELECT ");
        sql.push(COLUMNS)
            .push(" FROM session s WHERE s.account_id = ")
            .bind(account.uuid())
            .push(" ORDER BY s.seen_at DESC, s.id DESC");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[DEVICE]);
        let opener = opener.await?;
        found.iter().map(|row| read(row, 0, &opener)).collect()
    }

    /// Whose session a secret opened, also when it has run out since.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session_owner(&self, hash: &SecretHash) -> Result<Option<AccountId>, StoreFault> {
        let mut sql = Sql::new("SELECT account_id FROM session WHERE secret_hash = ");
        sql.bind(hash.to_vec());
        let row = first_row(&self.reader, sql).await?;
        let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
        Ok(id.map(AccountId::from_uuid))
    }
}

impl Work {
    /// Opens a session.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open_session(
        &self,
        session: &StoredSession,
        hash: &SecretHash,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Account(session.account);
        let device = self.seal_text(owner, device(session.id), &session.device);
        let device = device.await?;
        let mut sql = Sql::new(
            "INSERT INTO session (id, secret_hash, account_id, factors, made_at, seen_at, expires_at, \
             confirmed_at, device) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(session.id.uuid()),
            Value::from(hash.to_vec()),
            Value::from(session.account.uuid()),
            Value::from(session.factors.code()),
            Value::from(session.made_at.micros()),
            Value::from(session.seen_at.micros()),
            Value::from(session.expires_at.micros()),
            Value::from(session.confirmed_at.map(Instant::micros)),
            Value::from(device),
        ]));
        self.write(sql).await?;
        Ok(())
    }

    /// Gives a session another secret after its owner has shown who they are, and the factors they have
    /// shown, where there is news; of several at once one succeeds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rotate_session(
        &self,
        old: &SecretHash,
        new: &SecretHash,
        shown: Option<Factors>,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE session SET secret_hash = ");
        sql.bind(new.to_vec());
        if let Some(factors) = shown {
            sql.push(", factors = ").bind(factors.code());
        }
        sql.push(", confirmed_at = ")
            .bind(now.micros())
            .push(", seen_at = ")
            .bind(now.micros())
            .push(" WHERE secret_hash = ")
            .bind(old.to_vec());
        Ok(self.write(sql).await? == 1)
    }

    /// Writes down that a session is in use.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn see_session(&self, id: SessionId, now: Instant) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE session SET seen_at = ");
        sql.bind(now.micros()).push(" WHERE id = ").bind(id.uuid());
        self.write(sql).await?;
        Ok(())
    }

    /// Ends the session that a secret opens.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_session_of(&self, hash: &SecretHash) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM session WHERE secret_hash = ");
        sql.bind(hash.to_vec());
        self.write(sql).await?;
        Ok(())
    }

    /// Ends one session of an account; another's stays.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_session(&self, account: AccountId, id: SessionId) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("DELETE FROM session WHERE id = ");
        sql.bind(id.uuid())
            .push(" AND account_id = ")
            .bind(account.uuid());
        Ok(self.write(sql).await? == 1)
    }

    /// Ends the sessions of an account, but for one where one is named.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_sessions(
        &self,
        account: AccountId,
        but: Option<SessionId>,
    ) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("DELETE FROM session WHERE account_id = ");
        sql.bind(account.uuid());
        if let Some(but) = but {
            sql.push(" AND id <> ").bind(but.uuid());
        }
        self.write(sql).await
    }

    /// Forgets sessions that ended before an instant.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_sessions(&self, before: Instant) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("DELETE FROM session WHERE expires_at < ");
        sql.bind(before.micros());
        self.write(sql).await
    }
}
