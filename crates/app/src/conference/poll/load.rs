//! Reading polls from the store, of one conference or of several of a case: each kind of thing is read once, however many
//! there are.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::poll::PollNotice;
use renkei_domain::ids::{AccountId, ConferenceId, OrganizationId, PollId, ResourceId};
use renkei_store::StoreFault;

use super::super::read::ConferencesView;
use super::OfConference;
use super::read::{KnownTimes, PollView};
use crate::App;
use crate::consent::ConsentRefusal;
use crate::directory::register::Outcome;

#[renkei_boxed::boxed]
impl App {
    /// The poll of a conference for staff of the agency that leads, or what could be asked where nothing was yet.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn poll(
        &self,
        own: &Principal,
        of: OfConference,
    ) -> Outcome<PollView, ConsentRefusal> {
        let view = match self.conferences(own, of.case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut polls = self.polls_in(Arc::new(view), &[of.id]).await?;
        Ok(polls.pop().ok_or(ConsentRefusal::NotFound))
    }

    /// What was asked last about the dates of conferences in hand, of those of which something was, where whoever reads may
    /// read the case.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn polls_of(
        &self,
        view: Arc<ConferencesView>,
        ids: &[ConferenceId],
    ) -> Result<Vec<PollView>, StoreFault> {
        let asked = ids.iter().copied();
        let asked = asked.filter(|id| view.may_read_case && view.poll(*id).is_some());
        let asked: Vec<ConferenceId> = asked.collect();
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        self.polls_in(view, &asked).await
    }

    /// The polls of conferences of a case, in the order in which they are named.
    async fn polls_in(
        &self,
        view: Arc<ConferencesView>,
        ids: &[ConferenceId],
    ) -> Result<Vec<PollView>, StoreFault> {
        let called = ids.iter().filter_map(|id| view.conference(*id));
        let called = called.flat_map(|conference| &conference.participants);
        let agencies: BTreeSet<ResourceId> = called.filter_map(|one| view.agency_of(one)).collect();
        let agencies: Vec<ResourceId> = agencies.into_iter().collect();
        let stored = self.store.resources(&agencies).await?;
        let run_by = stored
            .iter()
            .filter_map(|entry| Some((entry.id, entry.facts.organization?)));
        let run_by: HashMap<ResourceId, OrganizationId> = run_by.collect();
        let mut busy = self.busy_of(&view, ids, &run_by).await?;
        let hours = stored
            .into_iter()
            .map(|entry| (entry.id, entry.facts.hours));
        let hours: HashMap<_, _> = hours.collect();
        let known = ids.iter().filter(|id| view.conference(**id).is_some());
        let known: Vec<ConferenceId> = known.copied().collect();
        let notices = if view.may_convene && !known.is_empty() {
            self.store.poll_notices(view.case(), &known).await?
        } else {
            Vec::new()
        };
        let answers = ids.iter().filter_map(|id| view.poll(*id));
        let answers = answers.flat_map(|poll| &poll.answers);
        let senders = notices.iter().filter_map(|one| one.mark.by);
        let keepers = answers.filter_map(|one| one.kept_by).chain(senders);
        let keepers: BTreeSet<AccountId> = keepers.collect();
        let keepers: Vec<AccountId> = keepers.into_iter().collect();
        let reference = self.reference().await?;
        let names = self.store.account_names(&keepers).await?;
        let polls = ids.iter().map(|id| {
            let times = KnownTimes {
                hours: hours.clone(),
                holidays: reference.holidays.clone(),
                busy: busy.remove(id).unwrap_or_default(),
            };
            let told = told(&view, *id, &notices);
            PollView::new(Arc::clone(&view), *id, times, names.clone()).told(told)
        });
        Ok(polls.collect())
    }
}

/// The messages about the polls of a conference.
fn told(view: &ConferencesView, id: ConferenceId, notices: &[PollNotice]) -> Vec<PollNotice> {
    let polls = view.polls.iter().filter(|poll| poll.conference == id);
    let polls: BTreeSet<PollId> = polls.map(|poll| poll.id).collect();
    let told = notices.iter().filter(|one| polls.contains(&one.poll));
    told.cloned().collect()
}
