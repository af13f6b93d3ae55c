//! To whom of their support team a person may show their map by name: whoever stands in it by name for an agency of the
//! directory and has an account there. Of those who do not help the person nobody is named.

use std::collections::BTreeMap;

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::employment::{Belonging, EmployerTie, EmploymentDisclosure};
use renkei_domain::consent::Party;
use renkei_domain::consent::at_work::belongs_to_closed;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::ids::{AccountId, CaseId, OrganizationId, ResourceId};
use renkei_domain::people::Circle;
use renkei_domain::text::{Line, fold};
use renkei_store::StoreFault;
use uuid::Uuid;

use super::may_keep_map;
use super::shared::member;
use crate::App;
use crate::consent::parties::listed_agency;

/// Somebody of the support team who has an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapReader {
    /// Theirs.
    pub account: AccountId,
    /// What they are called.
    pub name: Line,
    /// Their agency as the team knows it.
    pub agency: String,
    /// Who runs that.
    pub organization: OrganizationId,
}

#[renkei_boxed::boxed]
impl App {
    /// Those of the team of a case about oneself to whom one may show one's map: nobody of an employer.
    pub(super) async fn map_readers(
        &self,
        own: &Principal,
        case: CaseId,
    ) -> Result<Vec<MapReader>, StoreFault> {
        let (Ok(account), Ok(view)) = (may_keep_map(own), self.case_view(own, case).await?) else {
            return Ok(Vec::new());
        };
        let employments = self.employments_of_owner(account).await?;
        let today = view.now.date;
        // By organization: the agencies for which somebody stands in the team, with the name.
        let mut wanted: BTreeMap<OrganizationId, Vec<(String, String)>> = BTreeMap::new();
        for one in view.file.team.iter().filter(|one| one.is_there(today)) {
            let agency = one.agency.listed().and_then(|id| view.agencies.get(&id));
            let (Some(contact), Some(agency)) = (&one.contact, agency) else {
                continue;
            };
            let party = Party::of_member(one, Some(&agency.listed));
            let is_of_employer = one.employer == EmployerTie::TheEmployer
                || party.is_at_work()
                || belongs_to_closed(&employments, &party) != Belonging::No;
            if let Some(organization) = agency.listed.body.organization
                && !is_of_employer
            {
                let names = wanted.entry(organization).or_default();
                names.push((fold(contact.as_str()), view.agency_name(one)));
            }
        }
        let mut readers: Vec<MapReader> = Vec::new();
        for (organization, names) in wanted {
            let agency_of = |name: &Line| {
                let name = fold(name.as_str());
                let mut names = names.iter();
                names.find(|(known, _)| *known == name)
            };
            let circle = Circle::Organization(organization);
            let members = self.store.members_of(circle, today).await?;
            // Who else works there is not told.
            let members = members.narrowed(|members| {
                members.retain(|one| {
                    let works = !one.is_disabled && one.membership.since <= today;
                    works && agency_of(&one.name).is_some()
                });
            });
            for one in self.opened(Some(own), members).await? {
                if let Some((_, agency)) = agency_of(&one.name) {
                    readers.push(MapReader {
                        account: one.account,
                        agency: agency.clone(),
                        name: one.name,
                        organization,
                    });
                }
            }
        }
        Ok(readers)
    }

    /// What the people at work know of the owner of a map.
    async fn employments_of_owner(
        &self,
        account: AccountId,
    ) -> Result<Vec<EmploymentDisclosure>, StoreFault> {
        let read = self.store.aside(move |work| {
            Box::pin(async move { Ok(work.employments_of_account(account).await?) })
        });
        read.await
    }

    /// Whether an organization may be the employer of the owner of a map who keeps that closed.
    pub(super) async fn is_of_closed_employer(
        &self,
        account: AccountId,
        organization: OrganizationId,
    ) -> Result<bool, StoreFault> {
        let employments = self.employments_of_owner(account).await?;
        let bodies = self.store.running_bodies(&[organization]).await?;
        let own = (ResourceKind::OtherDisabilityService, None);
        let listed = listed_agency(own, Some(organization), &bodies);
        let nowhere = ResourceId::from_uuid(Uuid::nil());
        let party = Party::of_member(&member(nowhere, self.now()), Some(&listed));
        Ok(belongs_to_closed(&employments, &party) != Belonging::No)
    }
}
