//! Networks as every page names them, with their secretariat (事務局): the agency to which visitors tell
//! what is wrong or missing. Both the secretariat and the members of a network are named by entries of the
//! directory, whose ids stand in the addresses of their pages.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_store::{Stop, StoreFault};

use super::register::{Outcome, RegisterRefusal, outcome};
use crate::{App, Caller};

/// A network and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedNetwork {
    /// Its id.
    pub id: NetworkId,
    /// Its name.
    pub name: String,
    /// Its secretariat. `None` where none was appointed, or the one that was has closed.
    pub secretariat: Option<Secretariat>,
}

/// A secretariat as it is in the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secretariat {
    /// The agency's name.
    pub name: String,
    /// The first of its numbers.
    pub phone: Option<Phone>,
    /// Its mail address.
    pub mail: Option<String>,
    /// Its FAX number.
    pub fax: Option<Phone>,
}

#[renkei_boxed::boxed]
impl App {
    /// Makes an agency of the directory the secretariat of a network, in place of the one before.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn appoint_secretariat(
        &self,
        caller: Caller,
        network: NetworkId,
        resource: ResourceId,
    ) -> Outcome<(), RegisterRefusal> {
        let networks = self.store.networks().await?;
        if !networks.iter().any(|known| known.id == network) {
            return Ok(Err(RegisterRefusal::UnknownNetwork(network)));
        }
        let header = self.header(caller, Purpose::AppointSecretariat);
        outcome(
            self.store
                .act(&header, move |work| {
                    Box::pin(async move {
                        if work.resource(resource).await?.is_none() {
                            let refusal = RegisterRefusal::UnknownResource(resource);
                            return Err(Stop::Refused(refusal));
                        }
                        Ok(work.appoint_secretariat(network, resource).await?)
                    })
                })
                .await,
        )
    }

    /// Makes whoever runs some agencies of the directory members of a network; says how many 法人 that are.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn admit_who_runs(
        &self,
        caller: Caller,
        network: NetworkId,
        resources: &[ResourceId],
    ) -> Outcome<usize, RegisterRefusal> {
        let networks = self.store.networks().await?;
        if !networks.iter().any(|known| known.id == network) {
            return Ok(Err(RegisterRefusal::UnknownNetwork(network)));
        }
        let found = self.store.resources(resources).await?;
        let mut bodies = BTreeSet::new();
        for id in resources {
            let Some(entry) = found.iter().find(|entry| entry.id == *id) else {
                return Ok(Err(RegisterRefusal::UnknownResource(*id)));
            };
            let Some(body) = entry.facts.organization else {
                return Ok(Err(RegisterRefusal::RunByNobody(*id)));
            };
            bodies.insert(body);
        }
        let count = bodies.len();
        self.admit_members(caller, network, bodies.into_iter().collect())
            .await?;
        Ok(Ok(count))
    }

    /// The networks of this installation, the one founded first first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn named_networks(&self) -> Result<Vec<NamedNetwork>, StoreFault> {
        let networks = self.store.networks().await?;
        let appointed = self.store.secretariats().await?;
        let ids: Vec<ResourceId> = appointed.values().copied().collect();
        let there = self.store.resources(&ids).await?.into_iter();
        let there: HashMap<ResourceId, Secretariat> = there
            .filter(|found| found.lifecycle != Lifecycle::Closed)
            .map(|found| {
                let secretariat = Secretariat {
                    name: found.facts.name.to_string(),
                    phone: found.facts.phones.into_iter().next(),
                    mail: found.facts.email.map(|mail| mail.to_string()),
                    fax: found.facts.fax,
                };
                (found.id, secretariat)
            })
            .collect();
        let named = networks.into_iter().map(|network| NamedNetwork {
            id: network.id,
            name: network.name.to_string(),
            secretariat: appointed
                .get(&network.id)
                .and_then(|id| there.get(id))
                .cloned(),
        });
        Ok(named.collect())
    }
}
