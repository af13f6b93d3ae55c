//! What was observed and is not released yet, for the desk of the network: it tells the agency, and releases it
//! once the agency had its time to answer.

use std::collections::HashMap;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::inside_for;
use renkei_domain::ids::{OrganizationId, ResourceId, StrengthId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use super::observed::ReadObservation;
use crate::App;

/// The most that a list of them holds. The oldest come first, so that the others follow as these are released.
const MOST: u32 = 200;

/// An observation that waits to be released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingObservation {
    /// The name of the agency that it is about.
    pub agency: Line,
    /// The observation.
    pub read: ReadObservation,
}

/// The observations that wait, as far as one list holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingObservations {
    /// The oldest, the first of all first.
    pub oldest: Vec<WaitingObservation>,
    /// How many more wait that the list does not hold.
    pub more: u64,
}

#[renkei_boxed::boxed]
impl App {
    /// How many observations wait until somebody releases them; `None` for whoever releases none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn count_waiting_observations(
        &self,
        principal: &Principal,
    ) -> Result<Option<u64>, StoreFault> {
        let scope = inside_for(principal, Action::ReleaseObservation);
        if scope.scope().is_nothing() {
            return Ok(None);
        }
        Ok(Some(self.store.count_waiting_observations(&scope).await?))
    }

    /// The observations that wait until somebody releases them, the oldest first; `None` for whoever releases none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn waiting_observations(
        &self,
        principal: &Principal,
    ) -> Result<Option<WaitingObservations>, StoreFault> {
        let scope = inside_for(principal, Action::ReleaseObservation);
        if scope.scope().is_nothing() {
            return Ok(None);
        }
        let waiting = self.store.waiting_observations(&scope, MOST).await?;
        let listed = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
        let more = if listed < u64::from(MOST) {
            0
        } else {
            let all = self.store.count_waiting_observations(&scope).await?;
            all.saturating_sub(listed)
        };
        let ids: Vec<StrengthId> = waiting.iter().map(|one| one.id).collect();
        let found = self.store.observations_by_id(&ids).await?;
        let mut found = self.opened(Some(principal), found).await?;
        found.sort_by_key(|observation| observation.id);
        let entries: Vec<ResourceId> = found.iter().map(|one| one.resource).collect();
        let entries = self.store.resources(&entries).await?.into_iter();
        let agencies: HashMap<ResourceId, Line> =
            entries.map(|entry| (entry.id, entry.facts.name)).collect();
        let by: Vec<OrganizationId> = found.iter().map(|one| one.by).collect();
        let by = self.store.organizations(&by).await?;
        let letters = self.store.letters_about(ids.iter().map(|id| id.uuid()));
        let letters = letters.await?;
        let waiting = found.into_iter().filter_map(|observation| {
            let about = LetterSubject::Observation(observation.id);
            let letter = letters.iter().rfind(|letter| letter.subject == about);
            Some(WaitingObservation {
                agency: agencies.get(&observation.resource)?.clone(),
                read: ReadObservation {
                    by: by.get(&observation.by).map(|by| by.name.to_string()),
                    may_reply: true,
                    may_release: true,
                    may_withdraw: true,
                    letter: letter.cloned(),
                    observation,
                },
            })
        });
        Ok(Some(WaitingObservations {
            oldest: waiting.collect(),
            more,
        }))
    }
}
