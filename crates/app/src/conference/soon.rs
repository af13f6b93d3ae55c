//! What somebody has before them of the conferences they see to: those of the next days, answers that are waited for or have
//! to be looked at, whom to tell that it is off or that they are not expected any more, dates that can be fixed since
//! enough have answered, and what the person asks for by one press.

use std::collections::BTreeSet;

use chrono::Days;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::Invitation;
use renkei_domain::conference::poll::PollSays;
use renkei_domain::conference::{ConferenceState, OwnWish};
use renkei_domain::ids::{CaseId, ConferenceId};
use renkei_store::StoreFault;

use super::list::ListedConference;
use crate::App;
use crate::cases::read::{Whose, may_look};

/// For so many days ahead a conference is near.
const NEAR: Days = Days::new(7);

/// A conference that is near, of which somebody did not answer or hear yet, or for which its person asks for something.
#[derive(Debug, Clone)]
pub struct SoonConference {
    /// The conference.
    pub listed: ListedConference,
    /// How many were called and did not answer yet.
    pub waiting: usize,
    /// How many answers, and mails that may be one, somebody has to look at.
    pub doubtful: usize,
    /// How many have to be told by somebody's hand that it is put off or cancelled, or takes place without them.
    pub recalls: usize,
    /// What came of asking about its date, where enough have answered.
    pub answers: Option<PollSays>,
    /// What the person asks for by one press, of one that is not cancelled.
    pub asks: BTreeSet<OwnWish>,
    /// Whether it is one of the next days.
    pub is_near: bool,
}

#[renkei_boxed::boxed]
impl App {
    /// The conferences that somebody sees to, where they are near, an answer is waited for, a date can be fixed or the
    /// person asks for something: the earliest before the later ones. Whoever keeps no cases has none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn soon_conferences(
        &self,
        own: &Principal,
    ) -> Result<Vec<SoonConference>, StoreFault> {
        let Ok(open) = self.open_conferences(own, Whose::Own).await? else {
            return Ok(Vec::new());
        };
        let fixed = open.rows.into_iter();
        let fixed: Vec<ListedConference> = fixed
            .filter(|row| {
                matches!(
                    row.state,
                    ConferenceState::Draft
                        | ConferenceState::Scheduled
                        | ConferenceState::Polling
                        | ConferenceState::Postponed
                        | ConferenceState::Cancelled
                )
            })
            .collect();
        let Some(scope) = may_look(own).ok().filter(|_| !fixed.is_empty()) else {
            return Ok(Vec::new());
        };
        let now = self.now();
        let of = (own.account(), now);
        let invitations = self.store.open_calls_in_scope(&scope, of).await?;
        let news = self.store.poll_news_in_scope(&scope, of).await?;
        let cases: Vec<CaseId> = fixed.iter().map(|row| row.case.id).collect();
        let mails = self.store.waiting_mails(&cases).await?;
        let going_on = fixed
            .iter()
            .filter(|row| row.state != ConferenceState::Cancelled);
        let going_on: Vec<ConferenceId> = going_on.map(|row| row.id).collect();
        let asked = self.store.asks_of_persons(&going_on).await?;
        let last = open.today.checked_add_days(NEAR).unwrap_or(open.today);
        let soon = fixed.into_iter().map(|listed| {
            let of_it = || invitations.iter().filter(|one| one.conference == listed.id);
            let has_doubt = |one: &&Invitation| one.doubtful().next().is_some();
            let has_to_hear = |one: &&Invitation| {
                let end = one.end_by_hand();
                end.is_some_and(|notice| notice.told.begins > now)
            };
            let is_off = listed.state == ConferenceState::Cancelled;
            let waits = |one: &&Invitation| !is_off && one.is_calling() && one.reply().is_none();
            let mailed = mails.iter().find(|(id, _)| *id == listed.id);
            let is_fixed = listed.state == ConferenceState::Scheduled;
            let is_asked = listed.state == ConferenceState::Polling;
            let mut told = news.iter().filter(|(id, _)| *id == listed.id && is_asked);
            let begins = listed.begins.filter(|_| is_fixed);
            let begins = begins.map(|begins| begins.in_japan().date);
            SoonConference {
                waiting: of_it().filter(waits).count(),
                recalls: of_it().filter(has_to_hear).count(),
                doubtful: of_it().filter(has_doubt).count() + mailed.map_or(0, |(_, count)| *count),
                answers: told.next().map(|(_, says)| *says),
                asks: asked
                    .iter()
                    .find(|(id, _)| *id == listed.id)
                    .map(|(_, asks)| asks.clone())
                    .unwrap_or_default(),
                is_near: begins.is_some_and(|day| day <= last),
                listed,
            }
        });
        let is_shown = |one: &SoonConference| {
            let has_open = one.waiting + one.doubtful + one.recalls > 0;
            one.is_near || has_open || one.answers.is_some() || !one.asks.is_empty()
        };
        Ok(soon.filter(is_shown).collect())
    }
}
