//! How an organization comes to belong to a network: its people see the inside from then on, and the desk may invite
//! others of it. How it leaves stands in [`crate::people::dismissal`].

use renkei_domain::access::action::Action;
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::record::Purpose;
use renkei_store::{Stop, Work};

use super::{ChangedNetwork, NetworkRefusal, allowed, locked};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

#[renkei_boxed::boxed]
impl App {
    /// Makes an organization a member of a network; one that is stays it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn admit_member(
        &self,
        writer: &Writer,
        network: NetworkId,
        organization: OrganizationId,
    ) -> Outcome<ChangedNetwork, NetworkRefusal> {
        if let Err(refusal) = allowed(&writer.principal, Action::AdmitMember, network) {
            return Ok(Err(refusal));
        }
        let asked = format!("{network} {organization}");
        self.act_of(writer, Purpose::AdmitMembers, &asked, move |work, _| {
            Box::pin(async move {
                locked(work, network).await?;
                admit_in(work, network, &[organization]).await?;
                Ok(ChangedNetwork(network))
            })
        })
        .await
    }
}

/// Admits organizations inside an act that holds the network.
pub(super) async fn admit_in(
    work: &Work,
    network: NetworkId,
    organizations: &[OrganizationId],
) -> Result<(), Stop<NetworkRefusal>> {
    for organization in organizations {
        if !work.has_organization(*organization).await? {
            let refusal = NetworkRefusal::UnknownOrganization(*organization);
            return Err(Stop::Refused(refusal));
        }
    }
    Ok(work.admit_members(network, organizations).await?)
}
