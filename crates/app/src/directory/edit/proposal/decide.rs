//! Deciding about a proposal, field by field. What is accepted is written by the same means as any edit of the entry and in
//! the same act as the decision, so that its history tells of it and it can be taken back there; whoever accepts says by
//! what means they asked, and the parts have that date from then on.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::edit::{Edit, FactEdit, FieldFault};
use renkei_domain::directory::freshness::VerificationMethod;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::proposal::{Proposal, ProposalVerdict, ProposedField};
use renkei_domain::ids::{InquiryContactId, LetterId, NetworkId, ProposalId, ResourceId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use super::accept::{accept, enter};
use super::{ProposalRefusal, invalid};
use crate::App;
use crate::directory::edit::EditRefusal;
use crate::directory::register::Outcome;
use crate::writer::{Answer, Writer};

/// What is decided about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDecision {
    /// Which field.
    pub field: ProposedField,
    /// What came of it.
    pub verdict: ProposalVerdict,
    /// What is to stand there, where it is accepted: as it was proposed, or put into the written form of the field.
    pub value: Option<String>,
}

/// What is decided about a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalDecision {
    /// Which proposal.
    pub proposal: ProposalId,
    /// The version of the entry that whoever decides saw.
    pub version: i64,
    /// Every field of it.
    pub fields: Vec<FieldDecision>,
    /// By what means they asked, where they accept something that has a date.
    pub method: Option<VerificationMethod>,
    /// The first day on which an entry does no more that is gone.
    pub gone_on: Option<NaiveDate>,
}

/// A proposal that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposalDecided {
    /// The entry that it is about, or became.
    pub resource: Option<ResourceId>,
}

impl Answer for ProposalDecided {
    fn to_text(&self) -> String {
        self.resource.map(|id| id.to_string()).unwrap_or_default()
    }

    fn from_text(text: &str) -> Option<Self> {
        let resource = match text {
            "" => None,
            id => Some(id.parse().ok()?),
        };
        Some(Self { resource })
    }
}

/// What a decision needs inside its act.
pub(super) struct Errand {
    pub(super) principal: Principal,
    pub(super) decision: ProposalDecision,
    /// Places that are in no table, looked for before the act.
    pub(super) unknown_places: Vec<FieldFault>,
    /// As whose word what is confirmed stands, by network.
    pub(super) desks: HashMap<NetworkId, Line>,
    /// Where an office stands that is missing.
    pub(super) places: Vec<Municipality>,
    /// The id of an entry that comes in.
    pub(super) entry: ResourceId,
    /// The contact that tells why an entry is not asked any more that is gone.
    pub(super) contact: InquiryContactId,
    /// The id of a letter that leaves.
    letter: LetterId,
}

impl Errand {
    /// The fields that are accepted and were proposed.
    fn accepted(&self, proposal: &Proposal) -> Vec<&FieldDecision> {
        let proposed = |one: &&FieldDecision| {
            let mut changes = proposal.changes.iter();
            changes.any(|change| change.field == one.field)
        };
        let fields = self.decision.fields.iter().filter(proposed);
        fields
            .filter(|one| one.verdict == ProposalVerdict::Accepted)
            .collect()
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Decides about every field of a proposal.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome: [`ProposalRefusal::Decided`] where somebody else was first.
    pub async fn decide_proposal(
        &self,
        writer: &Writer,
        decision: ProposalDecision,
    ) -> Outcome<ProposalDecided, ProposalRefusal> {
        let asked = format!("{decision:?}");
        let facts = Edit::Facts(facts_of(&decision.fields.iter().collect::<Vec<_>>()));
        let networks = self.named_networks().await?.into_iter();
        let named = networks.filter_map(|network| {
            let secretariat = network.secretariat.map(|desk| desk.name);
            let name = Line::parse(&secretariat.unwrap_or(network.name)).ok()?;
            Some((network.id, name))
        });
        let errand = Arc::new(Errand {
            principal: writer.principal.clone(),
            unknown_places: self.unknown_places(&facts).await?,
            desks: named.collect(),
            places: self.missing_places(decision.proposal).await?,
            entry: ResourceId::from_uuid(self.new_id()),
            contact: InquiryContactId::from_uuid(self.new_id()),
            letter: LetterId::from_uuid(self.new_id()),
            decision,
        });
        let purpose = Purpose::DecideProposal;
        let done = self
            .act_of(writer, purpose, &asked, move |work, header| {
                let errand = Arc::clone(&errand);
                Box::pin(async move { decide_in(work, &header, &errand).await })
            })
            .await?;
        self.wake_courier();
        Ok(done)
    }

    /// Where the office stands that a proposal says is missing.
    async fn missing_places(&self, id: ProposalId) -> Result<Vec<Municipality>, StoreFault> {
        // What is taken from it stands in no answer: the rule is asked in the act.
        let (proposal, _) = self.opened_unnoted(self.store.proposal(id).await?);
        let place = proposal.and_then(|proposal| proposal.place);
        let codes: Vec<_> = place.iter().map(|place| place.municipality).collect();
        self.store.municipalities_by_code(&codes).await
    }
}

/// The published fields among what is accepted.
pub(super) fn facts_of(fields: &[&FieldDecision]) -> Vec<FactEdit> {
    let accepted = fields
        .iter()
        .filter(|one| one.verdict == ProposalVerdict::Accepted);
    let facts = accepted.filter_map(|one| {
        Some(FactEdit {
            field: one.field.fact()?,
            value: one.value.clone(),
        })
    });
    facts.collect()
}

async fn decide_in(
    work: &Work,
    header: &ActHeader,
    errand: &Errand,
) -> Result<ProposalDecided, Stop<ProposalRefusal>> {
    let not_found = || Stop::Refused(ProposalRefusal::Edit(EditRefusal::NotFound));
    let Some(before) = work.proposal(errand.decision.proposal).await? else {
        return Err(not_found());
    };
    let network = Object::Network(before.network);
    match decide(&errand.principal, Action::DecideProposals, &network) {
        Decision::Allowed => {}
        // Another network's proposal and a missing one give the same answer.
        Decision::Refused | Decision::Hidden => return Err(not_found()),
        decision => {
            let refusal = EditRefusal::of(decision);
            return Err(Stop::Refused(ProposalRefusal::Edit(refusal)));
        }
    }
    if before.decided_at.is_some() {
        return Err(Stop::Refused(ProposalRefusal::Decided));
    }
    let mut decided = judged(&before, header, errand)?;
    let accepted = errand.accepted(&before);
    let resource = match (before.resource, &before.place) {
        (resource, _) if accepted.is_empty() => resource,
        (Some(id), _) => {
            // The entry that it became part of stands in its place.
            let id = work.leads_to(id).await?.unwrap_or(id);
            accept(work, header, errand, (id, accepted.as_slice())).await?;
            Some(id)
        }
        (None, Some(place)) => {
            enter(work, errand, (before.network, place), &accepted).await?;
            // From now on it is about the entry that it became.
            decided.resource = Some(errand.entry);
            decided.resource
        }
        (None, None) => None,
    };
    work.decide_proposal(&before, &decided).await?;
    if before.is_told {
        let subject = LetterSubject::Proposal(before.id);
        work.queue_letter(errand.letter, subject, header.at).await?;
    }
    Ok(ProposalDecided { resource })
}

/// The proposal with what is decided about each field; a mistake where one is left out.
fn judged(
    before: &Proposal,
    header: &ActHeader,
    errand: &Errand,
) -> Result<Proposal, Stop<ProposalRefusal>> {
    let mut decided = before.clone();
    decided.decided_at = Some(header.at);
    let mut faults = Vec::new();
    for change in &mut decided.changes {
        let mut fields = errand.decision.fields.iter();
        let one = fields.find(|one| one.field == change.field);
        let verdict = one.map(|one| one.verdict);
        let mut possible = ProposalVerdict::of(change.field);
        change.verdict = verdict.filter(|verdict| possible.any(|known| known == *verdict));
        if change.verdict.is_none() {
            let name = format!("verdict-{}", change.field.code());
            let message = "どうするかを選んでください。";
            faults.push(FieldFault::new(name, "EMPTY", message));
        }
    }
    let accepted = errand.accepted(before);
    let is_dated = accepted.iter().any(|one| one.field.group().is_some());
    if is_dated && errand.decision.method.is_none() {
        let message = "何で確かめたかを選んでください。";
        faults.push(FieldFault::new("method", "EMPTY", message));
    }
    if faults.is_empty() {
        Ok(decided)
    } else {
        Err(invalid(faults))
    }
}
