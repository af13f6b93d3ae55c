//! What was observed of an entry, with what whoever reads it may do about it, and in whose name they may
//! write down more.

use std::collections::HashMap;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::directory::observation::{Observation, speaks_for};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_store::StoreFault;

use crate::App;

/// An observation as somebody reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadObservation {
    /// The observation.
    pub observation: Observation,
    /// The name of the agency that observed it.
    pub by: Option<String>,
    /// Whether they may answer for the agency.
    pub may_reply: bool,
    /// Whether they may say that the agency was told, and release it.
    pub may_release: bool,
}

/// In whose name somebody may write an observation down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observer {
    /// The network whose members will read it.
    pub network: NetworkId,
    /// The name of the network.
    pub network_name: String,
    /// The agency that observed.
    pub agency: OrganizationId,
    /// Its name.
    pub name: String,
}

impl App {
    /// Whether the observations of an entry are somebody's business, though there be none: members of
    /// its network, its own staff and whoever runs the installation.
    #[must_use]
    pub fn sees_observations(&self, principal: &Principal, owners: ResourceOwners) -> bool {
        may(principal, Action::ReadHistory, &Object::Resource(owners))
    }

    /// What was observed of an entry, as far as somebody may read it.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn read_observations(
        &self,
        principal: &Principal,
        resource: ResourceId,
        owners: ResourceOwners,
    ) -> Result<Vec<ReadObservation>, StoreFault> {
        let found = self.observations(principal, resource).await?;
        let by: Vec<OrganizationId> = found.iter().map(|observed| observed.by).collect();
        let names: HashMap<OrganizationId, String> = self
            .store
            .organizations(&by)
            .await?
            .into_iter()
            .map(|(id, facts)| (id, facts.name.to_string()))
            .collect();
        let read = found.into_iter().map(|observation| {
            let object = Object::InsideResource {
                resource: owners,
                owner: observation.network,
            };
            ReadObservation {
                by: names.get(&observation.by).cloned(),
                may_reply: may(principal, Action::ReplyToObservation, &object),
                may_release: may(principal, Action::ReleaseObservation, &object),
                observation,
            }
        });
        Ok(read.collect())
    }

    /// In whose name somebody may write down what was observed of an entry; nobody where they may not.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn observers(
        &self,
        principal: &Principal,
        owners: ResourceOwners,
    ) -> Result<Vec<Observer>, StoreFault> {
        let mut observers = Vec::new();
        for network in self.store.networks().await? {
            let object = Object::InsideResource {
                resource: owners,
                owner: network.id,
            };
            if !may(principal, Action::Observe, &object) {
                continue;
            }
            let members = self.store.member_organizations(network.id).await?;
            let own = members.into_iter().filter(|(agency, _)| {
                speaks_for(principal, *agency, network.id) && owners.run_by != Some(*agency)
            });
            observers.extend(own.map(|(agency, name)| Observer {
                network: network.id,
                network_name: network.name.to_string(),
                agency,
                name,
            }));
        }
        Ok(observers)
    }
}
