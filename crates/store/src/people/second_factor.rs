//! Second factors: the secret an authenticator shares, sealed, and sheets of one-time codes.

use renkei_domain::ids::{AccountId, SessionId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::{SecretHash, rows};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing};
use crate::record::insert_all;
use crate::rows::code_sheet;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// The secret that an authenticator shares, unsealed: it is needed as it is to compute its codes.
#[derive(Clone, PartialEq, Eq)]
pub struct UnsealedTotpSecret(pub [u8; 20]);

impl std::fmt::Debug for UnsealedTotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UnsealedTotpSecret(…)")
    }
}

/// The authenticator of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTotp {
    /// The shared secret.
    pub secret: UnsealedTotpSecret,
    /// The last step whose code was taken; it and those before it are taken no more.
    pub last_step: i64,
}

/// A secret that was shown and not confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedTotp {
    /// The secret.
    pub secret: UnsealedTotpSecret,
    /// When it was shown.
    pub made_at: Instant,
}

/// A code of a sheet that was not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCode {
    /// Its number on the sheet, from 1.
    pub ordinal: i32,
    /// The salt of the sheet.
    pub salt: Vec<u8>,
    /// The hash of the code.
    pub hash: Vec<u8>,
}

/// A sheet to be kept.
#[derive(Debug, Clone)]
pub struct NewSheet {
    /// The salt of all its codes.
    pub salt: Vec<u8>,
    /// The hashes of its codes, in their order.
    pub hashes: Vec<SecretHash>,
    /// When it was made.
    pub made_at: Instant,
    /// Whether it counts.
    pub trust: SheetTrust,
}

/// Whether a sheet counts as a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetTrust {
    /// It replaces what there was.
    AtOnce,
    /// It is the first: it counts once a code of it was typed, and nobody is locked out by a sheet that
    /// never came out of the printer.
    FromFirstUse,
}

/// The secret of an authenticator, by its account.
fn kept(account: AccountId) -> Cell<'static> {
    Cell::of("totp", "secret", account.uuid())
}

/// The secret that is shown to a session.
fn offered(session: SessionId) -> Cell<'static> {
    Cell::of("totp_offer", "secret", session.uuid())
}

/// Opens the secret in the first column of a statement's one row.
async fn secret(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    cell: Cell<'_>,
    sql: Sql,
) -> Result<Option<(UnsealedTotpSecret, QueryResult)>, StoreFault> {
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[0]).await?;
    let Some(row) = found.into_iter().next() else {
        return Ok(None);
    };
    let bytes = opener.open(&cell, &row.try_get_by_index::<Vec<u8>>(0)?)?;
    let bytes = bytes
        .try_into()
        .map_err(|_| unreadable("totp", "a secret of another length"))?;
    Ok(Some((UnsealedTotpSecret(bytes), row)))
}

impl Store {
    /// The authenticator of an account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn totp(&self, account: AccountId) -> Result<Option<StoredTotp>, StoreFault> {
        let mut sql = Sql::new("SELECT secret, last_step FROM totp WHERE account_id = ");
        sql.bind(account.uuid());
        let found = secret(&self.keys, &self.reader, kept(account), sql).await?;
        let Some((secret, row)) = found else {
            return Ok(None);
        };
        Ok(Some(StoredTotp {
            secret,
            last_step: row.try_get_by_index(1)?,
        }))
    }

    /// The secret that was shown to a session.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn offered_totp(
        &self,
        session: SessionId,
    ) -> Result<Option<OfferedTotp>, StoreFault> {
        let mut sql = Sql::new("SELECT secret, made_at FROM totp_offer WHERE session_id = ");
        sql.bind(session.uuid());
        let found = secret(&self.keys, &self.reader, offered(session), sql).await?;
        let Some((secret, row)) = found else {
            return Ok(None);
        };
        Ok(Some(OfferedTotp {
            secret,
            made_at: Instant::from_micros(row.try_get_by_index(1)?),
        }))
    }

    /// The unused codes of an account's sheet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unused_codes(&self, account: AccountId) -> Result<Vec<SheetCode>, StoreFault> {
        let mut sql =
            Sql::new("SELECT ordinal, salt, code_hash FROM code_sheet WHERE account_id = ");
        sql.bind(account.uuid())
            .push(" AND used_at IS NULL ORDER BY ordinal");
        rows(&self.reader, sql)
            .await?
            .iter()
            .map(|row| {
                Ok(SheetCode {
                    ordinal: row.try_get_by_index(0)?,
                    salt: row.try_get_by_index(1)?,
                    hash: row.try_get_by_index(2)?,
                })
            })
            .collect()
    }
}

impl Work {
    /// Keeps a secret that is being shown to a session of an account, in place of an earlier one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn offer_totp(
        &self,
        account: AccountId,
        session: SessionId,
        offer: &OfferedTotp,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Account(account);
        let sealed = self
            .seal_bytes(owner, offered(session), &offer.secret.0)
            .await?;
        let mut sql = Sql::new("INSERT INTO totp_offer (session_id, secret, made_at) VALUES ");
        sql.add(Sql::row([
            Value::from(session.uuid()),
            Value::from(sealed),
            Value::from(offer.made_at.micros()),
        ]))
        .push(
            " ON CONFLICT (session_id) DO UPDATE \
             SET secret = excluded.secret, made_at = excluded.made_at",
        );
        self.write(sql).await?;
        Ok(())
    }

    /// Makes the secret that was shown to a session the authenticator of its account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_totp(
        &self,
        account: AccountId,
        session: SessionId,
        totp: &StoredTotp,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Account(account);
        let sealed = self
            .seal_bytes(owner, kept(account), &totp.secret.0)
            .await?;
        let mut sql =
            Sql::new("INSERT INTO totp (account_id, secret, last_step, confirmed_at) VALUES ");
        sql.add(Sql::row([
            Value::from(account.uuid()),
            Value::from(sealed),
            Value::from(totp.last_step),
            Value::from(now.micros()),
        ]))
        .push(
            " ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, \
             last_step = excluded.last_step, confirmed_at = excluded.confirmed_at",
        );
        self.write(sql).await?;
        let mut taken = Sql::new("DELETE FROM totp_offer WHERE session_id = ");
        taken.bind(session.uuid());
        self.write(taken).await?;
        self.note_account(account, "second_factor", None, Some("authenticator"));
        Ok(())
    }

    /// Takes the code of a step; of several at once one succeeds, and no earlier step after it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_step(&self, account: AccountId, step: i64) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE totp SET last_step = ");
        sql.bind(step)
            .push(" WHERE account_id = ")
            .bind(account.uuid())
            .push(" AND last_step < ")
            .bind(step);
        Ok(self.write(sql).await? == 1)
    }

    /// Keeps a sheet in place of the one before it, whose codes are taken no more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn replace_sheet(
        &self,
        account: AccountId,
        sheet: &NewSheet,
    ) -> Result<(), StoreFault> {
        let mut old = Sql::new("DELETE FROM code_sheet WHERE account_id = ");
        old.bind(account.uuid());
        self.write(old).await?;
        let codes = sheet.hashes.iter().zip(1..);
        let codes = codes.map(|(hash, ordinal)| code_sheet::Model {
            account_id: account.uuid(),
            ordinal,
            salt: sheet.salt.clone(),
            code_hash: hash.to_vec(),
            made_at: sheet.made_at.micros(),
            confirmed_at: (sheet.trust == SheetTrust::AtOnce).then(|| sheet.made_at.micros()),
            used_at: None,
        });
        insert_all(self.connection(), codes.collect()).await?;
        self.note_account(account, "second_factor", None, Some("code sheet"));
        Ok(())
    }

    /// Takes a code of the sheet with this salt; of several at once one succeeds. The sheet counts from
    /// its first use on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_code(
        &self,
        account: AccountId,
        code: &SheetCode,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE code_sheet SET used_at = ");
        sql.bind(now.micros())
            .push(" WHERE used_at IS NULL AND account_id = ")
            .bind(account.uuid())
            .push(" AND ordinal = ")
            .bind(code.ordinal)
            .push(" AND salt = ")
            .bind(code.salt.clone());
        if self.write(sql).await? != 1 {
            return Ok(false);
        }
        let mut confirmed = Sql::new("UPDATE code_sheet SET confirmed_at = ");
        confirmed
            .bind(now.micros())
            .push(" WHERE confirmed_at IS NULL AND account_id = ")
            .bind(account.uuid());
        self.write(confirmed).await?;
        Ok(true)
    }
}
