//! Searching the directory: whatever is asked for becomes one search, and a search is read page by
//! page. Pages ([`super::list`]) and programs ask the same.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::directory::filter::{Countrywide, Near, ResourceFilter, ResourceOrder};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::{Municipalities, MunicipalityCode};
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::search::Query;
use renkei_domain::directory::strength::Topic;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::directory::listing::PageStart;

use super::area::area_of;
use super::cursor::Fingerprint;
use super::read::Viewer;
use super::register::Outcome;
use crate::App;

pub use renkei_domain::directory::filter::{Facets, Total};
pub use renkei_store::directory::reference::ReferenceTables;

pub use super::cursor::{Cursor, SearchRefusal};
pub use super::parts::{Parts, ReadResource};

/// The most entries of a page.
pub const MOST_OF_A_PAGE: u16 = 100;

/// What is asked for. Every part that is given must hold, inside a part any value may; whatever is left
/// out narrows nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResourceSearch {
    /// Words as a person types them.
    pub text: String,
    /// Kinds.
    pub kinds: Vec<ResourceKind>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// Municipalities: who serves one of them or, with no declared area, stands in it. A city stands
    /// for its wards, and who serves a whole city serves its wards.
    pub municipalities: Vec<MunicipalityCode>,
    /// A circle that entries stand in.
    pub near: Option<Near>,
    /// Stated to be open at this instant.
    pub open_at: Option<Instant>,
    /// Programs.
    pub programs: Vec<ProgramKind>,
    /// What they say they are good at.
    pub good_at: Vec<Topic>,
    /// Only who said that they have a free place.
    pub has_capacity: bool,
    /// What of the lines for the whole country.
    pub countrywide: Countrywide,
    /// Only where something was confirmed on this day or later.
    pub verified_since: Option<NaiveDate>,
    /// In which order.
    pub order: ResourceOrder,
}

impl ResourceSearch {
    fn filter(&self, municipalities: &Municipalities) -> ResourceFilter {
        ResourceFilter {
            query: Query::parse(&self.text),
            kinds: self.kinds.clone(),
            sectors: self.sectors.clone(),
            area: area_of(municipalities, &self.municipalities),
            middle: match self.municipalities.as_slice() {
                [place] => municipalities.by_code(*place).and_then(|place| place.point),
                _ => None,
            },
            near: self.near,
            open_at: self.open_at.map(Instant::in_japan),
            programs: self.programs.clone(),
            good_at: self.good_at.clone(),
            has_capacity: self.has_capacity,
            countrywide: self.countrywide,
            verified_since: self.verified_since,
            order: self.order,
        }
    }
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Start {
    /// With the first entry.
    #[default]
    First,
    /// Behind this place.
    After(Cursor),
    /// So that it ends the list.
    Last,
    /// So that it ends before this place.
    Before(Cursor),
}

/// Which page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// How many entries it has, 1 to [`MOST_OF_A_PAGE`].
    pub size: u16,
    /// Where it begins.
    pub start: Start,
}

/// One page of a search.
#[derive(Debug, Clone, Default)]
pub struct ResourcePage {
    /// The entries, in the order of the search.
    pub entries: Vec<PageEntry>,
    /// Whether entries stand before this page.
    pub has_previous: bool,
    /// Whether entries stand behind this page.
    pub has_next: bool,
}

/// One entry of a page.
#[derive(Debug, Clone)]
pub struct PageEntry {
    /// Its place in the search.
    pub cursor: Cursor,
    /// The entry.
    pub resource: ReadResource,
}

/// A search made ready: what the store is asked, and what its cursors are bound to.
pub(super) struct Prepared {
    pub(super) filter: ResourceFilter,
    pub(super) reference: Arc<ReferenceTables>,
    fingerprint: Fingerprint,
}

impl Prepared {
    /// A search whose cursors are bound to what another one says: what a page calls "now" goes on while
    /// somebody turns the pages.
    pub(super) fn bound_to(
        bound: &ResourceSearch,
        search: &ResourceSearch,
        reference: Arc<ReferenceTables>,
    ) -> Self {
        Self {
            filter: search.filter(&reference.municipalities),
            fingerprint: Fingerprint::of(bound),
            reference,
        }
    }

    fn of(search: &ResourceSearch, reference: Arc<ReferenceTables>) -> Self {
        Self::bound_to(search, search, reference)
    }

    /// Where the store begins.
    pub(super) fn begin(&self, start: &Start) -> Result<PageStart, SearchRefusal> {
        let key = |cursor: &Cursor| {
            let key = cursor.key(self.fingerprint)?;
            // A fingerprint is no secret: whoever makes a cursor of his own gets no page by it.
            if key.fits(&self.filter) {
                Ok(key)
            } else {
                Err(SearchRefusal::CursorUnreadable)
            }
        };
        Ok(match start {
            Start::First => PageStart::First,
            Start::After(cursor) => PageStart::After(key(cursor)?),
            Start::Last => PageStart::Last,
            Start::Before(cursor) => PageStart::Before(key(cursor)?),
        })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// One page of a search of a program, with the parts that are asked for. It waits for its turn
    /// where many programs search at once.
    ///
    /// # Errors
    /// A fault of the store; a cursor that leads nowhere is in the outcome.
    pub async fn search_resources(
        &self,
        viewer: &Viewer,
        search: &ResourceSearch,
        page: &PageRequest,
        parts: Parts,
    ) -> Outcome<ResourcePage, SearchRefusal> {
        let prepared = Prepared::of(search, self.reference().await?);
        let start = match prepared.begin(&page.start) {
            Ok(start) => start,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let _turn = self.searching.acquire().await;
        let found = self.page_of(viewer, &prepared, &start, page.size, parts);
        Ok(Ok(found.await?))
    }

    /// How many entries a search leaves, and of what.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn count_resources(&self, search: &ResourceSearch) -> Result<Facets, StoreFault> {
        let _turn = self.searching.acquire().await;
        self.count_prepared(&Prepared::of(search, self.reference().await?))
            .await
    }

    /// How many entries a search leaves, for whoever does not ask of what.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn total_of_resources(&self, search: &ResourceSearch) -> Result<Total, StoreFault> {
        let _turn = self.searching.acquire().await;
        let prepared = Prepared::of(search, self.reference().await?);
        self.store
            .total(&prepared.filter, &prepared.reference)
            .await
    }

    /// The tables of municipalities and holidays, from memory wherever possible.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn reference(&self) -> Result<Arc<ReferenceTables>, StoreFault> {
        self.store.reference_tables().await
    }

    pub(super) async fn page_of(
        &self,
        viewer: &Viewer,
        prepared: &Prepared,
        start: &PageStart,
        size: u16,
        parts: Parts,
    ) -> Result<ResourcePage, StoreFault> {
        let size = size.clamp(1, MOST_OF_A_PAGE);
        let reference = &prepared.reference;
        let listing = self
            .store
            .list_resources(&prepared.filter, &reference.holidays, start, size)
            .await?;
        let (keys, stored): (Vec<_>, Vec<_>) = listing.entries.into_iter().unzip();
        let resources = self.complete(viewer, stored, parts, reference).await?;
        let cursors = keys.iter().map(|key| Cursor::of(prepared.fingerprint, key));
        Ok(ResourcePage {
            entries: cursors
                .zip(resources)
                .map(|(cursor, resource)| PageEntry { cursor, resource })
                .collect(),
            has_previous: listing.has_previous,
            has_next: listing.has_next,
        })
    }

    pub(super) async fn count_prepared(&self, prepared: &Prepared) -> Result<Facets, StoreFault> {
        let reference = &prepared.reference;
        self.store.facets(&prepared.filter, reference).await
    }
}

#[cfg(test)]
mod tests {
    use renkei_store::directory::listing::{Key, Tier};

    use super::*;

    #[test]
    fn a_cursor_of_ones_own_making_gets_no_page_of_a_list_in_another_order() {
        let prepared = Prepared::of(&ResourceSearch::default(), Arc::default());
        let (tier, squared, row) = (Tier::Name, 1.0, 1);
        for key in [
            Key::Tier { tier, row },
            Key::Distance { squared, row },
            Key::TierDistance { tier, squared, row },
        ] {
            let forged = Cursor::of(prepared.fingerprint, &key);
            for start in [Start::After(forged.clone()), Start::Before(forged)] {
                let refused = Err(SearchRefusal::CursorUnreadable);
                assert_eq!(prepared.begin(&start), refused, "{key:?}");
            }
        }
        for (start, begins) in [
            (Start::First, PageStart::First),
            (Start::Last, PageStart::Last),
        ] {
            assert_eq!(prepared.begin(&start), Ok(begins));
        }
    }
}
