//! Comparing all open entries with each other. It takes a while for a country's offices, so that it is done beside
//! serving, once a day and when somebody asks; what it found is kept for the list.

use std::sync::Arc;

use chrono::TimeDelta;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::duplicate::{Described, find};
use renkei_domain::ids::ResourceId;
use renkei_store::StoreFault;
use renkei_store::directory::duplicate::{PairIds, SearchDue, StoredPair};

use super::{EditRefusal, may_judge_pairs};
use crate::directory::register::Outcome;
use crate::{App, match_key};

/// After this time entries are compared again without anybody asking.
const DAILY: TimeDelta = TimeDelta::hours(24);

/// A search that is not done after this time has died.
const LEASE: TimeDelta = TimeDelta::minutes(30);

/// The most pairs that are kept: far more than a region can look through. The likeliest stay.
const MOST: usize = 50_000;

/// What a search did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Searched {
    /// How many entries were compared.
    pub compared: u64,
    /// How many pairs were found.
    pub pairs: u64,
}

#[renkei_boxed::boxed]
impl App {
    /// Notes that somebody waits for entries to be compared: a serving process begins within moments.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn ask_for_duplicates(&self, principal: &Principal) -> Outcome<(), EditRefusal> {
        if let Err(refusal) = may_judge_pairs(principal) {
            return Ok(Err(refusal));
        }
        self.store.ask_duplicate_search(self.now()).await?;
        Ok(Ok(()))
    }

    /// Compares the entries where that is due and nobody else is at it.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn find_duplicates_when_due(&self) -> Result<Option<Searched>, StoreFault> {
        let now = self.now();
        let due = SearchDue {
            now,
            done_before: now.plus(-DAILY),
            died_before: now.plus(-LEASE),
        };
        if !self.store.claim_duplicate_search(due).await? {
            return Ok(None);
        }
        self.find_duplicates().await.map(Some)
    }

    /// Compares every open entry with those that share something with it, and keeps the pairs that may be one.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn find_duplicates(&self) -> Result<Searched, StoreFault> {
        let began = self.now();
        let (mut ids, mut described) = (Vec::new(), Vec::new());
        self.store
            .each_open_entry(|stored| {
                ids.push(stored.id);
                described.push(Described::of(&stored.facts));
            })
            .await?;
        let compared = ids.len() as u64;
        let all = Arc::new((ids, described));
        let work = Arc::clone(&all);
        let found = tokio::task::spawn_blocking(move || likely_pairs(&work.0, &work.1)).await;
        let pairs = match found {
            Ok(pairs) => pairs,
            // The thread died: the same is tried on this one, where its fault is seen.
            Err(_) => likely_pairs(&all.0, &all.1),
        };
        let searched = Searched {
            compared,
            pairs: pairs.len() as u64,
        };
        self.store.keep_duplicates(pairs, (began, compared)).await?;
        Ok(searched)
    }
}

fn likely_pairs(ids: &[ResourceId], described: &[Described]) -> Vec<StoredPair> {
    let found = find(described).into_iter();
    let pairs = found.filter_map(|found| {
        let (one, other) = (found.first, found.second);
        let pair = PairIds::of(*ids.get(one)?, *ids.get(other)?)?;
        // In the order of the ids, so that the mark of a pair does not depend on how it was found.
        let mut told = [(ids.get(one)?, one), (ids.get(other)?, other)];
        told.sort_unstable();
        let [first, second] = told.map(|(_, place)| described.get(place).map(Described::told));
        Some(StoredPair {
            ids: pair,
            score: found.likeness.score,
            mark: match_key(&[&first?, &second?]),
            reasons: found.likeness.reasons,
        })
    });
    let mut pairs: Vec<StoredPair> = pairs.collect();
    pairs.sort_by(|one, other| other.score.cmp(&one.score).then(one.ids.cmp(&other.ids)));
    pairs.truncate(MOST);
    pairs
}
