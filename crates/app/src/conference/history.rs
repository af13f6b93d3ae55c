//! How a conference came to be as it is: every act that changed it, with who did it and when.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{AccountId, CaseId, ConferenceId};
use renkei_domain::text::Line;
pub use renkei_store::conference::history::{
    CONFERENCE_HISTORY_PAGE, CalledThen, ConferenceAct, ConferenceThen,
};

use super::read::ConferencesView;
use crate::App;
use crate::consent::ConsentRefusal;
use crate::directory::register::Outcome;

/// The history of a conference.
#[derive(Debug, Clone)]
pub struct ConferenceHistoryView {
    /// The conferences of its case, as they are now.
    pub conferences: ConferencesView,
    /// The acts, newest first.
    pub acts: Vec<ConferenceAct>,
    /// Names of those who did them, and of those who saw to it.
    pub names: HashMap<AccountId, Line>,
}

#[renkei_boxed::boxed]
impl App {
    /// The newest acts that changed a conference of a case, or those before a place in the order of commits, for
    /// whoever may read the case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn conference_history(
        &self,
        own: &Principal,
        (case, id): (CaseId, ConferenceId),
        before: Option<i64>,
    ) -> Outcome<ConferenceHistoryView, ConsentRefusal> {
        let conferences = match self.conferences(own, case).await? {
            Ok(conferences) => conferences,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if conferences.conference(id).is_none() {
            return Ok(Err(ConsentRefusal::NotFound));
        }
        let case = conferences.case();
        let found = self.store.conference_history(case, id, before).await?;
        let acts = self.opened(Some(own), found).await?.acts;
        let mut people = BTreeSet::new();
        for one in &acts {
            people.extend(one.act.actor.account());
            let then = [&one.before, &one.after].into_iter().flatten();
            people.extend(then.filter_map(|then| then.keeper));
        }
        let people: Vec<AccountId> = people.into_iter().collect();
        Ok(Ok(ConferenceHistoryView {
            names: self.store.account_names(&people).await?,
            conferences,
            acts,
        }))
    }
}
