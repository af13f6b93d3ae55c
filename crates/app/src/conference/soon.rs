//! What somebody has before them of the conferences they see to: those of the next days, and answers that are waited for or
//! have to be looked at.

use chrono::Days;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::ConferenceState;
use renkei_domain::conference::invitation::Invitation;
use renkei_store::StoreFault;

use super::list::ListedConference;
use crate::App;
use crate::cases::read::{Whose, may_look};

/// For so many days ahead a conference is near.
const NEAR: Days = Days::new(7);

/// A conference that is near, or to which somebody did not answer yet.
#[derive(Debug, Clone)]
pub struct SoonConference {
    /// The conference.
    pub listed: ListedConference,
    /// How many were called and did not answer yet.
    pub waiting: usize,
    /// How many answers somebody has to look at.
    pub doubtful: usize,
    /// Whether it is one of the next days.
    pub is_near: bool,
}

impl App {
    /// The conferences with a date that somebody sees to, where they are near or an answer is waited for: the earliest
    /// before the later ones. Whoever keeps no cases has none.
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
            .filter(|row| row.state == ConferenceState::Scheduled)
            .collect();
        let Some(scope) = may_look(own).ok().filter(|_| !fixed.is_empty()) else {
            return Ok(Vec::new());
        };
        let calls = self.store.open_calls_in_scope(&scope, own.account());
        let invitations = calls.await?;
        let last = open.today.checked_add_days(NEAR).unwrap_or(open.today);
        let soon = fixed.into_iter().map(|listed| {
            let of_it = || invitations.iter().filter(|one| one.conference == listed.id);
            let has_doubt = |one: &&Invitation| one.doubtful().next().is_some();
            let waits = |one: &&Invitation| one.is_calling() && one.reply().is_none();
            let begins = listed.begins.map(|begins| begins.in_japan().date);
            SoonConference {
                waiting: of_it().filter(waits).count(),
                doubtful: of_it().filter(has_doubt).count(),
                is_near: begins.is_some_and(|day| day <= last),
                listed,
            }
        });
        let is_shown = |one: &SoonConference| one.is_near || one.waiting + one.doubtful > 0;
        Ok(soon.filter(is_shown).collect())
    }
}
