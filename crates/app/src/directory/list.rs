//! Lists as pages show them: by words, by area, by kind, with how to reach everybody now.

use chrono::NaiveDate;
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{ReachAnswer, ReachQuestion, how_to_reach};
use renkei_domain::directory::coverage::columns;
use renkei_domain::directory::filter::{Area, Countrywide, Facets, Near};
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::Topic;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::time::{Instant, Moment};
use renkei_store::StoreFault;
use renkei_store::directory::listing::PageStart;

use super::cursor::{Cursor, SearchRefusal};
use super::parts::{Parts, ReadResource};
use super::read::Viewer;
use super::search::{MOST_OF_A_PAGE, PageEntry, Prepared, ResourcePage, ResourceSearch, Start};
use crate::App;

/// How many entries a page of a list has.
pub const PAGE_SIZE: u16 = 20;

/// How many municipalities a list offers to be narrowed to.
const FACET_PLACES: usize = 12;

/// What a list is asked for. Whatever is left out narrows nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListRequest {
    /// What a person typed to be found.
    pub text: String,
    /// Kinds.
    pub kinds: Vec<ResourceKind>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// One municipality, a city with its wards.
    pub area: Option<MunicipalityCode>,
    /// All municipalities that a network looks after, and what is for the whole country; one municipality goes before it.
    pub network: Option<NetworkId>,
    /// Only what is for the whole country: a telephone line that names no place.
    pub is_countrywide: bool,
    /// Not the municipality itself but a circle of so many kilometres around its office.
    pub within_km: Option<u32>,
    /// Programs, any of them.
    pub programs: Vec<ProgramKind>,
    /// What they say they are good at, any of it.
    pub good_at: Vec<Topic>,
    /// Only who said that they have a free place.
    pub has_capacity: bool,
    /// Only what is open at a time.
    pub open: Option<OpenWhen>,
    /// Only where something was confirmed on this day or later.
    pub verified_since: Option<NaiveDate>,
    /// Where the page begins.
    pub start: Start,
}

/// When an entry of a list must be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenWhen {
    /// Whenever the list is looked at.
    Now,
    /// On a day at a minute, in Japan.
    At(Moment),
}

/// Why an entry stands in the list of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It declared the area as its own (担当する).
    Serves,
    /// It declared no area and stands there (所在する).
    StandsIn,
}

/// One entry of a list.
#[derive(Debug, Clone)]
pub struct ListedResource {
    /// Its id.
    pub id: ResourceId,
    /// Its published facts.
    pub facts: ResourceFacts,
    /// Its profile as everybody reads it.
    pub profile: Profile,
    /// The municipality it stands in.
    pub municipality: Option<Municipality>,
    /// Why it stands in the list of an area; `None` in lists without one and in those of a circle.
    pub presence: Option<Presence>,
    /// Whether it is open now.
    pub openness: Openness,
    /// How to reach it now.
    pub reach: ReachAnswer,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct ResourceList {
    /// What was asked.
    pub request: ListRequest,
    /// The area, where one was asked for.
    pub area: Option<Municipality>,
    /// What the network is called whose municipalities were asked for.
    pub network: Option<String>,
    /// How many entries there are on all pages and of what; each count says whether it is exact.
    pub facets: Facets,
    /// The municipalities that the facets name first.
    pub places: Vec<Municipality>,
    /// The entries of this page.
    pub entries: Vec<ListedResource>,
    /// Where the page before this one ends; `None` on an empty page too.
    pub previous: Option<Cursor>,
    /// Where the page after this one begins.
    pub next: Option<Cursor>,
    /// Whether nothing stands before this page.
    pub is_first: bool,
    /// Why the page that was asked for is not shown: then this is the first one.
    pub refusal: Option<SearchRefusal>,
    /// The moment for which everything was decided.
    pub at: Moment,
}

/// A list made ready, with the moment for which everything is decided.
struct PreparedList {
    search: Prepared,
    area: Option<Municipality>,
    network: Option<String>,
    at: Moment,
}

/// A list that is read page after page, with where it goes on.
pub struct LongList {
    list: PreparedList,
    next: Option<PageStart>,
}

impl LongList {
    /// Whether its end is not reached yet.
    #[must_use]
    pub const fn has_more(&self) -> bool {
        self.next.is_some()
    }
}

#[renkei_boxed::boxed]
impl App {
    /// A page of a list; `None` when the area is not in the table of municipalities. A cursor that
    /// leads nowhere, or into another list, leads to the first page, which says so.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn list_resources(
        &self,
        viewer: &Viewer,
        request: ListRequest,
    ) -> Result<Option<ResourceList>, StoreFault> {
        let Some(list) = self.prepare(&request).await? else {
            return Ok(None);
        };
        let (start, refusal) = match list.search.begin(&request.start) {
            Ok(start) => (start, None),
            Err(refusal) => (PageStart::First, Some(refusal)),
        };
        let page = self
            .page_of(viewer, &list.search, &start, PAGE_SIZE, OF_A_LIST)
            .await?;
        let facets = self.count_prepared(&list.search).await?;
        let municipalities = &list.search.reference.municipalities;
        let places = facets
            .municipalities
            .entries
            .iter()
            .take(FACET_PLACES)
            .filter_map(|(code, _)| municipalities.by_code(*code).cloned())
            .collect();
        let edge =
            |is_there: bool, entry: Option<&PageEntry>| cursor_of(entry).filter(|_| is_there);
        Ok(Some(ResourceList {
            request,
            facets,
            places,
            previous: edge(page.has_previous, page.entries.first()),
            next: edge(page.has_next, page.entries.last()),
            is_first: !page.has_previous,
            refusal,
            at: list.at,
            entries: list.listed(page),
            area: list.area,
            network: list.network,
        }))
    }

    /// The beginning of a list as one piece, uncounted: what a spreadsheet gets. `None` when the area is
    /// not in the table of municipalities.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn list_beginning(
        &self,
        viewer: &Viewer,
        request: &ListRequest,
        most: usize,
    ) -> Result<Option<Vec<ListedResource>>, StoreFault> {
        let Some(list) = self.prepare(request).await? else {
            return Ok(None);
        };
        let mut list = LongList {
            list,
            next: Some(PageStart::First),
        };
        let mut entries = Vec::new();
        while list.has_more() && entries.len() < most {
            entries.extend(self.next_of_list(viewer, &mut list).await?);
        }
        entries.truncate(most);
        Ok(Some(entries))
    }

    /// A list of any length, to be read page after page.
    pub(super) async fn long_list(&self, search: &ResourceSearch) -> Result<LongList, StoreFault> {
        let reference = self.reference().await?;
        let list = PreparedList {
            search: Prepared::bound_to(search, search, reference),
            area: None,
            network: None,
            at: self.now().in_japan(),
        };
        Ok(LongList {
            list,
            next: Some(PageStart::First),
        })
    }

    /// The next entries of a list; none behind its end.
    pub(super) async fn next_of_list(
        &self,
        viewer: &Viewer,
        long: &mut LongList,
    ) -> Result<Vec<ListedResource>, StoreFault> {
        let Some(start) = long.next.take() else {
            return Ok(Vec::new());
        };
        let search = &long.list.search;
        let page = self
            .page_of(viewer, search, &start, MOST_OF_A_PAGE, OF_A_LIST)
            .await?;
        let last = cursor_of(page.entries.last()).filter(|_| page.has_next);
        long.next = last.and_then(|cursor| search.begin(&Start::After(cursor)).ok());
        Ok(long.list.listed(page))
    }

    /// What a network is called, and the municipalities that it looks after and that the table knows; nothing where there
    /// is no such network, or it looks after none.
    async fn places_of_network(
        &self,
        id: NetworkId,
    ) -> Result<Option<(String, Vec<MunicipalityCode>)>, StoreFault> {
        let mut networks = self.store.networks().await?.into_iter();
        let Some(network) = networks.find(|known| known.id == id) else {
            return Ok(None);
        };
        let reference = self.reference().await?;
        let places = columns(&reference.municipalities, &network.area);
        Ok((!places.is_empty()).then(|| (network.name.to_string(), places)))
    }

    async fn prepare(&self, request: &ListRequest) -> Result<Option<PreparedList>, StoreFault> {
        let reference = self.reference().await?;
        let area = match request.area {
            Some(code) => match reference.municipalities.by_code(code) {
                Some(area) => Some(area.clone()),
                None => return Ok(None),
            },
            None => None,
        };
        let (network, places) = match request.network.filter(|_| area.is_none()) {
            Some(id) => match self.places_of_network(id).await? {
                Some((name, places)) => (Some(name), places),
                None => return Ok(None),
            },
            None => (None, Vec::new()),
        };
        let now = self.now();
        let search = request.search(area.as_ref(), places, now);
        let bound = ResourceSearch {
            open_at: match request.open {
                // Every page is looked at a little later than the one before; it is the same list.
                Some(OpenWhen::Now) => Some(Instant::from_micros(0)),
                Some(OpenWhen::At(_)) | None => search.open_at,
            },
            ..search.clone()
        };
        Ok(Some(PreparedList {
            search: Prepared::bound_to(&bound, &search, reference),
            area,
            network,
            at: now.in_japan(),
        }))
    }
}

/// The parts that a list shows: of what is known in the region, what agencies say of themselves.
const OF_A_LIST: Parts = Parts {
    profile: true,
    ..Parts::NONE
};

impl ListRequest {
    /// The search for it in its municipality, or in those of its network.
    fn search(
        &self,
        area: Option<&Municipality>,
        places: Vec<MunicipalityCode>,
        now: Instant,
    ) -> ResourceSearch {
        let is_of_network = !places.is_empty();
        let near = area
            .and_then(|area| area.point)
            .zip(self.within_km)
            .and_then(|(point, km)| Near::new(point, f64::from(km)));
        let area = area.filter(|_| near.is_none());
        ResourceSearch {
            text: self.text.clone(),
            kinds: self.kinds.clone(),
            sectors: self.sectors.clone(),
            municipalities: area.map_or(places, |area| vec![area.code]),
            near,
            open_at: self.open.map(|when| match when {
                OpenWhen::Now => now,
                OpenWhen::At(moment) => moment.instant(),
            }),
            programs: self.programs.clone(),
            good_at: self.good_at.clone(),
            has_capacity: self.has_capacity,
            countrywide: match (self.is_countrywide, is_of_network) {
                (true, _) => Countrywide::Alone,
                (false, true) => Countrywide::Besides,
                (false, false) => Countrywide::AsOthers,
            },
            verified_since: self.verified_since,
            ..ResourceSearch::default()
        }
    }
}

impl PreparedList {
    fn listed(&self, page: ResourcePage) -> Vec<ListedResource> {
        let resources = page.entries.into_iter().map(|entry| entry.resource);
        resources.map(|read| self.entry(read)).collect()
    }

    fn entry(&self, read: ReadResource) -> ListedResource {
        let profile = read.profile.unwrap_or_default();
        let holidays = &self.search.reference.holidays;
        let question = ReachQuestion {
            purpose: ContactPurpose::Introduction,
            sender: SenderKind::Supporter,
            at: self.at,
        };
        ListedResource {
            id: read.id,
            municipality: read.municipality,
            // What names no place stands in none.
            presence: presence(&profile, &self.search.filter.area)
                .filter(|presence| *presence == Presence::Serves || read.facts.address.is_some()),
            openness: read.facts.hours.open_at(self.at, holidays),
            reach: how_to_reach(&read.facts, &profile.contact_policy, holidays, question),
            facts: read.facts,
            profile,
        }
    }
}

fn presence(profile: &Profile, area: &Area) -> Option<Presence> {
    let serves = profile
        .service_area
        .iter()
        .any(|code| area.served.contains(code));
    let presence = if serves {
        Presence::Serves
    } else {
        Presence::StandsIn
    };
    (!area.is_everywhere()).then_some(presence)
}

fn cursor_of(entry: Option<&PageEntry>) -> Option<Cursor> {
    entry.map(|entry| entry.cursor.clone())
}
