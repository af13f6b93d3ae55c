//! Importing the reference tables.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ActId, ImportRunId};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::directory::reference::Loaded;
use renkei_store::import::run::RunCounts;
use renkei_store::{StoreFault, Work};

use super::ImportFault;
use super::report::ImportReport;
use crate::{App, Caller};

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
        let run = ImportRunId::from_uuid(self.new_id());
        let header = self.header(
            Caller {
                source: Source::Import(run),
                ..Caller::COMMAND
            },
            Purpose::LoadMunicipalities,
        );
        let rows = all.len() as u64;
        let all = Arc::new(all);
        let loaded = self
            .store
            .act(&header, move |work| {
                let (all, edition) = (Arc::clone(&all), edition.clone());
                Box::pin(async move {
                    let loaded = work.load_municipalities(run, &all).await?;
                    let head = (run, header.id, Dataset::Municipality);
                    note(work, head, &edition, all.len(), loaded, header.at).await?;
                    Ok(loaded)
                })
            })
            .await
            .map_err(stopped)?;
        Ok(report("municipality", edition.as_str(), rows, loaded))
    }

    /// Loads public holidays; those not named stay.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn import_holidays(
        &self,
        edition: &Line,
        all: Vec<(NaiveDate, String)>,
    ) -> Result<ImportReport, ImportFault> {
        let run = ImportRunId::from_uuid(self.new_id());
        let header = self.header(
            Caller {
                source: Source::Import(run),
                ..Caller::COMMAND
            },
            Purpose::LoadHolidays,
        );
        let rows = all.len() as u64;
        let all = Arc::new(all);
        let loaded = self
            .store
            .act(&header, move |work| {
                let (all, edition) = (Arc::clone(&all), edition.clone());
                Box::pin(async move {
                    let loaded = work.load_holidays(run, &all).await?;
                    let head = (run, header.id, Dataset::Holiday);
                    note(work, head, &edition, all.len(), loaded, header.at).await?;
                    Ok(loaded)
                })
            })
            .await
            .map_err(stopped)?;
        Ok(report("holiday", edition.as_str(), rows, loaded))
    }
}

/// Notes the edition beside those of offices, so that every page of sources names it.
async fn note(
    work: &Work,
    (run, act, dataset): (ImportRunId, ActId, Dataset),
    edition: &Line,
    rows: usize,
    loaded: Loaded,
    now: Instant,
) -> Result<(), StoreFault> {
    let counts = RunCounts {
        rows_read: rows as u64,
        created: loaded.created,
        updated: loaded.updated,
        unchanged: loaded.unchanged,
        ..RunCounts::default()
    };
    work.note_reference_run(run, act, dataset, edition, counts, now)
        .await
}

fn stopped(stop: renkei_store::Stop<std::convert::Infallible>) -> ImportFault {
    match stop {
        renkei_store::Stop::Refused(never) => match never {},
        renkei_store::Stop::Fault(fault) => fault.into(),
    }
}

fn report(dataset: &str, edition: &str, rows_read: u64, loaded: Loaded) -> ImportReport {
    ImportReport {
        dataset: dataset.to_owned(),
        edition: edition.to_owned(),
        rows_read,
        created: loaded.created,
        updated: loaded.updated,
        unchanged: loaded.unchanged,
        ..ImportReport::default()
    }
}
