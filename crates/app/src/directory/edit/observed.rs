//! What was observed of an entry, with what whoever reads it may do about it, and in whose name they may
//! write down more.

use std::collections::HashMap;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::directory::observation::Observation;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, StrengthId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_store::StoreFault;
use renkei_store::letters::desk::StoredLetter;

use super::held::observed;
use super::observe::may_speak_for;
use crate::App;
use crate::paper::{ObservationSheet, Sheet};

/// An observation as somebody reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadObservation {
    /// The observation.
    pub observation: Observation,
    /// The name of the agency that observed it.
    pub by: Option<String>,
    /// Whether they may answer for the agency.
    pub may_reply: bool,
    /// Whether they may write to the agency, say that it was told, and release it.
    pub may_release: bool,
    /// Whether they may take it back.
    pub may_withdraw: bool,
    /// The last letter to the agency about it, for whoever may release it.
    pub letter: Option<StoredLetter>,
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

#[renkei_boxed::boxed]
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
        let ids = found.iter().map(|observed| observed.id.uuid());
        let letters = self.store.letters_about(ids).await?;
        let read = found.into_iter().map(|observation| {
            let about = LetterSubject::Observation(observation.id);
            let letter = letters.iter().rfind(|letter| letter.subject == about);
            let object = observed(owners, &observation);
            let may_release = may(principal, Action::ReleaseObservation, &object);
            ReadObservation {
                by: names.get(&observation.by).cloned(),
                may_reply: may(principal, Action::ReplyToObservation, &object),
                may_release,
                may_withdraw: may(principal, Action::WithdrawObservation, &object),
                letter: letter.filter(|_| may_release).cloned(),
                observation,
            }
        });
        Ok(read.collect())
    }

    /// An observation on a sheet for the agency that it is about, by FAX or by post; nothing where there is
    /// none that somebody may bring there.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn observation_on_paper(
        &self,
        principal: &Principal,
        resource: ResourceId,
        id: StrengthId,
    ) -> Result<Option<Sheet>, StoreFault> {
        let owners = self.owners_of(resource).await?;
        let entry = self.store.resources(&[resource]).await?.pop();
        let (Some(owners), Some(entry)) = (owners, entry) else {
            return Ok(None);
        };
        let may_bring = |observation: &Observation| {
            observation.resource == resource
                && observation.withdrawn.is_none()
                && may(
                    principal,
                    Action::ReleaseObservation,
                    &observed(owners, observation),
                )
        };
        let found = self.store.observations_by_id(&[id]).await?;
        let found = found.narrowed(|found| found.retain(may_bring));
        let Some(observation) = self.opened(Some(principal), found).await?.pop() else {
            return Ok(None);
        };
        let by = self.store.organizations(&[observation.by]).await?;
        // Sent today it is read from then on; sent later, later.
        let today = self.now().in_japan().date;
        let told = observation.told_on.unwrap_or(today);
        Ok(Some(Sheet::Observation(Box::new(ObservationSheet {
            head: self.letterhead(&[observation.network]).await?,
            agency: entry.facts.name,
            fax: entry.facts.fax,
            address: entry.facts.address,
            by: by.get(&observation.by).map(|by| by.name.clone()),
            readable_from: Observation::readable_if_told(told),
            observation,
        }))))
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
                observed_by: None,
            };
            if !may(principal, Action::Observe, &object) {
                continue;
            }
            let members = self.store.member_organizations(network.id).await?;
            let own = members.into_iter().filter(|(agency, _)| {
                may_speak_for(principal, *agency, network.id) && owners.run_by != Some(*agency)
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
