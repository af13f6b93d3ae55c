//! Ready drafts of what a supporter may propose for the map of the person of a case: whoever helps them by the team, and
//! an agency of the directory that was looked at. A draft is nobody's yet; it is proposed as it is or changed before.

use renkei_domain::cases::team::{MemberAgency, Ring, TeamMember};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::ids::{MapEntryId, ResourceId, TeamMemberId};
use renkei_domain::map::resource_map::TEXT_CHARS;
use renkei_domain::map::{CurrentContact, Entry, Quadrant, ResourceMap, Way, WayKind, WhoKind};
use renkei_domain::text::{Line, Prose};
use renkei_store::StoreFault;

use crate::App;
use crate::cases::read::CaseView;
use crate::directory::parts::Parts;
use crate::directory::read::Viewer;

/// What a draft is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftOf {
    /// Somebody of the team.
    Member(TeamMemberId),
    /// An agency of the directory.
    Agency(ResourceId),
}

impl DraftOf {
    /// The code that names it in forms and addresses: an id of ours, and nothing about anybody.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Member(id) => format!("member.{id}"),
            Self::Agency(id) => format!("agency.{id}"),
        }
    }

    /// Reads such a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('.')? {
            ("member", id) => id.parse().ok().map(Self::Member),
            ("agency", id) => id.parse().ok().map(Self::Agency),
            _ => None,
        }
    }
}

/// What may be proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapDraft {
    /// Of what.
    pub of: DraftOf,
    /// What would come onto the map. Its id is drawn anew each time.
    pub entry: Entry,
}

/// Drafts with what the directory says now of their agencies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MapDrafts {
    /// The agency that was looked at first, then the team in its order.
    pub drafts: Vec<MapDraft>,
    /// What the directory says.
    pub current: Vec<CurrentContact>,
}

/// The part of life about which an agency of a kind is asked, until somebody says otherwise.
fn part_of(kind: ResourceKind) -> Quadrant {
    use ResourceKind as K;
    match kind {
        K::EmploymentTransition
        | K::ContinuousEmploymentA
        | K::ContinuousEmploymentB
        | K::EmploymentRetention
        | K::EmploymentChoice
        | K::YouthSupportStation
        | K::LaborSocialSecurityAttorney => Quadrant::Work,
        K::PeerGroup | K::LeisureResource => Quadrant::Leisure,
        kind => match kind.sector() {
            Sector::Labour | Sector::Education => Quadrant::Work,
            Sector::Health => Quadrant::MindBody,
            Sector::Welfare | Sector::Other => Quadrant::Living,
        },
    }
}

/// A text as far as a map takes it, in whole sentences.
fn fitting(text: &Prose) -> Option<Prose> {
    if text.as_str().chars().count() <= TEXT_CHARS {
        return Some(text.clone());
    }
    let begins: String = text.as_str().chars().take(TEXT_CHARS).collect();
    let (whole, _) = begins.rsplit_once('。')?;
    Prose::parse(&format!("{whole}。")).ok()
}

/// How an agency is reached whose number the directory does not know. A number goes along with its entry.
fn by_mail(facts: &ResourceFacts) -> Vec<Way> {
    let mail = facts.email.iter().filter(|_| facts.phones.is_empty());
    let ways = mail.map(|mail| Way {
        kind: WayKind::Mail,
        to: Some(mail.clone()),
    });
    ways.collect()
}

/// Somebody of the team; nothing where the agency is in the directory no more.
fn of_member(view: &CaseView, member: &TeamMember, id: MapEntryId) -> Option<Entry> {
    let listed = match &member.agency {
        MemberAgency::Listed(id) => Some((*id, view.agencies.get(id)?)),
        MemberAgency::Written(_) => None,
    };
    let agency = match (&member.agency, listed) {
        (MemberAgency::Written(name), _) => name.clone(),
        (MemberAgency::Listed(_), listed) => listed?.1.name.clone(),
    };
    let quadrant = match (member.ring, listed) {
        (Ring::InCompany, _) => Quadrant::Work,
        (_, Some((_, known))) => part_of(known.listed.kind),
        (Ring::WelfareMedical, None) => Quadrant::MindBody,
        (Ring::Community, None) => Quadrant::Living,
    };
    let who = match (member.ring, &member.contact) {
        (Ring::InCompany, _) => WhoKind::Colleague,
        (_, Some(_)) => WhoKind::Person,
        (_, None) => WhoKind::Agency,
    };
    let (name, affiliation) = match &member.contact {
        Some(contact) => (contact.clone(), Some(agency)),
        None => (agency, None),
    };
    let reach = member.reach.as_ref();
    Some(Entry {
        affiliation,
        resource: listed.map(|(id, _)| id),
        employer: member.employer,
        about: member.does.as_ref().and_then(fitting),
        reachable_note: reach.and_then(|reach| Line::parse(reach.as_str()).ok()),
        ..Entry::named(id, quadrant, who, name)
    })
}

#[renkei_boxed::boxed]
impl App {
    /// What a supporter may propose from a case that they keep: an agency that they looked at, and whoever is in the team
    /// today. Where the person has no account yet there is nothing, and agencies that closed for good are left out.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn map_drafts(
        &self,
        view: &CaseView,
        looked_at: Option<ResourceId>,
    ) -> Result<MapDrafts, StoreFault> {
        if !view.may_keep || view.file.case.account.is_none() {
            return Ok(MapDrafts::default());
        }
        let mut drafts = Vec::new();
        if let Some(id) = looked_at {
            let entry = self.draft_of_agency(id).await?;
            let of = DraftOf::Agency(id);
            drafts.extend(entry.map(|entry| MapDraft { of, entry }));
        }
        let there = view.file.team.iter();
        let there = there.filter(|member| member.is_there(view.now.date));
        drafts.extend(there.filter_map(|member| {
            let entry = of_member(view, member, self.new_map_entry())?;
            let of = DraftOf::Member(member.id);
            Some(MapDraft { of, entry })
        }));
        let all = ResourceMap {
            entries: drafts.iter().map(|draft| draft.entry.clone()).collect(),
            ..ResourceMap::default()
        };
        let current = self.map_contacts(&all).await?;
        let is_closed = |id: ResourceId| {
            let mut known = current.iter();
            known.any(|one| one.resource == id && one.closed_on.is_some())
        };
        drafts.retain(|draft| !draft.entry.resource.is_some_and(is_closed));
        Ok(MapDrafts { drafts, current })
    }

    async fn draft_of_agency(&self, id: ResourceId) -> Result<Option<Entry>, StoreFault> {
        let parts = Parts {
            profile: true,
            ..Parts::NONE
        };
        let read = self
            .read_resources(&Viewer::Anonymous, &[id], parts)
            .await?;
        let read = read.into_iter().flatten().next();
        let open = read.filter(|read| read.lifecycle != Lifecycle::Closed);
        Ok(open.map(|read| {
            let profile = read.profile.as_ref();
            let description = profile.and_then(|profile| profile.description.as_ref());
            let (kind, name) = (read.facts.kind, read.facts.name.clone());
            Entry {
                resource: Some(id),
                about: description.and_then(fitting),
                ways: by_mail(&read.facts),
                ..Entry::named(self.new_map_entry(), part_of(kind), WhoKind::Agency, name)
            }
        }))
    }
}
