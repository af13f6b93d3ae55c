//! The demo network: read from TOML and entered through the same use cases as everything else, so
//! that the rules apply to it. [`format`] is the shape of the files, [`convert`] makes domain values
//! of it.

mod convert;
mod format;

use crate::import::ImportFault;
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
    /// A reference table could not be loaded.
    #[error(transparent)]
    Reference(#[from] ImportFault),
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
        self.import_municipalities("seed", convert::municipalities(&seed)?)
            .await?;
        let holidays = seed
            .holidays
            .iter()
            .map(|day| (day.date, day.name.clone()))
            .collect();
        self.import_holidays("seed", holidays).await?;
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
            let done = self
                .register_resource(Caller::SEED, id, facts, profile)
                .await?;
            done.map_err(|refusal| value(&entry.name, refusal))?;
            counts.resources += 1;
        }
        Ok(counts)
    }
}

fn value(entry: &str, fault: impl ToString) -> SeedFault {
    SeedFault::Value {
        entry: entry.to_owned(),
        fault: fault.to_string(),
    }
}
