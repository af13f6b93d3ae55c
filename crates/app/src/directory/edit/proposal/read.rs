//! Proposals as the desk reads that decides about them, and as whoever made one reads what came of it.

use std::collections::HashMap;

use renkei_domain::access::principal::Principal;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::proposal::{Proposal, ProposedField};
use renkei_domain::ids::{ProposalId, ResourceId};
use renkei_domain::people::PaperCode;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::directory::proposal::listed::NamedProposal;

use super::desks;
use crate::App;
use crate::directory::edit::open::{Depth, Editable};
use crate::people::proposal_hash;

/// How many proposals a page of the list has.
pub const PROPOSALS_ON_A_PAGE: u32 = 50;

/// How many of those that were decided stand below them.
pub const DECIDED_SHOWN: u32 = 30;

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProposal {
    /// Its id.
    pub id: ProposalId,
    /// The entry that it is about by name; `None` where it is about one that is missing, or gone.
    pub entry: Option<Line>,
    /// When it came.
    pub made_at: Instant,
    /// When it was decided; none while it waits.
    pub decided_at: Option<Instant>,
}

/// The proposals that wait for somebody, a page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingProposals {
    /// The oldest first.
    pub lines: Vec<ListedProposal>,
    /// After which the next page begins, where there is one.
    pub next: Option<ProposalId>,
    /// How many wait in all.
    pub all: u64,
}

/// A proposal as whoever decides about it sees it.
#[derive(Debug, Clone)]
pub struct ProposalView {
    /// The proposal.
    pub proposal: Proposal,
    /// The entry as it stands now, or the one that it became part of; `None` where it is about one that is missing, or gone.
    pub entry: Option<Editable>,
    /// What the source says of fields that people put right before.
    pub sources: HashMap<ProposedField, Option<String>>,
    /// Where the office stands that is missing.
    pub municipality: Option<Municipality>,
}

/// A proposal as whoever made it reads it.
#[derive(Debug, Clone)]
pub struct OwnProposal {
    /// The proposal.
    pub proposal: Proposal,
    /// What the entry is called, as long as it is in the directory.
    pub entry: Option<(ResourceId, Line)>,
}

#[renkei_boxed::boxed]
impl App {
    /// How many proposals wait for somebody; `None` for whoever decides about none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn count_waiting_proposals(
        &self,
        principal: &Principal,
    ) -> Result<Option<u64>, StoreFault> {
        let desks = desks(principal);
        if desks.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.store.count_waiting_proposals(&desks).await?))
    }

    /// The proposals that wait for somebody, the oldest first, or those after one; `None` for whoever decides about none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn waiting_proposals(
        &self,
        principal: &Principal,
        after: Option<ProposalId>,
    ) -> Result<Option<WaitingProposals>, StoreFault> {
        let desks = desks(principal);
        if desks.is_empty() {
            return Ok(None);
        }
        let most = PROPOSALS_ON_A_PAGE + 1;
        let mut found = self.store.waiting_proposals(&desks, after, most).await?;
        let has_more = found.len() == most as usize;
        found.truncate(PROPOSALS_ON_A_PAGE as usize);
        Ok(Some(WaitingProposals {
            next: found.last().map(|last| last.id).filter(|_| has_more),
            lines: self.listed_proposals(&found).await?,
            all: self.store.count_waiting_proposals(&desks).await?,
        }))
    }

    /// The proposals that the desks of somebody decided, the newest [`DECIDED_SHOWN`] of them; `None` for whoever decides
    /// about none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn decided_proposals(
        &self,
        principal: &Principal,
    ) -> Result<Option<Vec<ListedProposal>>, StoreFault> {
        let desks = desks(principal);
        if desks.is_empty() {
            return Ok(None);
        }
        let found = self.store.decided_proposals(&desks, DECIDED_SHOWN).await?;
        Ok(Some(self.listed_proposals(&found).await?))
    }

    /// Proposals with the names of the entries that they are about.
    async fn listed_proposals(
        &self,
        found: &[NamedProposal],
    ) -> Result<Vec<ListedProposal>, StoreFault> {
        let entries: Vec<ResourceId> = found.iter().filter_map(|one| one.resource).collect();
        let entries = self.store.resources(&entries).await?.into_iter();
        let names: HashMap<ResourceId, Line> =
            entries.map(|entry| (entry.id, entry.facts.name)).collect();
        let listed = found.iter().map(|one| ListedProposal {
            id: one.id,
            entry: one.resource.and_then(|id| names.get(&id).cloned()),
            made_at: one.made_at,
            decided_at: one.decided_at,
        });
        Ok(listed.collect())
    }

    /// A proposal for whoever decides about it; `None` for anybody else, and where there is none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn proposal(
        &self,
        principal: &Principal,
        id: ProposalId,
    ) -> Result<Option<ProposalView>, StoreFault> {
        let desks = desks(principal);
        let found = self.store.proposal(id).await?;
        let found = found.narrowed(|found| {
            if found
                .as_ref()
                .is_some_and(|one| !desks.contains(&one.network))
            {
                *found = None;
            }
        });
        let Some(proposal) = self.opened(Some(principal), found).await? else {
            return Ok(None);
        };
        let mut view = ProposalView {
            entry: None,
            sources: HashMap::new(),
            municipality: None,
            proposal,
        };
        if let Some(resource) = view.proposal.resource {
            let led = self.store.leads_to(resource).await?;
            let resource = led.unwrap_or(resource);
            view.entry = self.editable(principal, resource, Depth::Outside).await?;
            let corrections = self.store.corrections(&[resource]).await?;
            let corrections = corrections.into_values().flatten();
            let corrections = corrections.map(|kept| kept.correction);
            view.sources = corrections
                .filter_map(|kept| {
                    let field = ProposedField::from_code(kept.field.code())?;
                    let value = kept.source_value;
                    Some((field, value.map(|value| kept.field.in_words(&value))))
                })
                .collect();
        }
        if let Some(place) = &view.proposal.place {
            let codes = [place.municipality];
            view.municipality = self.store.municipalities_by_code(&codes).await?.pop();
        }
        Ok(Some(view))
    }

    /// A proposal for whoever made it and holds its code.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn own_proposal(&self, code: &str) -> Result<Option<OwnProposal>, StoreFault> {
        let code = PaperCode::read(code);
        let Some(code) = code.filter(|code| code.groups() == PaperCode::INVITATION_GROUPS) else {
            return Ok(None);
        };
        let hash = proposal_hash(&code);
        let Some(proposal) = self.store.own_proposal(&hash).await? else {
            return Ok(None);
        };
        let entry = match proposal.resource {
            Some(id) => self.store.resources(&[id]).await?.pop(),
            None => None,
        };
        Ok(Some(OwnProposal {
            entry: entry.map(|entry| (entry.id, entry.facts.name)),
            proposal,
        }))
    }
}
