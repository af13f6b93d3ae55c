//! What was decided and is due soon, of the cases that somebody keeps, to remind them of it, and the handovers for which it
//! is time.

use chrono::{Days, NaiveDate};
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::conference::HandoverWarning;
use renkei_store::StoreFault;
use renkei_store::audit::Inside;
pub use renkei_store::conference::DueDecision;
use renkei_store::conference::ListedConference;

use crate::App;

/// Somebody is reminded of what was decided so many days ahead.
const REMINDED: Days = Days::new(7);

/// The last day that is near.
pub(super) fn near(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(REMINDED).unwrap_or(today)
}

/// How near the end of the service is that is handed over at a conference, as long as it was not held.
pub(crate) fn handed_over(one: &ListedConference, today: NaiveDate) -> Option<HandoverWarning> {
    let ends_on = one.ends_on.filter(|_| one.state.is_being_prepared());
    ends_on.and_then(|ends_on| HandoverWarning::of(ends_on, today))
}

#[renkei_boxed::boxed]
impl App {
    /// What was decided in the cases that somebody keeps, is still to be done, and is due within a week or should have
    /// been done: what is due first comes first. Whoever keeps no cases has none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn due_decisions(&self, own: &Principal) -> Result<Vec<DueDecision>, StoreFault> {
        let found = self.due_decisions_of(own).await?;
        self.opened(Some(own), found).await
    }

    /// The same, closed: nobody read any of it yet.
    pub(crate) async fn due_decisions_of(
        &self,
        own: &Principal,
    ) -> Result<Inside<Vec<DueDecision>>, StoreFault> {
        // A case about somebody who works here too is their own to read, and not among those they keep.
        let scope = cases_for(own, Action::ConveneConference);
        let today = self.now().in_japan().date;
        let span = (own.account(), near(today));
        self.store.due_decisions_in_scope(&scope, span).await
    }

    /// The conferences that somebody sees to at which a service is handed over that ends within six months, as long as
    /// they were not held: the earliest before the later ones, those without a date last.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn due_handovers(
        &self,
        own: &Principal,
    ) -> Result<Vec<ListedConference>, StoreFault> {
        let found = self.due_handovers_of(own).await?;
        self.opened(Some(own), found).await
    }

    /// The same, closed: nobody read any of it yet.
    pub(crate) async fn due_handovers_of(
        &self,
        own: &Principal,
    ) -> Result<Inside<Vec<ListedConference>>, StoreFault> {
        let scope = cases_for(own, Action::ConveneConference);
        let of = (own.account(), self.now());
        let found = self.store.open_conferences_in_scope(&scope, of).await?;
        let today = self.now().in_japan().date;
        Ok(found.narrowed(|open| open.retain(|one| handed_over(one, today).is_some())))
    }
}
