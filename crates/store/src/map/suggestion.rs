//! What supporters propose for a map, apart from it.

use renkei_domain::ids::{AccountId, CaseId, MapSuggestionId};
use renkei_domain::map::{Suggestion, SuggestionState};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::form::WrittenEntry;
use super::{count, owner, read, written};
use crate::cases::{rows, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

pub(super) const TABLE: &str = "map_suggestion";

#[derive(Serialize, Deserialize)]
struct Said {
    entry: WrittenEntry,
    why: Option<String>,
}

fn cell(id: MapSuggestionId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

fn suggestion(row: &QueryResult, opener: &Opener) -> Result<Suggestion, StoreFault> {
    let id = MapSuggestionId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let state: String = row.try_get_by_index(2)?;
    let text = opener.text_at(&cell(id), row, 3)?;
    let said: Said = read(TABLE, &text)?;
    let why = said.why.map(|why| Prose::parse(&why)).transpose();
    let unknown = || unreadable(TABLE, "said");
    Ok(Suggestion {
        id,
        from: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        at: Instant::from_micros(row.try_get_by_index(4)?),
        entry: said.entry.read().map_err(|_| unknown())?,
        why: why.map_err(|_| unknown())?,
        state: code(TABLE, SuggestionState::from_code, &state)?,
    })
}

async fn found(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    of: Sql,
) -> Result<Vec<Suggestion>, StoreFault> {
    let mut sql =
        Sql::new("SELECT s.id, s.from_id, s.state, s.said, s.made_at FROM map_suggestion s WHERE ");
    sql.add(of).push(" ORDER BY s.made_at DESC, s.id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[3]).await?;
    found.iter().map(|row| suggestion(row, &opener)).collect()
}

impl Store {
    /// What was proposed for the map of an account, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_suggestions(&self, account: AccountId) -> Result<Vec<Suggestion>, StoreFault> {
        let of = Sql::with("s.account_id = ?", [account.uuid().into()]);
        found(&self.reader, &self.keys, of).await
    }

    /// What somebody proposed from a case, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_suggestions_from(
        &self,
        case: CaseId,
        from: AccountId,
    ) -> Result<Vec<Suggestion>, StoreFault> {
        let of = Sql::with(
            "s.case_id = ? AND s.from_id = ?",
            [case.uuid().into(), from.uuid().into()],
        );
        found(&self.reader, &self.keys, of).await
    }
}

impl Work {
    /// One proposal for the map of an account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_suggestion(
        &self,
        account: AccountId,
        id: MapSuggestionId,
    ) -> Result<Option<Suggestion>, StoreFault> {
        let of = Sql::with(
            "s.account_id = ? AND s.id = ?",
            [account.uuid().into(), id.uuid().into()],
        );
        let found = found(self.connection(), self.keys(), of).await?;
        Ok(found.into_iter().next())
    }

    /// How many proposals for the map of an account wait.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_waiting_suggestions(&self, account: AccountId) -> Result<i64, StoreFault> {
        let of = "map_suggestion WHERE state = 'waiting' AND account_id = ?";
        count(self, of, account).await
    }

    /// Keeps a new proposal.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_map_suggestion(
        &self,
        (account, case): (AccountId, CaseId),
        suggestion: &Suggestion,
    ) -> Result<(), StoreFault> {
        let said = Said {
            entry: WrittenEntry::of(&suggestion.entry),
            why: suggestion.why.as_ref().map(ToString::to_string),
        };
        let text = written(TABLE, &said)?;
        let sealed = self.seal_text(owner(account), cell(suggestion.id), &text);
        let sealed = sealed.await?;
        let mut sql = Sql::new(
            "INSERT INTO map_suggestion (id, account_id, case_id, from_id, state, said, made_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(suggestion.id.uuid()),
            Value::from(account.uuid()),
            Value::from(case.uuid()),
            Value::from(suggestion.from.uuid()),
            Value::from(suggestion.state.code()),
            Value::from(sealed),
            Value::from(suggestion.at.micros()),
        ]));
        write(self, sql).await?;
        self.note_account(account, TABLE, None, Some(suggestion.state.code()));
        Ok(())
    }

    /// Keeps what became of a proposal.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn decide_map_suggestion(
        &self,
        account: AccountId,
        (before, decided): (SuggestionState, &Suggestion),
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE map_suggestion SET state = ");
        sql.bind(decided.state.code())
            .push(", decided_at = ")
            .bind(now.micros())
            .push(" WHERE id = ")
            .bind(decided.id.uuid());
        write(self, sql).await?;
        let (before, after) = (before.code(), decided.state.code());
        self.note_account(account, TABLE, Some(before), Some(after));
        Ok(())
    }
}
