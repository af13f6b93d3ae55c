//! Which letters somebody may look at and move. A letter belongs to whom its subject belongs to: an
//! invitation to the network it leads into, one of a person to whoever sent it, what was observed of an
//! agency to the network whose members will read it, a test and a word to a former address to nobody but
//! the installation.

use renkei_domain::ids::{AccountId, NetworkId};
use sea_orm::Value;

use crate::sql::Sql;

/// Some letters, by whose they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterScope {
    /// Every letter of the installation.
    Everything,
    /// Those of a few networks.
    Of {
        /// The networks.
        networks: Vec<NetworkId>,
        /// Who looks: letters to persons are their inviter's own.
        account: AccountId,
    },
}

impl LetterScope {
    /// The condition on a row of `letter`.
    pub(super) fn condition(&self) -> Sql {
        let (networks, account) = match self {
            Self::Everything => return Sql::new("1 = 1"),
            Self::Of { networks, .. } if networks.is_empty() => return Sql::new("1 = 0"),
            Self::Of { networks, account } => (networks, account),
        };
        let ids = || Sql::list(networks.iter().map(|id| Value::from(id.uuid())));
        let mut sql = Sql::new(
            "(subject_kind = 'observation' AND subject_id IN \
             (SELECT s.id FROM strength s WHERE s.network_id IN ",
        );
        sql.add(ids()).push(
            ")) OR (subject_kind = 'invitation' AND subject_id IN \
             (SELECT m.id FROM invitation m WHERE m.network_id IN ",
        );
        sql.add(ids())
            .push(
                " OR m.organization_id IN \
                 (SELECT organization_id FROM network_member WHERE network_id IN ",
            )
            .add(ids())
            .push(") OR (m.role = 'person' AND m.invited_by = ")
            .bind(account.uuid())
            .push(")))");
        sql
    }
}
