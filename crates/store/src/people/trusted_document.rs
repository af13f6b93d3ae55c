//! Documents that the owner of a token registered for its program, their texts sealed under the key of the account; and how
//! often that program sent others, under the names of their operations.

use renkei_domain::ids::{AccountId, TokenId, TrustedDocumentId};
use renkei_domain::people::DocumentId;
use renkei_domain::people::trusted::TEXT_OPERATIONS;
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::token::StoredToken;
use super::{first_row, rows};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "trusted_document";

/// A registered document.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// Its row.
    pub id: TrustedDocumentId,
    /// By what programs know it.
    pub document: DocumentId,
    /// Its text.
    pub text: String,
    /// When it was registered.
    pub registered_at: Instant,
    /// When it was last asked for, to the minute.
    pub used_at: Option<Instant>,
}

/// Says which it is: what it asks about stays out of logs.
impl std::fmt::Debug for StoredDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredDocument")
            .field("document", &self.document)
            .finish_non_exhaustive()
    }
}

/// How often operations of one name came as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOperation {
    /// The name; empty where they have none.
    pub name: String,
    /// How many ran.
    pub ran: u64,
    /// How many were refused.
    pub refused: u64,
    /// When the last came.
    pub last_at: Instant,
}

/// How much is registered for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// The documents.
    pub documents: u64,
    /// The bytes of their texts.
    pub bytes: u64,
}

/// The columns of a document, in the order in which [`read`] takes them.
const SELECT: &str = "SELECT d.id, d.digest, d.body, d.registered_at, d.used_at FROM trusted_document d \
     JOIN token k ON k.id = d.token_id WHERE k.revoked_at IS NULL AND ";

/// The place of the one among them that is sealed.
const BODY: usize = 2;

fn body(id: TrustedDocumentId) -> Cell<'static> {
    Cell::of(TABLE, "body", id.uuid())
}

fn number(value: i64) -> Result<u64, StoreFault> {
    u64::try_from(value).map_err(|_| unreadable(TABLE, value))
}

fn read(row: &QueryResult, opener: &Opener) -> Result<StoredDocument, StoreFault> {
    let id = TrustedDocumentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let digest: String = row.try_get_by_index(1)?;
    let used_at = row.try_get_by_index::<Option<i64>>(4)?;
    Ok(StoredDocument {
        id,
        document: DocumentId::parse(&digest).ok_or_else(|| unreadable(TABLE, &digest))?,
        text: opener.text_at(&body(id), row, BODY)?,
        registered_at: Instant::from_micros(row.try_get_by_index(3)?),
        used_at: used_at.map(Instant::from_micros),
    })
}

impl Store {
    /// The documents of a token that holds, those that were registered last first; none of another account's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn trusted_documents(
        &self,
        account: AccountId,
        token: TokenId,
    ) -> Result<Vec<StoredDocument>, StoreFault> {
        let mut sql = Sql::new(SELECT);
        sql.push("k.account_id = ")
            .bind(account.uuid())
            .push(" AND d.token_id = ")
            .bind(token.uuid())
            .push(" ORDER BY d.registered_at DESC, d.digest");
        self.read_documents(sql).await
    }

    /// One document of a token that holds.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn trusted_document(
        &self,
        token: TokenId,
        document: DocumentId,
    ) -> Result<Option<StoredDocument>, StoreFault> {
        let mut sql = Sql::new(SELECT);
        sql.push("d.token_id = ")
            .bind(token.uuid())
            .push(" AND d.digest = ")
            .bind(document.to_string());
        Ok(self.read_documents(sql).await?.pop())
    }

    /// Whether a document is registered for a token that holds, without reading its text.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_trusted_document(
        &self,
        token: TokenId,
        document: DocumentId,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new(
            "SELECT d.id FROM trusted_document d JOIN token k ON k.id = d.token_id \
             WHERE k.revoked_at IS NULL AND d.token_id = ",
        );
        sql.bind(token.uuid())
            .push(" AND d.digest = ")
            .bind(document.to_string());
        Ok(first_row(&self.reader, sql).await?.is_some())
    }

    /// The documents of all tokens that were asked for last, so many at most. Of those that nobody asked for yet the ones
    /// that were registered last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn documents_in_use(&self, most: u32) -> Result<Vec<StoredDocument>, StoreFault> {
        let mut sql = Sql::new(SELECT);
        sql.push("1 = 1 ORDER BY COALESCE(d.used_at, 0) DESC, d.registered_at DESC, d.id LIMIT ")
            .bind(i64::from(most));
        self.read_documents(sql).await
    }

    /// What came as text by a token, the name that came last first; nothing of another account's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn text_operations(
        &self,
        account: AccountId,
        token: TokenId,
    ) -> Result<Vec<TextOperation>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT o.operation, o.ran, o.refused, o.last_at FROM text_operation o \
             JOIN token k ON k.id = o.token_id WHERE k.account_id = ",
        );
        sql.bind(account.uuid())
            .push(" AND o.token_id = ")
            .bind(token.uuid())
            .push(" ORDER BY o.last_at DESC, o.operation");
        let found = rows(&self.reader, sql).await?;
        let read = found.iter().map(|row| -> Result<_, StoreFault> {
            Ok(TextOperation {
                name: row.try_get_by_index(0)?,
                ran: number(row.try_get_by_index(1)?)?,
                refused: number(row.try_get_by_index(2)?)?,
                last_at: Instant::from_micros(row.try_get_by_index(3)?),
            })
        });
        read.collect()
    }

    async fn read_documents(&self, sql: Sql) -> Result<Vec<StoredDocument>, StoreFault> {
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[BODY]);
        let opener = opener.await?;
        found.iter().map(|row| read(row, &opener)).collect()
    }
}

impl Work {
    /// How much is registered for a token.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn registered(&self, token: TokenId) -> Result<Registered, StoreFault> {
        let mut sql = Sql::new(
            "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM trusted_document WHERE token_id = ",
        );
        sql.bind(token.uuid());
        let Some(row) = first_row(self.connection(), sql).await? else {
            return Err(unreadable(TABLE, "no count"));
        };
        Ok(Registered {
            documents: number(row.try_get_by_index(0)?)?,
            bytes: number(row.try_get_by_index(1)?)?,
        })
    }

    /// Which documents are registered for a token.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_documents(&self, token: TokenId) -> Result<Vec<DocumentId>, StoreFault> {
        let mut sql = Sql::new("SELECT digest FROM trusted_document WHERE token_id = ");
        sql.bind(token.uuid());
        let found = rows(self.connection(), sql).await?;
        let read = found.iter().map(|row| -> Result<_, StoreFault> {
            let digest: String = row.try_get_by_index(0)?;
            DocumentId::parse(&digest).ok_or_else(|| unreadable(TABLE, &digest))
        });
        read.collect()
    }

    /// Registers documents for a token, which knows none of them. The log says how many there were and are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_trusted_documents(
        &self,
        token: &StoredToken,
        documents: &[StoredDocument],
        before: u64,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Account(token.account);
        for document in documents {
            let text = self.seal_text(owner, body(document.id), &document.text);
            let text = text.await?;
            let size = i64::try_from(document.text.len()).unwrap_or(i64::MAX);
            let mut sql = Sql::new(
                "INSERT INTO trusted_document (id, token_id, digest, body, size, registered_at) VALUES ",
            );
            sql.add(Sql::row([
                Value::from(document.id.uuid()),
                Value::from(token.id.uuid()),
                Value::from(document.document.to_string()),
                Value::from(text),
                Value::from(size),
                Value::from(document.registered_at.micros()),
            ]));
            self.write(sql).await?;
        }
        let after = before.saturating_add(documents.len() as u64).to_string();
        let before = before.to_string();
        self.note_account(token.account, TABLE, Some(&before), Some(&after));
        Ok(())
    }

    /// Takes a document away from a token. Says whether it was there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_trusted_document(
        &self,
        token: &StoredToken,
        document: DocumentId,
    ) -> Result<bool, StoreFault> {
        let digest = document.to_string();
        let mut sql = Sql::new("DELETE FROM trusted_document WHERE token_id = ");
        sql.bind(token.id.uuid())
            .push(" AND digest = ")
            .bind(digest.clone());
        let is_removed = self.write(sql).await? == 1;
        if is_removed {
            self.note_account(token.account, TABLE, Some(&digest), None);
        }
        Ok(is_removed)
    }

    /// Forgets the documents of a token, and what came as text by it.
    pub(super) async fn forget_trusted_documents(&self, token: TokenId) -> Result<(), StoreFault> {
        for table in [TABLE, "text_operation"] {
            let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE token_id = "));
            sql.bind(token.uuid());
            self.write(sql).await?;
        }
        Ok(())
    }

    /// Writes down that a document was asked for.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn see_trusted_document(
        &self,
        id: TrustedDocumentId,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE trusted_document SET used_at = ");
        sql.bind(now.micros()).push(" WHERE id = ").bind(id.uuid());
        self.write(sql).await?;
        Ok(())
    }

    /// Adds what came as text by a token that holds to what is counted under its name. Of too many names those stay that
    /// came last.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_text_operations(
        &self,
        token: TokenId,
        operations: &[TextOperation],
    ) -> Result<(), StoreFault> {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        for one in operations {
            // A token that was revoked meanwhile is counted no more.
            let mut sql = Sql::new(
                "INSERT INTO text_operation (token_id, operation, ran, refused, last_at) SELECT k.id, ",
            );
            sql.push("CAST(")
                .bind(one.name.as_str())
                .push(" AS TEXT), CAST(")
                .bind(count(one.ran))
                .push(" AS BIGINT), CAST(")
                .bind(count(one.refused))
                .push(" AS BIGINT), CAST(")
                .bind(one.last_at.micros())
                .push(" AS BIGINT) FROM token k WHERE k.revoked_at IS NULL AND k.id = ")
                .bind(token.uuid())
                .push(
                    " ON CONFLICT (token_id, operation) DO UPDATE SET ran = text_operation.ran + excluded.ran, \
                     refused = text_operation.refused + excluded.refused, last_at = excluded.last_at",
                );
            self.write(sql).await?;
        }
        let mut sql = Sql::new("DELETE FROM text_operation WHERE token_id = ");
        sql.bind(token.uuid())
            .push(" AND operation NOT IN (SELECT o.operation FROM text_operation o WHERE o.token_id = ")
            .bind(token.uuid())
            .push(" ORDER BY o.last_at DESC, o.operation LIMIT ")
            .bind(TEXT_OPERATIONS as i64)
            .push(")");
        self.write(sql).await?;
        Ok(())
    }
}
