//! The demo network: read from TOML and entered through the same use cases as everything else, so
//! that the rules apply to it. [`format`] is the shape of the files, [`convert`] makes domain values
//! of it.

mod convert;
mod format;

use std::sync::Arc;

use renkei_domain::ids::ImportRunId;
use renkei_domain::record::Purpose;

use crate::{App, Caller, StoreFault};

/// Why a seed cannot be loaded. The files are part of the product, so each of these is our fault.
#[derive(Debug, thiserror::Error)]
pub enum SeedFault {
    /// A file is not in the format.
    #[error("{file}: {fault}")]
    Format {
        /// Which file.
        file: String,
        /// What is wrong.
        fault: Box<toml::de::Error>,
    },
    /// A value is not acceptable.
    #[error("{entry}: {fault}")]
    Value {
        /// Which entry.
        entry: String,
        /// What is wrong.
        fault: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SeedCounts {
    /// 法人.
    pub organizations: usize,
    /// Resources.
    pub resources: usize,
}

impl App {
    /// Loads a seed from its files (name and text of each).
    ///
    /// # Errors
    /// The first entry that is not acceptable; those before it stay.
    pub async fn load_seed(&self, files: &[(String, String)]) -> Result<SeedCounts, SeedFault> {
        let seed = format::Seed::read(files)?;
        let municipalities = Arc::new(convert::municipalities(&seed)?);
        let holidays = Arc::new(seed.holidays.iter().map(|day| (day.date, day.name.clone())).collect::<Vec<_>>());
        let run = ImportRunId::from_uuid(self.new_id());
        self.store
            .act::<_, std::convert::Infallible, _>(&self.header(Caller::SEED, Purpose::LoadMunicipalities), |work| {
                let municipalities = Arc::clone(&municipalities);
                Box::pin(async move { Ok(work.load_municipalities(run, &municipalities).await?) })
            })
            .await
            .map_err(stopped)?;
        self.store
            .act::<_, std::convert::Infallible, _>(&self.header(Caller::SEED, Purpose::LoadHolidays), |work| {
                let holidays = Arc::clone(&holidays);
                Box::pin(async move { Ok(work.load_holidays(run, &holidays).await?) })
            })
            .await
            .map_err(stopped)?;
        for network in &seed.networks {
            let (id, name, area) = convert::network(network)?;
            let done = self.found_network(Caller::SEED, id, name, area).await?;
            done.map_err(|refusal| value(&network.name, refusal))?;
        }
        let mut counts = SeedCounts::default();
        for entry in &seed.organizations {
            let (id, facts) = convert::organization(entry)?;
            let done = self.register_organization(Caller::SEED, id, facts).await?;
            done.map_err(|refusal| value(&entry.name, refusal))?;
            counts.organizations += 1;
        }
        for entry in &seed.resources {
            let (id, facts, profile) = convert::resource(entry)?;
            let done = self.register_resource(Caller::SEED, id, facts, profile).await?;
            done.map_err(|refusal| value(&entry.name, refusal))?;
            counts.resources += 1;
        }
        Ok(counts)
    }
}

fn stopped(stop: renkei_store::Stop<std::convert::Infallible>) -> StoreFault {
    match stop {
        renkei_store::Stop::Refused(never) => match never {},
        renkei_store::Stop::Fault(fault) => fault,
    }
}

fn value(entry: &str, fault: impl ToString) -> SeedFault {
    SeedFault::Value { entry: entry.to_owned(), fault: fault.to_string() }
}
