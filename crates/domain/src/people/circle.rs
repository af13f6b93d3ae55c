//! Whose people are invited and leave together: a network with its member organizations, or one of them.

use super::Standing;
use crate::ids::{NetworkId, OrganizationId};

/// People who know each other from their work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Circle {
    /// The 事務局 of a network and the 職員 of its member organizations.
    Network(NetworkId),
    /// The 職員 of one organization.
    Organization(OrganizationId),
}

impl Circle {
    /// The circle whose people somebody with a standing invites; nobody is invited to be 本人 or 運用者
    /// because of such a standing.
    #[must_use]
    pub const fn of(standing: Standing) -> Option<Self> {
        match standing {
            Standing::Coordinator(network) => Some(Self::Network(network)),
            Standing::Staff(organization) => Some(Self::Organization(organization)),
            Standing::Person | Standing::Operator => None,
        }
    }
}
