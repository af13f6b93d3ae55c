//! Two entries of one agency side by side, made into one, and taken apart again.
//!
//! One entry stays and keeps its id; what is chosen of the other is written into it as any edit is. The other is kept as
//! it was, by itself, and whoever asks for it by its id is led to the one that stays. [`join`] makes two into one,
//! [`apart`] makes two of them again.

pub mod apart;
pub mod join;
mod plan;

use std::cmp::Reverse;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::correction::{CorrectableField, RecordedCorrection};
use renkei_domain::directory::inquiry::{Inquiry, InquiryState};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::merging::{Asked, Question, Side, Take};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::directory::source::SourceRecord;
use renkei_domain::directory::strength::Voice;
use renkei_domain::ids::{InquiryId, ResourceId};
use renkei_domain::text::Line;
use renkei_store::directory::uses::Uses;
use renkei_store::{Stop, StoreFault, Work};

use super::EditRefusal;
use super::held::Held;
use super::open::{Depth, Editable};
use crate::App;
use crate::directory::parts::Parts;
use crate::directory::read::Viewer;
use crate::directory::register::Outcome;
use crate::writer::KeyReused;

/// Why two entries are not made into one, or not taken apart.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MergeRefusal {
    /// An entry is not there, or the rule of access does not allow it.
    #[error(transparent)]
    Entry(#[from] EditRefusal),
    /// Both are the same entry.
    #[error("同じ機関です。もう一つの機関を選んでください。")]
    SameEntry,
    /// One of them has closed.
    #[error(
        "閉じた機関は、ほかの機関と ひとつにできません。まちがって閉じたときは、先に活動中にもどしてください。"
    )]
    Closed,
    /// They are kept by two networks, or one of them by none.
    #[error(
        "別のネットワークが担当する機関とは、ひとつにできません。同じ機関なら、どちらかを閉じて、引きつぐ機関に もう一方をえらんでください。"
    )]
    OtherNetwork,
    /// Two 法人 run them.
    #[error(
        "運営する法人がちがう機関とは、ひとつにできません。引きつぎのときは、古い方を閉じて、引きつぐ機関に 新しい方をえらんでください。法人が同じときは、先に「運営する法人」を同じに直してください。"
    )]
    OtherRunner,
    /// Somebody else changed one of them since it was shown.
    #[error(
        "この画面を開いたあとに、ほかの人がどちらかを直しました。いまの内容とくらべて、もう一度選んでください。"
    )]
    Changed,
    /// One of them has become part of another entry.
    #[error("この機関は、もう ほかの機関と ひとつになっています。")]
    AlreadyMerged {
        /// The entry that is gone.
        merged: ResourceId,
        /// The entry to which it leads.
        leads_to: ResourceId,
    },
    /// The agency of the entry that would go proposed other values, and nobody decided about them yet.
    #[error(
        "のこさない方の機関から、お確かめの答えが来ています。先にその答えを見て、名簿に入れるかどうかを決めてください。"
    )]
    AnswerWaits {
        /// What it answered.
        inquiry: InquiryId,
    },
    /// It is an entry of its own.
    #[error("この機関は、もう もとにもどっています。")]
    NotMerged,
    /// Something else was made one after it, and comes apart first.
    #[error("あとから ひとつにした機関があります。そちらを先に もどしてください。")]
    FirstApart {
        /// What comes apart first.
        first: ResourceId,
    },
    /// The key was used before for something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

/// Two entries side by side.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The first.
    pub left: PairEntry,
    /// The second.
    pub right: PairEntry,
}

/// One of them, with what stands around it.
#[derive(Debug, Clone)]
pub struct PairEntry {
    /// The entry, as deep as whoever looks may read.
    pub now: Editable,
    /// What people put right in it, beside what its source says.
    pub corrections: Vec<RecordedCorrection>,
    /// The published rows it was made from, without their cells.
    pub sources: Vec<SourceRecord>,
    /// How often it is named.
    pub uses: Uses,
    /// What its agency is asked just now.
    pub inquiry: Option<Inquiry>,
    corrected: Vec<CorrectableField>,
}

impl PairEntry {
    /// A pair's entry of these.
    #[must_use]
    pub fn of(
        now: Editable,
        corrections: Vec<RecordedCorrection>,
        sources: Vec<SourceRecord>,
        (uses, inquiry): (Uses, Option<Inquiry>),
    ) -> Self {
        let corrected = corrections.iter();
        let corrected =
            corrected.filter(|kept| kept.correction.source_value != kept.correction.value);
        Self {
            corrected: corrected.map(|kept| kept.correction.field).collect(),
            now,
            corrections,
            sources,
            uses,
            inquiry,
        }
    }

    /// As far as the questions go.
    #[must_use]
    pub fn asked(&self) -> Asked<'_> {
        Asked {
            facts: &self.now.facts,
            profile: &self.now.profile,
            corrected: &self.corrected,
        }
    }

    /// How many observations of it whoever looks may read.
    #[must_use]
    pub fn observations(&self) -> usize {
        let said = self.now.profile.strengths.iter();
        said.filter(|said| said.voice != Voice::SelfDeclared)
            .count()
    }
}

impl Pair {
    /// One of the two.
    #[must_use]
    pub const fn side(&self, side: Side) -> &PairEntry {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }

    /// The one that is proposed to stay: the one that published data speak of, which goes on being kept up to date; then
    /// the one that is named more often; then the older one.
    #[must_use]
    pub fn proposed(&self) -> Side {
        let weight = |side: Side| {
            let entry = self.side(side);
            let named = entry
                .sources
                .iter()
                .any(|source| source.absent_since.is_none());
            (
                named,
                entry.uses.teams.unwrap_or(0) + entry.uses.conferences.unwrap_or(0),
                Reverse(entry.now.id),
            )
        };
        if weight(Side::Right) > weight(Side::Left) {
            Side::Right
        } else {
            Side::Left
        }
    }

    /// The one whose 法人 stands in the end, because nobody knows that of the other.
    #[must_use]
    pub fn only_run(&self) -> Option<Side> {
        let known = |side: Side| self.side(side).now.facts.organization.is_some();
        match (known(Side::Left), known(Side::Right)) {
            (true, false) => Some(Side::Left),
            (false, true) => Some(Side::Right),
            _ => None,
        }
    }

    /// The inquiry about the one that would go, where one of them stays, of which the answer waits for somebody.
    #[must_use]
    pub fn answer_that_waits(&self, survivor: Side) -> Option<InquiryId> {
        let inquiry = self.side(survivor.other()).inquiry.as_ref();
        let waits = inquiry.filter(|one| one.state == InquiryState::Replied);
        waits.map(|inquiry| inquiry.id)
    }

    /// What the two say differently, each with what is proposed where one of them stays.
    #[must_use]
    pub fn questions(&self, survivor: Side) -> Vec<(Question, Take)> {
        let (left, right) = (self.left.asked(), self.right.asked());
        let asked = Question::ALL.iter().filter(|it| it.is_asked(left, right));
        asked
            .map(|question| (*question, question.proposed(left, right, survivor)))
            .collect()
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Two entries side by side, for whoever may make them into one.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn pair(
        &self,
        principal: &Principal,
        left: ResourceId,
        right: ResourceId,
    ) -> Outcome<Pair, MergeRefusal> {
        for merged in [left, right] {
            let leads_to = self.store.leads_to(merged).await?;
            if let Some(refusal) = self
                .may_merge(principal, leads_to.unwrap_or(merged))
                .await?
            {
                return Ok(Err(refusal.into()));
            }
            if let Some(leads_to) = leads_to {
                return Ok(Err(MergeRefusal::AlreadyMerged { merged, leads_to }));
            }
        }
        if left == right {
            return Ok(Err(MergeRefusal::SameEntry));
        }
        let left = match self.pair_entry(principal, left).await? {
            Ok(entry) => entry,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let right = match self.pair_entry(principal, right).await? {
            Ok(entry) => entry,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if left.now.owners.steward != right.now.owners.steward {
            return Ok(Err(MergeRefusal::OtherNetwork));
        }
        if [&left, &right]
            .iter()
            .any(|entry| entry.now.lifecycle == Lifecycle::Closed)
        {
            return Ok(Err(MergeRefusal::Closed));
        }
        if left.now.facts.is_run_by_another(&right.now.facts) {
            return Ok(Err(MergeRefusal::OtherRunner));
        }
        Ok(Ok(Pair { left, right }))
    }

    /// Why somebody may not make an entry part of another, or take it apart; `None` where they may.
    async fn may_merge(
        &self,
        principal: &Principal,
        id: ResourceId,
    ) -> Result<Option<EditRefusal>, StoreFault> {
        let owners = self.owners_of(id).await?;
        let decision = owners.map_or(Decision::Hidden, |owners| {
            decide(principal, Action::CloseResource, &Object::Resource(owners))
        });
        Ok((decision != Decision::Allowed).then(|| EditRefusal::of(decision)))
    }

    async fn pair_entry(
        &self,
        principal: &Principal,
        id: ResourceId,
    ) -> Outcome<PairEntry, MergeRefusal> {
        let Some(now) = self.editable(principal, id, Depth::Inside).await? else {
            return Ok(Err(EditRefusal::NotFound.into()));
        };
        let corrections = self.store.corrections(&[id]).await?.remove(&id);
        let parts = Parts {
            sources: true,
            ..Parts::NONE
        };
        let viewer = Viewer::of(principal);
        let read = self.read_resources(&viewer, &[id], parts).await?;
        let sources = read.into_iter().flatten().next();
        let sources = sources.and_then(|read| read.sources);
        let merged = self.store.merged_into(id).await?.into_iter();
        let ids: Vec<ResourceId> = std::iter::once(id)
            .chain(merged.map(|merging| merging.merged))
            .collect();
        // Who works at a firm is told by no number: it stands in the teams of those whom it employs.
        let counted = now.owners.steward;
        let counted = counted.filter(|_| now.facts.kind != ResourceKind::Employer);
        let uses = self.store.uses_of(&ids, counted).await?;
        let inquiry = self.store.inquiries_at_work(Some(&[id])).await?.pop();
        Ok(Ok(PairEntry::of(
            now,
            corrections.unwrap_or_default(),
            sources.unwrap_or_default(),
            (uses, inquiry),
        )))
    }

    /// The entry to which the id of one leads that became part of it.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn entry_led_to(&self, id: ResourceId) -> Result<Option<ResourceId>, StoreFault> {
        self.store.leads_to(id).await
    }

    /// The entries that became part of one, by themselves or with another, the newest first, with the names that they had.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn merged_into(&self, id: ResourceId) -> Result<Vec<(ResourceId, Line)>, StoreFault> {
        let merged = self.store.merged_into(id).await?.into_iter();
        let merged: Vec<ResourceId> = merged.map(|merging| merging.merged).collect();
        let kept = self.store.resources_kept(&merged).await?;
        let named = merged.into_iter().filter_map(|id| {
            let entry = kept.iter().find(|entry| entry.id == id)?;
            Some((id, entry.facts.name.clone()))
        });
        Ok(named.collect())
    }
}

/// Locks an entry that is one of its own.
async fn held(work: &Work, id: ResourceId) -> Result<Held, Stop<MergeRefusal>> {
    if let Some(merging) = work.merging_of(id).await? {
        return Err(Stop::Refused(MergeRefusal::AlreadyMerged {
            merged: id,
            leads_to: merging.survivor,
        }));
    }
    Held::take(work, id).await.map_err(of_entry)
}

/// A refusal of an edit as one of these.
fn of_entry(stop: Stop<EditRefusal>) -> Stop<MergeRefusal> {
    match stop {
        Stop::Refused(refusal) => Stop::Refused(refusal.into()),
        Stop::Fault(fault) => Stop::Fault(fault),
    }
}
