//! Everything that decides what may be told of one person.

use std::collections::BTreeSet;

use super::exception::Exception;
use super::halt::Halt;
use super::terms::Consent;
use crate::cases::employment::EmploymentDisclosure;
use crate::ids::{OrganizationId, PersonId};

/// The ledger of a person: read whole, in the transaction of the act it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Whose.
    pub person: PersonId,
    /// The organizations that keep a record of them. Nobody else has anything to tell.
    pub keepers: BTreeSet<OrganizationId>,
    /// What was agreed to, by whomever, also what has run out.
    pub consents: Vec<Consent>,
    /// What was paused and withdrawn.
    pub halts: Vec<Halt>,
    /// What the people at work know, of every employment that a case names.
    pub employments: Vec<EmploymentDisclosure>,
    /// What may be told without consent.
    pub exceptions: Vec<Exception>,
    /// The place of the last act that changed any of it. A permit carries it; who claims a disclosure by the
    /// permit shows, under the lock that withdrawing takes too, that it is still the last.
    pub seq: i64,
}

impl Ledger {
    /// A ledger in which nothing was agreed to yet.
    #[must_use]
    pub fn empty(person: PersonId, keeper: OrganizationId) -> Self {
        Self {
            person,
            keepers: BTreeSet::from([keeper]),
            consents: Vec::new(),
            halts: Vec::new(),
            employments: Vec::new(),
            exceptions: Vec::new(),
            seq: 0,
        }
    }
}
