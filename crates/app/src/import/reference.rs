//! Importing the reference tables.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::ids::ImportRunId;
use renkei_domain::record::{Purpose, Source};
use renkei_store::directory::reference::Loaded;

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
        edition: &str,
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
                let all = Arc::clone(&all);
                Box::pin(async move { Ok(work.load_municipalities(run, &all).await?) })
            })
            .await
            .map_err(stopped)?;
        Ok(report("municipality", edition, rows, loaded))
    }

    /// Loads public holidays; those not named stay.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn import_holidays(
        &self,
        edition: &str,
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
                let all = Arc::clone(&all);
                Box::pin(async move { Ok(work.load_holidays(run, &all).await?) })
            })
            .await
            .map_err(stopped)?;
        Ok(report("holiday", edition, rows, loaded))
    }
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
