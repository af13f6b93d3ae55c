//! Which agency of the directory stands behind somebody who is called, or behind a letter. Nothing else of them is read.

use renkei_domain::ids::{LetterId, ParticipantId, ResourceId};
use sea_orm::Value;
use uuid::Uuid;

use crate::cases::rows;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

impl Store {
    /// The entry of which something was observed that a letter told its agency.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn office_of_observation_letter(
        &self,
        letter: LetterId,
    ) -> Result<Option<ResourceId>, StoreFault> {
        let entry = ("observation", "SELECT s.resource_id FROM strength s");
        let entry = self.behind_letter(letter, entry).await?;
        Ok(entry.map(ResourceId::from_uuid))
    }
}

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
