//! The entries that somebody may edit, and the networks for which they may enter new ones.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::access::scope::resources_for;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_store::StoreFault;
use renkei_store::access::resources::{ReadingPlace, ScopedResource};

use crate::App;

/// How many entries one page holds.
const PAGE: u32 = 50;

/// An entry that somebody may edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MendableEntry {
    /// Its id.
    pub id: ResourceId,
    /// Its name.
    pub name: String,
    /// Whether it may be chosen for new work.
    pub lifecycle: Lifecycle,
}

/// Where a page of entries goes on: the folded reading of the last entry and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterEntry {
    /// The folded reading.
    pub reading: String,
    /// The entry.
    pub id: ResourceId,
}

/// A page of the entries that somebody may edit, in the order of readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mendable {
    /// The entries.
    pub entries: Vec<MendableEntry>,
    /// Where the next page begins, where there is one.
    pub next: Option<AfterEntry>,
}

/// A network for which somebody may enter resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptNetwork {
    /// Its id.
    pub id: NetworkId,
    /// Its name.
    pub name: String,
    /// Its member organizations, by their names: one of them may run what is entered.
    pub organizations: Vec<(OrganizationId, String)>,
}

#[renkei_boxed::boxed]
impl App {
    /// The entries that somebody may edit, after one of them.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn mendable(
        &self,
        principal: &Principal,
        after: Option<AfterEntry>,
    ) -> Result<Mendable, StoreFault> {
        let scope = resources_for(principal, Action::EditFacts);
        let after = after.map(|after| ReadingPlace {
            sort_key: after.reading,
            id: after.id,
        });
        let mut found = self
            .store
            .resources_in_scope(&scope, after.as_ref(), PAGE + 1)
            .await?;
        let goes_on = found.len() > PAGE as usize;
        found.truncate(PAGE as usize);
        let last = found.last().filter(|_| goes_on);
        Ok(Mendable {
            next: last.map(|last| AfterEntry {
                reading: last.place.sort_key.clone(),
                id: last.id(),
            }),
            entries: found.into_iter().map(entry).collect(),
        })
    }

    /// The networks for which somebody may enter resources, the one founded first first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn networks_to_enter(
        &self,
        principal: &Principal,
    ) -> Result<Vec<KeptNetwork>, StoreFault> {
        let mut kept = Vec::new();
        for network in self.store.networks().await? {
            let object = Object::Network(network.id);
            if may(principal, Action::CreateResource, &object) {
                kept.push(KeptNetwork {
                    id: network.id,
                    name: network.name.to_string(),
                    organizations: self.store.member_organizations(network.id).await?,
                });
            }
        }
        Ok(kept)
    }
}

fn entry(found: ScopedResource) -> MendableEntry {
    MendableEntry {
        id: found.id(),
        name: found.name.to_string(),
        lifecycle: found.lifecycle,
    }
}
