//! The 法人 that run entries: made beside an entry ([`create`]), put right field by field ([`change`]), with a
//! history of their own ([`history`]) and conflicts with what is published ([`conflict`]).
//!
//! Who may is decided over all networks that keep an entry of a 法人:
//! [`decide_on_organization`](renkei_domain::access::rule::decide_on_organization).

use std::collections::HashMap;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide_on_organization};
use renkei_domain::directory::correction::OrganizationField;
use renkei_domain::directory::edit::{FieldFault, OrganizationEdit, PartValue};
use renkei_domain::directory::organization::{CorporateNumber, OrganizationFacts};
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::text::{Line, fold};
use renkei_store::{Stop, StoreFault, Work};

use super::{EditRefusal, unknown_place};
use crate::App;
use crate::directory::correct::CorrectRefusal;

pub use renkei_store::directory::organization_edit::StoredOrganization;

pub mod change;
pub mod conflict;
pub mod create;
pub mod history;

/// How many 法人 are offered to choose from; whoever does not find theirs writes more of its name.
pub const MOST_FOUND: usize = 20;

/// A 法人 to be edited.
#[derive(Debug, Clone, PartialEq)]
pub struct EditableOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// The version that a change is written for.
    pub version: i64,
    /// Its facts, corrections applied.
    pub facts: OrganizationFacts,
    /// The networks that keep an entry of it, and those of which it is a member.
    pub networks: Vec<NetworkId>,
}

impl EditableOrganization {
    /// What the rule of access says of doing something with it.
    #[must_use]
    pub fn decision(&self, principal: &Principal, action: Action) -> Decision {
        decide_on_organization(principal, action, self.id, &self.networks)
    }
}

#[renkei_boxed::boxed]
impl App {
    /// A 法人 to be edited; `None` when there is none. Whether it may be is decided again when it is.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn editable_organization(
        &self,
        id: OrganizationId,
    ) -> Result<Option<EditableOrganization>, StoreFault> {
        let Some(stored) = self.organization(id).await? else {
            return Ok(None);
        };
        Ok(Some(EditableOrganization {
            id,
            version: stored.version,
            facts: stored.facts,
            networks: self.store.networks_of_organization(id).await?,
        }))
    }

    /// A 法人 with its version; `None` when there is none. It is published.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn organization(
        &self,
        id: OrganizationId,
    ) -> Result<Option<StoredOrganization>, StoreFault> {
        Ok(self.store.stored_organizations(&[id]).await?.pop())
    }

    /// The facts of several 法人, by one statement. They are published; what is not there is left out.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn organizations(
        &self,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, OrganizationFacts>, StoreFault> {
        self.store.organizations(ids).await
    }

    /// The first [`MOST_FOUND`] 法人 whose names hold some words, or the one with a 法人番号, in the order of
    /// names. Nothing is found by nothing.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn find_organizations(
        &self,
        words: &str,
    ) -> Result<Vec<StoredOrganization>, StoreFault> {
        let words = words.trim();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let number = CorporateNumber::parse(&fold(words).replace(['-', ' '], "")).ok();
        let most = MOST_FOUND as u64;
        self.store.organizations_called(words, number, most).await
    }

    /// The names of some 法人.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn organization_names(
        &self,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, Line>, StoreFault> {
        let found = self.store.organizations(ids).await?.into_iter();
        Ok(found.map(|(id, facts)| (id, facts.name)).collect())
    }

    /// Municipalities of an address that are in no table.
    async fn unknown_seats(
        &self,
        wanted: &[OrganizationEdit],
    ) -> Result<Vec<FieldFault>, StoreFault> {
        let city = OrganizationField::City;
        let mut faults = Vec::new();
        for edit in wanted.iter().filter(|edit| edit.field == city) {
            let Some(value) = edit.value.as_deref() else {
                continue;
            };
            match self.check_city(value).await? {
                Ok(()) | Err(CorrectRefusal::NotFound | CorrectRefusal::NothingToChange) => {}
                Err(CorrectRefusal::UnknownMunicipality(code)) => {
                    faults.push(unknown_place(city.code().to_owned(), code));
                }
                Err(CorrectRefusal::Invalid { fault, .. }) => {
                    faults.push(FieldFault::of_correction(city.code(), &fault));
                }
            }
        }
        Ok(faults)
    }
}

/// Locks a 法人 and reads it, for whoever may do this to it.
async fn hold(
    work: &Work,
    principal: &Principal,
    action: Action,
    id: OrganizationId,
) -> Result<StoredOrganization, Stop<EditRefusal>> {
    let Some(stored) = work.hold_organization(id).await? else {
        return Err(Stop::Refused(EditRefusal::NotFound));
    };
    let networks = work.networks_of_organization(id).await?;
    match decide_on_organization(principal, action, id, &networks) {
        Decision::Allowed => Ok(stored),
        decision => Err(Stop::Refused(EditRefusal::of(decision))),
    }
}

/// Refuses whoever saw another version, and shows what stands now.
fn check_version(stored: &StoredOrganization, expected: i64) -> Result<(), Stop<EditRefusal>> {
    if stored.version == expected {
        return Ok(());
    }
    Err(changed(stored))
}

/// The refusal that shows what stands now.
fn changed(stored: &StoredOrganization) -> Stop<EditRefusal> {
    let now = PartValue::Organization(Box::new(stored.facts.clone()));
    Stop::Refused(EditRefusal::Changed {
        now: Box::new(now),
        version: stored.version,
    })
}

/// Refuses a 法人番号 that another 法人 has: an edition would not know which of them it means.
async fn number_fault(
    work: &Work,
    id: Option<OrganizationId>,
    number: Option<CorporateNumber>,
) -> Result<Option<FieldFault>, StoreFault> {
    let Some(number) = number else {
        return Ok(None);
    };
    let known = work.organization_numbered(number).await?;
    let is_taken = known.is_some_and(|known| Some(known) != id);
    Ok(is_taken.then(|| {
        let message = "この法人番号の法人は、もう名簿にあります。名前か番号でさがして、それを選んでください。";
        FieldFault::new(OrganizationField::CorporateNumber.code(), "TAKEN", message)
    }))
}
