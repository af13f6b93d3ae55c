//! Reading entries: what a search finds, page by page or one by one, and what ids name.

use std::collections::VecDeque;
use std::pin::Pin;

use cynic::{Id, InlineFragments, QueryBuilder as _, QueryFragment, QueryVariables};
use futures_util::stream::{self, Stream};

use crate::directory::entry::Resource;
use crate::directory::search::{ResourceFilter, ResourceOrder};
use crate::error::Error;
use crate::schema;
use crate::settings::Client;

/// The most entries of a page, and of what is asked by ids at once.
const PAGE: usize = 100;

/// What is looked for, and in which order it comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// What it is narrowed to; everything by default.
    pub filter: ResourceFilter,
    /// The order of the entries; `None`: `RELEVANCE`, which is by name where no words are given.
    pub order: Option<ResourceOrder>,
    /// How many entries are asked for at once, 1 to 100; 100 by default.
    pub page: i32,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            filter: ResourceFilter::default(),
            order: None,
            page: 100,
        }
    }
}

/// A page of entries.
#[derive(Debug, Clone, PartialEq, QueryFragment)]
pub struct ResourceConnection {
    /// The entries of the page, in the order of the search.
    pub nodes: Vec<Resource>,
    /// Where the page lies among the others.
    pub page_info: PageInfo,
}

/// Where a page lies among the others.
#[derive(Debug, Clone, PartialEq, Eq, QueryFragment)]
pub struct PageInfo {
    /// Whether entries come after this page.
    pub has_next_page: bool,
    /// The cursor of the last entry, to go on after. `None` where the page is empty.
    pub end_cursor: Option<String>,
}

#[derive(Debug, QueryVariables)]
struct SearchVariables {
    filter: ResourceFilter,
    order_by: Option<ResourceOrder>,
    first: i32,
    after: Option<String>,
}

#[derive(Debug, QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SearchVariables")]
struct SearchResources {
    #[arguments(filter: $filter, orderBy: $order_by, first: $first, after: $after)]
    resources: Option<ResourceConnection>,
}

#[derive(Debug, QueryVariables)]
struct OneVariables {
    id: Id,
}

#[derive(Debug, QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OneVariables")]
struct ReadResource {
    #[arguments(id: $id)]
    resource: Option<Resource>,
}

#[derive(Debug, QueryVariables)]
struct SeveralVariables {
    ids: Vec<Id>,
}

#[derive(Debug, QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SeveralVariables")]
struct ReadResources {
    #[arguments(ids: $ids)]
    nodes: Option<Vec<Option<Node>>>,
}

#[derive(Debug, InlineFragments)]
enum Node {
    Resource(Box<Resource>),
    #[cynic(fallback)]
    Other,
}

impl Node {
    fn resource(self) -> Option<Resource> {
        match self {
            Self::Resource(entry) => Some(*entry),
            Self::Other => None,
        }
    }
}

/// Every document of this file.
pub(crate) fn documents() -> [String; 3] {
    let searched = SearchVariables {
        filter: ResourceFilter::default(),
        order_by: None,
        first: 1,
        after: None,
    };
    let one = OneVariables { id: Id::new("") };
    let several = SeveralVariables { ids: Vec::new() };
    [
        SearchResources::build(searched).query,
        ReadResource::build(one).query,
        ReadResources::build(several).query,
    ]
}

/// Entries one after the other, to the last of the search.
pub type Resources = Pin<Box<dyn Stream<Item = Result<Resource, Error>> + Send>>;

impl Client {
    /// One page of a search: its beginning, or what follows a cursor of the same search.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn resources_page(
        &self,
        search: &Search,
        after: Option<&str>,
    ) -> Result<ResourceConnection, Error> {
        let asked = SearchVariables {
            filter: search.filter.clone(),
            order_by: search.order.clone(),
            first: search.page,
            after: after.map(str::to_owned),
        };
        let answer = self.query(SearchResources::build(asked)).await?;
        answer.resources.ok_or_else(|| Error::lacking("resources"))
    }

    /// Everything that a search finds, read page by page as it is taken. It ends behind the last entry, or with the
    /// first fault.
    #[must_use]
    pub fn resources(&self, search: Search) -> Resources {
        let walk = Walk {
            client: self.clone(),
            search,
            after: None,
            ready: VecDeque::new(),
            is_over: false,
        };
        Box::pin(stream::unfold(walk, |mut walk| async move {
            let told = walk.told().await?;
            Some((told, walk))
        }))
    }

    /// One entry with all that everybody reads of it: the one that an id names, or the one that it became part of.
    /// `None` where it is gone, or where the text is no id.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn resource(&self, id: &Id) -> Result<Option<Resource>, Error> {
        let asked = OneVariables { id: id.clone() };
        let answer = self.query(ReadResource::build(asked)).await?;
        Ok(answer.resource)
    }

    /// Entries by their ids, in that order, each as [`Client::resource`] answers it; asked a hundred at a time. What a
    /// page of changes names is read so.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn resources_by_id(&self, ids: &[Id]) -> Result<Vec<Option<Resource>>, Error> {
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(PAGE) {
            let asked = SeveralVariables { ids: some.to_vec() };
            let answer = self.query(ReadResources::build(asked)).await?;
            let nodes = answer.nodes.ok_or_else(|| Error::lacking("nodes"))?;
            // Who pairs them with the ids must not be off by one.
            if nodes.len() != some.len() {
                return Err(Error::lacking("nodes"));
            }
            found.extend(nodes.into_iter().map(|node| node.and_then(Node::resource)));
        }
        Ok(found)
    }
}

/// A walk over the pages of a search.
struct Walk {
    client: Client,
    search: Search,
    after: Option<String>,
    /// What was read and not told yet.
    ready: VecDeque<Resource>,
    is_over: bool,
}

impl Walk {
    async fn told(&mut self) -> Option<Result<Resource, Error>> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                return Some(Ok(entry));
            }
            if self.is_over {
                return None;
            }
            let after = self.after.as_deref();
            match self.client.resources_page(&self.search, after).await {
                Ok(page) => {
                    let info = page.page_info;
                    self.is_over = !info.has_next_page || info.end_cursor.is_none();
                    self.after = info.end_cursor;
                    self.ready.extend(page.nodes);
                }
                Err(fault) => {
                    self.is_over = true;
                    return Some(Err(fault));
                }
            }
        }
    }
}
