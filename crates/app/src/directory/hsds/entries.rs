//! What is told of entries and of the 法人 that run them: everything that everybody reads, some at once.

use std::collections::HashMap;

use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::time::Instant;
use renkei_exchange::hsds::{
    Detail, Item, Organization, Service, ServiceAtLocation, ServiceEntry, ServiceMark,
};
use renkei_store::StoreFault;
use renkei_store::directory::listing::numbered::ListOf;
use uuid::Uuid;

use super::HsdsShape;
use crate::App;
use crate::directory::parts::{Parts, ReadResource};
use crate::directory::read::Viewer;

/// What everybody reads of an entry, and who runs it.
pub(super) const TOLD: Parts = Parts {
    profile: true,
    organization: true,
    ..Parts::NONE
};

/// Of what of the directory something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Service,
    Organization,
    ServiceAtLocation,
}

impl Thing {
    pub(super) const fn list_of(self) -> ListOf {
        match self {
            Self::Service | Self::ServiceAtLocation => ListOf::Entries,
            Self::Organization => ListOf::Bodies,
        }
    }
}

/// An entry as everybody reads it.
pub(super) struct Told {
    pub(super) read: ReadResource,
    profile: Profile,
    modified: Option<Instant>,
}

impl Told {
    fn entry(&self) -> ServiceEntry<'_> {
        let read = &self.read;
        ServiceEntry {
            id: read.id,
            lifecycle: read.lifecycle,
            facts: &read.facts,
            profile: &self.profile,
            stands_in: read.municipality.as_ref(),
            serves: &read.service_area,
            organization: read.organization.as_ref().and_then(Option::as_ref),
            modified: self.modified,
        }
    }

    /// As a service.
    pub(super) fn service(&self, shape: HsdsShape) -> Item {
        match shape {
            HsdsShape::Marks => Item::Mark(ServiceMark::of(self.read.id, self.modified)),
            shape => Item::Service(Box::new(Service::of(&self.entry(), detail(shape)))),
        }
    }

    /// As a service where it is offered; nothing where no place is known.
    pub(super) fn at_location(&self, shape: HsdsShape) -> Option<Item> {
        let offered = ServiceAtLocation::of(&self.entry(), detail(shape))?;
        Some(Item::ServiceAtLocation(Box::new(offered)))
    }
}

const fn detail(shape: HsdsShape) -> Detail {
    match shape {
        HsdsShape::Listed | HsdsShape::Marks => Detail::Listed,
        HsdsShape::Whole | HsdsShape::WithServices => Detail::Whole,
    }
}

impl App {
    /// What is told of some things, in the order of their ids. What went meanwhile is left out.
    pub(super) async fn hsds_items(
        &self,
        thing: Thing,
        shape: HsdsShape,
        ids: &[Uuid],
    ) -> Result<Vec<Item>, StoreFault> {
        let entries: Vec<ResourceId> = ids.iter().copied().map(ResourceId::from_uuid).collect();
        Ok(match thing {
            Thing::Service => {
                let told = self.hsds_told(&entries, shape).await?;
                told.iter().map(|entry| entry.service(shape)).collect()
            }
            Thing::ServiceAtLocation => {
                let told = self.hsds_told(&entries, shape).await?;
                told.iter()
                    .filter_map(|entry| entry.at_location(shape))
                    .collect()
            }
            Thing::Organization => {
                let ids: Vec<OrganizationId> =
                    ids.iter().copied().map(OrganizationId::from_uuid).collect();
                let bodies = self.hsds_organizations(&ids, shape).await?.into_iter();
                bodies
                    .map(|body| Item::Organization(Box::new(body)))
                    .collect()
            }
        })
    }

    /// Some entries as everybody reads them, in their order; one that became part of another stands for nothing.
    async fn hsds_told(
        &self,
        ids: &[ResourceId],
        shape: HsdsShape,
    ) -> Result<Vec<Told>, StoreFault> {
        let parts = match shape {
            HsdsShape::Marks => Parts::NONE,
            HsdsShape::Listed | HsdsShape::Whole | HsdsShape::WithServices => TOLD,
        };
        let read = self.read_resources(&Viewer::Anonymous, ids, parts).await?;
        let read = read.into_iter().flatten();
        let own: Vec<ReadResource> = read.filter(|read| read.id == read.asked).collect();
        self.hsds_dated(own).await
    }

    /// Entries that were read, with the day of their last change.
    pub(super) async fn hsds_dated(
        &self,
        read: Vec<ReadResource>,
    ) -> Result<Vec<Told>, StoreFault> {
        let entries: Vec<ResourceId> = read.iter().map(|read| read.id).collect();
        let mut bodies: Vec<OrganizationId> = read
            .iter()
            .filter_map(|read| read.facts.organization)
            .collect();
        bodies.sort_unstable();
        bodies.dedup();
        let changed = self.store.last_told(&entries, &bodies).await?;
        let told = read.into_iter().map(|mut read| {
            let of_entry = changed.get(&read.id.uuid());
            let of_body = read.facts.organization;
            let of_body = of_body.and_then(|body| changed.get(&body.uuid()));
            Told {
                modified: of_entry.max(of_body).copied(),
                profile: read.profile.take().unwrap_or_default(),
                read,
            }
        });
        Ok(told.collect())
    }

    /// Some 法人 in their order, with what they run where that is asked for.
    pub(super) async fn hsds_organizations(
        &self,
        ids: &[OrganizationId],
        shape: HsdsShape,
    ) -> Result<Vec<Organization>, StoreFault> {
        let facts = self.store.organizations(ids).await?;
        let mut run: HashMap<OrganizationId, Vec<Service>> = HashMap::new();
        let of_services = match shape {
            HsdsShape::Listed | HsdsShape::Marks => None,
            HsdsShape::Whole => Some(Detail::Listed),
            HsdsShape::WithServices => Some(Detail::Whole),
        };
        if let Some(of_services) = of_services {
            let run_by = self.store.entries_run_by(ids).await?;
            let mut entries: Vec<ResourceId> = run_by.into_iter().map(|(_, entry)| entry).collect();
            entries.sort_unstable();
            for entry in self.hsds_told(&entries, shape).await? {
                let body = entry.read.facts.organization;
                if let Some(body) = body.filter(|_| entry.read.lifecycle == Lifecycle::Active) {
                    let service = Service::of(&entry.entry(), of_services);
                    run.entry(body)
                        .or_default()
                        .push(service.beside_its_organization());
                }
            }
        }
        let bodies = ids.iter().filter_map(|id| {
            let body = Organization::of(*id, facts.get(id)?, detail(shape));
            Some(body.running(run.remove(id).unwrap_or_default()))
        });
        Ok(bodies.collect())
    }
}
