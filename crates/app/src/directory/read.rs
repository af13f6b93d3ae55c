//! Reading the directory: what a page or a query shows, for the eyes it is shown to.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{ReachAnswer, ReachQuestion, how_to_reach};
use renkei_domain::directory::correction::RecordedCorrection;
use renkei_domain::directory::filter::{Near, ResourceFilter};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::directory::search::Query;
use renkei_domain::directory::source::{Dataset, SourceRecord};
use renkei_domain::directory::strength::{Topic, Voice};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::text::fold;
use renkei_domain::time::{Instant, Moment};
use renkei_store::StoreFault;
pub use renkei_store::directory::listing::Facets;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::directory::profile::Audience;
use unicode_normalization::UnicodeNormalization as _;

use crate::App;

/// Who looks. What they may read beyond published facts follows from it, here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    /// Anybody.
    Anonymous,
    /// A signed-in member of some networks.
    Member(Vec<NetworkId>),
}

impl Viewer {
    fn audience(&self) -> Audience {
        match self {
            Self::Anonymous => Audience::Public,
            Self::Member(networks) => Audience::Members(networks.clone()),
        }
    }
}

/// How many entries a page of a list has.
pub const PAGE_SIZE: u64 = 20;

/// How many municipalities a list offers to be narrowed to.
const FACET_PLACES: usize = 12;

/// What a list is asked for. Whatever is left out narrows nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRequest {
    /// What a person typed to be found.
    pub text: String,
    /// Kinds.
    pub kinds: Vec<ResourceKind>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// One municipality, a city with its wards.
    pub area: Option<MunicipalityCode>,
    /// Not the municipality itself but a circle of so many kilometres around its office.
    pub within_km: Option<u32>,
    /// Programs, any of them.
    pub programs: Vec<ProgramKind>,
    /// What they say they are good at, any of it.
    pub good_at: Vec<Topic>,
    /// Only who said that they have a free place.
    pub has_capacity: bool,
    /// Only what is open now.
    pub open_now: bool,
    /// Only where something was confirmed on this day or later.
    pub verified_since: Option<NaiveDate>,
    /// Which page, from 1.
    pub page: u64,
}

impl Default for ListRequest {
    fn default() -> Self {
        Self {
            text: String::new(),
            kinds: Vec::new(),
            sectors: Vec::new(),
            area: None,
            within_km: None,
            programs: Vec::new(),
            good_at: Vec::new(),
            has_capacity: false,
            open_now: false,
            verified_since: None,
            page: 1,
        }
    }
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
    /// Its profile, as the viewer may read it.
    pub profile: Profile,
    /// The municipality it stands in.
    pub municipality: Option<Municipality>,
    /// Why it stands in the list of an area; `None` in lists without one.
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
    /// How many entries there are on all pages and of what; counted up to a bound.
    pub facets: Facets,
    /// The municipalities that the facets name.
    pub places: Vec<Municipality>,
    /// The entries of this page.
    pub entries: Vec<ListedResource>,
    /// The moment for which everything was decided.
    pub at: Moment,
}

impl ResourceList {
    /// The number of the last page, at least 1.
    #[must_use]
    pub fn last_page(&self) -> u64 {
        self.facets.total.div_ceil(PAGE_SIZE).max(1)
    }
}

/// Everything a page of one resource shows.
#[derive(Debug, Clone)]
pub struct ResourceView {
    /// Its id.
    pub id: ResourceId,
    /// Whether it may be chosen for new work.
    pub lifecycle: Lifecycle,
    /// Its published facts, corrections applied.
    pub facts: ResourceFacts,
    /// Its profile, as the viewer may read it.
    pub profile: Profile,
    /// Who runs it.
    pub organization: Option<OrganizationFacts>,
    /// The municipality it stands in.
    pub municipality: Option<Municipality>,
    /// The municipalities it serves.
    pub service_area: Vec<Municipality>,
    /// The names of agencies whose observations are shown.
    pub observers: HashMap<OrganizationId, String>,
    /// Who asks how to reach it.
    pub sender: SenderKind,
    /// How this sender reaches it now, for the purposes in their order.
    pub reach: Vec<(ContactPurpose, ReachAnswer)>,
    /// The published rows it was made from.
    pub sources: Vec<SourceRecord>,
    /// The fields that do not say what is published, with who decided it and when.
    pub corrections: Vec<RecordedCorrection>,
    /// The holidays, to decide hours with.
    pub holidays: HolidayTable,
    /// The moment for which everything was decided.
    pub at: Moment,
}

/// What the entrance of the directory shows.
#[derive(Debug, Clone)]
pub struct Entrance {
    /// The networks with the municipalities they look after.
    pub networks: Vec<(StoredNetwork, Vec<Municipality>)>,
    /// How many entries of each kind there are.
    pub kinds: BTreeMap<ResourceKind, u64>,
}

/// An edition of published data that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedEdition {
    /// Of which data.
    pub dataset: Dataset,
    /// File name or edition.
    pub name: String,
    /// When it was shown.
    pub imported_at: Option<Instant>,
    /// Rows of the file.
    pub rows_read: u64,
    /// New entries.
    pub created: u64,
    /// Changed entries.
    pub updated: u64,
    /// Entries that stood so already.
    pub unchanged: u64,
    /// Rows that made no entry.
    pub skipped: u64,
    /// Entries the data no longer named.
    pub absent: u64,
}

/// What a typed place name led to.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundArea {
    /// Exactly one municipality.
    One(Municipality),
    /// Several: the person chooses.
    Several(Vec<Municipality>),
    /// None.
    None,
}

impl App {
    /// The entrance: networks, areas and kinds.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn entrance(&self) -> Result<Entrance, StoreFault> {
        let networks = self.store.networks().await?;
        let codes: Vec<_> = networks
            .iter()
            .flat_map(|network| network.area.iter().copied())
            .collect();
        let known = self.store.municipalities_by_code(&codes).await?;
        let counts = self.store.count_by_kind().await?;
        Ok(Entrance {
            networks: networks
                .into_iter()
                .map(|network| {
                    let area = known
                        .iter()
                        .filter(|entry| network.area.contains(&entry.code))
                        .cloned()
                        .collect();
                    (network, area)
                })
                .collect(),
            kinds: counts
                .into_iter()
                .map(|entry| (entry.kind, entry.count))
                .collect(),
        })
    }

    /// The names of the networks of this installation.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn network_names(&self) -> Result<Vec<String>, StoreFault> {
        Ok(self
            .store
            .networks()
            .await?
            .into_iter()
            .map(|network| network.name.to_string())
            .collect())
    }

    /// A list of resources; `None` when the area is not in the table of municipalities.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn list_resources(
        &self,
        viewer: &Viewer,
        request: ListRequest,
    ) -> Result<Option<ResourceList>, StoreFault> {
        let at = self.now().in_japan();
        let holidays = self.store.holidays().await?;
        let area = match request.area {
            Some(code) => match self.store.municipalities_by_code(&[code]).await?.pop() {
                Some(area) => Some(area),
                None => return Ok(None),
            },
            None => None,
        };
        let point = area.as_ref().and_then(|area| area.point);
        let near = point
            .zip(request.within_km)
            .and_then(|(point, km)| Near::new(point, f64::from(km)));
        let place = match &area {
            Some(area) => self.with_wards(area).await?,
            None => Vec::new(),
        };
        let filter = ResourceFilter {
            query: Query::parse(&request.text),
            kinds: request.kinds.clone(),
            sectors: request.sectors.clone(),
            places: if near.is_some() {
                Vec::new()
            } else {
                place.clone()
            },
            near,
            open_at: request.open_now.then_some(at),
            programs: request.programs.clone(),
            good_at: request.good_at.clone(),
            has_capacity: request.has_capacity,
            verified_since: request.verified_since,
        };
        let listing = self
            .store
            .list_resources(&filter, &holidays, request.page, PAGE_SIZE)
            .await?;
        let facets = self.store.facets(&filter, &holidays).await?;
        let named: Vec<_> = facets
            .municipalities
            .iter()
            .take(FACET_PLACES)
            .map(|(code, _)| *code)
            .collect();
        let places = self.store.municipalities_by_code(&named).await?;
        let ids: Vec<_> = listing.resources.iter().map(|entry| entry.id).collect();
        let mut profiles = self.store.profiles(&ids, &viewer.audience()).await?;
        let codes: Vec<_> = listing
            .resources
            .iter()
            .filter_map(|entry| {
                entry
                    .facts
                    .address
                    .as_ref()
                    .and_then(|address| address.municipality)
            })
            .collect();
        let municipalities = self.store.municipalities_by_code(&codes).await?;
        let entries = listing
            .resources
            .into_iter()
            .map(|stored| {
                let profile = profiles.remove(&stored.id).unwrap_or_default();
                let presence = area.as_ref().map(|_| {
                    if profile.service_area.iter().any(|code| place.contains(code)) {
                        Presence::Serves
                    } else {
                        Presence::StandsIn
                    }
                });
                let question = ReachQuestion {
                    purpose: ContactPurpose::Introduction,
                    sender: SenderKind::Supporter,
                    at,
                };
                ListedResource {
                    id: stored.id,
                    municipality: municipality_of(&stored.facts, &municipalities),
                    presence,
                    openness: stored.facts.hours.open_at(at, &holidays),
                    reach: how_to_reach(
                        &stored.facts,
                        &profile.contact_policy,
                        &holidays,
                        question,
                    ),
                    facts: stored.facts,
                    profile,
                }
            })
            .collect();
        Ok(Some(ResourceList {
            request,
            area,
            facets,
            places,
            entries,
            at,
        }))
    }

    /// One resource with everything around it, reached by one kind of sender; `None` when there is
    /// none, or none for these eyes.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn view_resource(
        &self,
        viewer: &Viewer,
        id: ResourceId,
        sender: SenderKind,
    ) -> Result<Option<ResourceView>, StoreFault> {
        let Some(stored) = self.store.resources(&[id]).await?.pop() else {
            return Ok(None);
        };
        let at = self.now().in_japan();
        let facts = stored.facts;
        let profile = self
            .store
            .profiles(&[id], &viewer.audience())
            .await?
            .remove(&id)
            .unwrap_or_default();
        let holidays = self.store.holidays().await?;
        let mut organization_ids: Vec<_> = facts.organization.into_iter().collect();
        organization_ids.extend(profile.strengths.iter().filter_map(
            |strength| match &strength.voice {
                Voice::Observed { by, .. } => Some(*by),
                Voice::SelfDeclared => None,
            },
        ));
        let mut organizations = self.store.organizations(&organization_ids).await?;
        let observers = organizations
            .iter()
            .map(|(id, facts)| (*id, facts.name.to_string()))
            .collect();
        let mut codes = profile.service_area.clone();
        codes.extend(
            facts
                .address
                .as_ref()
                .and_then(|address| address.municipality),
        );
        let municipalities = self.store.municipalities_by_code(&codes).await?;
        let reach = ContactPurpose::ALL
            .iter()
            .map(|purpose| {
                let question = ReachQuestion {
                    purpose: *purpose,
                    sender,
                    at,
                };
                (
                    *purpose,
                    how_to_reach(&facts, &profile.contact_policy, &holidays, question),
                )
            })
            .collect();
        let mut profile = profile;
        profile.notices.retain(|notice| notice.is_shown_on(at.date));
        let lifecycles = self.store.lifecycles(&[id]).await?;
        Ok(Some(ResourceView {
            id,
            lifecycle: lifecycles.get(&id).copied().unwrap_or(Lifecycle::Active),
            organization: facts.organization.and_then(|id| organizations.remove(&id)),
            municipality: municipality_of(&facts, &municipalities),
            service_area: municipalities
                .iter()
                .filter(|entry| profile.service_area.contains(&entry.code))
                .cloned()
                .collect(),
            observers,
            sender,
            reach,
            sources: self
                .store
                .source_records(&[id])
                .await?
                .remove(&id)
                .unwrap_or_default(),
            corrections: self
                .store
                .corrections(&[id])
                .await?
                .remove(&id)
                .unwrap_or_default(),
            holidays,
            at,
            facts,
            profile,
        }))
    }

    /// Finds the municipality a person typed: by code, by name, by reading, with or without its
    /// prefecture.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn find_area(&self, typed: &str) -> Result<FoundArea, StoreFault> {
        let typed: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
        let folded = fold(&typed);
        if !is_name(&typed) || !is_name(&folded) {
            return Ok(FoundArea::None);
        }
        if let Ok(code) = MunicipalityCode::parse(&typed) {
            let found = self.store.municipalities_by_code(&[code]).await?.pop();
            return Ok(found.map_or(FoundArea::None, FoundArea::One));
        }
        let mut found = self.store.municipalities_named(&typed).await?;
        // 「京都府城陽市」 has two signs that may end a prefecture; the table knows which one does.
        for (at, sign) in typed
            .char_indices()
            .filter(|(at, c)| *at > 0 && "都道府県".contains(*c))
        {
            let (prefecture, name) = typed.split_at(at + sign.len_utf8());
            if found.is_empty() && !name.is_empty() {
                found = self.store.municipalities_named(name).await?;
                found.retain(|entry| entry.prefecture == prefecture);
            }
        }
        if found.is_empty() {
            found = self.store.municipalities_named(&folded).await?;
        }
        let is_exact = |entry: &Municipality| {
            entry.name == typed
                || format!("{}{}", entry.prefecture, entry.name) == typed
                || entry.kana == folded
        };
        let exact: Vec<_> = found
            .iter()
            .filter(|entry| is_exact(entry))
            .cloned()
            .collect();
        let candidates = if exact.is_empty() { found } else { exact };
        Ok(match <[Municipality; 1]>::try_from(candidates) {
            Ok([one]) => FoundArea::One(one),
            Err(none) if none.is_empty() => FoundArea::None,
            Err(several) => FoundArea::Several(several),
        })
    }

    /// The editions that were imported, newest first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn imported_editions(&self) -> Result<Vec<ImportedEdition>, StoreFault> {
        let runs = self.store.shown_runs().await?;
        Ok(runs
            .into_iter()
            .map(|run| ImportedEdition {
                dataset: run.dataset,
                name: run.edition,
                imported_at: run.finished_at,
                rows_read: run.counts.rows_read,
                created: run.counts.created,
                updated: run.counts.updated,
                unchanged: run.counts.unchanged,
                skipped: run.counts.skipped,
                absent: run.counts.absent,
            })
            .collect())
    }

    /// A city stands for its wards as well.
    async fn with_wards(&self, area: &Municipality) -> Result<Vec<MunicipalityCode>, StoreFault> {
        if !area.name.ends_with('市') {
            return Ok(vec![area.code]);
        }
        let named = self.store.municipalities_named(&area.name).await?;
        Ok(named
            .iter()
            .filter(|entry| entry.prefecture == area.prefecture)
            .map(|entry| entry.code)
            .collect())
    }
}

/// Whether a text can be part of a name: signs of a search pattern would match everything.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 40
        && !text.contains(|c: char| c.is_control() || "%_\\".contains(c))
}

fn municipality_of(facts: &ResourceFacts, known: &[Municipality]) -> Option<Municipality> {
    let code = facts.address.as_ref()?.municipality?;
    known.iter().find(|entry| entry.code == code).cloned()
}
