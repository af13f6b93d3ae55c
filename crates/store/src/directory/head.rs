//! What decides about an entry beside its facts: whose it is, whether it is open, how often it was edited.

use std::collections::HashMap;

use renkei_domain::directory::resource::{Closure, Lifecycle};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Line;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::words::{code, line_opt, text_opt};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// The head of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceHead {
    /// Whether it may be chosen for new work.
    pub lifecycle: Lifecycle,
    /// The network that keeps it.
    pub steward: Option<NetworkId>,
    /// How it ended, where it has.
    pub closure: Option<Closure>,
}

const HEAD: &str = "SELECT r.lifecycle, r.steward_network_id, c.closed_on, c.successor_id, c.reason, r.id \
                    FROM resource r LEFT JOIN closure c ON c.resource_id = r.id \
                    WHERE r.lifecycle <> 'merged' AND r.id IN (";

impl Work {
    /// Takes the lock of an entry and reads its head; `None` when there is no such entry.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn head(&self, id: ResourceId) -> Result<Option<ResourceHead>, StoreFault> {
        if !self.lock_resource(id).await? {
            return Ok(None);
        }
        Ok(read(self.connection(), &[id]).await?.remove(&id))
    }

    /// Counts an edit of an entry: its version rises.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_edit(&self, id: ResourceId) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE resource SET edits = edits + 1 WHERE id = ?",
            [id.uuid().into()],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Closes an entry, or opens it again where no closure is given.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_closure(
        &self,
        id: ResourceId,
        before: Option<&Closure>,
        after: Option<&Closure>,
    ) -> Result<(), StoreFault> {
        let connection = self.connection();
        let lifecycle = match after {
            Some(_) => Lifecycle::Closed,
            None => Lifecycle::Active,
        };
        let sql = Sql::with(
            "UPDATE resource SET lifecycle = ? WHERE id = ?",
            [lifecycle.code().into(), id.uuid().into()],
        );
        connection.execute_raw(sql.statement(connection)).await?;
        let sql = Sql::with(
            "DELETE FROM closure WHERE resource_id = ?",
            [id.uuid().into()],
        );
        connection.execute_raw(sql.statement(connection)).await?;
        if let Some(closure) = after {
            let sql = Sql::with(
                "INSERT INTO closure (resource_id, closed_on, successor_id, reason) VALUES (?, ?, ?, ?)",
                [
                    id.uuid().into(),
                    closure.on.into(),
                    closure.successor.map(ResourceId::uuid).into(),
                    text_opt(closure.reason.as_ref()).into(),
                ],
            );
            connection.execute_raw(sql.statement(connection)).await?;
        }
        self.note(Change {
            subject: Subject::Resource(id),
            field_group: "lifecycle".to_owned(),
            before: before.map(closure_json),
            after: after.map(closure_json),
        });
        Ok(())
    }
}

fn closure_json(closure: &Closure) -> String {
    serde_json::json!({
        "closed_on": closure.on.to_string(),
        "successor": closure.successor.map(|id| id.to_string()),
        "reason": closure.reason.as_ref().map(Line::as_str),
    })
    .to_string()
}

impl Store {
    /// The heads of several entries; one that became part of another has none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, ResourceHead>, StoreFault> {
        read(&self.reader, ids).await
    }

    /// The networks that keep several entries, of those too that became part of others.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stewards_kept(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, NetworkId>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT id, steward_network_id FROM resource \
             WHERE steward_network_id IS NOT NULL AND id IN (",
        );
        let wanted = ids.iter().map(|id| id.uuid());
        sql.add(Sql::ids(self.reader.get_database_backend(), wanted))
            .push(")");
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let rows = rows.await?;
        let stewards = rows.iter().map(|row| {
            let id = ResourceId::from_uuid(row.try_get_by_index(0)?);
            Ok((id, NetworkId::from_uuid(row.try_get_by_index(1)?)))
        });
        stewards.collect()
    }
}

async fn read(
    connection: &impl ConnectionTrait,
    ids: &[ResourceId],
) -> Result<HashMap<ResourceId, ResourceHead>, StoreFault> {
    let mut sql = Sql::new(HEAD);
    let wanted = ids.iter().map(|id| id.uuid());
    sql.add(Sql::ids(connection.get_database_backend(), wanted))
        .push(")");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    rows.iter()
        .map(|row| {
            let id: Uuid = row.try_get("", "id")?;
            Ok((ResourceId::from_uuid(id), head_of(row)?))
        })
        .collect()
}

fn head_of(row: &QueryResult) -> Result<ResourceHead, StoreFault> {
    let lifecycle: String = row.try_get("", "lifecycle")?;
    let steward: Option<Uuid> = row.try_get("", "steward_network_id")?;
    let closed_on: Option<chrono::NaiveDate> = row.try_get("", "closed_on")?;
    let successor: Option<Uuid> = row.try_get("", "successor_id")?;
    let reason: Option<String> = row.try_get("", "reason")?;
    let reason = line_opt("closure", reason.as_deref())?;
    Ok(ResourceHead {
        lifecycle: code("resource", Lifecycle::from_code, &lifecycle)?,
        steward: steward.map(NetworkId::from_uuid),
        closure: closed_on.map(|on| Closure {
            on,
            successor: successor.map(ResourceId::from_uuid),
            reason,
        }),
    })
}
