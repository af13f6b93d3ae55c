//! The consents that end within 30 days, for who keeps their cases.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::consent::terms::ANNOUNCED_BEFORE;
use renkei_store::StoreFault;
pub use renkei_store::consent::ending::EndingConsent;
use renkei_store::consent::ending::EndingSpan;

use crate::App;

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
        let today = self.now().in_japan().date;
        let span = EndingSpan {
            from: today,
            until: today.checked_add_days(ANNOUNCED_BEFORE).unwrap_or(today),
        };
        let found = self.store.ending_consents_in_scope(&scope, keeper, span);
        self.opened(Some(own), found.await?).await
    }
}
