//! An entry with as much around it as is asked for. Whatever the number of entries, each part costs one
//! statement, and what nobody asked for costs none.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Closure, Lifecycle, ResourceFacts};
use renkei_domain::directory::source::SourceRecord;
use renkei_domain::directory::strength::Voice;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::text::Line;
use renkei_store::StoreFault;
use renkei_store::directory::profile::Audience;
use renkei_store::directory::reference::ReferenceTables;
use renkei_store::directory::resource::StoredResource;

use super::read::Viewer;
use crate::App;

/// Which parts of an entry are read. Municipalities cost nothing and always come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// What only people of the region know.
    pub profile: bool,
    /// What of the profile is not for everybody: contact persons, and observations with the names of those
    /// who made them. It is read only where it is shown, since every reading of it is kept note of.
    pub inside: bool,
    /// The names of those who confirmed something, which are for members of the network that keeps the entry and
    /// kept note of as well.
    pub askers: bool,
    /// How it ended, where it has.
    pub closure: bool,
    /// Who runs it.
    pub organization: bool,
    /// The published rows it was made from.
    pub sources: bool,
    /// The cells of somebody's own list among them.
    pub cells: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Self = Self {
        profile: true,
        inside: true,
        askers: true,
        closure: true,
        organization: true,
        sources: true,
        cells: true,
    };
    /// The published facts alone.
    pub const NONE: Self = Self {
        profile: false,
        inside: false,
        askers: false,
        closure: false,
        organization: false,
        sources: false,
        cells: false,
    };
}

/// An entry as a viewer may read it.
#[derive(Debug, Clone)]
pub struct ReadResource {
    /// Its id.
    pub id: ResourceId,
    /// The id by which it was asked for: another one where that entry became part of this one.
    pub asked: ResourceId,
    /// Whether it may be chosen for new work; lists hold only what may.
    pub lifecycle: Lifecycle,
    /// How it ended: `None` when it was not asked for, `Some(None)` for what is at work.
    pub closure: Option<Option<Closure>>,
    /// Rises with every change: whoever edits says which version they saw.
    pub version: i64,
    /// Its published facts, corrections applied.
    pub facts: ResourceFacts,
    /// The municipality it stands in.
    pub municipality: Option<Municipality>,
    /// What people of the region know of it, notices as they are shown today. `None` when it was not
    /// asked for.
    pub profile: Option<Profile>,
    /// The municipalities it declared as served, in the order of codes; a part of the profile.
    pub service_area: Vec<Municipality>,
    /// Who runs it: `None` when it was not asked for, `Some(None)` when nobody is known.
    pub organization: Option<Option<OrganizationFacts>>,
    /// The names of agencies whose observations the profile shows.
    pub observers: HashMap<OrganizationId, String>,
    /// The published rows it was made from. `None` when they were not asked for.
    pub sources: Option<Vec<SourceRecord>>,
}

#[renkei_boxed::boxed]
impl App {
    /// Entries by their ids, in the order in which they are asked for; `None` stands for one that is
    /// not there, or not for these eyes. In place of one that became part of another stands that other.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn read_resources(
        &self,
        viewer: &Viewer,
        ids: &[ResourceId],
        parts: Parts,
    ) -> Result<Vec<Option<ReadResource>>, StoreFault> {
        let mut stored = self.store.resources(ids).await?;
        let current: HashMap<ResourceId, ResourceId> = stored
            .iter()
            .map(|entry| (entry.id, entry.current))
            .collect();
        for entry in &mut stored {
            entry.id = entry.current;
        }
        let mut once = BTreeSet::new();
        stored.retain(|entry| once.insert(entry.id));
        let reference = self.reference().await?;
        let found: HashMap<ResourceId, ReadResource> = self
            .complete(viewer, stored, parts, &reference)
            .await?
            .into_iter()
            .map(|read| (read.id, read))
            .collect();
        let asked = ids.iter().map(|id| {
            let read = found.get(current.get(id)?)?;
            Some(ReadResource {
                asked: *id,
                ..read.clone()
            })
        });
        Ok(asked.collect())
    }

    /// Reads the parts around some entries, in their order.
    pub(super) async fn complete(
        &self,
        viewer: &Viewer,
        stored: Vec<StoredResource>,
        parts: Parts,
        reference: &ReferenceTables,
    ) -> Result<Vec<ReadResource>, StoreFault> {
        let ids: Vec<ResourceId> = stored.iter().map(|entry| entry.id).collect();
        let mut profiles = if parts.profile {
            let audience = if parts.inside || parts.askers {
                viewer.audience()
            } else {
                Audience::Public
            };
            let profiles = self.store.profiles(&ids, &audience).await?;
            let asked_for = profiles.narrowed(|profiles| {
                for profile in profiles.values_mut() {
                    leave_out(profile, parts);
                }
            });
            self.opened(None, asked_for).await?
        } else {
            HashMap::new()
        };
        let mut bodies: BTreeSet<OrganizationId> = profiles.values().flat_map(observing).collect();
        if parts.organization {
            bodies.extend(stored.iter().filter_map(|entry| entry.facts.organization));
        }
        let bodies: Vec<OrganizationId> = bodies.into_iter().collect();
        let organizations = self.store.organizations(&bodies).await?;
        let mut sources = if parts.sources {
            let sources = self.store.source_records(&ids).await?;
            let readable = sources.narrowed(|sources| {
                for record in sources.values_mut().flatten() {
                    seal(record, viewer, parts);
                }
            });
            self.opened(None, readable).await?
        } else {
            HashMap::new()
        };
        let closed: Vec<ResourceId> = stored
            .iter()
            .filter(|entry| parts.closure && entry.lifecycle == Lifecycle::Closed)
            .map(|entry| entry.id)
            .collect();
        // Lists hold no closed entry, and so have nothing to ask.
        let mut heads = if closed.is_empty() {
            HashMap::new()
        } else {
            self.store.heads(&closed).await?
        };
        let today = self.now().in_japan().date;
        let complete = stored.into_iter().map(|entry| {
            let StoredResource {
                id,
                lifecycle,
                version,
                facts,
                ..
            } = entry;
            let profile = parts.profile.then(|| {
                let mut profile = profiles.remove(&id).unwrap_or_default();
                profile.notices.retain(|notice| notice.is_shown_on(today));
                profile.contact_policy.name_only(&profile.contact_persons);
                profile
            });
            let observers = profile
                .iter()
                .flat_map(observing)
                .filter_map(|by| Some((by, organizations.get(&by)?.name.to_string())));
            ReadResource {
                id,
                asked: id,
                lifecycle,
                closure: parts
                    .closure
                    .then(|| heads.remove(&id).and_then(|head| head.closure)),
                version,
                municipality: place_of(&facts, reference),
                service_area: profile
                    .as_ref()
                    .map(|profile| served(profile, reference))
                    .unwrap_or_default(),
                organization: parts.organization.then(|| {
                    let runs_it = facts.organization.and_then(|by| organizations.get(&by));
                    runs_it.cloned()
                }),
                observers: observers.collect(),
                sources: parts
                    .sources
                    .then(|| sources.remove(&id).unwrap_or_default()),
                profile,
                facts,
            }
        });
        Ok(complete.collect())
    }
}

/// Of somebody's own contact list, the cells and the name are for members of the network whose list it is;
/// published data are everybody's.
fn seal(record: &mut SourceRecord, viewer: &Viewer, parts: Parts) {
    if !record.dataset.is_own_list() {
        return;
    }
    let is_theirs = match (viewer, record.network) {
        (Viewer::Member(networks), Some(network)) => networks.contains(&network),
        _ => false,
    };
    if !(is_theirs && parts.cells) {
        record.raw.clear();
    }
    if is_theirs {
        return;
    }
    if let Ok(name) = Line::parse(&record.dataset.public_name(record.edition.as_str())) {
        record.edition = name;
    }
}

/// Takes out of a profile what its viewer may read and did not ask for.
fn leave_out(profile: &mut Profile, parts: Parts) {
    if !parts.askers {
        profile.forget_askers();
    }
    if !parts.inside {
        profile.contact_persons.clear();
        profile
            .strengths
            .retain(|strength| strength.voice == Voice::SelfDeclared);
    }
}

/// The agencies whose observations a profile shows.
fn observing(profile: &Profile) -> impl Iterator<Item = OrganizationId> {
    profile
        .strengths
        .iter()
        .filter_map(|strength| match &strength.voice {
            Voice::Observed { by, .. } => Some(*by),
            Voice::SelfDeclared => None,
        })
}

fn place_of(facts: &ResourceFacts, reference: &ReferenceTables) -> Option<Municipality> {
    let code = facts.address.as_ref()?.municipality?;
    reference.municipalities.by_code(code).cloned()
}

fn served(profile: &Profile, reference: &ReferenceTables) -> Vec<Municipality> {
    let codes: BTreeSet<_> = profile.service_area.iter().copied().collect();
    codes
        .into_iter()
        .filter_map(|code| reference.municipalities.by_code(code).cloned())
        .collect()
}
