//! Who changed what of an entry, when and through which door, newest first.

use std::collections::HashMap;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::edit::{Part, PartValue};
use renkei_domain::ids::{ActId, NetworkId, ProposalId, ResourceId};
use renkei_domain::record::{Act, Change, Purpose, Subject};
use renkei_store::StoreFault;
use renkei_store::directory::history::part_value;
use renkei_store::record::RecordedAct;

use super::EditRefusal;
use super::held::owners;
use super::proposal::desks;
use crate::App;
use crate::directory::register::Outcome;

/// How many acts one page of a history holds.
pub const HISTORY_PAGE: u64 = 20;

/// What was done about an observation is for those whom it concerns, and stands with it.
const ELSEWHERE: &[Purpose] = &[
    Purpose::Observe,
    Purpose::ReleaseObservation,
    Purpose::WithdrawObservation,
    Purpose::ReplyToObservation,
    // The letter about one has left.
    Purpose::CarryLetter,
    // They stand with the inquiry; what was answered, and put into the entry, stands here.
    Purpose::BeginInquiry,
    Purpose::ContactInquiry,
    Purpose::EndInquiry,
];

/// One act with what it changed of the entry.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryEntry {
    /// The act: who, when, through which door and why.
    pub act: Act,
    /// The entries that it changed and that became part of this one since, as far as their history may be read.
    pub of_merged: Vec<ResourceId>,
    /// The proposal that it decided, for whoever may read that.
    pub proposal: Option<ProposalId>,
    /// The parts that it changed. An act that closed the entry or gave it to a network has none.
    pub parts: Vec<HistoryPart>,
}

/// One changed part.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPart {
    /// Which part.
    pub part: Part,
    /// How it stood before; `None` where it was not there, or the log does not keep it.
    pub before: Option<PartValue>,
    /// How it stood afterwards, likewise.
    pub after: Option<PartValue>,
    /// Whether the log keeps enough to take the change back, though it may not be told here.
    pub is_undoable: bool,
}

#[renkei_boxed::boxed]
impl App {
    /// The history of an entry, with that of what became part of it, as far as somebody may read that: the newest acts, or
    /// those before a place in the order of commits.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn history(
        &self,
        principal: &Principal,
        id: ResourceId,
        before: Option<i64>,
    ) -> Outcome<Vec<HistoryEntry>, EditRefusal> {
        let id = self.store.leads_to(id).await?.unwrap_or(id);
        let head = self.store.heads(&[id]).await?.remove(&id);
        let stored = self.store.resources(&[id]).await?.pop();
        let (Some(head), Some(stored)) = (head, stored) else {
            return Ok(Err(EditRefusal::NotFound));
        };
        let object = Object::Resource(owners(&head, &stored.facts));
        match decide(principal, Action::ReadHistory, &object) {
            Decision::Allowed => {}
            decision => return Ok(Err(EditRefusal::of(decision))),
        }
        let merged = self.merged_told(principal, id).await?;
        let subjects = std::iter::once(&id).chain(&merged);
        let subjects: Vec<Subject> = subjects.map(|id| Subject::Resource(*id)).collect();
        let acts = self
            .store
            .history_among(&subjects, before, ELSEWHERE, HISTORY_PAGE)
            .await?;
        let acts = self.opened(Some(principal), acts).await?;
        let decided = self.decided_in(&acts).await?;
        let desks = desks(principal);
        let entries = acts.into_iter().map(|recorded| {
            let of_entry = recorded.changes.iter();
            let purpose = recorded.act.purpose;
            let parts = of_entry.filter_map(|line| part_of(id, purpose, line).transpose());
            let changed = |id: ResourceId| {
                let mut lines = recorded.changes.iter();
                lines.any(|line| line.subject == Subject::Resource(id))
            };
            let decided = decided.get(&recorded.act.id);
            let own = decided.filter(|(network, _)| desks.contains(network));
            Ok(HistoryEntry {
                proposal: own.map(|(_, proposal)| *proposal),
                parts: parts.collect::<Result<_, StoreFault>>()?,
                of_merged: merged.iter().copied().filter(|id| changed(*id)).collect(),
                act: recorded.act,
            })
        });
        Ok(Ok(entries.collect::<Result<_, StoreFault>>()?))
    }

    /// The proposals that some acts decided, with the networks whose desks did.
    async fn decided_in(
        &self,
        acts: &[RecordedAct],
    ) -> Result<HashMap<ActId, (NetworkId, ProposalId)>, StoreFault> {
        let acts = acts.iter().map(|recorded| &recorded.act);
        let acts = acts.filter(|act| act.purpose == Purpose::DecideProposal);
        let acts: Vec<ActId> = acts.map(|act| act.id).collect();
        if acts.is_empty() {
            return Ok(HashMap::new());
        }
        self.store.proposals_decided_in(&acts).await
    }

    /// What became part of an entry and whose history somebody may read: whoever works at the one that stays did not work
    /// at the other for that.
    async fn merged_told(
        &self,
        principal: &Principal,
        id: ResourceId,
    ) -> Result<Vec<ResourceId>, StoreFault> {
        let merged = self.store.merged_into(id).await?.into_iter();
        let mut merged: Vec<ResourceId> = merged.map(|merging| merging.merged).collect();
        if merged.is_empty() {
            return Ok(merged);
        }
        let stewards = self.store.stewards_kept(&merged).await?;
        let kept = self.store.resources_kept(&merged).await?;
        merged.retain(|id| {
            let entry = kept.iter().find(|entry| entry.id == *id);
            let owners = entry.map(|entry| ResourceOwners {
                run_by: entry.facts.organization,
                steward: stewards.get(id).copied(),
            });
            owners.is_some_and(|owners| {
                let object = Object::Resource(owners);
                decide(principal, Action::ReadHistory, &object) == Decision::Allowed
            })
        });
        Ok(merged)
    }
}

/// A line of the log as a part; lines about what is no part are not shown. What was changed in an entry before it became
/// part of this one cannot be taken back here, and what made two entries one is taken apart as a whole.
fn part_of(
    id: ResourceId,
    purpose: Purpose,
    line: &Change,
) -> Result<Option<HistoryPart>, StoreFault> {
    let Some(part) = Part::from_code(&line.field_group) else {
        return Ok(None);
    };
    let before = part_value(part, line.before.as_deref())?;
    let after = part_value(part, line.after.as_deref())?;
    let is_own = line.subject == Subject::Resource(id)
        && !matches!(purpose, Purpose::MergeResources | Purpose::SplitResources);
    let is_undoable = is_own && before.is_some() && after.is_some() && !line.is_emptied();
    // Whoever reads the history of an entry is not always of the network whose people these are.
    let told = |value: Option<PartValue>| value.filter(|_| part != Part::ContactPersons);
    Ok(Some(HistoryPart {
        part,
        before: told(before),
        after: told(after),
        is_undoable,
    }))
}
