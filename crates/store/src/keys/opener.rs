//! Opening what stands sealed in rows that were read: their keys are asked for together, however many rows
//! there are.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::KeyRing;
use super::cipher::{self, Cell, key_of};
use super::data_key::DataKey;
use crate::fault::StoreFault;

/// The keys that some rows need.
#[derive(Debug, Default)]
pub(crate) struct Opener {
    keys: HashMap<Uuid, Arc<DataKey>>,
    /// Keys that are there and do not open: what they sealed is damaged, and nobody erased it.
    damaged: BTreeSet<Uuid>,
}

impl KeyRing {
    /// What opens values that were sealed under these keys.
    pub(crate) async fn opener(
        &self,
        connection: &impl ConnectionTrait,
        ids: BTreeSet<Uuid>,
    ) -> Result<Opener, StoreFault> {
        let keys = self.by_ids(connection, ids).await?;
        let keys = keys.into_iter().map(|key| (key.id, key));
        Ok(Opener {
            keys: keys.collect(),
            damaged: BTreeSet::new(),
        })
    }

    /// What opens some columns of these rows; a column may be empty.
    pub(crate) async fn opener_of_rows(
        &self,
        connection: &impl ConnectionTrait,
        rows: &[QueryResult],
        columns: &[usize],
    ) -> Result<Opener, StoreFault> {
        self.opener(connection, keys_of_rows(rows, columns)?).await
    }

    /// The same for rows of many people: where a key is damaged, what it sealed does not open, and the rest does.
    pub(crate) async fn opener_of_list(
        &self,
        connection: &impl ConnectionTrait,
        rows: &[QueryResult],
        columns: &[usize],
    ) -> Result<Opener, StoreFault> {
        let ids = keys_of_rows(rows, columns)?;
        let (keys, damaged) = self.by_ids_that_open(connection, ids).await?;
        let keys = keys.into_iter().map(|key| (key.id, key));
        Ok(Opener {
            keys: keys.collect(),
            damaged,
        })
    }
}

/// The keys that some columns of these rows name; a column may be empty.
fn keys_of_rows(rows: &[QueryResult], columns: &[usize]) -> Result<BTreeSet<Uuid>, StoreFault> {
    let mut ids = BTreeSet::new();
    for row in rows {
        for column in columns {
            let sealed: Option<Vec<u8>> = row.try_get_by_index(*column)?;
            ids.extend(sealed.as_deref().and_then(key_of));
        }
    }
    Ok(ids)
}

impl Opener {
    /// Whether the key of a value is gone. A value that names no key is damaged, and tells nothing of keys.
    pub(crate) fn lacks_key_of(&self, sealed: &[u8]) -> bool {
        key_of(sealed).is_some_and(|id| !self.keys.contains_key(&id) && !self.damaged.contains(&id))
    }

    /// Opens a value.
    pub(crate) fn open(&self, cell: &Cell<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreFault> {
        let key = key_of(sealed).and_then(|id| self.keys.get(&id));
        let key = key.ok_or_else(|| cell.fault())?;
        cipher::open(&key.bytes, cell, sealed)
    }

    /// Opens a text.
    pub(crate) fn text(&self, cell: &Cell<'_>, sealed: &[u8]) -> Result<String, StoreFault> {
        String::from_utf8(self.open(cell, sealed)?).map_err(|_| cell.fault())
    }

    /// Opens the text in a column of a row.
    pub(crate) fn text_at(
        &self,
        cell: &Cell<'_>,
        row: &QueryResult,
        column: usize,
    ) -> Result<String, StoreFault> {
        self.text(cell, &row.try_get_by_index::<Vec<u8>>(column)?)
    }

    /// The same of a column that may be empty.
    pub(crate) fn text_opt_at(
        &self,
        cell: &Cell<'_>,
        row: &QueryResult,
        column: usize,
    ) -> Result<Option<String>, StoreFault> {
        let sealed: Option<Vec<u8>> = row.try_get_by_index(column)?;
        sealed.map(|sealed| self.text(cell, &sealed)).transpose()
    }
}
