//! A page of a search as a Relay connection.

use std::sync::Arc;

use async_graphql::{Object, Result};
use renkei_app::directory::search::{Cursor, Facets, ReferenceTables, Total};

use super::facets::{FacetsType, TotalCountType};
use super::resource::Resource;
use crate::failure::broken;

/// One page of a search.
pub(crate) struct ResourceConnection {
    /// The entries of the page in their order.
    pub(crate) entries: Vec<(Cursor, Resource)>,
    /// Whether there are entries before the page.
    pub(crate) has_previous: bool,
    /// Whether there are entries after the page.
    pub(crate) has_next: bool,
    /// How many there are on all pages, and of what, where it was asked for.
    pub(crate) counts: Counts,
    /// The names of municipalities.
    pub(crate) reference: Arc<ReferenceTables>,
}

/// What was counted beside a page.
pub(crate) enum Counts {
    /// Nothing was asked for.
    Nothing,
    /// How many there are.
    Total(Result<Total>),
    /// Of what, and with it how many.
    Facets(Result<Arc<Facets>>),
}

impl Counts {
    fn total(&self) -> Result<Total> {
        match self {
            Self::Nothing => Err(uncounted()),
            Self::Total(total) => total.clone(),
            Self::Facets(facets) => facets.clone().map(|facets| facets.total()),
        }
    }

    fn facets(&self) -> Result<Arc<Facets>> {
        match self {
            Self::Nothing | Self::Total(_) => Err(uncounted()),
            Self::Facets(facets) => facets.clone(),
        }
    }
}

fn uncounted() -> async_graphql::Error {
    broken("counts were selected but not loaded")
}

/// One page of a search. Cursors stay valid while entries are added or removed, and belong to their
/// filter and order.
#[Object]
impl ResourceConnection {
    /// The entries of the page with their cursors.
    fn edges(&self) -> Vec<ResourceEdgeType<'_>> {
        let edges = self.entries.iter();
        edges
            .map(|(cursor, node)| ResourceEdgeType { cursor, node })
            .collect()
    }

    /// The entries of the page alone, in the same order.
    fn nodes(&self) -> Vec<&Resource> {
        self.entries.iter().map(|(_, resource)| resource).collect()
    }

    /// Where the page lies among the others.
    fn page_info(&self) -> PageInfoType<'_> {
        PageInfoType(self)
    }

    /// How many entries there are on all pages; together with `facets` it costs one statement more
    /// than the page. Null only with an error.
    fn total_count(&self) -> Option<Result<TotalCountType>> {
        Some(self.counts.total().map(|total| TotalCountType {
            value: total.entries,
            is_exact: total.is_exact,
        }))
    }

    /// Entries by kind, sector and municipality; together with `totalCount` it costs one statement
    /// more than the page. Null only with an error.
    fn facets(&self) -> Option<Result<FacetsType>> {
        Some(self.counts.facets().map(|facets| FacetsType {
            facets,
            reference: Arc::clone(&self.reference),
        }))
    }
}

/// An entry with its cursor.
pub(crate) struct ResourceEdgeType<'a> {
    cursor: &'a Cursor,
    node: &'a Resource,
}

/// One entry of a page with the cursor that names its place.
#[Object(name = "ResourceEdge")]
impl ResourceEdgeType<'_> {
    /// Opaque place in this search, for `after` and `before`.
    fn cursor(&self) -> &str {
        self.cursor.as_str()
    }

    /// What stands at this place of the page.
    fn node(&self) -> &Resource {
        self.node
    }
}

/// Where a page lies.
pub(crate) struct PageInfoType<'a>(&'a ResourceConnection);

/// Where a page lies among the others.
// Other subgraphs have pages too: a type of this name is everybody's.
#[Object(name = "PageInfo", shareable)]
impl PageInfoType<'_> {
    /// Whether entries come before this page.
    fn has_previous_page(&self) -> bool {
        self.0.has_previous
    }

    /// Whether entries come after this page.
    fn has_next_page(&self) -> bool {
        self.0.has_next
    }

    /// The cursor of the first entry, for `before`. Null where the page is empty.
    fn start_cursor(&self) -> Option<&str> {
        let first = self.0.entries.first();
        first.map(|(cursor, _)| cursor.as_str())
    }

    /// The cursor of the last entry, for `after`. Null where the page is empty.
    fn end_cursor(&self) -> Option<&str> {
        let last = self.0.entries.last();
        last.map(|(cursor, _)| cursor.as_str())
    }
}
