//! Of what something is asked: as much of a thing as decides about rights to it.

use crate::ids::{AccountId, NetworkId, OrganizationId};

/// A thing, seen by its owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// renkei as a whole.
    Installation,
    /// A network.
    Network(NetworkId),
    /// An organization with the networks it is a member of.
    Organization {
        /// Which.
        id: OrganizationId,
        /// Where it is a member.
        networks: Vec<NetworkId>,
    },
    /// A resource.
    Resource(ResourceOwners),
    /// What a network keeps about a resource: a contact person, an observation.
    InsideResource {
        /// The resource.
        resource: ResourceOwners,
        /// The network whose own it is.
        owner: NetworkId,
    },
    /// An account.
    Account(AccountId),
}

/// Who answers for a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResourceOwners {
    /// Who runs it.
    pub run_by: Option<OrganizationId>,
    /// The network that keeps its entry.
    pub steward: Option<NetworkId>,
}
