//! The conferences that are not over, of whom sees to them or of all of the agency, and those that are off while somebody
//! still has to be told so by hand.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::access::scope::cases_for;
use renkei_domain::ids::AccountId;
use renkei_domain::text::Line;
pub use renkei_store::conference::ListedConference;

use crate::App;
use crate::cases::read::{Whose, may_look};
use crate::directory::register::Outcome;

/// Conferences that are not over.
#[derive(Debug, Clone)]
pub struct OpenConferences {
    /// Those with a date first, the earliest before the later ones.
    pub rows: Vec<ListedConference>,
    /// Names of those who see to them.
    pub names: HashMap<AccountId, Line>,
    /// Today in Japan.
    pub today: NaiveDate,
}

#[renkei_boxed::boxed]
impl App {
    /// The conferences in the cases that somebody may convene any in that are not over, or were cancelled while whoever
    /// was called still has to be told so by hand.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn open_conferences(
        &self,
        own: &Principal,
        whose: Whose,
    ) -> Outcome<OpenConferences, Decision> {
        if let Err(decision) = may_look(own) {
            return Ok(Err(decision));
        }
        // A case about somebody who works here too is their own to read, and not among those of the agency.
        let scope = cases_for(own, Action::ConveneConference);
        let keeper = match whose {
            Whose::Own => own.account(),
            Whose::Everybodys => None,
        };
        let of = (keeper, self.now());
        let found = self.store.open_conferences_in_scope(&scope, of).await?;
        let rows = self.opened(Some(own), found).await?;
        let keepers: BTreeSet<AccountId> = rows.iter().map(|row| row.keeper).collect();
        let keepers: Vec<AccountId> = keepers.into_iter().collect();
        Ok(Ok(OpenConferences {
            names: self.store.account_names(&keepers).await?,
            rows,
            today: self.now().in_japan().date,
        }))
    }
}
