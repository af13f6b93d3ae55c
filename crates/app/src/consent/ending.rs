//! The consents that end within 30 days, for who keeps their cases and for the person.

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::consent::terms::ANNOUNCED_BEFORE;
use renkei_store::StoreFault;
pub use renkei_store::consent::ending::EndingConsent;
use renkei_store::consent::ending::EndingSpan;

use crate::App;

#[renkei_boxed::boxed]
impl App {
    /// The consents that end within 30 days, of the cases that somebody keeps and that go on: the nearest end
    /// first. Whoever keeps none has none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn ending_consents(&self, own: &Principal) -> Result<Vec<EndingConsent>, StoreFault> {
        let scope = cases_for(own, Action::KeepCase);
        let Some(keeper) = own.account().filter(|_| !scope.scope().is_nothing()) else {
            return Ok(Vec::new());
        };
        let span = span_from(self.now().in_japan().date);
        let found = self.store.ending_consents_in_scope(&scope, keeper, span);
        self.opened(Some(own), found.await?).await
    }

    /// The consents that end within 30 days, of the cases about oneself: the nearest end first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn own_ending_consents(
        &self,
        own: &Principal,
    ) -> Result<Vec<EndingConsent>, StoreFault> {
        let scope = cases_for(own, Action::ReadOwnCase);
        let Some(account) = own.account().filter(|_| !scope.scope().is_nothing()) else {
            return Ok(Vec::new());
        };
        let span = span_from(self.now().in_japan().date);
        let found = self.store.own_ending_in_scope(&scope, account, span);
        self.opened(Some(own), found.await?).await
    }
}

/// From today until as far as ends are announced.
pub(crate) fn span_from(today: NaiveDate) -> EndingSpan {
    EndingSpan {
        from: today,
        until: today.checked_add_days(ANNOUNCED_BEFORE).unwrap_or(today),
    }
}
