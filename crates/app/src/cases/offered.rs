//! What the forms of cases offer: for which organization one may begin a case, who may keep it, and which agencies
//! may be meant by a name.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::ids::{AccountId, OrganizationId, ResourceId};
use renkei_domain::people::Circle;
use renkei_domain::text::Line;
use renkei_store::StoreFault;
use renkei_store::people::membership::StoredMember;

use crate::App;
use crate::directory::list::ListRequest;
use crate::directory::read::Viewer;

/// The most agencies that are offered by a name.
const OFFERED: usize = 8;

/// An agency of the directory that somebody may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedAgency {
    /// Which.
    pub id: ResourceId,
    /// Its name.
    pub name: Line,
    /// What it is, and where.
    pub about: String,
}

/// An organization as the rule sees it that is asked for a case.
pub(super) const fn agency(id: OrganizationId) -> Object {
    let networks = Vec::new();
    Object::Organization { id, networks }
}

#[renkei_boxed::boxed]
impl App {
    /// The organizations for which somebody may begin a case, with their names.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn case_workplaces(
        &self,
        own: &Principal,
    ) -> Result<Vec<(OrganizationId, String)>, StoreFault> {
        let mut ids = own.workplaces();
        ids.retain(|id| may(own, Action::OpenCase, &agency(*id)));
        let known = self.store.organizations(&ids).await?;
        let named = ids.into_iter().filter_map(|id| {
            let facts = known.get(&id)?;
            Some((id, facts.name.to_string()))
        });
        Ok(named.collect())
    }

    /// Who may take a case over: 職員 of the organization that leads of whom no last day is known.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn case_keepers(
        &self,
        own: &Principal,
        lead: OrganizationId,
    ) -> Result<Vec<(AccountId, Line)>, StoreFault> {
        let staff = self.staff_of_lead(own, lead).await?.into_iter();
        let stay = staff.filter(|member| member.membership.until.is_none());
        Ok(stay.map(|member| (member.account, member.name)).collect())
    }

    /// 職員 of the organization that leads a case.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn case_staff(
        &self,
        own: &Principal,
        lead: OrganizationId,
    ) -> Result<Vec<(AccountId, Line)>, StoreFault> {
        let staff = self.staff_of_lead(own, lead).await?.into_iter();
        Ok(staff.map(|member| (member.account, member.name)).collect())
    }

    async fn staff_of_lead(
        &self,
        own: &Principal,
        lead: OrganizationId,
    ) -> Result<Vec<StoredMember>, StoreFault> {
        // Whoever keeps such a case may give it to any of them.
        let case = Object::Case { lead, person: None };
        if !may(own, Action::KeepCase, &case) {
            return Ok(Vec::new());
        }
        let today = self.now().in_japan().date;
        let members = self.store.members_of(Circle::Organization(lead), today);
        let members = self.opened(Some(own), members.await?).await?;
        let staff = members
            .into_iter()
            .filter(|member| !member.is_disabled && member.membership.since <= today);
        Ok(staff.collect())
    }

    /// Agencies of the directory that somebody may mean by a name.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn agencies_named(&self, text: &str) -> Result<Vec<OfferedAgency>, StoreFault> {
        let request = ListRequest {
            text: text.to_owned(),
            ..ListRequest::default()
        };
        let found = self
            .list_beginning(&Viewer::Anonymous, &request, OFFERED)
            .await?;
        let offered = found.unwrap_or_default().into_iter().map(|entry| {
            let place = entry.municipality.map(|place| place.name.to_string());
            OfferedAgency {
                id: entry.id,
                about: format!("{}・{}", entry.facts.kind.word(), place.unwrap_or_default()),
                name: entry.facts.name,
            }
        });
        Ok(offered.collect())
    }
}
