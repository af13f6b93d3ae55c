//! Ending the membership of an organization in a network, and what rests on it.

use renkei_domain::ids::{AccountId, InvitationId, NetworkId, OrganizationId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::time::Instant;
use uuid::Uuid;

use super::invitation::OPEN;
use super::rows;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// Makes an organization no member of a network any more; says whether it was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn dismiss_member(
        &self,
        network: NetworkId,
        organization: OrganizationId,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("DELETE FROM network_member WHERE network_id = ");
        sql.bind(network.uuid())
            .push(" AND organization_id = ")
            .bind(organization.uuid());
        let was_member = self.write(sql).await? == 1;
        if was_member {
            let line = serde_json::json!({ "dismissed": [organization.to_string()] });
            self.note(Change {
                subject: Subject::Network(network),
                field_group: "members".to_owned(),
                before: None,
                after: Some(line.to_string()),
            });
        }
        Ok(was_member)
    }

    /// The networks whose member an organization is, the one founded first first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn networks_it_is_in(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<NetworkId>, StoreFault> {
        let mut sql = Sql::new("SELECT network_id FROM network_member WHERE organization_id = ");
        sql.bind(organization.uuid()).push(" ORDER BY network_id");
        rows(self.connection(), sql)
            .await?
            .iter()
            .map(|row| Ok(NetworkId::from_uuid(row.try_get_by_index::<Uuid>(0)?)))
            .collect()
    }

    /// The open invitations to work for an organization that somebody answers for, with who.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_invitations_into(
        &self,
        organization: OrganizationId,
        now: Instant,
    ) -> Result<Vec<(InvitationId, AccountId)>, StoreFault> {
        let mut sql = Sql::new("SELECT m.id, m.invited_by FROM invitation m WHERE ");
        sql.push(OPEN)
            .bind(now.micros())
            .push(" AND m.invited_by IS NOT NULL AND m.organization_id = ")
            .bind(organization.uuid())
            .push(" ORDER BY m.id");
        rows(self.connection(), sql)
            .await?
            .iter()
            .map(|row| {
                let id = InvitationId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
                let inviter = AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
                Ok((id, inviter))
            })
            .collect()
    }

    /// Who is named to take over from those at the desk of a network.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn successors_at_desk(
        &self,
        network: NetworkId,
    ) -> Result<Vec<AccountId>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT DISTINCT successor_id FROM membership WHERE successor_id IS NOT NULL AND network_id = ",
        );
        sql.bind(network.uuid()).push(" ORDER BY successor_id");
        rows(self.connection(), sql)
            .await?
            .iter()
            .map(|row| Ok(AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?)))
            .collect()
    }
}
