//! Calls that somebody means to make. Every statement names whose list it is. The few words on each are
//! sealed under the key of whose list it is.
//!
//! The log tells that somebody planned a call and what became of it, neither whom they called nor what it was
//! about: the list is forgotten after a while, and what is forgotten here must not stand there.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::ids::{AccountId, PlannedCallId, ResourceId};
use renkei_domain::people::planned_call::{CallNote, CallResult, CallState, PlannedCall};
use renkei_domain::time::{Instant, Minute};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::{count, rows};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "planned_call";

const COLUMNS: &str = "SELECT id, resource_id, day, purpose, note, result, noted_at, again_from \
     FROM planned_call WHERE account_id = ";

/// The place of the one among them that is sealed.
const NOTE: usize = 4;

fn note(id: PlannedCallId) -> Cell<'static> {
    Cell::of(TABLE, "note", id.uuid())
}

fn read(row: &QueryResult, opener: &Opener) -> Result<PlannedCall, StoreFault> {
    let id = PlannedCallId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let note = opener.text_opt_at(&note(id), row, NOTE)?;
    let note = note.map(|note| CallNote::parse(&note)).transpose();
    Ok(PlannedCall {
        id,
        resource: ResourceId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        day: row.try_get_by_index::<NaiveDate>(2)?,
        purpose: code(
            TABLE,
            ContactPurpose::from_code,
            &row.try_get_by_index::<String>(3)?,
        )?,
        note: note.map_err(|fault| unreadable(TABLE, fault))?,
        state: read_state(row)?,
    })
}

fn read_state(row: &QueryResult) -> Result<CallState, StoreFault> {
    let result = row.try_get_by_index::<String>(5)?;
    let result = code(TABLE, CallResult::from_code, &result)?;
    let noted_at = row.try_get_by_index::<Option<i64>>(6)?;
    let from = row.try_get_by_index::<Option<i32>>(7)?;
    let from = from
        .map(|minutes| {
            let minute = u16::try_from(minutes).ok().and_then(Minute::new);
            minute.ok_or_else(|| unreadable(TABLE, minutes))
        })
        .transpose()?;
    match (result, noted_at.map(Instant::from_micros)) {
        (CallResult::Waiting, None) => Ok(CallState::Waiting),
        (CallResult::Reached, Some(at)) => Ok(CallState::Reached(at)),
        (CallResult::Absent, Some(at)) => Ok(CallState::Absent(at)),
        (CallResult::WrongNumber, Some(at)) => Ok(CallState::WrongNumber(at)),
        (CallResult::Again, Some(noted_at)) => Ok(CallState::Again { noted_at, from }),
        (result, _) => Err(unreadable(TABLE, result.code())),
    }
}

/// The columns of a state: result, when it was noted, from when on to call again.
fn state_columns(state: CallState) -> [Value; 3] {
    let (noted_at, from) = match state {
        CallState::Waiting => (None, None),
        CallState::Reached(at) | CallState::Absent(at) | CallState::WrongNumber(at) => {
            (Some(at), None)
        }
        CallState::Again { noted_at, from } => (Some(noted_at), from),
    };
    [
        Value::from(state.result().code()),
        Value::from(noted_at.map(Instant::micros)),
        Value::from(from.map(|minute| i32::from(minute.get()))),
    ]
}

impl Store {
    /// The calls that somebody planned for some days, in the order in which they were planned.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn planned_calls(
        &self,
        account: AccountId,
        days: RangeInclusive<NaiveDate>,
    ) -> Result<Vec<PlannedCall>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.bind(account.uuid())
            .push(" AND day >= ")
            .bind(*days.start())
            .push(" AND day <= ")
            .bind(*days.end())
            .push(" ORDER BY day, made_at, id");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[NOTE]);
        let opener = opener.await?;
        found.iter().map(|row| read(row, &opener)).collect()
    }
}

impl Work {
    /// A call of somebody's own list.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn planned_call(
        &self,
        account: AccountId,
        id: PlannedCallId,
    ) -> Result<Option<PlannedCall>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.bind(account.uuid()).push(" AND id = ").bind(id.uuid());
        let found = rows(self.connection(), sql).await?;
        let opener = self
            .keys()
            .opener_of_rows(self.connection(), &found, &[NOTE]);
        let opener = opener.await?;
        found.first().map(|row| read(row, &opener)).transpose()
    }

    /// How many calls somebody planned for a day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_calls(
        &self,
        account: AccountId,
        day: NaiveDate,
    ) -> Result<usize, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM planned_call WHERE account_id = ");
        sql.bind(account.uuid()).push(" AND day = ").bind(day);
        let counted = count(self.connection(), sql).await?;
        Ok(usize::try_from(counted).unwrap_or(0))
    }

    /// Puts a call on somebody's list.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_call(
        &self,
        account: AccountId,
        call: &PlannedCall,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO planned_call (id, account_id, resource_id, day, purpose, note, result, \
             noted_at, again_from, made_at) VALUES ",
        );
        let note = match &call.note {
            Some(words) => {
                let owner = KeyOwner::Account(account);
                Some(self.seal_text(owner, note(call.id), words.as_str()).await?)
            }
            None => None,
        };
        let [result, noted_at, from] = state_columns(call.state);
        sql.add(Sql::row([
            Value::from(call.id.uuid()),
            Value::from(account.uuid()),
            Value::from(call.resource.uuid()),
            Value::from(call.day),
            Value::from(call.purpose.code()),
            Value::from(note),
            result,
            noted_at,
            from,
            Value::from(at.micros()),
        ]));
        self.write(sql).await?;
        self.note_account(account, TABLE, None, Some(call.state.result().code()));
        Ok(())
    }

    /// Writes what became of a call, and the day on which it is to be made.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_call(
        &self,
        account: AccountId,
        before: &PlannedCall,
        after: &PlannedCall,
    ) -> Result<(), StoreFault> {
        let [result, noted_at, from] = state_columns(after.state);
        let mut sql = Sql::new("UPDATE planned_call SET day = ");
        sql.bind(after.day)
            .push(", result = ")
            .bind(result)
            .push(", noted_at = ")
            .bind(noted_at)
            .push(", again_from = ")
            .bind(from)
            .push(" WHERE account_id = ")
            .bind(account.uuid())
            .push(" AND id = ")
            .bind(after.id.uuid());
        self.write(sql).await?;
        let states = [before, after].map(|call| call.state.result().code());
        self.note_account(account, TABLE, Some(states[0]), Some(states[1]));
        Ok(())
    }

    /// Takes a call from somebody's list.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_call(
        &self,
        account: AccountId,
        call: &PlannedCall,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM planned_call WHERE account_id = ");
        sql.bind(account.uuid())
            .push(" AND id = ")
            .bind(call.id.uuid());
        self.write(sql).await?;
        self.note_account(account, TABLE, Some(call.state.result().code()), None);
        Ok(())
    }

    /// Forgets everybody's calls of the days before one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_calls(&self, before: NaiveDate) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("DELETE FROM planned_call WHERE day < ");
        sql.bind(before);
        self.write(sql).await
    }
}
