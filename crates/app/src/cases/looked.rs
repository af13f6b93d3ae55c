//! Who looked, for the person a case is about: a line for each month and agency, and each reading of a month.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, TimeDelta};
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
pub use renkei_domain::audit::looked::{Look, LookReason, LookedMonth, by_month};
use renkei_domain::cases::case::Case;
use renkei_domain::ids::{AccountId, CaseId, OrganizationId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
pub use renkei_store::audit::looked::LookedFile;

use super::CaseRefusal;
use super::read::refused_to;
use crate::App;
use crate::directory::register::Outcome;

/// So long back it is told.
const TOLD_BACK: TimeDelta = TimeDelta::days(366);

/// Since when it is told who looked.
pub(crate) fn told_since(now: Instant) -> Instant {
    now.plus(-TOLD_BACK)
}

/// An agency that looked, by name.
pub(crate) fn agency_words(
    agencies: &HashMap<OrganizationId, String>,
    id: Option<OrganizationId>,
) -> &str {
    let known = id.and_then(|id| agencies.get(&id));
    known.map_or("所属の わからない人", String::as_str)
}

/// Who looked at a case.
#[derive(Debug, Clone)]
pub struct LookedView {
    /// The case with each reading.
    pub file: LookedFile,
    /// A line for each month and agency, the newest month first.
    pub months: Vec<LookedMonth>,
    /// Names of agencies.
    pub agencies: HashMap<OrganizationId, String>,
    /// Names of those who read and of whom to ask.
    pub names: HashMap<AccountId, Line>,
}

impl LookedView {
    /// Who leads, by name.
    #[must_use]
    pub fn lead(&self) -> &str {
        self.agency(Some(self.file.case.lead))
    }

    /// An agency by name.
    #[must_use]
    pub fn agency(&self, id: Option<OrganizationId>) -> &str {
        agency_words(&self.agencies, id)
    }

    /// Whom to ask.
    #[must_use]
    pub fn keeper(&self) -> Option<&Line> {
        self.names.get(&self.file.case.keeper)
    }

    /// The readings of a month, the newest first.
    pub fn of_month(&self, month: NaiveDate) -> impl Iterator<Item = &Look> {
        let looks = self.file.looks.iter();
        looks.filter(move |look| look.month() == month)
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Who looked at a case, for the person it is about and nobody else.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn looked(&self, own: &Principal, id: CaseId) -> Outcome<LookedView, CaseRefusal> {
        // Staff have the record of who read and did; this page is the person's.
        let scope = cases_for(own, Action::ReadOwnCase);
        if own.account().is_none() || scope.scope().is_nothing() {
            return Ok(Err(refused_to(own)));
        }
        let since = told_since(self.now());
        let found = self.store.looked_in_scope(&scope, id, since).await?;
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(CaseRefusal::NotFound));
        };
        let read = file.looks.iter().filter_map(|look| look.account);
        let people: BTreeSet<AccountId> = read.chain([file.case.keeper]).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        Ok(Ok(LookedView {
            names: self.store.account_names(&people).await?,
            agencies: self.agencies_that_looked(&file.case, &file.looks).await?,
            months: by_month(&file.looks),
            file,
        }))
    }

    /// The names of the agencies that looked at a case, and of the one that leads it.
    pub(crate) async fn agencies_that_looked(
        &self,
        case: &Case,
        looks: &[Look],
    ) -> Result<HashMap<OrganizationId, String>, StoreFault> {
        let agencies = looks.iter().filter_map(|look| look.agency);
        let agencies: BTreeSet<OrganizationId> = agencies.chain([case.lead]).collect();
        let agencies: Vec<OrganizationId> = agencies.into_iter().collect();
        let known = self.store.organizations(&agencies).await?;
        let known = known.into_iter();
        Ok(known
            .map(|(id, facts)| (id, facts.name.to_string()))
            .collect())
    }
}
