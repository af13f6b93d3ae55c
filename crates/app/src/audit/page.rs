//! The lines as people read them: whoever runs the installation all of them, everybody their own.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::audit::SeenKind;
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::audit::ItemGroup;
use renkei_store::audit::list::AuditQuery;
use uuid::Uuid;

use crate::App;
use crate::directory::register::Outcome;

pub use renkei_store::audit::list::AuditEntry;

/// How many lines a page has.
const PAGE: usize = 50;

/// How many resources of one line are told by their names.
const NAMED: usize = 3;

/// Which lines somebody looks for. Whatever is left out narrows nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// What this account read and did; only whoever may read all lines can ask for another's.
    pub account: Option<AccountId>,
    /// What was read of this resource, or done with it.
    pub resource: Option<ResourceId>,
    /// What happened on this day in Japan.
    pub day: Option<NaiveDate>,
    /// What comes after this line.
    pub after: Option<Uuid>,
}

/// Whose lines a page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Anybody's.
    Everybodys,
    /// Those of whoever asks.
    #[default]
    Own,
}

/// A page of lines, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditPage {
    /// Whose they are.
    pub whose: Whose,
    /// The lines.
    pub lines: Vec<AuditView>,
    /// After which line the next page begins.
    pub next: Option<Uuid>,
}

/// A line with the names of the things in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditView {
    /// The line.
    pub entry: AuditEntry,
    /// What was read or changed: how many of which kind, by its code.
    pub counts: Vec<(String, usize)>,
    /// The first resources it is about, by name where they are still listed.
    pub resources: Vec<(ResourceId, Option<String>)>,
    /// How many more there are.
    pub more_resources: usize,
}

/// Why lines are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuditRefusal {
    /// The rule says no.
    #[error("記録を見る権限がありません。")]
    NotAllowed(Decision),
}

impl AuditRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// A page of lines, for whoever may read all of them or else of one's own.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn audit_page(
        &self,
        by: &Principal,
        filter: AuditFilter,
    ) -> Outcome<AuditPage, AuditRefusal> {
        let decision = decide(by, Action::ReadAudit, &Object::Installation);
        let whose = match decision {
            Decision::Allowed => Whose::Everybodys,
            Decision::Refused if may_read_own(by) => Whose::Own,
            other => return Ok(Err(AuditRefusal::NotAllowed(other))),
        };
        let from = filter
            .day
            .map(|day| Instant::from_japan(day.and_time(NaiveTime::MIN)));
        let query = AuditQuery {
            account: match whose {
                Whose::Everybodys => filter.account,
                Whose::Own => by.account(),
            },
            subject: filter.resource.map(ResourceId::uuid),
            from,
            until: from.map(|from| from.plus(TimeDelta::days(1))),
            after: filter.after,
            limit: PAGE as u32 + 1,
        };
        let mut has_more = false;
        let inside = self.store.audit_lines(by.account(), &query).await?;
        let inside = inside.narrowed(|lines| {
            has_more = lines.lines.len() > PAGE;
            lines.lines.truncate(PAGE);
        });
        let lines = self.opened(Some(by), inside).await?.lines;
        let next = lines.last().filter(|_| has_more).map(|last| last.id);
        Ok(Ok(AuditPage {
            whose,
            lines: self.with_names(lines).await?,
            next,
        }))
    }

    async fn with_names(&self, lines: Vec<AuditEntry>) -> Result<Vec<AuditView>, StoreFault> {
        let mut views: Vec<AuditView> = lines.into_iter().map(view).collect();
        let ids: BTreeSet<ResourceId> = views
            .iter()
            .flat_map(|view| view.resources.iter().map(|(id, _)| *id))
            .collect();
        let ids: Vec<ResourceId> = ids.into_iter().collect();
        let known = self.store.resources(&ids).await?.into_iter();
        let names: HashMap<ResourceId, String> = known
            .map(|resource| (resource.id, resource.facts.name.to_string()))
            .collect();
        for (id, name) in views.iter_mut().flat_map(|view| &mut view.resources) {
            *name = names.get(&*id).cloned();
        }
        Ok(views)
    }
}

/// Whether somebody may read what they did themselves; no program may for them.
fn may_read_own(by: &Principal) -> bool {
    let own = by.account().map(Object::Account);
    own.is_some_and(|own| may(by, Action::ReadAudit, &own))
}

fn view(entry: AuditEntry) -> AuditView {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let mut resources = BTreeSet::new();
    for group in &entry.items {
        match counts.iter_mut().find(|(kind, _)| *kind == group.kind) {
            Some((_, count)) => *count += group.ids.len(),
            None => counts.push((group.kind.clone(), group.ids.len())),
        }
        resources.extend(resources_of(group));
    }
    let more_resources = resources.len().saturating_sub(NAMED);
    let named = resources.into_iter().take(NAMED);
    AuditView {
        counts,
        resources: named.map(|id| (id, None)).collect(),
        more_resources,
        entry,
    }
}

/// The resources that things of a group belong to, or that they are.
fn resources_of(group: &ItemGroup) -> Vec<ResourceId> {
    let belong = match SeenKind::from_code(&group.kind) {
        Some(
            SeenKind::ContactPerson
            | SeenKind::Observation
            | SeenKind::Asker
            | SeenKind::RawCells
            | SeenKind::History,
        ) => group.of.iter().copied().collect(),
        Some(
            SeenKind::Upload
            | SeenKind::Member
            | SeenKind::Invitation
            | SeenKind::Recipient
            | SeenKind::CardOwner
            | SeenKind::AuditLine
            | SeenKind::Case
            | SeenKind::Proposal,
        ) => Vec::new(),
        None if group.kind == "resource" => group.ids.clone(),
        None => Vec::new(),
    };
    belong.into_iter().map(ResourceId::from_uuid).collect()
}
