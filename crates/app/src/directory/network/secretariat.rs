//! Which agency answers for a network: its name, phone and mail stand at the foot of every page.

use renkei_domain::access::action::Action;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_store::{Stop, Work};

use super::{ChangedNetwork, NetworkRefusal, allowed, locked};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What whoever names a secretariat saw before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenSecretariat {
    /// It is not asked.
    NotAsked,
    /// Nobody answered for the network.
    Nobody,
    /// This agency did.
    Agency(ResourceId),
}

impl SeenSecretariat {
    /// Whether that is how it stands.
    fn is_so(self, known: Option<ResourceId>) -> bool {
        match self {
            Self::NotAsked => true,
            Self::Nobody => known.is_none(),
            Self::Agency(seen) => known == Some(seen),
        }
    }
}

/// Another secretariat for a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewSecretariat {
    /// Which network.
    pub network: NetworkId,
    /// Who answered for it, as whoever changes it saw.
    pub seen: SeenSecretariat,
    /// Who answers for it from now on: an agency of the directory that has not closed.
    pub agency: ResourceId,
}

#[renkei_boxed::boxed]
impl App {
    /// Names the agency that answers for a network, in place of the one before.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn name_secretariat(
        &self,
        writer: &Writer,
        wanted: NewSecretariat,
    ) -> Outcome<ChangedNetwork, NetworkRefusal> {
        let NewSecretariat {
            network,
            seen,
            agency,
        } = wanted;
        if let Err(refusal) = allowed(&writer.principal, Action::ManageNetwork, network) {
            return Ok(Err(refusal));
        }
        let asked = format!("{wanted:?}");
        let purpose = Purpose::AppointSecretariat;
        self.act_of(writer, purpose, &asked, move |work, _| {
            Box::pin(async move {
                locked(work, network).await?;
                if !seen.is_so(work.secretariat(network).await?) {
                    return Err(Stop::Refused(NetworkRefusal::Changed));
                }
                appoint_in(work, network, agency).await?;
                Ok(ChangedNetwork(network))
            })
        })
        .await
    }
}

/// Names an agency inside an act that holds the network.
pub(super) async fn appoint_in(
    work: &Work,
    network: NetworkId,
    agency: ResourceId,
) -> Result<(), Stop<NetworkRefusal>> {
    let found = work.resource(agency).await?;
    if found.is_none_or(|found| found.lifecycle == Lifecycle::Closed) {
        return Err(Stop::Refused(NetworkRefusal::UnknownAgency(agency)));
    }
    Ok(work.appoint_secretariat(network, agency).await?)
}
