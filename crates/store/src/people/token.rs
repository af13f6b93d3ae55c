//! Tokens of programs: named, scoped, known by a hash, with a last use and an end.

use chrono::NaiveDate;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::ids::{AccountId, TokenId};
use renkei_domain::people::DocumentMode;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::{SecretHash, rows};
use crate::directory::words::{code, line};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "token";

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// Its id.
    pub id: TokenId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: Line,
    /// What it lets pass.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub made_at: Instant,
    /// The first day on which it holds no more, in Japan.
    pub expires_on: NaiveDate,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
    /// What its program may send in place of registered documents.
    pub documents: DocumentMode,
}

/// The columns of a token `k`, in the order in which [`read`] takes them.
pub(super) const COLUMNS: &str = "k.id, k.account_id, k.name, k.scopes, k.made_at, k.expires_on, k.last_used_at, k.revoked_at, \
     k.document_mode";

/// The place of the one among them that is sealed: people call tokens by what they do and with whom.
pub(super) const NAME: usize = 2;

fn name(id: TokenId) -> Cell<'static> {
    Cell::of(TABLE, "name", id.uuid())
}

/// Reads a token whose columns begin at a place of the row.
pub(super) fn read(
    row: &QueryResult,
    first: usize,
    opener: &Opener,
) -> Result<StoredToken, StoreFault> {
    let id = TokenId::from_uuid(row.try_get_by_index::<Uuid>(first)?);
    let instant = |place| {
        let micros = row.try_get_by_index::<Option<i64>>(place);
        micros.map(|micros| micros.map(Instant::from_micros))
    };
    let scopes: String = row.try_get_by_index(first + 3)?;
    let scopes = scopes.split_whitespace();
    let documents: String = row.try_get_by_index(first + 8)?;
    Ok(StoredToken {
        id,
        account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(first + 1)?),
        name: line(TABLE, &opener.text_at(&name(id), row, first + NAME)?)?,
        scopes: scopes
            .map(|scope| code(TABLE, TokenScope::from_code, scope))
            .collect::<Result<_, _>>()?,
        made_at: Instant::from_micros(row.try_get_by_index(first + 4)?),
        expires_on: row.try_get_by_index(first + 5)?,
        last_used_at: instant(first + 6)?,
        revoked_at: instant(first + 7)?,
        documents: code(TABLE, DocumentMode::from_code, &documents)?,
    })
}

impl Store {
    /// The tokens of an account, the newest first; revoked and expired ones are among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tokens_of(&self, account: AccountId) -> Result<Vec<StoredToken>, StoreFault> {
        let mut sql = Sql::new("SELECT ");
        sql.push(COLUMNS)
            .push(" FROM token k WHERE k.account_id = ")
            .bind(account.uuid())
            .push(" ORDER BY k.made_at DESC, k.id DESC");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[NAME]);
        let opener = opener.await?;
        found.iter().map(|row| read(row, 0, &opener)).collect()
    }
}

impl Work {
    /// Keeps a new token.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_token(
        &self,
        token: &StoredToken,
        hash: &SecretHash,
    ) -> Result<(), StoreFault> {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
        let scopes = scopes.join(" ");
        let owner = KeyOwner::Account(token.account);
        let name = self.seal_text(owner, name(token.id), token.name.as_str());
        let name = name.await?;
        let mut sql = Sql::new(
            "INSERT INTO token (id, account_id, name, secret_hash, scopes, made_at, expires_on) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(token.id.uuid()),
            Value::from(token.account.uuid()),
            Value::from(name),
            Value::from(hash.to_vec()),
            Value::from(scopes.clone()),
            Value::from(token.made_at.micros()),
            Value::from(token.expires_on),
        ]));
        self.write(sql).await?;
        self.note_account(token.account, "token", None, Some(&scopes));
        Ok(())
    }

    /// A token, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn token(&self, id: TokenId) -> Result<Option<StoredToken>, StoreFault> {
        let mut sql = Sql::new("SELECT ");
        sql.push(COLUMNS)
            .push(" FROM token k WHERE k.id = ")
            .bind(id.uuid());
        let found = rows(self.connection(), sql).await?;
        let opener = self
            .keys()
            .opener_of_rows(self.connection(), &found, &[NAME]);
        let opener = opener.await?;
        found.first().map(|row| read(row, 0, &opener)).transpose()
    }

    /// Has the program of a token send documents by another rule from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_document_mode(
        &self,
        token: &StoredToken,
        mode: DocumentMode,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE token SET document_mode = ");
        sql.bind(mode.code())
            .push(" WHERE id = ")
            .bind(token.id.uuid());
        self.write(sql).await?;
        let before = Some(token.documents.code());
        self.note_account(token.account, "document_mode", before, Some(mode.code()));
        Ok(())
    }

    /// Revokes a token of an account, whose documents nobody can ask for any more; another's stays. Says whether it held
    /// until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke_token(
        &self,
        account: AccountId,
        id: TokenId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let is_revoked = self
            .revoke((TABLE, "token"), (id.uuid(), account), now)
            .await?;
        if is_revoked {
            self.forget_trusted_documents(id).await?;
        }
        Ok(is_revoked)
    }

    /// Writes down that a token is in use.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn see_token(&self, id: TokenId, now: Instant) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE token SET last_used_at = ");
        sql.bind(now.micros()).push(" WHERE id = ").bind(id.uuid());
        self.write(sql).await?;
        Ok(())
    }
}
