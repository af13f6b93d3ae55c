//! The records of everybody an agency helps, of a period: for whoever inspects the agency.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::provisions::RecordReader;
use renkei_domain::text::Line;
use renkei_domain::time::Moment;
pub use renkei_store::provisions::AllRecords;

use super::read::RecordsSpan;
use crate::App;
use crate::consent::{ConsentRefusal, what_is_missing};
use crate::directory::register::Outcome;
use crate::paper::{RecordsPaper, Sheet};

/// What was told by the agencies somebody works for and what came in, of a period.
#[derive(Debug, Clone)]
pub struct AllRecordsView {
    /// The records.
    pub all: AllRecords,
    /// From when until when.
    pub span: RecordsSpan,
    /// Names of accounts.
    pub names: HashMap<AccountId, Line>,
    /// The agencies.
    pub agencies: HashMap<OrganizationId, OrganizationFacts>,
    /// This moment in Japan.
    pub now: Moment,
}

impl AllRecordsView {
    /// Somebody by name.
    #[must_use]
    pub fn name_of(&self, account: AccountId) -> String {
        let name = self.names.get(&account);
        name.map(ToString::to_string).unwrap_or_default()
    }

    /// An agency by name.
    #[must_use]
    pub fn agency(&self, id: OrganizationId) -> String {
        let facts = self.agencies.get(&id);
        facts
            .map(|facts| facts.name.to_string())
            .unwrap_or_default()
    }
}

#[renkei_boxed::boxed]
impl App {
    /// What was told in all cases that somebody may keep and what came in, of a period.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn all_records(
        &self,
        own: &Principal,
        span: RecordsSpan,
    ) -> Outcome<AllRecordsView, ConsentRefusal> {
        let scope = cases_for(own, Action::KeepCase);
        if own.account().is_none() || scope.scope().is_nothing() {
            return Ok(Err(what_is_missing(own)));
        }
        let found = self.store.all_records_in_scope(&scope, span).await?;
        let found = found.narrowed(|all| {
            let reader = RecordReader::Staff(own);
            all.provisions.retain(|kept| kept.is_for(reader));
        });
        let all = self.opened(Some(own), found).await?;
        let told = all.provisions.iter().map(|kept| kept.record.told_by);
        let noted = all.receipts.iter().map(|receipt| receipt.noted_by);
        let people: BTreeSet<AccountId> = told.chain(noted).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        let told = all.provisions.iter().map(|kept| kept.record.provider);
        let heard = all.receipts.iter().map(|receipt| receipt.organization);
        let agencies: BTreeSet<OrganizationId> = told.chain(heard).collect();
        let agencies: Vec<OrganizationId> = agencies.into_iter().collect();
        Ok(Ok(AllRecordsView {
            names: self.store.account_names(&people).await?,
            agencies: self.store.organizations(&agencies).await?,
            now: self.now().in_japan(),
            span,
            all,
        }))
    }

    /// The same on paper.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn all_records_on_paper(
        &self,
        own: &Principal,
        span: RecordsSpan,
    ) -> Outcome<Sheet, ConsentRefusal> {
        let view = match self.all_records(own, span).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let told = view.all.provisions.iter().map(|kept| {
            let by = view.name_of(kept.record.told_by);
            (kept.clone(), by)
        });
        let heard = view.all.receipts.iter().map(|receipt| {
            let by = view.name_of(receipt.noted_by);
            (receipt.clone(), by)
        });
        let mut leads: Vec<String> = view
            .agencies
            .values()
            .map(|facts| facts.name.to_string())
            .collect();
        leads.sort_unstable();
        Ok(Ok(Sheet::Records(Box::new(RecordsPaper {
            head: self.letterhead(&own.networks).await?,
            for_whom: match view.all.unread {
                0 => "支援している人すべて".to_owned(),
                unread => format!("支援している人すべて（読めない記録 {unread}件をのぞく）"),
            },
            lead: leads.join("、"),
            lead_place: None,
            span,
            as_of: view.now.date,
            told: told.collect(),
            heard: heard.collect(),
        }))))
    }
}
