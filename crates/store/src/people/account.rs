//! Accounts: the name and the address, which are sealed under the key of their person, and the hash of the
//! password. An account is found by the keyed hash of its address.

use std::collections::HashMap;

use renkei_domain::ids::AccountId;
use renkei_domain::people::{Display, MailAddress, erased_name};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::rows;
use crate::directory::words::{line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "account";

/// An account to be made.
#[derive(Clone)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// The name of its owner.
    pub name: Line,
    /// The address by which it signs in.
    pub mail: MailAddress,
    /// The hash of its password, in the PHC format.
    pub password_hash: String,
    /// When it was made.
    pub created_at: Instant,
}

/// An account with what its password is checked against.
#[derive(Clone)]
pub struct StoredAccount {
    /// Its id.
    pub id: AccountId,
    /// The name of its owner.
    pub name: Line,
    /// The address by which it signs in.
    pub mail: MailAddress,
    /// The hash of its password, in the PHC format.
    pub password_hash: String,
    /// Whether it was disabled.
    pub is_disabled: bool,
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It may.
    Enabled,
    /// It may not.
    Disabled,
}

impl Use {
    const fn word(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
        }
    }
}

/// Under which name addresses stand in the index.
const MAIL: &str = "account.mail";

const COLUMNS: &str = "SELECT id, name, mail, password_hash, is_disabled FROM account WHERE ";

/// The columns of [`COLUMNS`] that are sealed.
const SEALED: &[usize] = &[1, 2];

pub(super) fn mail(table: &'static str, text: &str) -> Result<MailAddress, StoreFault> {
    MailAddress::parse(text).map_err(|fault| unreadable(table, fault))
}

/// Opens the name of an account, which stands in a column of a row. That of somebody who was erased is
/// empty, and they are called what everybody is called of whom no name is left.
pub(crate) fn read_name(
    id: AccountId,
    row: &QueryResult,
    column: usize,
    opener: &Opener,
) -> Result<Line, StoreFault> {
    let sealed: Vec<u8> = row.try_get_by_index(column)?;
    if sealed.is_empty() {
        return Ok(erased_name());
    }
    let cell = Cell::of(TABLE, "name", id.uuid());
    line(TABLE, &opener.text(&cell, &sealed)?)
}

/// Opens the address of an account, which stands in a column of a row.
pub(super) fn read_mail(
    id: AccountId,
    row: &QueryResult,
    column: usize,
    opener: &Opener,
) -> Result<MailAddress, StoreFault> {
    let cell = Cell::of(TABLE, "mail", id.uuid());
    mail(TABLE, &opener.text_at(&cell, row, column)?)
}

fn read(row: &QueryResult, opener: &Opener) -> Result<StoredAccount, StoreFault> {
    let id = AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    Ok(StoredAccount {
        id,
        name: read_name(id, row, 1, opener)?,
        mail: read_mail(id, row, 2, opener)?,
        password_hash: row.try_get_by_index(3)?,
        is_disabled: row.try_get_by_index(4)?,
    })
}

impl Store {
    /// The account that signs in by an address, given as its key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_by_mail(&self, key: &str) -> Result<Option<StoredAccount>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("mail_key = ").bind(self.keys.index(MAIL, key)?);
        self.one_account(sql).await
    }

    /// An account by its id; one that was erased is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account(&self, id: AccountId) -> Result<Option<StoredAccount>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("erased_at IS NULL AND id = ").bind(id.uuid());
        self.one_account(sql).await
    }

    async fn one_account(&self, sql: Sql) -> Result<Option<StoredAccount>, StoreFault> {
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, SEALED);
        let opener = opener.await?;
        found.first().map(|row| read(row, &opener)).transpose()
    }

    /// The names of several accounts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_names(
        &self,
        ids: &[AccountId],
    ) -> Result<HashMap<AccountId, Line>, StoreFault> {
        let mut sql = Sql::new("SELECT id, name FROM account WHERE id IN (");
        let wanted = ids.iter().map(|id| id.uuid());
        sql.add(Sql::ids(self.reader.get_database_backend(), wanted))
            .push(")");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[1]).await?;
        let names = found.iter().map(|row| {
            let id = AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            Ok((id, read_name(id, row, 1, &opener)?))
        });
        names.collect()
    }
}

impl Work {
    /// Makes an account, unless its address is taken.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_account(&self, account: &NewAccount) -> Result<bool, StoreFault> {
        let (owner, id) = (KeyOwner::Account(account.id), account.id.uuid());
        let name = Cell::of(TABLE, "name", id);
        let name = self.seal_text(owner, name, account.name.as_str()).await?;
        let mail = Cell::of(TABLE, "mail", id);
        let mail = self.seal_text(owner, mail, account.mail.as_str()).await?;
        let mut sql = Sql::new(
            "INSERT INTO account (id, name, mail, mail_key, password_hash, is_disabled, created_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(account.id.uuid()),
            Value::from(name),
            Value::from(mail),
            Value::from(self.keys().index(MAIL, &account.mail.key())?),
            Value::from(account.password_hash.clone()),
            Value::from(false),
            Value::from(account.created_at.micros()),
        ]))
        .push(" ON CONFLICT (mail_key) DO NOTHING");
        let is_new = self.write(sql).await? == 1;
        if is_new {
            self.note_account(account.id, "account", None, Some(Use::Enabled.word()));
        }
        Ok(is_new)
    }

    /// Gives an account another name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_name(&self, id: AccountId, name: &Line) -> Result<(), StoreFault> {
        let cell = Cell::of(TABLE, "name", id.uuid());
        let sealed = self.seal_text(KeyOwner::Account(id), cell, name.as_str());
        let mut sql = Sql::new("UPDATE account SET name = ");
        sql.bind(sealed.await?).push(" WHERE id = ").bind(id.uuid());
        if self.write(sql).await? == 1 {
            self.note_account(id, "name", Some("set"), Some("set anew"));
        }
        Ok(())
    }

    /// Keeps how the owner of an account wants pages to look.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_display(&self, id: AccountId, display: Display) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE account SET display = ");
        sql.bind(display.code())
            .push(" WHERE id = ")
            .bind(id.uuid());
        if self.write(sql).await? == 1 {
            self.note_account(id, "display", None, Some("set"));
        }
        Ok(())
    }

    /// Lets an account sign in by another address, under which it is found from now on; says no where that
    /// is another's.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_mail(&self, id: AccountId, mail: &MailAddress) -> Result<bool, StoreFault> {
        let cell = Cell::of(TABLE, "mail", id.uuid());
        let sealed = self.seal_text(KeyOwner::Account(id), cell, mail.as_str());
        let key = self.keys().index(MAIL, &mail.key())?;
        let mut sql = Sql::new("UPDATE account SET mail = ");
        sql.bind(sealed.await?)
            .push(", mail_key = ")
            .bind(key.clone())
            .push(" WHERE id = ")
            .bind(id.uuid())
            .push(" AND NOT EXISTS (SELECT 1 FROM account o WHERE o.mail_key = ")
            .bind(key)
            .push(" AND o.id <> ")
            .bind(id.uuid())
            .push(")");
        let is_set = self.write(sql).await? == 1;
        if is_set {
            self.note_account(id, "mail", Some("set"), Some("set anew"));
        }
        Ok(is_set)
    }

    /// Gives an account another password.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_password(&self, id: AccountId, hash: &str) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE account SET password_hash = ");
        sql.bind(hash).push(" WHERE id = ").bind(id.uuid());
        if self.write(sql).await? == 1 {
            self.note_account(id, "password", Some("set"), Some("set anew"));
        }
        Ok(())
    }

    /// Disables an account or enables it again; says whether that changed anything.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_use(&self, id: AccountId, to: Use) -> Result<bool, StoreFault> {
        let is_disabled = to == Use::Disabled;
        let mut sql = Sql::new("UPDATE account SET is_disabled = ");
        sql.bind(is_disabled).push(" WHERE id = ").bind(id.uuid());
        sql.push(" AND is_disabled <> ").bind(is_disabled);
        let has_changed = self.write(sql).await? == 1;
        if has_changed {
            let before = match to {
                Use::Enabled => Use::Disabled,
                Use::Disabled => Use::Enabled,
            };
            self.note_account(id, "account", Some(before.word()), Some(to.word()));
        }
        Ok(has_changed)
    }

    /// Locks an account until the act ends, so that two acts about it follow each other.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lock_account(&self, id: AccountId) -> Result<(), StoreFault> {
        // The embedded database has one writer at a time anyway.
        if self.is_postgres() {
            let mut sql = Sql::new("SELECT id FROM account WHERE id = ");
            sql.bind(id.uuid()).push(" FOR UPDATE");
            let statement = sql.statement(self.connection());
            self.connection().query_one_raw(statement).await?;
        }
        Ok(())
    }

    pub(crate) fn note_account(
        &self,
        id: AccountId,
        group: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) {
        let state = |word: &str| serde_json::json!({ "state": word }).to_string();
        self.note(Change {
            subject: Subject::Account(id),
            field_group: group.to_owned(),
            before: before.map(state),
            after: after.map(state),
        });
    }
}
