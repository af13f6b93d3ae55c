//! Importing the reference tables.

use std::convert::Infallible;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::ImportRunId;
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::Line;
use renkei_store::directory::reference::Loaded;
use renkei_store::import::run::RunCounts;
use renkei_store::{Stop, StoreFault, Work};

use super::ImportFault;
use super::report::ImportReport;
use crate::{App, Caller};

/// An edition of a reference table.
enum ReferenceEdition {
    Municipalities(Vec<Municipality>),
    Holidays(Vec<(NaiveDate, String)>),
}

impl ReferenceEdition {
    const fn dataset(&self) -> Dataset {
        match self {
            Self::Municipalities(_) => Dataset::Municipality,
            Self::Holidays(_) => Dataset::Holiday,
        }
    }

    const fn purpose(&self) -> Purpose {
        match self {
            Self::Municipalities(_) => Purpose::LoadMunicipalities,
            Self::Holidays(_) => Purpose::LoadHolidays,
        }
    }

    fn rows(&self) -> u64 {
        let rows = match self {
            Self::Municipalities(all) => all.len(),
            Self::Holidays(all) => all.len(),
        };
        rows as u64
    }

    async fn load(&self, work: &Work, run: ImportRunId) -> Result<Loaded, StoreFault> {
        match self {
            Self::Municipalities(all) => work.load_municipalities(run, all).await,
            Self::Holidays(all) => work.load_holidays(run, all).await,
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Loads municipalities; those not named stay.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn import_municipalities(
        &self,
        edition: &Line,
        all: Vec<Municipality>,
    ) -> Result<ImportReport, ImportFault> {
        self.import_reference(edition, ReferenceEdition::Municipalities(all))
            .await
    }

    /// Loads public holidays; of a year that the table tells wholly those not named go, as when a law moved one.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn import_holidays(
        &self,
        edition: &Line,
        all: Vec<(NaiveDate, String)>,
    ) -> Result<ImportReport, ImportFault> {
        self.import_reference(edition, ReferenceEdition::Holidays(all))
            .await
    }

    /// The edition is noted beside those of offices, so that every page of sources names it.
    async fn import_reference(
        &self,
        name: &Line,
        edition: ReferenceEdition,
    ) -> Result<ImportReport, ImportFault> {
        let run = ImportRunId::from_uuid(self.new_id());
        let caller = Caller {
            source: Source::Import(run),
            ..Caller::COMMAND
        };
        let header = self.header(caller, edition.purpose());
        let (dataset, rows_read) = (edition.dataset(), edition.rows());
        let edition = Arc::new(edition);
        let ended = self
            .store
            .act::<_, Infallible, _>(&header, move |work| {
                let (edition, name) = (Arc::clone(&edition), name.clone());
                Box::pin(async move {
                    let loaded = edition.load(work, run).await?;
                    let counts = RunCounts {
                        rows_read,
                        created: loaded.created,
                        updated: loaded.updated,
                        unchanged: loaded.unchanged,
                        absent: loaded.absent,
                        ..RunCounts::default()
                    };
                    work.note_reference_run(run, header.id, dataset, &name, counts, header.at)
                        .await?;
                    Ok(loaded)
                })
            })
            .await;
        // Whatever came of it: a connection may break after the database has committed.
        self.store.forget_reference_tables();
        let loaded = match ended {
            Ok(loaded) => loaded,
            Err(Stop::Refused(never)) => match never {},
            Err(Stop::Fault(fault)) => return Err(fault.into()),
        };
        Ok(ImportReport {
            dataset: dataset.code().to_owned(),
            edition: name.to_string(),
            rows_read,
            created: loaded.created,
            updated: loaded.updated,
            unchanged: loaded.unchanged,
            absent: loaded.absent,
            ..ImportReport::default()
        })
    }
}
