//! Inquiries with their groups.

use std::collections::HashMap;

use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    AskedGroup, GroupState, Inquiry, InquiryState, Round, RoundKind,
};
use renkei_domain::ids::{InquiryId, NetworkId, ResourceId};
use renkei_domain::people::PaperCode;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::cases::{rows, write};
use crate::directory::merging::itself_or_merged;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "inquiry";

const COLUMNS: &str = "SELECT id, resource_id, network_id, round, round_begins, opened_at, state, ended_at, code, version \
     FROM inquiry WHERE ";

fn read(row: &QueryResult, groups: Vec<AskedGroup>) -> Result<Inquiry, StoreFault> {
    let text = |column| row.try_get_by_index::<String>(column);
    let ended: Option<i64> = row.try_get_by_index(7)?;
    let short = text(8)?;
    Ok(Inquiry {
        id: InquiryId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        resource: ResourceId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        round: Round {
            kind: code(TABLE, RoundKind::from_code, &text(3)?)?,
            begins: row.try_get_by_index(4)?,
        },
        groups,
        opened_at: Instant::from_micros(row.try_get_by_index(5)?),
        state: code(TABLE, InquiryState::from_code, &text(6)?)?,
        ended_at: ended.map(Instant::from_micros),
        code: PaperCode::read(&short).ok_or_else(|| unreadable(TABLE, "code"))?,
        version: row.try_get_by_index(9)?,
    })
}

async fn groups_of(
    connection: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<AskedGroup>>, StoreFault> {
    let mut sql =
        Sql::new("SELECT inquiry_id, field_group, state FROM inquiry_group WHERE inquiry_id IN (");
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(")");
    let mut groups: HashMap<Uuid, Vec<AskedGroup>> = HashMap::new();
    for row in rows(connection, sql).await? {
        let (group, state): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        groups
            .entry(row.try_get_by_index(0)?)
            .or_default()
            .push(AskedGroup {
                group: code(TABLE, FieldGroup::from_code, &group)?,
                state: code(TABLE, GroupState::from_code, &state)?,
            });
    }
    for of_one in groups.values_mut() {
        of_one.sort_by_key(|one| one.group);
    }
    Ok(groups)
}

/// The inquiries that a condition finds, the oldest first.
pub(super) async fn found_by(
    connection: &impl ConnectionTrait,
    condition: Sql,
) -> Result<Vec<Inquiry>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY opened_at, id");
    let found = rows(connection, sql).await?;
    let mut ids = Vec::with_capacity(found.len());
    for row in &found {
        ids.push(row.try_get_by_index::<Uuid>(0)?);
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut groups = groups_of(connection, ids.iter().copied()).await?;
    let found = found.iter().zip(ids);
    found
        .map(|(row, id)| read(row, groups.remove(&id).unwrap_or_default()))
        .collect()
}

fn with_id(id: InquiryId) -> Sql {
    Sql::with("id = ?", [id.uuid().into()])
}

impl Store {
    /// One inquiry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry(&self, id: InquiryId) -> Result<Option<Inquiry>, StoreFault> {
        Ok(found_by(&self.reader, with_id(id)).await?.pop())
    }

    /// The inquiry on whose sheets a code stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_of_code(&self, short: &PaperCode) -> Result<Option<Inquiry>, StoreFault> {
        let with_code = Sql::with("code = ?", [Value::from(short.letters())]);
        Ok(found_by(&self.reader, with_code).await?.pop())
    }

    /// Every inquiry about an entry and about what became part of it, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiries_about(&self, id: ResourceId) -> Result<Vec<Inquiry>, StoreFault> {
        found_by(&self.reader, itself_or_merged("resource_id", id)).await
    }

    /// The inquiries of which something may still come: about some entries, or all there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiries_at_work(
        &self,
        about: Option<&[ResourceId]>,
    ) -> Result<Vec<Inquiry>, StoreFault> {
        let mut at_work = Sql::new("ended_at IS NULL");
        if let Some(ids) = about {
            let ids = ids.iter().map(|id| id.uuid());
            at_work
                .push(" AND resource_id IN (")
                .add(Sql::ids(self.reader.get_database_backend(), ids))
                .push(")");
        }
        found_by(&self.reader, at_work).await
    }
}

impl Work {
    /// One inquiry inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry(&self, id: InquiryId) -> Result<Option<Inquiry>, StoreFault> {
        Ok(found_by(self.connection(), with_id(id)).await?.pop())
    }

    /// The inquiry about an entry of which something may still come.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_at_work(&self, id: ResourceId) -> Result<Option<Inquiry>, StoreFault> {
        let at_work = Sql::with("resource_id = ? AND ended_at IS NULL", [id.uuid().into()]);
        Ok(found_by(self.connection(), at_work).await?.pop())
    }

    /// Keeps an inquiry, in place of how it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_inquiry(
        &self,
        before: Option<&Inquiry>,
        inquiry: &Inquiry,
    ) -> Result<(), StoreFault> {
        let id = inquiry.id.uuid();
        let mut sql = Sql::new(
            "INSERT INTO inquiry (id, resource_id, network_id, round, round_begins, opened_at, state, ended_at, code, \
             version) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(id),
            Value::from(inquiry.resource.uuid()),
            Value::from(inquiry.network.uuid()),
            Value::from(inquiry.round.kind.code()),
            Value::from(inquiry.round.begins),
            Value::from(inquiry.opened_at.micros()),
            Value::from(inquiry.state.code()),
            Value::from(inquiry.ended_at.map(Instant::micros)),
            Value::from(inquiry.code.letters()),
            Value::from(inquiry.version),
        ]));
        sql.push(
            " ON CONFLICT (id) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at, \
             version = excluded.version",
        );
        write(self, sql).await?;
        for asked in &inquiry.groups {
            let mut sql = Sql::new(
                "INSERT INTO inquiry_group (inquiry_id, network_id, field_group, state) VALUES ",
            );
            sql.add(Sql::row([
                Value::from(id),
                Value::from(inquiry.network.uuid()),
                Value::from(asked.group.code()),
                Value::from(asked.state.code()),
            ]));
            sql.push(" ON CONFLICT (inquiry_id, field_group) DO UPDATE SET state = excluded.state");
            write(self, sql).await?;
        }
        self.note_asking(inquiry.resource, before.map(logged), Some(logged(inquiry)));
        Ok(())
    }
}

/// What the log keeps of an inquiry. The code on its sheets is not among it.
fn logged(inquiry: &Inquiry) -> String {
    let groups = inquiry.groups.iter();
    let groups: serde_json::Map<String, serde_json::Value> = groups
        .map(|one| (one.group.code().to_owned(), one.state.code().into()))
        .collect();
    json!({
        "inquiry": inquiry.id.to_string(),
        "round": inquiry.round.kind.code(),
        "begins": inquiry.round.begins.to_string(),
        "state": inquiry.state.code(),
        "groups": groups,
    })
    .to_string()
}
