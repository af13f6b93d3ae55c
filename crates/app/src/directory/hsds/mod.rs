//! The directory for other systems in the open standard HSDS 3.1, as everybody reads it, whoever asks. A list is made
//! ready once ([`HsdsReady`]: what it is narrowed to) and then read by the number of a page, or on and on for whoever
//! takes all of it; [`one`] is what stands behind an id. `entries` reads what is told, `vocabulary` holds our own lists of
//! words, which need no database.

mod entries;
pub mod one;
mod ready;
mod vocabulary;

use renkei_store::StoreFault;
use renkei_store::directory::listing::numbered::NumberedList;
use uuid::Uuid;

use crate::App;

pub use self::ready::{HsdsQuestion, HsdsReady, HsdsRefusal};
use self::ready::{Narrowed, Source};
pub use renkei_exchange::hsds::Item;

/// How many things are read at once of a list that is read to its end.
const STRETCH: usize = 100;

/// How many ids of such a list are read at once: a narrowing that looks at all entries looks at them once for so many.
const IDS: u16 = 10_000;

/// A list of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HsdsList {
    /// Entries of the directory.
    Services,
    /// The 法人 that run them.
    Organizations,
    /// Entries where they are offered: those whose place is known.
    ServiceAtLocations,
    /// Our lists of words.
    Taxonomies,
    /// The words.
    TaxonomyTerms,
}

impl HsdsList {
    /// Every list.
    pub const ALL: [Self; 5] = [
        Self::Services,
        Self::Organizations,
        Self::ServiceAtLocations,
        Self::Taxonomies,
        Self::TaxonomyTerms,
    ];

    /// Its name in addresses and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Organizations => "organizations",
            Self::ServiceAtLocations => "service_at_locations",
            Self::Taxonomies => "taxonomies",
            Self::TaxonomyTerms => "taxonomy_terms",
        }
    }
}

/// How much is told of each thing of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HsdsShape {
    /// The fields of its own.
    #[default]
    Listed,
    /// With everything around it; of a 法人 its services as they stand in lists.
    Whole,
    /// The same, and of a 法人 its services with everything around them.
    WithServices,
    /// Of a service its id and when it changed last.
    Marks,
}

/// A stretch of a list that is read to its end.
#[derive(Debug, Clone)]
pub struct HsdsStretch {
    /// What stands there.
    pub items: Vec<Item>,
    /// Where the list goes on, where it does.
    pub next: Option<HsdsPlace>,
}

/// Up to where a list was read that is read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HsdsPlace {
    /// The next ones.
    ids: Vec<Uuid>,
    /// Behind which id there may be more than these.
    behind: Option<Uuid>,
}

#[renkei_boxed::boxed]
impl App {
    /// A page of a list, and how much there is on all pages. It waits for its turn where many programs search at once.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn hsds_page(
        &self,
        ready: &HsdsReady,
        skip: u64,
        size: u16,
    ) -> Result<(u64, Vec<Item>), StoreFault> {
        let narrowed = match &ready.source {
            Source::Directory(narrowed) => narrowed,
            Source::Words(items) => {
                let from = usize::try_from(skip).unwrap_or(usize::MAX);
                let page = items.iter().skip(from).take(usize::from(size));
                return Ok((items.len() as u64, page.cloned().collect()));
            }
        };
        let _turn = self.searching.acquire().await;
        let (total, ids) = self
            .store
            .numbered_page(&list_of(narrowed), skip, size)
            .await?;
        let items = self.hsds_items(narrowed.thing, ready.shape, &ids).await?;
        Ok((total, items))
    }

    /// The next stretch of a list from a place on, or its first. Whoever reads on so meets everything once that stands in
    /// the list all the while, whatever comes and goes meanwhile.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn hsds_stretch(
        &self,
        ready: &HsdsReady,
        from: Option<HsdsPlace>,
    ) -> Result<HsdsStretch, StoreFault> {
        let narrowed = match &ready.source {
            Source::Directory(narrowed) => narrowed,
            Source::Words(items) => {
                return Ok(HsdsStretch {
                    items: items.clone(),
                    next: None,
                });
            }
        };
        let _turn = self.searching.acquire().await;
        let mut place = match from {
            Some(place) if !place.ids.is_empty() => place,
            from => {
                let after = from.and_then(|place| place.behind);
                let list = list_of(narrowed);
                let ids = self.store.numbered_after(&list, after, IDS).await?;
                let is_full = ids.len() >= usize::from(IDS);
                HsdsPlace {
                    behind: ids.last().copied().filter(|_| is_full),
                    ids,
                }
            }
        };
        let later = place.ids.split_off(STRETCH.min(place.ids.len()));
        let now = std::mem::replace(&mut place.ids, later);
        let goes_on = !place.ids.is_empty() || place.behind.is_some();
        Ok(HsdsStretch {
            items: self.hsds_items(narrowed.thing, ready.shape, &now).await?,
            next: goes_on.then_some(place),
        })
    }
}

fn list_of(narrowed: &Narrowed) -> NumberedList<'_> {
    NumberedList {
        of: narrowed.thing.list_of(),
        filter: &narrowed.filter,
        besides: &narrowed.besides,
        holidays: &narrowed.reference.holidays,
    }
}
