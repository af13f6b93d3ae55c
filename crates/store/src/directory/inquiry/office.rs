//! Which agency of the directory stands behind somebody who is called. Nothing else of them is read.

use renkei_domain::ids::{ParticipantId, ResourceId};
use sea_orm::Value;
use uuid::Uuid;

use crate::cases::rows;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// The entry of an agency that is called to a conference, by itself or as a member of the team.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn office_of_participant(
        &self,
        id: ParticipantId,
    ) -> Result<Option<ResourceId>, StoreFault> {
        let sql = Sql::with(
            "SELECT COALESCE(p.resource_id, m.resource_id) FROM conference_participant p \
             LEFT JOIN team_member m ON m.id = p.member_id WHERE p.id = ?",
            [Value::from(id.uuid())],
        );
        let found = rows(self.connection(), sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let resource: Option<Uuid> = row.try_get_by_index(0)?;
        Ok(resource.map(ResourceId::from_uuid))
    }
}
