//! How much of what there is: numbers for whoever runs an installation, and nothing that they are about.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait as _, Statement};

use crate::fault::StoreFault;
use crate::store::Store;

/// How much of what there is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Acts on record.
    pub acts: i64,
    /// Letters by the code of their state.
    pub letters: BTreeMap<String, i64>,
    /// Import runs by the codes of their data and of their state.
    pub imports: BTreeMap<(String, String), i64>,
}

impl Store {
    /// How much of what there is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn figures(&self) -> Result<Figures, StoreFault> {
        let asked = |sql| Statement::from_string(self.reader.get_database_backend(), sql);
        let acts = asked("SELECT last_seq FROM act_counter");
        let letters = asked("SELECT state, COUNT(*) FROM letter GROUP BY state");
        let imports =
            asked("SELECT dataset, state, COUNT(*) FROM import_run GROUP BY dataset, state");
        let mut figures = Figures::default();
        if let Some(row) = self.reader.query_one_raw(acts).await? {
            figures.acts = row.try_get_by_index(0)?;
        }
        for row in self.reader.query_all_raw(letters).await? {
            let (state, count) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            figures.letters.insert(state, count);
        }
        for row in self.reader.query_all_raw(imports).await? {
            let which = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            figures.imports.insert(which, row.try_get_by_index(2)?);
        }
        Ok(figures)
    }
}
