//! Which agency is the secretariat (事務局) of which network.

use std::collections::HashMap;

use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::{Change, Subject};
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait, QueryFilter as _, Select};

use crate::fault::StoreFault;
use crate::rows::network_secretariat;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

#[expect(
    clippy::disallowed_methods,
    reason = "which agency answers for a network is public"
)]
fn secretariats() -> Select<network_secretariat::Entity> {
    network_secretariat::Entity::find()
}

impl Work {
    /// Makes a resource the secretariat of a network, in place of the one before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn appoint_secretariat(
        &self,
        network: NetworkId,
        resource: ResourceId,
    ) -> Result<(), StoreFault> {
        let before = self.secretariat(network).await?;
        if before == Some(resource) {
            return Ok(());
        }
        let mut put =
            Sql::new("INSERT INTO network_secretariat (network_id, resource_id) VALUES (");
        put.bind(network.uuid())
            .push(", ")
            .bind(resource.uuid())
            .push(") ON CONFLICT (network_id) DO UPDATE SET resource_id = excluded.resource_id");
        self.connection()
            .execute_raw(put.statement(self.connection()))
            .await?;
        self.note(Change {
            subject: Subject::Network(network),
            field_group: "secretariat".to_owned(),
            before: before.map(told),
            after: Some(told(resource)),
        });
        Ok(())
    }

    /// The secretariat of a network, as this transaction sees it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn secretariat(&self, network: NetworkId) -> Result<Option<ResourceId>, StoreFault> {
        let row = secretariats()
            .filter(network_secretariat::Column::NetworkId.eq(network.uuid()))
            .one(self.connection())
            .await?;
        Ok(row.map(|row| ResourceId::from_uuid(row.resource_id)))
    }

    /// Leaves a network without a secretariat.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn dismiss_secretariat(&self, network: NetworkId) -> Result<(), StoreFault> {
        let Some(before) = self.secretariat(network).await? else {
            return Ok(());
        };
        let mut delete = Sql::new("DELETE FROM network_secretariat WHERE network_id = ");
        delete.bind(network.uuid());
        self.connection()
            .execute_raw(delete.statement(self.connection()))
            .await?;
        self.note(Change {
            subject: Subject::Network(network),
            field_group: "secretariat".to_owned(),
            before: Some(told(before)),
            after: None,
        });
        Ok(())
    }
}

/// The secretariat as the log names it.
fn told(id: ResourceId) -> String {
    serde_json::json!({ "resource": id.to_string() }).to_string()
}

impl Store {
    /// The secretariat of every network that has one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn secretariats(&self) -> Result<HashMap<NetworkId, ResourceId>, StoreFault> {
        let rows = secretariats().all(&self.reader).await?;
        let pairs = rows.into_iter().map(|row| {
            (
                NetworkId::from_uuid(row.network_id),
                ResourceId::from_uuid(row.resource_id),
            )
        });
        Ok(pairs.collect())
    }
}
