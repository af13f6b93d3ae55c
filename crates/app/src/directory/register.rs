//! Entering networks, 法人 and resources.

use std::sync::Arc;

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::Voice;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose, fold};
use renkei_store::directory::network::StoredNetwork;
use renkei_store::directory::organization::{MatchKey, OrganizationEntry};
use renkei_store::directory::resource::ResourceEntry;
use renkei_store::{Stop, StoreFault};

use crate::{App, Caller, match_key};

/// Why something cannot be entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegisterRefusal {
    /// A municipality is not in the table.
    #[error("{0} は市区町村の表にありません。先に市区町村の表を取り込んでください。")]
    UnknownMunicipality(MunicipalityCode),
    /// The 法人 is not in the directory.
    #[error("法人 {0} がありません。先に法人を登録してください。")]
    UnknownOrganization(OrganizationId),
    /// The network does not exist.
    #[error("ネットワーク {0} がありません。")]
    UnknownNetwork(NetworkId),
    /// The resource is not in the directory.
    #[error("機関 {0} は名簿にありません。先に、取り込むか、登録してください。")]
    UnknownResource(ResourceId),
    /// Nobody is known who runs the resource.
    #[error("機関 {0} には、運営する法人が書かれていません。法人のある機関を選んでください。")]
    RunByNobody(ResourceId),
}

impl RegisterRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownMunicipality(_) => "UNKNOWN_MUNICIPALITY",
            Self::UnknownOrganization(_) => "UNKNOWN_ORGANIZATION",
            Self::UnknownNetwork(_) => "UNKNOWN_NETWORK",
            Self::UnknownResource(_) => "UNKNOWN_RESOURCE",
            Self::RunByNobody(_) => "RUN_BY_NOBODY",
        }
    }
}

/// What came of an act: done, or refused for a reason that the caller can show.
pub type Outcome<T, R> = Result<Result<T, R>, StoreFault>;

/// Turns the end of an act into an outcome.
pub(crate) fn outcome<T, R>(ended: Result<T, Stop<R>>) -> Outcome<T, R> {
    match ended {
        Ok(value) => Ok(Ok(value)),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// What tells a 法人 from others: its number where it has one, else its folded name and address.
#[must_use]
pub fn organization_key(facts: &OrganizationFacts) -> MatchKey {
    match facts.corporate_number {
        Some(number) => match_key(&["corporate_number", &number.to_string()]),
        None => {
            let address = facts
                .address
                .as_ref()
                .map(|address| fold(&address.line()))
                .unwrap_or_default();
            match_key(&["name", &fold(facts.name.as_str()), &address])
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Founds a network that looks after some municipalities. What was published of them before and has no
    /// steward yet is its to keep.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn found_network(
        &self,
        caller: Caller,
        id: NetworkId,
        name: Line,
        area: Vec<MunicipalityCode>,
    ) -> Outcome<(), RegisterRefusal> {
        if let Some(unknown) = self.first_unknown(&area).await? {
            return Ok(Err(RegisterRefusal::UnknownMunicipality(unknown)));
        }
        let network = Arc::new(StoredNetwork {
            id,
            name,
            about: None,
            area,
        });
        let header = self.header(caller, Purpose::FoundNetwork);
        outcome(
            self.store
                .act(&header, move |work| {
                    let network = Arc::clone(&network);
                    Box::pin(async move { Ok(work.found_network(&network).await?) })
                })
                .await,
        )
    }

    /// Tells what a network says of itself: since when it is there, who meets and what for.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn introduce_network(
        &self,
        caller: Caller,
        id: NetworkId,
        about: Prose,
    ) -> Outcome<(), RegisterRefusal> {
        let networks = self.store.networks().await?;
        if !networks.iter().any(|known| known.id == id) {
            return Ok(Err(RegisterRefusal::UnknownNetwork(id)));
        }
        let header = self.header(caller, Purpose::FoundNetwork);
        outcome(
            self.store
                .act(&header, move |work| {
                    let about = about.clone();
                    Box::pin(async move { Ok(work.introduce_network(id, Some(&about)).await?) })
                })
                .await,
        )
    }

    /// Enters a 法人.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn register_organization(
        &self,
        caller: Caller,
        id: OrganizationId,
        facts: OrganizationFacts,
    ) -> Outcome<(), RegisterRefusal> {
        let match_key = organization_key(&facts);
        let header = self.header(caller, Purpose::RegisterOrganization);
        let entry = OrganizationEntry {
            id,
            facts,
            match_key,
        };
        outcome(
            self.store
                .act(&header, move |work| {
                    let entry = entry.clone();
                    Box::pin(async move { Ok(work.register_organization(entry).await?) })
                })
                .await,
        )
    }

    /// Enters a resource with its profile. The network of its municipality becomes its steward.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn register_resource(
        &self,
        caller: Caller,
        id: ResourceId,
        facts: ResourceFacts,
        profile: Profile,
    ) -> Outcome<(), RegisterRefusal> {
        let place = facts
            .address
            .as_ref()
            .and_then(|address| address.municipality);
        let mut codes = profile.service_area.clone();
        codes.extend(place);
        if let Some(unknown) = self.first_unknown(&codes).await? {
            return Ok(Err(RegisterRefusal::UnknownMunicipality(unknown)));
        }
        let networks = self.store.networks().await?;
        let mut organizations: Vec<OrganizationId> = facts.organization.into_iter().collect();
        for person in &profile.contact_persons {
            if !networks.iter().any(|known| known.id == person.network) {
                return Ok(Err(RegisterRefusal::UnknownNetwork(person.network)));
            }
        }
        for strength in &profile.strengths {
            if let Voice::Observed { network, by, .. } = &strength.voice {
                if !networks.iter().any(|known| known.id == *network) {
                    return Ok(Err(RegisterRefusal::UnknownNetwork(*network)));
                }
                organizations.push(*by);
            }
        }
        let stewards = self.store.stewards().await?;
        let steward = place.and_then(|place| stewards.get(&place).copied());
        let entry = Arc::new((ResourceEntry { id, steward, facts }, profile, organizations));
        let header = self.header(caller, Purpose::RegisterResource);
        outcome(
            self.store
                .act(&header, move |work| {
                    let entry = Arc::clone(&entry);
                    Box::pin(async move {
                        let (resource, profile, organizations) = entry.as_ref();
                        for organization in organizations {
                            if !work.has_organization(*organization).await? {
                                return Err(Stop::Refused(RegisterRefusal::UnknownOrganization(
                                    *organization,
                                )));
                            }
                        }
                        work.register_resource(resource.clone()).await?;
                        work.add_profile(resource.id, profile).await?;
                        Ok(())
                    })
                })
                .await,
        )
    }

    pub(super) async fn first_unknown(
        &self,
        codes: &[MunicipalityCode],
    ) -> Result<Option<MunicipalityCode>, StoreFault> {
        let known = self.store.municipalities_by_code(codes).await?;
        Ok(codes
            .iter()
            .find(|code| !known.iter().any(|entry| entry.code == **code))
            .copied())
    }
}
