//! What stands behind an id, with everything around it.

use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_exchange::hsds::{Item, Term, Vocabulary, offered_at, service_at};
use renkei_store::StoreFault;
use renkei_store::directory::listing::numbered::{Besides, ListOf, NumberedList};
use uuid::Uuid;

use super::entries::{TOLD, Told};
use super::{HsdsList, HsdsShape};
use crate::App;
use crate::directory::read::Viewer;
use crate::directory::search::{Prepared, ResourceSearch};

/// What stands behind an id.
#[derive(Debug, Clone)]
pub enum HsdsOne {
    /// This.
    Is(Item),
    /// It became part of what has this id.
    Led(Uuid),
    /// Nothing, or nothing that everybody reads.
    Nothing,
}

impl HsdsOne {
    fn of(item: Option<Item>) -> Self {
        item.map_or(Self::Nothing, Self::Is)
    }
}

#[renkei_boxed::boxed]
impl App {
    /// What stands behind an id of a list. A service that closed is told as such; lists hold only what is at work.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn hsds_one(
        &self,
        list: HsdsList,
        id: Uuid,
        shape: HsdsShape,
    ) -> Result<HsdsOne, StoreFault> {
        Ok(match list {
            HsdsList::Services => {
                let asked = ResourceId::from_uuid(id);
                match self.hsds_entry(asked).await? {
                    Some(told) if told.read.id != asked => HsdsOne::Led(told.read.id.uuid()),
                    told => HsdsOne::of(told.map(|told| told.service(shape))),
                }
            }
            HsdsList::ServiceAtLocations => {
                let asked = service_at(id);
                match self.hsds_entry(asked).await? {
                    Some(told) if told.read.id != asked => HsdsOne::Led(offered_at(told.read.id)),
                    told => HsdsOne::of(told.and_then(|told| told.at_location(shape))),
                }
            }
            HsdsList::Organizations => self.hsds_body(OrganizationId::from_uuid(id), shape).await?,
            HsdsList::Taxonomies => {
                let found = Vocabulary::find(id).map(Vocabulary::written);
                HsdsOne::of(found.map(Item::Taxonomy))
            }
            HsdsList::TaxonomyTerms => {
                let found = Term::find(id).map(Term::written);
                HsdsOne::of(found.map(Item::Term))
            }
        })
    }

    async fn hsds_entry(&self, id: ResourceId) -> Result<Option<Told>, StoreFault> {
        let read = self.read_resources(&Viewer::Anonymous, &[id], TOLD).await?;
        let told = self.hsds_dated(read.into_iter().flatten().collect());
        Ok(told.await?.pop())
    }

    /// A 法人, where it runs something that stands in the directory.
    async fn hsds_body(&self, id: OrganizationId, shape: HsdsShape) -> Result<HsdsOne, StoreFault> {
        let search = ResourceSearch::default();
        let prepared = Prepared::bound_to(&search, &search, self.reference().await?);
        let besides = Besides {
            organization: Some(id),
            ..Besides::default()
        };
        let list = NumberedList {
            of: ListOf::Bodies,
            filter: &prepared.filter,
            besides: &besides,
            holidays: &prepared.reference.holidays,
        };
        if self.store.numbered_after(&list, None, 1).await?.is_empty() {
            return Ok(HsdsOne::Nothing);
        }
        let mut found = self.hsds_organizations(&[id], shape).await?;
        let body = found.pop().map(Box::new);
        Ok(HsdsOne::of(body.map(Item::Organization)))
    }
}
