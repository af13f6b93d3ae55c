//! Entries that may be one office: the list of them for whoever keeps one of the two, and saying that they are not
//! one. What was said counts as long as both stay as they were judged; [`search`] compares the entries.

pub mod search;

use std::collections::HashMap;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::duplicate::Reason;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Change, Purpose, Subject};
use renkei_domain::text::Line;
use renkei_store::directory::resource::StoredResource;
use renkei_store::import::undecided::Keepers;
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use super::EditRefusal;
use super::held::Held;
use super::undecided::{keepers, kept_by, may_decide_rows};
use crate::App;
use crate::directory::register::Outcome;
use crate::letters::Ways;
use crate::writer::{Answer, Writer};

pub use renkei_store::directory::duplicate::{DecidedPair, Mark, PairIds, SearchState, StoredPair};

/// How many pairs a page shows.
pub const PAGE_SIZE: u64 = 30;

/// The most pairs of which is told what was said last.
pub const MOST_DECIDED: u64 = 30;

/// Who keeps one of two entries of a pair that no single network keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairKeeper {
    /// The entry.
    pub resource: ResourceId,
    /// What the network is called; `None` where nobody keeps it.
    pub network: Option<String>,
    /// How the secretariat of the network is reached, each way on a line.
    pub ways: Vec<String>,
}

/// A page of pairs for the eyes of somebody who keeps one of the two.
#[derive(Debug, Clone, Default)]
pub struct DuplicatePage {
    /// Those of this page, the likeliest first.
    pub pairs: Vec<StoredPair>,
    /// Pairs of which was said that they are not one, at most [`MOST_DECIDED`].
    pub decided: Vec<DecidedPair>,
    /// All these entries, as they stand now.
    pub entries: HashMap<ResourceId, StoredResource>,
    /// Of pairs that two networks keep, or a network and nobody: by whom each is kept. Nobody makes them one.
    pub keepers: HashMap<PairIds, [PairKeeper; 2]>,
    /// How many pairs there are on all pages.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u64,
    /// When entries were compared.
    pub search: SearchState,
}

impl DuplicatePage {
    /// The number of the last page, at least 1.
    #[must_use]
    pub fn last_page(&self) -> u64 {
        self.total.div_ceil(PAGE_SIZE).max(1)
    }
}

/// What somebody says of two entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaidOfPair {
    /// They are two offices.
    NotOne {
        /// By what the pair was judged that they saw.
        mark: Mark,
        /// Why, for whoever reads it later.
        reason: Option<Line>,
    },
    /// That they are two was a mistake: they may be one.
    PerhapsOne,
}

/// Something was said of two entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairSaid;

impl Answer for PairSaid {
    fn to_text(&self) -> String {
        String::new()
    }

    fn from_text(_: &str) -> Option<Self> {
        Some(Self)
    }
}

/// Whether somebody may say something of any pair.
///
/// # Errors
/// What the rule says instead.
pub fn may_judge_pairs(principal: &Principal) -> Result<(), EditRefusal> {
    may_decide_rows(principal)
}

#[renkei_boxed::boxed]
impl App {
    /// A page of the pairs of which somebody may say something, of one reason where one is named: empty for whoever
    /// may not, and beyond the last.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn duplicates(
        &self,
        principal: &Principal,
        reason: Option<Reason>,
        page: u64,
    ) -> Result<DuplicatePage, StoreFault> {
        let keepers = keepers(principal);
        if keepers == Keepers::default() {
            return Ok(DuplicatePage::default());
        }
        let store = &self.store;
        let pairs = store
            .duplicates(&keepers, reason, (page, PAGE_SIZE))
            .await?;
        let decided = store.decided_duplicates(&keepers, MOST_DECIDED).await?;
        let listed = pairs.iter().map(|pair| pair.ids);
        let listed = listed.chain(decided.iter().map(|pair| pair.ids));
        let mut ids: Vec<ResourceId> = listed.flat_map(PairIds::both).collect();
        ids.sort_unstable();
        ids.dedup();
        let entries = store.resources(&ids).await?.into_iter();
        Ok(DuplicatePage {
            keepers: self.keepers_of(&pairs).await?,
            pairs,
            decided,
            entries: entries.map(|entry| (entry.id, entry)).collect(),
            total: store.count_duplicates(&keepers, reason).await?,
            page,
            search: store.duplicate_search().await?,
        })
    }

    /// How many pairs wait for somebody; `None` for whoever may say nothing of any.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn count_duplicates(&self, principal: &Principal) -> Result<Option<u64>, StoreFault> {
        let keepers = keepers(principal);
        if keepers == Keepers::default() {
            return Ok(None);
        }
        Ok(Some(self.store.count_duplicates(&keepers, None).await?))
    }

    /// By whom the entries of those pairs are kept that have not the same keeper.
    async fn keepers_of(
        &self,
        pairs: &[StoredPair],
    ) -> Result<HashMap<PairIds, [PairKeeper; 2]>, StoreFault> {
        let ids: Vec<ResourceId> = pairs.iter().flat_map(|pair| pair.ids.both()).collect();
        let heads = self.store.heads(&ids).await?;
        let steward = |id: ResourceId| heads.get(&id).and_then(|head| head.steward);
        let parted = pairs.iter().map(|pair| pair.ids);
        let parted: Vec<PairIds> = parted
            .filter(|ids| steward(ids.left) != steward(ids.right))
            .collect();
        if parted.is_empty() {
            return Ok(HashMap::new());
        }
        let networks = self.named_networks().await?;
        let keeper = |resource: ResourceId| {
            let network = networks
                .iter()
                .find(|network| Some(network.id) == steward(resource));
            let secretariat = network.and_then(|network| network.secretariat.as_ref());
            PairKeeper {
                resource,
                network: network.map(|network| network.name.clone()),
                ways: secretariat.map_or_else(Vec::new, |known| Ways::of(known).lines()),
            }
        };
        let parted = parted.into_iter();
        Ok(parted.map(|ids| (ids, ids.both().map(&keeper))).collect())
    }

    /// Says of two entries that they are not one, or takes that back.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome: [`EditRefusal::NothingToChange`] where somebody has said it
    /// already, or the pair is judged by something else by now.
    pub async fn say_of_pair(
        &self,
        writer: &Writer,
        ids: PairIds,
        said: SaidOfPair,
    ) -> Outcome<PairSaid, EditRefusal> {
        let asked = format!("{ids:?} {said:?}");
        let principal = writer.principal.clone();
        self.act_of(
            writer,
            Purpose::DecideDuplicate,
            &asked,
            move |work, header| {
                let (principal, said) = (principal.clone(), said.clone());
                Box::pin(async move { say_in(work, &header, &principal, (ids, &said)).await })
            },
        )
        .await
    }
}

async fn say_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    (ids, said): (PairIds, &SaidOfPair),
) -> Result<PairSaid, Stop<EditRefusal>> {
    let left = Held::take(work, ids.left).await?;
    let right = Held::take(work, ids.right).await?;
    // One of the two is enough: the other one may stand in the next town, or be kept by nobody.
    let of = |held: &Held| decide(principal, Action::EditFacts, &kept_by(held.head.steward));
    match (of(&left), of(&right)) {
        (Decision::Allowed, _) | (_, Decision::Allowed) => {}
        (decision, _) => return Err(Stop::Refused(EditRefusal::of(decision))),
    }
    let is_said = match said {
        SaidOfPair::NotOne { mark, reason } => {
            if work.open_duplicate(ids).await? != Some(*mark) {
                return Err(Stop::Refused(EditRefusal::NothingToChange));
            }
            let told = (*mark, reason.as_ref());
            work.keep_apart(ids, told, header.id).await?;
            true
        }
        SaidOfPair::PerhapsOne => {
            if !work.forget_apart(ids).await? {
                return Err(Stop::Refused(EditRefusal::NothingToChange));
            }
            false
        }
    };
    for (one, other) in [(ids.left, ids.right), (ids.right, ids.left)] {
        let told = serde_json::json!({ "not_one_with": other.to_string() }).to_string();
        let (before, after) = if is_said {
            (None, Some(told))
        } else {
            (Some(told), None)
        };
        work.note(Change {
            subject: Subject::Resource(one),
            field_group: "duplicate".to_owned(),
            before,
            after,
        });
    }
    Ok(PairSaid)
}
