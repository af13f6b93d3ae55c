//! Taking in what somebody would put right, from whoever they are.

use std::net::IpAddr;
use std::sync::Arc;

use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::proposal::{MissingPlace, Proposal, ProposedChange, ProposedField};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{NetworkId, ProposalId, ResourceId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::PaperCode;
use renkei_domain::people::limits::PROPOSALS_FROM_ONE_PLACE;
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_store::StoreFault;
use renkei_store::directory::profile::Audience;

use super::ProposalRefusal;
use crate::App;
use crate::directory::edit::EditRefusal;
use crate::directory::register::Outcome;
use crate::people::{of_proposals, proposal_hash};
use crate::writer::{Drawn, Writer};

/// What somebody would put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// Fields of an entry, each as it should read; `None` empties it.
    Fields {
        /// The entry.
        resource: ResourceId,
        /// Its fields.
        wanted: Vec<(ProposedField, Option<Prose>)>,
    },
    /// An office that the directory does not have.
    Missing {
        /// Its name.
        name: Line,
        /// What else is known of it.
        place: MissingPlace,
    },
}

/// A proposal as it comes.
#[derive(Clone, PartialEq, Eq)]
pub struct NewProposal {
    /// What is proposed.
    pub proposed: Proposed,
    /// How whoever proposes it knows.
    pub basis: Prose,
    /// Where they want to be told what came of it, where they do.
    pub tell_to: Option<MailAddress>,
}

/// Of what is proposed everything but how somebody knows and where they are reached.
impl std::fmt::Debug for NewProposal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("NewProposal").field(&self.proposed).finish()
    }
}

/// What an entry is, for whoever proposes something about it.
struct Standing {
    network: NetworkId,
    changes: Vec<ProposedChange>,
}

#[renkei_boxed::boxed]
impl App {
    /// Takes a proposal in, which came from an address; tells the code by which whoever made it reads what came of it. The
    /// same form sent again is answered by the same code.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn propose(
        &self,
        writer: &Writer,
        address: IpAddr,
        new: NewProposal,
    ) -> Outcome<PaperCode, ProposalRefusal> {
        let attempt = of_proposals(address);
        let counted = self.count_attempt_of(&attempt, PROPOSALS_FROM_ONE_PLACE);
        if let Some(retry_after) = counted.await? {
            return Ok(Err(ProposalRefusal::TooMany { retry_after }));
        }
        let standing = match self.standing_of(&new.proposed).await? {
            Ok(standing) => standing,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = format!("{:?} {} {:?}", new.proposed, new.basis, told(&new));
        let (resource, place) = match new.proposed {
            Proposed::Fields { resource, .. } => (Some(resource), None),
            Proposed::Missing { place, .. } => (None, Some(place)),
        };
        let groups = PaperCode::INVITATION_GROUPS;
        let proposal = Proposal {
            id: ProposalId::from_uuid(self.new_id()),
            network: standing.network,
            resource,
            place,
            changes: standing.changes,
            basis: new.basis,
            code: PaperCode::draw(groups, self.entropy.as_ref()),
            made_at: self.now(),
            decided_at: None,
            is_told: new.tell_to.is_some(),
        };
        let drawn = (proposal.id, proposal.code.clone());
        let errand = Arc::new((proposal, new.tell_to));
        let purpose = Purpose::ProposeCorrection;
        let done = self
            .act_of::<Drawn, ProposalRefusal, _>(writer, purpose, &asked, move |work, _| {
                let errand = Arc::clone(&errand);
                Box::pin(async move {
                    let (proposal, tell_to) = errand.as_ref();
                    let hash = proposal_hash(&proposal.code);
                    work.add_proposal(proposal, &hash, tell_to.as_ref()).await?;
                    Ok(Drawn(proposal.id.uuid()))
                })
            })
            .await?;
        match done {
            Ok(Drawn(id)) if id == drawn.0.uuid() => Ok(Ok(drawn.1)),
            // It was taken before: whoever pressed twice reads by the code of the first.
            Ok(Drawn(id)) => {
                let first = self.store.proposal(ProposalId::from_uuid(id)).await?;
                let first = self.opened(Some(&writer.principal), first).await?;
                let not_found = ProposalRefusal::Edit(EditRefusal::NotFound);
                Ok(first.map(|first| first.code).ok_or(not_found))
            }
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// By whom it would be decided, and what stands there today.
    async fn standing_of(&self, proposed: &Proposed) -> Outcome<Standing, ProposalRefusal> {
        match proposed {
            Proposed::Fields { resource, wanted } => {
                let head = self.store.heads(&[*resource]).await?.remove(resource);
                let stored = self.store.resources(&[*resource]).await?.pop();
                let (Some(head), Some(stored)) = (head, stored) else {
                    return Ok(Err(ProposalRefusal::Edit(EditRefusal::NotFound)));
                };
                let Some(network) = head.steward else {
                    return Ok(Err(ProposalRefusal::Unkept));
                };
                if head.lifecycle == Lifecycle::Closed {
                    return Ok(Err(ProposalRefusal::Closed));
                }
                let profile = self.public_profile(*resource).await?;
                let changes = wanted.iter().map(|(field, wanted)| {
                    let stands = field.standing(&stored.facts, &profile);
                    ProposedChange {
                        field: *field,
                        shown: stands.and_then(|text| Prose::parse(&text).ok()),
                        wanted: wanted.clone(),
                        verdict: None,
                    }
                });
                let changes: Vec<ProposedChange> = changes.collect();
                let is_other = |change: &ProposedChange| {
                    change.field == ProposedField::Gone || change.shown != change.wanted
                };
                if !changes.iter().any(is_other) {
                    return Ok(Err(ProposalRefusal::Edit(EditRefusal::NothingToChange)));
                }
                Ok(Ok(Standing {
                    network,
                    changes: changes.into_iter().filter(is_other).collect(),
                }))
            }
            Proposed::Missing { name, place } => {
                let stewards = self.store.stewards().await?;
                let Some(network) = stewards.get(&place.municipality) else {
                    return Ok(Err(ProposalRefusal::Unkept));
                };
                Ok(Ok(Standing {
                    network: *network,
                    changes: vec![ProposedChange {
                        field: ProposedField::Missing,
                        shown: None,
                        wanted: Prose::parse(name.as_str()).ok(),
                        verdict: None,
                    }],
                }))
            }
        }
    }

    /// What everybody reads of an entry beside its facts.
    pub(super) async fn public_profile(&self, id: ResourceId) -> Result<Profile, StoreFault> {
        let profiles = self.store.profiles(&[id], &Audience::Public).await?;
        let profile = self.opened(None, profiles).await?.remove(&id);
        Ok(profile.unwrap_or_default())
    }
}

fn told(new: &NewProposal) -> Option<String> {
    new.tell_to.as_ref().map(ToString::to_string)
}
