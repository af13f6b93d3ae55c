//! What an agency took on at conferences about cases of another, for whoever works there and has an account: that
//! something is due. The reminder has the number of the letters and the day, and tells neither whom nor what it is about.
//! It comes as long as the person's consents let the agency be at the conference.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::conference::invitation::conference_number;
use renkei_domain::ids::{ConferenceId, OrganizationId, ParticipantId};
use renkei_domain::time::Instant;
use renkei_store::conference::taken::TakenOn;
use renkei_store::{StoreFault, Work};

use super::call::permitted::permitted;
use super::due::near;
use crate::App;

/// Something that the agency of whoever asks took on, and that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskTaken {
    /// By what the conference is known in letters: 「№483-920」.
    pub number: String,
    /// The agency that leads the case: whom to ask.
    pub lead: String,
    /// The last day on which it is done in time.
    pub due_on: NaiveDate,
}

#[renkei_boxed::boxed]
impl App {
    /// What the agencies at which somebody works took on at conferences of others, is still to be done, and is due within a
    /// week or should have been done: what is due first comes first. Whoever keeps no cases has none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn tasks_taken(&self, own: &Principal) -> Result<Vec<TaskTaken>, StoreFault> {
        let scope = cases_for(own, Action::ConveneConference);
        let bodies = own.workplaces();
        if bodies.is_empty() || scope.scope().is_nothing() {
            return Ok(Vec::new());
        }
        let now = self.now();
        let today = now.in_japan().date;
        let found = self.store.taken_on_by(&bodies, (today, near(today)));
        let found = Arc::new(found.await?);
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let taken = self.store.aside(move |work| {
            let found = Arc::clone(&found);
            Box::pin(async move { Ok(still_theirs(work, &found, now).await?) })
        });
        let taken = taken.await?;
        let leads: BTreeSet<OrganizationId> = taken.iter().map(|one| one.lead).collect();
        let leads: Vec<OrganizationId> = leads.into_iter().collect();
        let leads = self.store.organizations(&leads).await?;
        let name = |id: &OrganizationId| leads.get(id).map(|body| body.name.to_string());
        let tasks = taken.iter().map(|one| TaskTaken {
            number: conference_number(one.conference),
            lead: name(&one.lead).unwrap_or_default(),
            due_on: one.due_on,
        });
        Ok(tasks.collect())
    }
}

/// What of it the consents, as they stand, let those hear who took it on.
async fn still_theirs(
    work: &Work,
    found: &[TakenOn],
    now: Instant,
) -> Result<Vec<TakenOn>, StoreFault> {
    let mut known: HashMap<ConferenceId, BTreeSet<ParticipantId>> = HashMap::new();
    let mut theirs = Vec::new();
    for one in found {
        let may = match known.entry(one.conference) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(at_the_table(work, one, now).await?),
        };
        if may.contains(&one.by) {
            theirs.push(*one);
        }
    }
    Ok(theirs)
}

/// Who may be at the conference now; nobody, where the case has ended.
async fn at_the_table(
    work: &Work,
    task: &TakenOn,
    now: Instant,
) -> Result<BTreeSet<ParticipantId>, StoreFault> {
    work.lock_case(task.case).await?;
    let case = work.case(task.case).await?;
    let Some(case) = case.filter(|case| !case.is_erased() && case.is_open()) else {
        return Ok(BTreeSet::new());
    };
    match work.conference(case.id, task.conference).await? {
        Some(conference) => permitted(work, &case, &conference, now).await,
        None => Ok(BTreeSet::new()),
    }
}
