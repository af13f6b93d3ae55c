//! Who of those who are asked is busy when: those who gave the address of their own calendar. The person is known by
//! their account, somebody of an agency by their name among its staff, where nobody else there has the same.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::conference::Conference;
use renkei_domain::conference::poll::{Asked, Poll, TimeTaken};
use renkei_domain::ids::{AccountId, ConferenceId, OrganizationId, ResourceId, RespondentId};
use renkei_domain::people::busy::BUSY_COUNTS;
use renkei_domain::text::fold;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;

use super::super::read::ConferencesView;
use crate::App;

/// A name as it is compared: people put a space into it or not.
fn compared(name: &str) -> String {
    let joined: String = name.split_whitespace().collect();
    fold(&joined)
}

impl App {
    /// The times that are taken by those who are asked, around the dates of the newest poll of each conference.
    pub(super) async fn busy_of(
        &self,
        view: &ConferencesView,
        ids: &[ConferenceId],
        run_by: &HashMap<ResourceId, OrganizationId>,
    ) -> Result<HashMap<ConferenceId, HashMap<RespondentId, Vec<TimeTaken>>>, StoreFault> {
        let polls = ids.iter().filter_map(|id| {
            let (poll, conference) = (view.poll(*id)?, view.conference(*id)?);
            Some((poll, conference))
        });
        let polls: Vec<(&Poll, &Conference)> = polls.collect();
        let Some(span) = span(&polls) else {
            return Ok(HashMap::new());
        };
        let mut organizations: Vec<OrganizationId> = run_by.values().copied().collect();
        organizations.sort_unstable();
        organizations.dedup();
        let today = self.now().in_japan().date;
        let staff = self.store.staff_with_calendars(&organizations, today);
        let staff = staff.await?;
        let account_of = |conference: &Conference, who: Asked| match who {
            Asked::Person => view.case().account,
            Asked::Family => None,
            Asked::Participant(who) => {
                let participant = conference.participant(who)?;
                let name = compared(view.own_name(participant)?.as_str());
                let organization = run_by.get(&view.agency_of(participant)?)?;
                let mut same = staff.iter().filter(|(at, _, called)| {
                    at == organization && compared(called.as_str()) == name
                });
                let first = same.next().map(|(_, account, _)| *account);
                first.filter(|_| same.next().is_none())
            }
        };
        let mut of: Vec<(ConferenceId, RespondentId, AccountId)> = Vec::new();
        for (poll, conference) in &polls {
            of.extend(poll.respondents.iter().filter_map(|one| {
                let account = account_of(conference, one.who)?;
                Some((conference.id, one.id, account))
            }));
        }
        let accounts: BTreeSet<AccountId> = of.iter().map(|(.., account)| *account).collect();
        let accounts: Vec<AccountId> = accounts.into_iter().collect();
        let since = self.now().plus(-BUSY_COUNTS);
        let taken = self.store.busy_times(&accounts, span, since).await?;
        let mut busy: HashMap<ConferenceId, HashMap<RespondentId, Vec<TimeTaken>>> = HashMap::new();
        for (conference, respondent, account) in of {
            if let Some(times) = taken.get(&account) {
                let of_it = busy.entry(conference).or_default();
                of_it.insert(respondent, times.clone());
            }
        }
        Ok(busy)
    }
}

/// From the first of the dates to the end of the last.
fn span(polls: &[(&Poll, &Conference)]) -> Option<(Instant, Instant)> {
    let dates = || {
        let polls = polls.iter();
        polls.flat_map(|(poll, _)| poll.candidates.iter().map(|one| (one.begins, poll.minutes)))
    };
    let first = dates().map(|(begins, _)| begins).min()?;
    let last = dates().map(|(begins, minutes)| {
        let length = chrono::TimeDelta::minutes(i64::from(minutes));
        begins.plus(length)
    });
    Some((first, last.max()?))
}
