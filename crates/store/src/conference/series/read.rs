//! Reading series and what is known of their meetings.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use renkei_domain::conference::ConferenceKind;
use renkei_domain::conference::series::rule::weekday_of_code;
use renkei_domain::conference::series::{
    Cadence, MeetingSeries, Nth, Occurrence, OnHoliday, Recurrence, SeriesOutline, Shift,
};
use renkei_domain::ids::{MeetingSeriesId, NetworkId, OccurrenceId};
use renkei_domain::time::{Instant, Minute};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::said::{SaidOfOccurrence, SaidOfSeries};
use super::{
    CANCELLED, MONTHLY_DAY, MONTHLY_WEEKDAY, MOVED, OCCURRENCE, SeriesFile, TABLE, WEEKLY,
};
use crate::cases::rows;
use crate::conference::read::{cell, word};
use crate::conference::said::{self, line_of};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const COLUMNS: &str = "SELECT id, network_id, kind, begins, minutes, cadence, nth, weekday, number, months_off, \
     on_holiday, first_on, last_on, parent_id, follows_id, sequence, made_at, version, said \
     FROM meeting_series WHERE ";

/// The place of what is sealed.
const SAID: usize = 18;

const OF_OCCURRENCES: &str = "SELECT id, series_id, network_id, original_on, shift, begins_at, sequence, version, \
     said FROM meeting_occurrence WHERE ";

const OCCURRENCE_SAID: usize = 8;

pub(super) fn small<T: TryFrom<i32>>(
    table: &'static str,
    row: &QueryResult,
    column: usize,
) -> Result<T, StoreFault> {
    let number = row.try_get_by_index::<i32>(column)?;
    T::try_from(number).map_err(|_| unreadable(table, number))
}

fn number(row: &QueryResult) -> Result<u8, StoreFault> {
    let number = row.try_get_by_index::<Option<i32>>(8)?;
    let number = number.and_then(|number| u8::try_from(number).ok());
    number.ok_or_else(|| unreadable(TABLE, "number"))
}

fn weekday(row: &QueryResult) -> Result<Weekday, StoreFault> {
    let code = row.try_get_by_index::<Option<String>>(7)?;
    let weekday = code.as_deref().and_then(weekday_of_code);
    weekday.ok_or_else(|| unreadable(TABLE, "weekday"))
}

fn cadence(row: &QueryResult) -> Result<Cadence, StoreFault> {
    match row.try_get_by_index::<String>(5)?.as_str() {
        MONTHLY_WEEKDAY => {
            let nth = row.try_get_by_index::<Option<String>>(6)?;
            let nth = nth.ok_or_else(|| unreadable(TABLE, "nth"))?;
            let nth = code(TABLE, Nth::from_code, &nth)?;
            Ok(Cadence::NthWeekday(nth, weekday(row)?))
        }
        MONTHLY_DAY => Ok(Cadence::DayOfMonth(number(row)?)),
        WEEKLY => Ok(Cadence::Weekly(number(row)?, weekday(row)?)),
        other => Err(unreadable(TABLE, other)),
    }
}

fn months_off(text: &str) -> Result<BTreeSet<u8>, StoreFault> {
    let months = text.split(',').filter(|month| !month.is_empty());
    let months = months.map(|month| month.parse().map_err(|_| unreadable(TABLE, month)));
    months.collect()
}

fn read_series(row: &QueryResult, opener: &Opener) -> Result<MeetingSeries, StoreFault> {
    let id = row.try_get_by_index::<Uuid>(0)?;
    let text = opener.text_at(&cell(TABLE, id), row, SAID)?;
    let said: SaidOfSeries = said::read(TABLE, &text)?;
    let series_at = |column| -> Result<Option<MeetingSeriesId>, StoreFault> {
        let id = row.try_get_by_index::<Option<Uuid>>(column)?;
        Ok(id.map(MeetingSeriesId::from_uuid))
    };
    let begins = Minute::new(small(TABLE, row, 3)?);
    Ok(MeetingSeries {
        id: MeetingSeriesId::from_uuid(id),
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        outline: SeriesOutline {
            kind: word(TABLE, row, 2, ConferenceKind::from_code)?,
            theme: line(TABLE, &said.theme)?,
            place: line(TABLE, &said.place)?,
            begins: begins.ok_or_else(|| unreadable(TABLE, "begins"))?,
            minutes: small(TABLE, row, 4)?,
            rule: Recurrence {
                cadence: cadence(row)?,
                months_off: months_off(&row.try_get_by_index::<String>(9)?)?,
                on_holiday: word(TABLE, row, 10, OnHoliday::from_code)?,
                first: row.try_get_by_index::<NaiveDate>(11)?,
                last: row.try_get_by_index::<Option<NaiveDate>>(12)?,
            },
            parent: series_at(13)?,
        },
        members: said.members()?,
        follows: series_at(14)?,
        sequence: small(TABLE, row, 15)?,
        made_at: Instant::from_micros(row.try_get_by_index(16)?),
        version: row.try_get_by_index(17)?,
    })
}

fn read_occurrence(row: &QueryResult, opener: &Opener) -> Result<Occurrence, StoreFault> {
    let id = row.try_get_by_index::<Uuid>(0)?;
    let text = opener.text_at(&cell(OCCURRENCE, id), row, OCCURRENCE_SAID)?;
    let mut said: SaidOfOccurrence = said::read(OCCURRENCE, &text)?;
    let begins = row.try_get_by_index::<Option<i64>>(5)?;
    let begins = begins.map(|micros| Instant::from_micros(micros).in_japan());
    let (place, why) = (said.place.take(), said.why.take());
    let shift = match (
        row.try_get_by_index::<Option<String>>(4)?.as_deref(),
        begins,
    ) {
        (None, None) => None,
        (Some(MOVED), Some(begins)) => Some(Shift::Moved {
            begins,
            place: line_of(OCCURRENCE, place)?,
        }),
        (Some(CANCELLED), None) => Some(Shift::Cancelled {
            why: line_of(OCCURRENCE, why)?,
            was: said.was()?,
        }),
        _ => return Err(unreadable(OCCURRENCE, "shift")),
    };
    let said = said.read()?;
    Ok(Occurrence {
        id: OccurrenceId::from_uuid(id),
        series: MeetingSeriesId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        original: row.try_get_by_index::<NaiveDate>(3)?,
        shift,
        items: said.items,
        came: said.came,
        decisions: said.decisions,
        notes: said.notes,
        sequence: small(OCCURRENCE, row, 6)?,
        version: row.try_get_by_index(7)?,
    })
}

async fn series(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<MeetingSeries>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY made_at, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read_series(row, &opener)).collect()
}

async fn occurrences(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<Occurrence>, StoreFault> {
    let mut sql = Sql::new(OF_OCCURRENCES);
    sql.add(condition).push(" ORDER BY series_id, original_on");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[OCCURRENCE_SAID]);
    let opener = opener.await?;
    found
        .iter()
        .map(|row| read_occurrence(row, &opener))
        .collect()
}

fn with_id(column: &str, id: Uuid) -> Sql {
    Sql::with(&format!("{column} = ?"), [id.into()])
}

async fn file(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    id: MeetingSeriesId,
) -> Result<Option<SeriesFile>, StoreFault> {
    let found = series(connection, keys, with_id("id", id.uuid())).await?;
    let Some(series) = found.into_iter().next() else {
        return Ok(None);
    };
    let known = occurrences(connection, keys, with_id("series_id", id.uuid())).await?;
    Ok(Some(SeriesFile { series, known }))
}

impl Store {
    /// Every series of a network with what is known of its meetings, in the order in which they were made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meetings_of(&self, network: NetworkId) -> Result<Vec<SeriesFile>, StoreFault> {
        let of_network = || with_id("network_id", network.uuid());
        let found = series(&self.reader, &self.keys, of_network()).await?;
        let known = occurrences(&self.reader, &self.keys, of_network()).await?;
        let files = found.into_iter().map(|series| {
            let own = known.iter().filter(|one| one.series == series.id);
            SeriesFile {
                known: own.cloned().collect(),
                series,
            }
        });
        Ok(files.collect())
    }

    /// A series with what is known of its meetings.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_series(
        &self,
        id: MeetingSeriesId,
    ) -> Result<Option<SeriesFile>, StoreFault> {
        file(&self.reader, &self.keys, id).await
    }
}

impl Work {
    /// The groups of a series, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn groups_of_series(
        &self,
        id: MeetingSeriesId,
    ) -> Result<Vec<MeetingSeries>, StoreFault> {
        let below = with_id("parent_id", id.uuid());
        series(self.connection(), self.keys(), below).await
    }

    /// The series that took the place of another.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn series_after(
        &self,
        id: MeetingSeriesId,
    ) -> Result<Option<SeriesFile>, StoreFault> {
        let after = with_id("follows_id", id.uuid());
        let found = series(self.connection(), self.keys(), after).await?;
        match found.first() {
            Some(series) => self.meeting_series(series.id).await,
            None => Ok(None),
        }
    }

    /// A series with what is known of its meetings, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_series(
        &self,
        id: MeetingSeriesId,
    ) -> Result<Option<SeriesFile>, StoreFault> {
        file(self.connection(), self.keys(), id).await
    }
}
