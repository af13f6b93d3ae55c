//! Which letters somebody may look at and move. A letter belongs to whom its subject belongs to: an
//! invitation to the network it leads into and to whoever sent it, one of a person to the sender alone, what
//! was observed of an agency to the network whose members will read it, that a consent ends soon to whoever
//! keeps the case, a test and a word to a former address to nobody but the installation.

use renkei_domain::ids::{AccountId, NetworkId, OrganizationId};
use sea_orm::Value;

use crate::sql::Sql;

/// Some letters, by whose they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterScope {
    /// Every letter of the installation.
    Everything,
    /// Those of a few networks, and those of one's own invitations.
    Of {
        /// The networks.
        networks: Vec<NetworkId>,
        /// The organizations to which who looks may invite still: invitations to others are theirs no more.
        organizations: Vec<OrganizationId>,
        /// Who looks.
        account: AccountId,
    },
}

impl LetterScope {
    /// The condition on a row of `letter`.
    pub(super) fn condition(&self) -> Sql {
        match self {
            Self::Everything => Sql::new("1 = 1"),
            Self::Of {
                networks,
                organizations,
                account,
            } => {
                let own = Sql::joined(of_networks(networks), " OR ", "1 = 0");
                let invited = invited_by(*account, organizations);
                let kept = of_kept_cases(*account, organizations);
                Sql::joined([own, invited, kept], " OR ", "1 = 0")
            }
        }
    }
}

/// What belongs to networks: observations, and invitations into them and their organizations.
fn of_networks(networks: &[NetworkId]) -> Vec<Sql> {
    if networks.is_empty() {
        return Vec::new();
    }
    let ids = || Sql::list(networks.iter().map(|id| Value::from(id.uuid())));
    let mut observations = Sql::new(
        "subject_kind = 'observation' AND subject_id IN \
         (SELECT s.id FROM strength s WHERE s.network_id IN ",
    );
    observations.add(ids()).push(")");
    let mut invitations = Sql::new(
        "subject_kind = 'invitation' AND subject_id IN \
         (SELECT m.id FROM invitation m WHERE m.network_id IN ",
    );
    invitations
        .add(ids())
        .push(
            " OR m.organization_id IN \
             (SELECT organization_id FROM network_member WHERE network_id IN ",
        )
        .add(ids())
        .push("))");
    vec![observations, invitations]
}

/// One's own invitations: of persons, and of colleagues where one still works.
fn invited_by(account: AccountId, organizations: &[OrganizationId]) -> Sql {
    let mut sql = Sql::new(
        "subject_kind = 'invitation' AND subject_id IN \
         (SELECT m.id FROM invitation m WHERE m.invited_by = ",
    );
    sql.bind(account.uuid()).push(" AND (m.role = 'person'");
    if !organizations.is_empty() {
        let ids = organizations.iter().map(|id| Value::from(id.uuid()));
        sql.push(" OR m.organization_id IN ").add(Sql::list(ids));
    }
    sql.push("))");
    sql
}

/// What was written because consents end soon, in cases that somebody keeps where they work.
fn of_kept_cases(account: AccountId, organizations: &[OrganizationId]) -> Sql {
    if organizations.is_empty() {
        return Sql::new("1 = 0");
    }
    let mut sql = Sql::new(
        "subject_kind = 'consent_notice' AND subject_id IN \
         (SELECT t.notice_id FROM consent_notice t JOIN support_case c ON c.id = t.case_id \
         WHERE c.keeper_id = ",
    );
    let ids = organizations.iter().map(|id| Value::from(id.uuid()));
    sql.bind(account.uuid())
        .push(" AND c.organization_id IN ")
        .add(Sql::list(ids))
        .push(")");
    sql
}
