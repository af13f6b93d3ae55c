//! The demo network: read from TOML and entered through the same use cases as everything else, so
//! that the rules apply to it. [`format`] is the shape of the files, [`convert`] makes domain values
//! of it; the published facts among them come in as an [`edition`], invented [`cases`] by the staff account of a
//! demo, [`meetings`] by its coordinator, and a map by its person ([`resource_map`]).

mod cases;
mod convert;
mod edition;
mod format;
mod meetings;
mod resource_map;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::source::Dataset;
use renkei_domain::directory::strength::Voice;
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::record::Actor;

use crate::import::{ImportFault, ImportRequest, Watcher, edition_name};
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

#[renkei_boxed::boxed]
impl App {
    /// Loads a seed from its files (name and text of each).
    ///
    /// # Errors
    /// The first entry that is not acceptable; those before it stay.
    pub async fn load_seed(&self, files: &[(String, String)]) -> Result<SeedCounts, SeedFault> {
        let seed = format::Seed::read(files)?;
        self.import_municipalities(
            &edition_name("体験用の抜粋"),
            convert::municipalities(&seed)?,
        )
        .await?;
        let holidays = seed
            .holidays
            .iter()
            .map(|day| (day.date, day.name.clone()))
            .collect();
        self.import_holidays(&edition_name("体験用の抜粋（2025〜2027年）"), holidays)
            .await?;
        let mut members = Members::default();
        for network in &seed.networks {
            let (id, name, area) = convert::network(network)?;
            members.areas.push((id, area.clone()));
            let done = self.found_network(Caller::SEED, id, name, area).await?;
            done.map_err(|refusal| value(&network.name, refusal))?;
            if let Some(about) = convert::introduction(network)? {
                let done = self.introduce_network(Caller::SEED, id, about).await?;
                done.map_err(|refusal| value(&network.name, refusal))?;
            }
        }
        let mut counts = SeedCounts::default();
        for entry in &seed.organizations {
            let (id, facts) = convert::organization(entry)?;
            let done = self.register_organization(Caller::SEED, id, facts).await?;
            done.map_err(|refusal| value(&entry.name, refusal))?;
            counts.organizations += 1;
        }
        let mut published: BTreeMap<Dataset, Vec<ResourceFacts>> = BTreeMap::new();
        for entry in &seed.resources {
            let (id, facts, profile) = convert::resource(entry)?;
            if let Some(dataset) = convert::source(entry)? {
                published.entry(dataset).or_default().push(facts.clone());
            }
            members.note(&facts, &profile);
            let done = self
                .register_resource(Caller::SEED, id, facts, profile)
                .await?;
            done.map_err(|refusal| value(&entry.name, refusal))?;
            counts.resources += 1;
        }
        for entry in &seed.networks {
            let (network, resource) = convert::secretariat(entry)?;
            let done = self.appoint_secretariat(Caller::SEED, network, resource);
            done.await?.map_err(|refusal| value(&entry.name, refusal))?;
        }
        for (network, organizations) in members.found {
            let organizations = organizations.into_iter().collect();
            self.admit_members(Caller::SEED, network, organizations)
                .await?;
        }
        for (dataset, facts) in published {
            let request = ImportRequest {
                dataset,
                edition: edition_name("2025年3月末の公表データからの抜粋"),
                only: BTreeSet::new(),
                by: Actor::Operator,
                upload: None,
                for_network: None,
            };
            let watcher: Watcher = Arc::new(|_| {});
            self.import_offices(request, Arc::new(edition::SeedEdition(facts)), watcher)
                .await?;
        }
        Ok(counts)
    }
}

/// The members of the seed's networks: whoever runs something in the area, and whoever has observed for
/// the network.
#[derive(Default)]
struct Members {
    areas: Vec<(NetworkId, Vec<MunicipalityCode>)>,
    found: BTreeMap<NetworkId, BTreeSet<OrganizationId>>,
}

impl Members {
    fn note(&mut self, facts: &ResourceFacts, profile: &Profile) {
        let address = facts.address.as_ref();
        let place = address.and_then(|address| address.municipality);
        for (network, area) in &self.areas {
            if place.is_some_and(|place| area.contains(&place)) {
                let members = self.found.entry(*network).or_default();
                members.extend(facts.organization);
            }
        }
        for strength in &profile.strengths {
            if let Voice::Observed { network, by, .. } = &strength.voice {
                self.found.entry(*network).or_default().insert(*by);
            }
        }
    }
}

fn value(entry: &str, fault: impl ToString) -> SeedFault {
    SeedFault::Value {
        entry: entry.to_owned(),
        fault: fault.to_string(),
    }
}
