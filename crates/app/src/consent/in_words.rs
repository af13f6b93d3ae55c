//! What somebody of the team would be told, in the words in which a case keeps it: cut to what the rule lets them hear,
//! so that whoever tells sees it before anything leaves. Looking tells nobody.

use renkei_domain::access::principal::Principal;
use renkei_domain::consent::{ConsentPurpose, Means, Party};

use super::ConsentRefusal;
use super::read::ConsentsView;
use crate::App;
use crate::cases::by_category::{CaseFact, CaseFacts};
use crate::directory::register::Outcome;

#[renkei_boxed::boxed]
impl App {
    /// What stands in a case that somebody may be told for a purpose by some means, in the order of the categories, for
    /// staff who keep it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn told_in_words(
        &self,
        own: &Principal,
        view: &ConsentsView,
        (party, how): (&Party, (ConsentPurpose, Means)),
    ) -> Outcome<Vec<CaseFact>, ConsentRefusal> {
        if !view.may_keep {
            return Ok(Err(ConsentRefusal::NotFound));
        }
        if view.preview(party, how.0, how.1).shown.is_empty() {
            return Ok(Ok(Vec::new()));
        }
        let Ok(read) = self.case_view(own, view.file.case.id).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let mut facts = CaseFacts::of(&read.file, read.now.date);
        let ledger = view.agreed();
        let permit = view.permit(&ledger, party, how);
        facts.retain(|fact| {
            let permit = permit.as_ref();
            permit.is_some_and(|permit| permit.covers(fact.category))
        });
        Ok(Ok(facts))
    }
}
