//! How much is due in the cases of somebody, to lead them to the list of it: a number, and nothing of whom it is about.
//! What is counted is opened for nobody, so that no person reads that somebody looked at what they were not shown.

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::conference::HandoverWarning;
use renkei_domain::provisions::RecordReader;
use renkei_store::StoreFault;

use crate::App;
use crate::conference::due::handed_over;
use crate::consent::ending::span_from;

/// How much is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DueCount {
    /// All that stands in the list.
    pub all: usize,
    /// What of it should have been done.
    pub over: usize,
}

impl DueCount {
    /// Counts something with the day by which it is due.
    fn add(&mut self, due: Option<NaiveDate>, today: NaiveDate) {
        self.all += 1;
        if due.is_some_and(|due| due < today) {
            self.over += 1;
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// How much stands in the list of what is due. For whoever keeps no cases that is nothing.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn due_count(&self, own: &Principal) -> Result<DueCount, StoreFault> {
        let mut count = DueCount::default();
        let scope = cases_for(own, Action::KeepCase);
        let Some(keeper) = own.account().filter(|_| !scope.scope().is_nothing()) else {
            return Ok(count);
        };
        let today = self.now().in_japan().date;
        let incidents = self.store.open_incidents_in_scope(&scope).await?;
        let incidents = incidents.narrowed(|open| {
            for one in open.drain(..) {
                if one.kept.is_for(RecordReader::Staff(own)) {
                    count.add(one.kept.incident.next_due(), today);
                }
            }
        });
        self.opened(Some(own), incidents).await?;
        let copies = self.store.open_copies_in_scope(&scope).await?;
        let copies = copies.narrowed(|open| {
            for one in open.drain(..) {
                count.add(Some(one.due()), today);
            }
        });
        self.opened(Some(own), copies).await?;
        let span = span_from(today);
        let ending = self.store.ending_consents_in_scope(&scope, keeper, span);
        let ending = ending.await?.narrowed(|ending| {
            for one in ending.drain(..) {
                count.add(Some(one.last_day), today);
            }
        });
        self.opened(Some(own), ending).await?;
        let decided = self.due_decisions_of(own).await?.narrowed(|due| {
            for one in due.drain(..) {
                count.add(Some(one.due_on), today);
            }
        });
        self.opened(Some(own), decided).await?;
        let handovers = self.due_handovers_of(own).await?.narrowed(|due| {
            for one in due.drain(..) {
                let warning = handed_over(&one, today);
                count.add(warning.map(HandoverWarning::share_by), today);
            }
        });
        self.opened(Some(own), handovers).await?;
        for _ in self.store.helped_over_in_scope(&scope, today).await? {
            count.add(None, today);
        }
        Ok(count)
    }
}
