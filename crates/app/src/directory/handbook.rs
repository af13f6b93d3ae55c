//! A handbook of the area of a network (社会資源ハンドブック), to be printed and handed out: what everybody may read of each
//! entry, and nothing else. It is read with the eyes of anybody, and what it carries of an entry is listed field by field,
//! so that no observation, contact person or relation can come to stand in it.

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::address::Address;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::{AccessFeature, Comparison, Language};
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{Way, ways_whenever};
use renkei_domain::directory::filter::{ResourceOrder, Total};
use renkei_domain::directory::freshness::{FieldGroup, Freshness};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::reading::Reading;
use renkei_domain::directory::strength::{Valence, Voice};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::map::Ruby;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Moment;
use renkei_store::StoreFault;
use renkei_store::directory::listing::PageStart;

use super::parts::{Parts, ReadResource};
use super::read::Viewer;
use super::register::Outcome;
use super::search::{MOST_OF_A_PAGE, Prepared, ResourceSearch, Start};
use crate::App;
use crate::paper::Letterhead;

/// The most entries of one handbook: some 300 pages, which nobody carries, and what setting them takes in memory.
pub const MOST_ENTRIES: usize = 1_000;

renkei_domain::word_list! {
    /// How the entries of one kind follow one another.
    HandbookOrder {
        Place = "place", "市区町村ごとに、よみの順";
        Reading = "reading", "市区町村を分けずに、よみの順";
    }
}

/// What a handbook is to hold. Where nothing is chosen, it is all there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandbookRequest {
    /// Municipalities of the network's area.
    pub municipalities: Vec<MunicipalityCode>,
    /// Whole sectors.
    pub sectors: Vec<Sector>,
    /// Kinds beside them.
    pub kinds: Vec<ResourceKind>,
    /// In which order.
    pub order: HandbookOrder,
    /// With readings or without.
    pub ruby: Ruby,
}

/// A handbook before it is printed, with what could be chosen for it.
#[derive(Debug, Clone)]
pub struct HandbookView {
    /// The municipalities that the network looks after.
    pub area: Vec<Municipality>,
    /// How much there is of which kind in those that were chosen.
    pub kinds: Vec<(ResourceKind, u64)>,
    /// How many entries it would have.
    pub found: Total,
    /// What stands in it; `None` where that is more than [`MOST_ENTRIES`].
    pub paper: Option<HandbookPaper>,
}

/// What stands in a handbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandbookPaper {
    /// From which network it is, and whom to tell what is wrong.
    pub head: Letterhead,
    /// The municipalities it is about, as people call them.
    pub area: Vec<String>,
    /// The sectors it was narrowed to.
    pub sectors: Vec<Sector>,
    /// The kinds it was narrowed to beside them.
    pub kinds: Vec<ResourceKind>,
    /// With readings or without.
    pub ruby: Ruby,
    /// The entries by sector and kind, in their order.
    pub entries: Vec<HandbookEntry>,
}

/// An entry: nothing but what everybody may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandbookEntry {
    /// Its kind.
    pub kind: ResourceKind,
    /// The name of its service, where that says more.
    pub kind_in_words: String,
    /// Its name.
    pub name: Line,
    /// How that is read.
    pub kana: Option<Line>,
    /// Who runs it.
    pub organization: Option<String>,
    /// The municipality it stands in.
    pub municipality: Option<String>,
    /// How it is reached as a rule, the preferred way first. Nobody is named in them.
    pub ways: Vec<Way>,
    /// What not to do.
    pub never: Vec<Line>,
    /// Its numbers.
    pub phones: Vec<Phone>,
    /// Its FAX.
    pub fax: Option<Phone>,
    /// Its mail address.
    pub mail: Option<Line>,
    /// Where it stands.
    pub address: Option<Address>,
    /// When it is open.
    pub hours: Hours,
    /// What else is published about that.
    pub hours_note: Option<Prose>,
    /// What a person compares.
    pub comparison: Comparison,
    /// 定員.
    pub designated: Option<u32>,
    /// What it said about free places.
    pub places: Option<CapacityReport>,
    /// What it says of itself.
    pub said: Vec<(Valence, Line)>,
    /// Languages beside Japanese.
    pub languages: Vec<Language>,
    /// What helps a person to get in and be understood.
    pub access: Vec<AccessFeature>,
    /// How fresh its numbers are.
    pub confirmed: Confirmed,
}

/// How fresh the numbers of an entry are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Confirmed on this day, less than a year ago.
    Lately(NaiveDate),
    /// Confirmed on this day, which is longer ago than it may be.
    LongAgo(NaiveDate),
    /// Never.
    Never,
}

/// Why somebody gets no handbook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandbookRefusal {
    /// The rule of access refuses.
    #[error("not allowed")]
    NotAllowed(Decision),
    /// The network does not exist.
    #[error("unknown network")]
    UnknownNetwork,
}

impl HandbookPaper {
    /// How many entries were confirmed too long ago, and how many never.
    #[must_use]
    pub fn unconfirmed(&self) -> [usize; 2] {
        let count = |is: fn(Confirmed) -> bool| {
            let entries = self.entries.iter();
            entries.filter(|entry| is(entry.confirmed)).count()
        };
        [
            count(|confirmed| matches!(confirmed, Confirmed::LongAgo(_))),
            count(|confirmed| confirmed == Confirmed::Never),
        ]
    }
}

impl HandbookRequest {
    /// The search for what it holds in an area.
    fn search(&self, area: &[Municipality]) -> ResourceSearch {
        let mut kinds = self.kinds.clone();
        kinds.extend(
            self.sectors
                .iter()
                .copied()
                .flat_map(ResourceKind::of_sector),
        );
        kinds.sort_unstable();
        kinds.dedup();
        ResourceSearch {
            kinds,
            municipalities: self.chosen(area).iter().map(|place| place.code).collect(),
            order: ResourceOrder::Name,
            ..ResourceSearch::default()
        }
    }

    /// The municipalities that were chosen; all of the area where none of it was.
    fn chosen<'a>(&self, area: &'a [Municipality]) -> Vec<&'a Municipality> {
        let is_chosen = |place: &&Municipality| self.municipalities.contains(&place.code);
        let chosen: Vec<&Municipality> = area.iter().filter(is_chosen).collect();
        if chosen.is_empty() {
            area.iter().collect()
        } else {
            chosen
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// A handbook of the area of a network, for those who hand it out.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn handbook(
        &self,
        own: &Principal,
        network: NetworkId,
        request: &HandbookRequest,
    ) -> Outcome<HandbookView, HandbookRefusal> {
        match decide(own, Action::PrintHandbook, &Object::Network(network)) {
            Decision::Allowed => {}
            decision => return Ok(Err(HandbookRefusal::NotAllowed(decision))),
        }
        let networks = self.store.networks().await?;
        let Some(known) = networks.into_iter().find(|known| known.id == network) else {
            return Ok(Err(HandbookRefusal::UnknownNetwork));
        };
        let reference = self.reference().await?;
        let places = known.area.iter();
        let area: Vec<Municipality> = places
            .filter_map(|code| reference.municipalities.by_code(*code).cloned())
            .collect();
        let mut view = HandbookView {
            kinds: Vec::new(),
            found: Total {
                entries: 0,
                is_exact: true,
            },
            paper: None,
            area,
        };
        let mut entries = Vec::new();
        // A search without a place would find the whole country.
        if !view.area.is_empty() {
            let search = request.search(&view.area);
            let prepared = Prepared::bound_to(&search, &search, reference);
            let facets = self.count_prepared(&prepared).await?;
            view.found = facets.total();
            view.kinds = facets.kinds.entries;
            view.kinds.sort_unstable();
            if facets.total > MOST_ENTRIES as u64 {
                return Ok(Ok(view));
            }
            entries = self.entries_of(&prepared, request.order).await?;
        }
        let chosen = request.chosen(&view.area).into_iter();
        view.paper = Some(HandbookPaper {
            head: self.letterhead(&[network]).await?,
            area: chosen.map(|place| place.name.clone()).collect(),
            sectors: request.sectors.clone(),
            kinds: request.kinds.clone(),
            ruby: request.ruby,
            entries,
        });
        Ok(Ok(view))
    }

    /// All entries of a search as anybody reads them: so many statements for each hundred.
    async fn entries_of(
        &self,
        prepared: &Prepared,
        order: HandbookOrder,
    ) -> Result<Vec<HandbookEntry>, StoreFault> {
        let parts = Parts {
            profile: true,
            organization: true,
            ..Parts::NONE
        };
        let (viewer, at) = (Viewer::Anonymous, self.now().in_japan());
        let mut read: Vec<ReadResource> = Vec::new();
        let mut start = PageStart::First;
        loop {
            let page = self.page_of(&viewer, prepared, &start, MOST_OF_A_PAGE, parts);
            let page = page.await?;
            let last = page.entries.last().map(|entry| entry.cursor.clone());
            let goes_on = page.has_next && read.len() < MOST_ENTRIES;
            read.extend(page.entries.into_iter().map(|entry| entry.resource));
            let next = last
                .filter(|_| goes_on)
                .and_then(|cursor| prepared.begin(&Start::After(cursor)).ok());
            match next {
                Some(next) => start = next,
                None => break,
            }
        }
        // Somebody may have entered more while it was read.
        read.truncate(MOST_ENTRIES);
        read.sort_by_cached_key(|entry| place_in(entry, order));
        Ok(read.into_iter().map(|entry| entry_of(entry, at)).collect())
    }
}

/// Where an entry stands: by sector and kind, then by the place and the reading; last what nobody knows.
type PlaceIn = (
    Sector,
    ResourceKind,
    (bool, Option<MunicipalityCode>),
    Reading,
    ResourceId,
);

fn place_in(entry: &ReadResource, order: HandbookOrder) -> PlaceIn {
    let facts = &entry.facts;
    let place = entry.municipality.as_ref().map(|place| place.code);
    let place = match order {
        HandbookOrder::Place => (place.is_none(), place),
        HandbookOrder::Reading => (false, None),
    };
    let kana = facts.kana.as_ref().map(Line::as_str);
    let reading = Reading::of(facts.name.as_str(), kana);
    (facts.kind.sector(), facts.kind, place, reading, entry.id)
}

fn entry_of(entry: ReadResource, at: Moment) -> HandbookEntry {
    let facts = entry.facts;
    let profile = entry.profile.unwrap_or_default();
    let policy = &profile.contact_policy;
    let (purpose, sender) = (ContactPurpose::Routine, SenderKind::Supporter);
    let (mut ways, _) = ways_whenever(&facts, policy, (purpose, sender));
    for way in &mut ways {
        way.person = None;
    }
    let rule = policy.rule_for(purpose, sender);
    let do_not = rule.map(|rule| rule.do_not.as_slice()).unwrap_or_default();
    let contact = Freshness::of(FieldGroup::Contact, &profile.verifications);
    let confirmed = contact.confirmed.map(|done| done.verified_on);
    let own = profile.strengths.iter();
    let own = own.filter(|strength| strength.voice == Voice::SelfDeclared);
    HandbookEntry {
        kind: facts.kind,
        kind_in_words: facts.kind_in_words(),
        organization: entry
            .organization
            .flatten()
            .map(|body| body.name.to_string()),
        municipality: entry.municipality.map(|place| place.name),
        ways,
        never: policy.never.iter().chain(do_not).cloned().collect(),
        said: own
            .map(|strength| (strength.valence, strength.text.clone()))
            .collect(),
        confirmed: match confirmed {
            Some(day) if contact.is_confirmed_on(at.date) => Confirmed::Lately(day),
            Some(day) => Confirmed::LongAgo(day),
            None => Confirmed::Never,
        },
        name: facts.name,
        kana: facts.kana,
        phones: facts.phones,
        fax: facts.fax,
        mail: facts.email,
        address: facts.address,
        hours: facts.hours,
        hours_note: facts.hours_note,
        designated: facts.capacity,
        comparison: profile.comparison,
        places: profile.capacity,
        languages: profile.languages,
        access: profile.access,
    }
}
