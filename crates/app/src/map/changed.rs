//! The maps that are shown to somebody and of which the directory says otherwise now than the paper does, where the day of
//! whoever supports their owner begins.

use std::collections::BTreeSet;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::{cases_for, shared_maps_for};
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::ids::{AccountId, CaseId};
use renkei_domain::map::SharedWith;
use renkei_store::StoreFault;
use renkei_store::map::share::ShareHead;

use super::shared::{SharedLine, may_read};
use crate::App;

/// A map of which something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedMap {
    /// By which case it is shown.
    pub case: CaseId,
    /// Its number, where whoever asks is of the agency that leads it.
    pub number: Option<CaseNumber>,
    /// The share, with what changed.
    pub line: SharedLine,
}

#[renkei_boxed::boxed]
impl App {
    /// The maps that are shown to whoever asks by name, or for a conference in a case that they keep, of which something
    /// changed in the directory since their owner printed them: each owner once.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn changed_maps(&self, own: &Principal) -> Result<Vec<ChangedMap>, StoreFault> {
        let now = self.now();
        let named = shared_maps_for(own, Action::ReadSharedMap);
        let called = cases_for(own, Action::ConveneConference);
        let heads = self.store.map_shares_in_scope((&named, &called), None);
        let asking = own.account();
        let keeps = |head: &ShareHead| asking.is_some_and(|asking| head.keeper == Some(asking));
        let is_own = |head: &ShareHead| match head.stored.share.with {
            SharedWith::Supporter(_) => true,
            SharedWith::Conference(_) => keeps(head),
            SharedWith::Link => false,
        };
        let heads = heads.await?.into_iter().filter(|head| {
            let is_open = head.stored.share.over(now).is_none();
            is_open && is_own(head) && may_read(own, head).is_ok()
        });
        let mut owners: BTreeSet<AccountId> = BTreeSet::new();
        let mut changed = Vec::new();
        for head in heads {
            let account = head.stored.account;
            let Some(case) = head
                .stored
                .share_case
                .filter(|_| !owners.contains(&account))
            else {
                continue;
            };
            let agency = head.stored.agency;
            if let Some(agency) = agency
                && self.is_of_closed_employer(account, agency).await?
            {
                continue;
            }
            let line = self.line_of(own, &head).await?;
            if !line.changes.is_empty() {
                owners.insert(account);
                changed.push(ChangedMap {
                    case,
                    number: head.number.filter(|_| agency.is_none()),
                    line,
                });
            }
        }
        Ok(changed)
    }
}
