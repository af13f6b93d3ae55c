//! What others read of a map that is shown to them: as it is now, cut to what the person let be seen, and without
//! anybody of a closed employer. Each reading by a case is noted, and the person reads who it was; by a link it is
//! counted.

use std::collections::BTreeSet;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::access::scope::{cases_for, shared_maps_for};
use renkei_domain::cases::employment::{Belonging, EmployerTie, EmploymentDisclosure};
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::consent::at_work::belongs_to_closed;
use renkei_domain::consent::{Categories, Party};
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::ids::{CaseId, MapShareId, OrganizationId, ResourceId, TeamMemberId};
use renkei_domain::map::current::changes;
use renkei_domain::map::{
    AtWork, CurrentContact, Gap, KnownEnds, MapChange, ResourceMap, SharedWith, cut_to, shared_copy,
};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::map::ends::EndsOf;
use renkei_store::map::share::{ShareHead, SharedBy};
use renkei_store::map::shown::SharedFile;
use uuid::Uuid;

use super::MapRefusal;
use super::current::resources_of;
use crate::App;
use crate::directory::register::Outcome;
use crate::people::map_link_hash;

/// A map as somebody else reads it.
#[derive(Debug, Clone)]
pub struct SharedMap {
    /// By which share.
    pub id: MapShareId,
    /// The case by which it is read; nothing by a link.
    pub case: Option<CaseId>,
    /// The map, cut.
    pub map: ResourceMap,
    /// States that the person kept since they began to show it, the newest first, cut in the same way: to be laid beside
    /// the map of today. A link shows none.
    pub earlier: Vec<(Instant, ResourceMap)>,
    /// What the directory says now of its entries.
    pub current: Vec<CurrentContact>,
    /// What of that changed since the person printed it, or looked where they never did.
    pub changes: Vec<MapChange>,
    /// What is still missing on what is shown. Where parts are left out it says nothing of them.
    pub gaps: Vec<Gap>,
    /// Whether nothing of the map was left out.
    pub is_whole: bool,
    /// Of what it may tell.
    pub categories: Categories,
    /// Until when it is shown at the latest.
    pub until: Option<Instant>,
    /// Whether whoever reads may read the case too.
    pub may_read_case: bool,
}

/// A map that is shown to somebody of the team in a case that another agency leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamShare {
    /// By which case.
    pub case: CaseId,
    /// Who leads it.
    pub lead: String,
    /// The share.
    pub line: SharedLine,
}

/// That a map is shown to somebody, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedLine {
    /// By which share.
    pub id: MapShareId,
    /// To whom.
    pub with: SharedWith,
    /// Since when.
    pub since: Instant,
    /// Until when at the latest.
    pub until: Option<Instant>,
    /// What changed in the directory, of what is shown, since the person printed it, or looked where they never did.
    pub changes: Vec<MapChange>,
}

/// Whether somebody who asks is meant by a share of a case.
pub(super) fn may_read(own: &Principal, head: &ShareHead) -> Result<(), MapRefusal> {
    let (Some(lead), Some(reads_at)) = (head.lead, head.reads_at) else {
        return Err(MapRefusal::NotFound);
    };
    let decision = match head.stored.share.with {
        SharedWith::Supporter(reader) => {
            let shared = Object::SharedMap {
                lead: reads_at,
                reader,
            };
            decide(own, Action::ReadSharedMap, &shared)
        }
        SharedWith::Conference(_) if head.conference.is_some_and(|state| !state.is_over()) => {
            let case = Object::Case { lead, person: None };
            decide(own, Action::ConveneConference, &case)
        }
        SharedWith::Conference(_) | SharedWith::Link => return Err(MapRefusal::NotFound),
    };
    match decision {
        Decision::Allowed => Ok(()),
        // Somebody else's map and a missing one give the same answer.
        Decision::Hidden | Decision::Refused => Err(MapRefusal::NotFound),
        other => Err(MapRefusal::NotAllowed(other)),
    }
}

/// Whether somebody reads the cases that an organization leads: how long whoever of the team helps is told there.
fn may_read_case(own: &Principal, lead: OrganizationId) -> bool {
    let case = Object::Case { lead, person: None };
    may(own, Action::ReadCase, &case)
}

/// An entry of the directory on a map as the rule of employment sees it.
pub(super) fn member(resource: ResourceId, now: Instant) -> TeamMember {
    TeamMember {
        id: TeamMemberId::from_uuid(Uuid::nil()),
        agency: MemberAgency::Listed(resource),
        contact: None,
        role: None,
        ring: Ring::Community,
        part: Part::Member,
        employer: EmployerTie::NotSaid,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: now.in_japan().date,
        until: None,
    }
}

#[renkei_boxed::boxed]
impl App {
    /// What may show of the employer: everything where every employment is open, and nobody asked means closed.
    pub(super) async fn at_work(
        &self,
        map: &ResourceMap,
        employments: &[EmploymentDisclosure],
    ) -> Result<AtWork, StoreFault> {
        let is_open = |employment: &EmploymentDisclosure| !employment.disclosure.is_closed();
        if !employments.is_empty() && employments.iter().all(is_open) {
            return Ok(AtWork::Open);
        }
        let nobody = Principal::anybody();
        let now = self.now();
        let ids = resources_of(map);
        let agencies = self.team_agencies(&nobody, ids, SenderKind::Person, now.in_japan());
        let agencies = agencies.await?;
        let is_of_employer = |id: &ResourceId| {
            let listed = agencies.get(id).map(|agency| &agency.listed);
            let party = Party::of_member(&member(*id, now), listed);
            party.is_at_work() || belongs_to_closed(employments, &party) != Belonging::No
        };
        let closed: BTreeSet<ResourceId> = resources_of(map)
            .into_iter()
            .filter(is_of_employer)
            .collect();
        Ok(AtWork::Closed(closed))
    }

    /// A map that was read, cut, with until when agencies help as the case says, where whoever reads may read that.
    async fn cut(
        &self,
        file: SharedFile,
        (ends, may_read_case): (&KnownEnds, bool),
    ) -> Result<SharedMap, StoreFault> {
        let SharedFile {
            share,
            map,
            versions,
            employments,
        } = file;
        let at_work = self.at_work(&map.map, &employments).await?;
        let cut = cut_to(&shared_copy(&map.map, &at_work), &share.categories);
        let mut earlier = Vec::new();
        if share.share_case.is_some() {
            let kept = versions.into_iter();
            for version in kept.filter(|version| version.saved_at >= share.share.since) {
                let at_work = self.at_work(&version.map, &employments).await?;
                let copy = shared_copy(&version.map, &at_work);
                earlier.push((version.saved_at, cut_to(&copy, &share.categories)));
            }
        }
        let current = self.map_contacts(&cut).await?;
        let is_whole = cut == map.map;
        Ok(SharedMap {
            id: share.share.id,
            case: share.share_case,
            changes: changes(&cut, &map.on_paper(), &current),
            gaps: if is_whole { cut.gaps(ends) } else { Vec::new() },
            // Where the person lives, and until when a service supports them, is on no copy that others read.
            map: ResourceMap {
                area: None,
                service_ends: None,
                ..cut
            },
            earlier,
            current,
            is_whole,
            categories: share.categories,
            until: share.share.until,
            may_read_case,
        })
    }

    async fn read_by(
        &self,
        own: Option<&Principal>,
        head: ShareHead,
    ) -> Outcome<SharedMap, MapRefusal> {
        let now = self.now();
        let account = head.stored.account;
        if let Some(agency) = head.stored.agency
            && self.is_of_closed_employer(account, agency).await?
        {
            return Ok(Err(MapRefusal::NotFound));
        }
        let read_case = match (own, head.lead) {
            (Some(own), Some(lead)) if may_read_case(own, lead) => head.stored.share_case,
            _ => None,
        };
        let ends = match read_case {
            Some(case) => self.store.known_ends(EndsOf::Case(case)).await?,
            None => KnownEnds::new(),
        };
        let read = self.store.aside(move |work| {
            let head = head.clone();
            Box::pin(async move { Ok(work.read_shared_map(&head, now).await?) })
        });
        let read = read.await?;
        match self.opened(own, read).await? {
            Some(file) => Ok(Ok(self.cut(file, (&ends, read_case.is_some())).await?)),
            None => Ok(Err(MapRefusal::NotFound)),
        }
    }

    /// A map that is shown to whoever asks, by the case in which they support its owner.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn shared_map(
        &self,
        own: &Principal,
        id: MapShareId,
    ) -> Outcome<SharedMap, MapRefusal> {
        let Some(head) = self.store.map_share(SharedBy::Id(id)).await? else {
            return Ok(Err(MapRefusal::NotFound));
        };
        match may_read(own, &head) {
            Ok(()) => self.read_by(Some(own), head).await,
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// The same by the case in which it is shown: by another it is not there, and nothing of it is read.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn shared_map_in_case(
        &self,
        own: &Principal,
        (case, id): (CaseId, MapShareId),
    ) -> Outcome<SharedMap, MapRefusal> {
        let head = self.store.map_share(SharedBy::Id(id)).await?;
        if head.is_none_or(|head| head.stored.share_case != Some(case)) {
            return Ok(Err(MapRefusal::NotFound));
        }
        self.shared_map(own, id).await
    }

    /// The map behind a link, for whoever holds it. A link that ended, that expired and that never was give the same
    /// answer.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn map_behind_link(&self, secret: &str) -> Outcome<SharedMap, MapRefusal> {
        let Some(hash) = map_link_hash(secret) else {
            return Ok(Err(MapRefusal::NotFound));
        };
        match self.store.map_share(SharedBy::Secret(hash)).await? {
            Some(head) => self.read_by(None, head).await,
            None => Ok(Err(MapRefusal::NotFound)),
        }
    }

    /// The shares by which whoever asks may see the map of the person of a case now, the newest first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn maps_shown_in_case(
        &self,
        own: &Principal,
        case: CaseId,
    ) -> Result<Vec<SharedLine>, StoreFault> {
        let now = self.now();
        let named = shared_maps_for(own, Action::ReadSharedMap);
        let called = cases_for(own, Action::ConveneConference);
        let shares = self
            .store
            .map_shares_in_scope((&named, &called), Some(case));
        let shares = shares.await?.into_iter().filter(|head| {
            let is_called = matches!(head.stored.share.with, SharedWith::Conference(_));
            let is_for_now = !is_called || head.conference.is_some_and(|state| !state.is_over());
            is_for_now && head.stored.share.over(now).is_none()
        });
        let mut lines = Vec::new();
        for head in shares {
            lines.push(self.line_of(own, &head).await?);
        }
        Ok(lines)
    }

    pub(super) async fn line_of(
        &self,
        own: &Principal,
        head: &ShareHead,
    ) -> Result<SharedLine, StoreFault> {
        Ok(SharedLine {
            id: head.stored.share.id,
            with: head.stored.share.with,
            since: head.stored.share.since,
            until: head.stored.share.until,
            changes: self.changes_shown(own, head).await?,
        })
    }

    /// The maps that are shown to whoever asks as somebody of the team, in cases that another agency leads, the newest
    /// first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn maps_shown_to_team(&self, own: &Principal) -> Result<Vec<TeamShare>, StoreFault> {
        let now = self.now();
        let named = shared_maps_for(own, Action::ReadSharedMap);
        let called = cases_for(own, Action::ConveneConference);
        let heads = self.store.map_shares_in_scope((&named, &called), None);
        let heads = heads
            .await?
            .into_iter()
            .filter(|head| head.stored.agency.is_some() && head.stored.share.over(now).is_none());
        let heads: Vec<ShareHead> = heads.collect();
        let leads: Vec<OrganizationId> = heads.iter().filter_map(|head| head.lead).collect();
        let leads = self.store.organizations(&leads).await?;
        let mut shown = Vec::new();
        for head in heads {
            let (Some(case), Some(agency)) = (head.stored.share_case, head.stored.agency) else {
                continue;
            };
            let account = head.stored.account;
            if may_read(own, &head).is_err() || self.is_of_closed_employer(account, agency).await? {
                continue;
            }
            let lead = head.lead.and_then(|lead| leads.get(&lead));
            shown.push(TeamShare {
                case,
                lead: lead.map(|lead| lead.name.to_string()).unwrap_or_default(),
                line: self.line_of(own, &head).await?,
            });
        }
        Ok(shown)
    }

    /// What changed in the directory of what a share that stands open lets be seen: nothing is told of what is cut.
    async fn changes_shown(
        &self,
        own: &Principal,
        head: &ShareHead,
    ) -> Result<Vec<MapChange>, StoreFault> {
        let read = self.store.map_behind(head).await?;
        let Some(file) = self.opened(Some(own), read).await? else {
            return Ok(Vec::new());
        };
        let at_work = self.at_work(&file.map.map, &file.employments).await?;
        let copy = shared_copy(&file.map.map, &at_work);
        let cut = cut_to(&copy, &file.share.categories);
        let current = self.map_contacts(&cut).await?;
        Ok(changes(&cut, &file.map.on_paper(), &current))
    }
}
