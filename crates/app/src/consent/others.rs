//! Whom besides the person something may be asked of: an employer about the business, and only one that knows it is
//! one. Whoever is closed is never asked, since asking would tell.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::ids::{CaseId, EmploymentId};
use renkei_domain::text::Line;

use super::{ConsentRefusal, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;

#[renkei_boxed::boxed]
impl App {
    /// The employers of a case that may be asked, by name: those where the person works today and that are open.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn askable_employers(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<Vec<(EmploymentId, Line)>, ConsentRefusal> {
        let scope = cases_for(own, Action::KeepCase);
        if scope.scope().is_nothing() {
            return Ok(Err(what_is_missing(own)));
        }
        let found = self.store.case_in_scope(&scope, id).await?;
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let today = self.now().in_japan().date;
        let employments = file.employments.into_iter();
        let open = employments
            .filter(|one| !one.disclosure.is_closed())
            .filter(|one| one.is_current(today));
        Ok(Ok(open.map(|one| (one.id, one.employer)).collect()))
    }
}
