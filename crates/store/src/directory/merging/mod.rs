//! Entries that were made into one. The one that is gone keeps its rows, and imports go on writing them, so that it can
//! come back as it would be; whoever reads it by its id is led to the one that stays, in [`super::resource`]. Only what
//! networks know of it goes over: what was observed, and whom to ask for. What was confirmed and published of both is
//! read together.

use std::collections::HashMap;

use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::ids::{ActId, ResourceId};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::words::unreadable;
use crate::fault::StoreFault;
use crate::rows::correction;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

mod write;

const TABLE: &str = "resource_merge";

/// That one entry became part of another, and still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merging {
    /// The act that did it.
    pub act: ActId,
    /// The entry that is gone.
    pub merged: ResourceId,
    /// The entry that it became part of.
    pub survivor: ResourceId,
    went_over: WentOver,
}

/// What people had put right in an entry, as it stands before it is merged with another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutRight(Vec<KeptCorrection>);

impl PutRight {
    /// Whether a field had been put right.
    #[must_use]
    pub fn holds(&self, field: CorrectableField) -> bool {
        self.of(field).is_some()
    }

    fn of(&self, field: CorrectableField) -> Option<&KeptCorrection> {
        self.0.iter().find(|kept| kept.field == field.code())
    }
}

impl Merging {
    /// What had been put right in the entry that stayed.
    #[must_use]
    pub const fn put_right(&self) -> &PutRight {
        &self.went_over.put_right
    }
}

/// What the entry that stayed got and had.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct WentOver {
    observed: Vec<Uuid>,
    persons: Vec<Uuid>,
    put_right: PutRight,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptCorrection {
    field: String,
    source_value: Option<String>,
    corrected_value: Option<String>,
    act_id: Uuid,
    actor_kind: String,
    actor_id: Option<Uuid>,
    made_at: i64,
    purpose: String,
}

impl KeptCorrection {
    fn of(row: correction::Model) -> Self {
        Self {
            field: row.field,
            source_value: row.source_value,
            corrected_value: row.corrected_value,
            act_id: row.act_id,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            made_at: row.made_at,
            purpose: row.purpose,
        }
    }

    /// The row again, beside what the source says by now.
    fn row(&self, id: ResourceId, source_value: Option<String>) -> correction::Model {
        correction::Model {
            resource_id: id.uuid(),
            field: self.field.clone(),
            source_value,
            corrected_value: self.corrected_value.clone(),
            act_id: self.act_id,
            actor_kind: self.actor_kind.clone(),
            actor_id: self.actor_id,
            made_at: self.made_at,
            purpose: self.purpose.clone(),
        }
    }
}

const STANDING: &str = "SELECT m.act_id, m.merged_id, m.survivor_id, m.went_over FROM resource_merge m \
                        JOIN act a ON a.id = m.act_id WHERE m.undone_act_id IS NULL AND ";

fn read(row: &QueryResult) -> Result<Merging, StoreFault> {
    let went_over: String = row.try_get_by_index(3)?;
    Ok(Merging {
        act: ActId::from_uuid(row.try_get_by_index(0)?),
        merged: ResourceId::from_uuid(row.try_get_by_index(1)?),
        survivor: ResourceId::from_uuid(row.try_get_by_index(2)?),
        went_over: serde_json::from_str(&went_over).map_err(|fault| unreadable(TABLE, fault))?,
    })
}

/// What stands, the newest first.
async fn standing(
    connection: &impl ConnectionTrait,
    column: &str,
    id: ResourceId,
) -> Result<Vec<Merging>, StoreFault> {
    let mut sql = Sql::new(STANDING);
    sql.push(column)
        .push(" = ")
        .bind(id.uuid())
        .push(" ORDER BY a.seq DESC");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    rows.iter().map(read).collect()
}

/// Where entries lead that are gone, each by its id.
pub(super) async fn leads_to(
    connection: &impl ConnectionTrait,
    ids: &[ResourceId],
) -> Result<HashMap<ResourceId, ResourceId>, StoreFault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "SELECT merged_id, leads_to FROM resource_merge \
         WHERE undone_act_id IS NULL AND merged_id IN (",
    );
    let wanted = ids.iter().map(|id| id.uuid());
    sql.add(Sql::ids(connection.get_database_backend(), wanted))
        .push(")");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    rows.iter()
        .map(|row| {
            let (from, to): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            Ok((ResourceId::from_uuid(from), ResourceId::from_uuid(to)))
        })
        .collect()
}

/// A condition on a column of ids: an entry itself, and whatever became part of it.
pub(crate) fn itself_or_merged(column: &str, id: ResourceId) -> Sql {
    Sql::with(
        &format!(
            "({column} = ? OR {column} IN (SELECT g.merged_id FROM resource_merge g \
             WHERE g.undone_act_id IS NULL AND g.leads_to = ?))"
        ),
        [id.uuid().into(), id.uuid().into()],
    )
}

impl Store {
    /// What an entry became part of, where it is gone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn merging_of(&self, merged: ResourceId) -> Result<Option<Merging>, StoreFault> {
        let found = standing(&self.reader, "m.merged_id", merged).await?;
        Ok(found.into_iter().next())
    }

    /// What became part of an entry, by itself or with another, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn merged_into(&self, survivor: ResourceId) -> Result<Vec<Merging>, StoreFault> {
        standing(&self.reader, "m.leads_to", survivor).await
    }

    /// The entry to which the id of one that is gone leads.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn leads_to(&self, id: ResourceId) -> Result<Option<ResourceId>, StoreFault> {
        Ok(leads_to(&self.reader, &[id]).await?.remove(&id))
    }

    /// Where the ids of every entry lead that is gone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn every_lead(&self) -> Result<HashMap<ResourceId, ResourceId>, StoreFault> {
        let sql =
            Sql::new("SELECT merged_id, leads_to FROM resource_merge WHERE undone_act_id IS NULL");
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?
            .iter()
            .map(|row| {
                let (from, to): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                Ok((ResourceId::from_uuid(from), ResourceId::from_uuid(to)))
            })
            .collect()
    }
}

impl Work {
    /// What an entry became part of, where it is gone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn merging_of(&self, merged: ResourceId) -> Result<Option<Merging>, StoreFault> {
        let found = standing(self.connection(), "m.merged_id", merged).await?;
        Ok(found.into_iter().next())
    }

    /// The entry to which the id of one that is gone leads, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn leads_to(&self, id: ResourceId) -> Result<Option<ResourceId>, StoreFault> {
        Ok(leads_to(self.connection(), &[id]).await?.remove(&id))
    }

    /// The newest that became part of an entry by itself.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_merged_into(
        &self,
        survivor: ResourceId,
    ) -> Result<Option<Merging>, StoreFault> {
        let found = standing(self.connection(), "m.survivor_id", survivor).await?;
        Ok(found.into_iter().next())
    }
}
