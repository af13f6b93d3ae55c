//! Comparing entries with each other: when it is due, what is read for it, and what it found.

use std::sync::Arc;

use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};

use super::{StoredPair, run};
use crate::directory::resource::StoredResource;
use crate::directory::resource_rows::{self, COLUMNS, TABLES};
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

/// When entries were compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchState {
    /// Since when somebody waits for the next time.
    pub asked_at: Option<Instant>,
    /// Since when they are compared now.
    pub claimed_at: Option<Instant>,
    /// When they were compared last.
    pub found_at: Option<Instant>,
    /// How many these were.
    pub compared: u64,
}

/// When a search may begin.
#[derive(Debug, Clone, Copy)]
pub struct SearchDue {
    /// Now.
    pub now: Instant,
    /// One that was done before this is to be done again.
    pub done_before: Instant,
    /// One that began before this and is not done has died.
    pub died_before: Instant,
}

impl Store {
    /// Reads every entry that is open, page by page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn each_open_entry(
        &self,
        mut take: impl FnMut(StoredResource) + Send,
    ) -> Result<(), StoreFault> {
        let mut after = 0_i64;
        loop {
            let mut sql = Sql::new(&format!(
                "SELECT {COLUMNS} FROM {TABLES} WHERE {IS_SHOWN} \
                 AND NOT EXISTS (SELECT 1 FROM resource c \
                 WHERE c.id = f.resource_id AND c.lifecycle <> 'active') AND f.row_id > "
            ));
            sql.bind(after).push(" ORDER BY f.row_id LIMIT 2000");
            let rows = self
                .reader
                .query_all_raw(sql.statement(&self.reader))
                .await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = last.try_get("", "row_id")?;
            for row in &rows {
                take(resource_rows::read(row)?);
            }
        }
    }

    /// Takes the next search, where one is due and nobody else is at it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim_duplicate_search(&self, due: SearchDue) -> Result<bool, StoreFault> {
        self.aside(move |work| {
            Box::pin(async move {
                let sql = Sql::with(
                    "UPDATE duplicate_search SET claimed_at = ?, asked_at = NULL \
                     WHERE (claimed_at IS NULL OR claimed_at < ?) \
                     AND (asked_at IS NOT NULL OR found_at IS NULL OR found_at < ? \
                     OR claimed_at IS NOT NULL)",
                    [
                        Value::from(due.now.micros()),
                        Value::from(due.died_before.micros()),
                        Value::from(due.done_before.micros()),
                    ],
                );
                Ok(run(work, sql).await? > 0)
            })
        })
        .await
    }

    /// Notes that somebody waits for the next search.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ask_duplicate_search(&self, at: Instant) -> Result<(), StoreFault> {
        self.aside(move |work| {
            Box::pin(async move {
                let sql = Sql::with(
                    "UPDATE duplicate_search SET asked_at = ? WHERE asked_at IS NULL",
                    [Value::from(at.micros())],
                );
                run(work, sql).await?;
                Ok(())
            })
        })
        .await
    }

    /// Keeps what a search found in place of what the one before found.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_duplicates(
        &self,
        pairs: Vec<StoredPair>,
        (found_at, compared): (Instant, u64),
    ) -> Result<(), StoreFault> {
        let pairs = Arc::new(pairs);
        self.aside(move |work| {
            let pairs = Arc::clone(&pairs);
            Box::pin(async move {
                run(work, Sql::new("DELETE FROM duplicate_pair")).await?;
                for some in pairs.chunks(500) {
                    run(work, inserted(some)).await?;
                }
                let done = Sql::with(
                    "UPDATE duplicate_search SET claimed_at = NULL, found_at = ?, compared = ?",
                    [
                        Value::from(found_at.micros()),
                        Value::from(i64::try_from(compared).unwrap_or(i64::MAX)),
                    ],
                );
                run(work, done).await?;
                Ok(())
            })
        })
        .await
    }

    /// When entries were compared.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duplicate_search(&self) -> Result<SearchState, StoreFault> {
        let sql = Sql::new("SELECT asked_at, claimed_at, found_at, compared FROM duplicate_search");
        let row = self
            .reader
            .query_one_raw(sql.statement(&self.reader))
            .await?;
        let Some(row) = row else {
            return Ok(SearchState::default());
        };
        let at = |place| -> Result<Option<Instant>, StoreFault> {
            let micros: Option<i64> = row.try_get_by_index(place)?;
            Ok(micros.map(Instant::from_micros))
        };
        let compared: Option<i64> = row.try_get_by_index(3)?;
        Ok(SearchState {
            asked_at: at(0)?,
            claimed_at: at(1)?,
            found_at: at(2)?,
            compared: u64::try_from(compared.unwrap_or(0)).unwrap_or(0),
        })
    }
}

fn inserted(pairs: &[StoredPair]) -> Sql {
    let mut sql =
        Sql::new("INSERT INTO duplicate_pair (left_id, right_id, score, reasons, mark) VALUES ");
    for (place, pair) in pairs.iter().enumerate() {
        let reasons: Vec<&str> = pair.reasons.iter().map(|reason| reason.code()).collect();
        sql.push(if place == 0 { "" } else { ", " });
        sql.add(Sql::row([
            Value::from(pair.ids.left.uuid()),
            Value::from(pair.ids.right.uuid()),
            Value::from(pair.score),
            Value::from(reasons.join(" ")),
            Value::from(pair.mark.to_vec()),
        ]));
    }
    sql
}
