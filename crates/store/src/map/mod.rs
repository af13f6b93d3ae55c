//! Maps of people of whom they can ask: the map itself and the step before it; the states that were kept (`version`), what is
//! proposed for it ([`suggestion`]), to whom it is shown ([`share`]), its pictures ([`picture`]), and the sheets of it
//! that are fetched by an address ([`sheet`]), who sees it then ([`shown`]), and until when agencies help ([`ends`]). A map is sealed as
//! one text ([`form`]) under the key of the account whose it is, and the log says of it no more than that it changed:
//! what somebody deletes is gone.

use chrono::NaiveDate;
use renkei_domain::ids::AccountId;
use renkei_domain::map::{CurrentContact, ResourceMap};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cases::{rows, write};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;
use form::{NotAMap, WrittenContact, WrittenMap};

pub mod ends;
pub mod form;
pub mod picture;
pub mod share;
pub mod sheet;
pub mod shown;
pub mod suggestion;
mod version;

pub use version::StoredVersion;

const TABLE: &str = "resource_map";

/// A map as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMap {
    /// Rises with every change, from 1 on.
    pub version: i64,
    /// The map.
    pub map: ResourceMap,
    /// What the directory said of its entries, and of who answers at night, when the person looked last.
    pub seen: Vec<CurrentContact>,
    /// The same when they printed it last, as far as they looked again since; nothing where they did not.
    pub printed: Option<Vec<CurrentContact>>,
    /// When it was changed last.
    pub changed_at: Instant,
    /// The day in Japan on which it was printed last.
    pub printed_on: Option<NaiveDate>,
    /// Whether the step before is known.
    pub can_undo: bool,
}

impl StoredMap {
    /// What stands of the directory on the paper that the person has: of what came onto the map since, what they saw.
    #[must_use]
    pub fn on_paper(&self) -> Vec<CurrentContact> {
        let printed = self.printed.iter().flatten();
        let is_printed = |one: &&CurrentContact| {
            let mut printed = self.printed.iter().flatten();
            printed.any(|known| known.is_of_same(one))
        };
        let since = self.seen.iter().filter(|one| !is_printed(one));
        printed.chain(since).cloned().collect()
    }
}

/// What is sealed of a map.
#[derive(Serialize, Deserialize)]
struct Said {
    map: WrittenMap,
    seen: Vec<WrittenContact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    printed: Option<Vec<WrittenContact>>,
}

const fn owner(account: AccountId) -> KeyOwner {
    KeyOwner::Account(account)
}

fn said_cell(account: AccountId) -> Cell<'static> {
    Cell::of(TABLE, "said", account.uuid())
}

fn before_cell(account: AccountId) -> Cell<'static> {
    Cell::of(TABLE, "said_before", account.uuid())
}

/// A text to be sealed.
pub(super) fn written(table: &'static str, said: &impl Serialize) -> Result<String, StoreFault> {
    serde_json::to_string(said).map_err(|_| unreadable(table, "said"))
}

/// Reads a sealed text back. What serde says of one may repeat some of it.
pub(super) fn read<'t, T: Deserialize<'t>>(
    table: &'static str,
    text: &'t str,
) -> Result<T, StoreFault> {
    serde_json::from_str(text).map_err(|_| unreadable(table, "said"))
}

fn text_of(
    map: &ResourceMap,
    seen: &[CurrentContact],
    printed: Option<&[CurrentContact]>,
) -> Result<String, StoreFault> {
    let said = Said {
        map: WrittenMap::of(map),
        seen: seen.iter().map(WrittenContact::of).collect(),
        printed: printed.map(|printed| printed.iter().map(WrittenContact::of).collect()),
    };
    written(TABLE, &said)
}

fn stored(account: AccountId, row: &QueryResult, opener: &Opener) -> Result<StoredMap, StoreFault> {
    let text = opener.text_at(&said_cell(account), row, 1)?;
    let said: Said = read(TABLE, &text)?;
    let seen = said.seen.iter().map(WrittenContact::read);
    let printed = said.printed.as_ref().map(|printed| {
        let printed = printed.iter().map(WrittenContact::read);
        printed.collect::<Result<Vec<CurrentContact>, NotAMap>>()
    });
    let unknown = |_| unreadable(TABLE, "said");
    Ok(StoredMap {
        version: row.try_get_by_index(0)?,
        map: said.map.read().map_err(unknown)?,
        seen: seen.collect::<Result<_, _>>().map_err(unknown)?,
        printed: printed.transpose().map_err(unknown)?,
        changed_at: Instant::from_micros(row.try_get_by_index(3)?),
        printed_on: row.try_get_by_index(4)?,
        can_undo: row.try_get_by_index::<Option<Vec<u8>>>(2)?.is_some(),
    })
}

async fn map_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    account: AccountId,
) -> Result<Option<StoredMap>, StoreFault> {
    let sql = Sql::with(
        "SELECT version, said, said_before, changed_at, printed_on FROM resource_map WHERE account_id = ?",
        [account.uuid().into()],
    );
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[1]).await?;
    let row = found.first();
    row.map(|row| stored(account, row, &opener)).transpose()
}

impl Store {
    /// The map of an account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resource_map(&self, account: AccountId) -> Result<Option<StoredMap>, StoreFault> {
        map_of(&self.reader, &self.keys, account).await
    }
}

impl Work {
    /// The map of an account, inside an act that has the account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resource_map(&self, account: AccountId) -> Result<Option<StoredMap>, StoreFault> {
        map_of(self.connection(), self.keys(), account).await
    }

    /// Keeps a map in place of the one before, which is then the step before. The account has to be locked, and what was
    /// there be compared.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_resource_map(
        &self,
        account: AccountId,
        before: Option<&StoredMap>,
        (map, seen): (&ResourceMap, &[CurrentContact]),
        now: Instant,
    ) -> Result<i64, StoreFault> {
        let printed = before.and_then(|before| before.printed.as_deref());
        let text = text_of(map, seen, printed)?;
        let cell = said_cell(account);
        let said = self.seal_text(owner(account), cell, &text).await?;
        let version = before.map_or(0, |before| before.version) + 1;
        match before {
            None => {
                let mut sql = Sql::new(
                    "INSERT INTO resource_map (account_id, version, said, changed_at) VALUES ",
                );
                sql.add(Sql::row([
                    Value::from(account.uuid()),
                    Value::from(version),
                    Value::from(said),
                    Value::from(now.micros()),
                ]));
                write(self, sql).await?;
            }
            Some(before) => {
                let text = text_of(&before.map, &before.seen, None)?;
                let cell = before_cell(account);
                let said_before = self.seal_text(owner(account), cell, &text).await?;
                let mut sql = Sql::new("UPDATE resource_map SET version = ");
                sql.bind(version)
                    .push(", said = ")
                    .bind(said)
                    .push(", said_before = ")
                    .bind(said_before)
                    .push(", changed_at = ")
                    .bind(now.micros())
                    .push(" WHERE account_id = ")
                    .bind(account.uuid());
                write(self, sql).await?;
            }
        }
        let had = before.map(|_| "kept");
        self.note_account(account, "resource_map", had, Some("changed"));
        Ok(version)
    }

    /// The step before the last one of a map.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resource_map_before(
        &self,
        account: AccountId,
    ) -> Result<Option<(ResourceMap, Vec<CurrentContact>)>, StoreFault> {
        let sql = Sql::with(
            "SELECT said_before FROM resource_map WHERE account_id = ?",
            [account.uuid().into()],
        );
        let (connection, keys) = (self.connection(), self.keys());
        let found = rows(connection, sql).await?;
        let opener = keys.opener_of_rows(connection, &found, &[0]).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let Some(text) = opener.text_opt_at(&before_cell(account), row, 0)? else {
            return Ok(None);
        };
        let said: Said = read(TABLE, &text)?;
        let unknown = |_| unreadable(TABLE, "said_before");
        let seen = said.seen.iter().map(WrittenContact::read);
        let seen = seen.collect::<Result<Vec<_>, _>>().map_err(unknown)?;
        Ok(Some((said.map.read().map_err(unknown)?, seen)))
    }

    /// Keeps what the directory says of the entries of a map as what the person saw, and the day on which they printed
    /// it where they did. The map itself stays as it is.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn see_resource_map(
        &self,
        account: AccountId,
        (before, seen): (&StoredMap, &[CurrentContact]),
        printed_on: Option<NaiveDate>,
    ) -> Result<(), StoreFault> {
        // Whoever looks and does not print has the same paper as before.
        let printed = match (printed_on, before.printed_on) {
            (Some(_), _) => Some(seen.to_vec()),
            (None, Some(_)) => Some(before.on_paper()),
            (None, None) => None,
        };
        let text = text_of(&before.map, seen, printed.as_deref())?;
        let cell = said_cell(account);
        let said = self.seal_text(owner(account), cell, &text).await?;
        let mut sql = Sql::new("UPDATE resource_map SET said = ");
        sql.bind(said);
        if let Some(day) = printed_on {
            sql.push(", printed_on = ").bind(day);
        }
        sql.push(" WHERE account_id = ").bind(account.uuid());
        write(self, sql).await?;
        let word = printed_on.map_or("seen", |_| "printed");
        self.note_account(account, "resource_map", Some("kept"), Some(word));
        Ok(())
    }

    /// Deletes the map of an account with everything of it, and ends every share. To whom it was shown stays to be read
    /// by its owner. Says whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_resource_map(
        &self,
        account: AccountId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut gone = 0;
        for table in [TABLE, version::TABLE, picture::TABLE, suggestion::TABLE] {
            let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE account_id = "));
            sql.bind(account.uuid());
            gone += write(self, sql).await?;
        }
        // What was typed and not sent is of the map too.
        let mut sql = Sql::new("DELETE FROM draft WHERE form LIKE '/my/map%' AND account_id = ");
        sql.bind(account.uuid());
        write(self, sql).await?;
        write(self, share::ending(account, now)).await?;
        if gone > 0 {
            self.note_account(account, "resource_map", Some("kept"), None);
        }
        Ok(gone > 0)
    }
}

/// Deletes a row of an account from a table of things that are kept; another's stays. Says whether it was there.
async fn deleted(
    work: &Work,
    table: &'static str,
    (account, id): (AccountId, Uuid),
) -> Result<bool, StoreFault> {
    let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE id = "));
    sql.bind(id).push(" AND account_id = ").bind(account.uuid());
    let is_gone = write(work, sql).await? == 1;
    if is_gone {
        work.note_account(account, table, Some("kept"), None);
    }
    Ok(is_gone)
}

/// How many rows of an account there are that a condition names.
async fn count(work: &Work, of: &str, account: AccountId) -> Result<i64, StoreFault> {
    let sql = Sql::with(
        &format!("SELECT COUNT(*) FROM {of}"),
        [account.uuid().into()],
    );
    let found = rows(work.connection(), sql).await?;
    let count = found.first().map(|row| row.try_get_by_index(0));
    Ok(count.transpose()?.unwrap_or(0))
}
