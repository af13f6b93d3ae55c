//! The ways on which something went astray to an agency, each with the address or number at which nobody of it was found
//! last. They are of use as long as the entry still names that.

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::AstrayWay;
use renkei_domain::ids::ResourceId;
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;

use crate::cases::{rows, write};
use crate::directory::words::{code, line};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "astray_way";

async fn astray_of(
    connection: &impl ConnectionTrait,
    ids: &[ResourceId],
) -> Result<HashMap<ResourceId, Vec<AstrayWay>>, StoreFault> {
    let mut sql =
        Sql::new("SELECT resource_id, channel, target FROM astray_way WHERE resource_id IN (");
    sql.add(Sql::ids(
        connection.get_database_backend(),
        ids.iter().map(|id| id.uuid()),
    ))
    .push(") ORDER BY resource_id, channel");
    let mut ways: HashMap<ResourceId, Vec<AstrayWay>> = HashMap::new();
    for row in rows(connection, sql).await? {
        let (channel, target): (String, String) =
            (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let way = AstrayWay {
            channel: code(TABLE, CallChannel::from_code, &channel)?,
            target: line(TABLE, &target)?,
        };
        let id = ResourceId::from_uuid(row.try_get_by_index(0)?);
        ways.entry(id).or_default().push(way);
    }
    Ok(ways)
}

impl Store {
    /// The ways on which something went astray to some agencies.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn astray_ways(
        &self,
        ids: &[ResourceId],
    ) -> Result<HashMap<ResourceId, Vec<AstrayWay>>, StoreFault> {
        astray_of(&self.reader, ids).await
    }
}

impl Work {
    /// The ways on which something went astray to an agency, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn astray_ways(&self, id: ResourceId) -> Result<Vec<AstrayWay>, StoreFault> {
        let mut ways = astray_of(self.connection(), &[id]).await?;
        Ok(ways.remove(&id).unwrap_or_default())
    }

    /// Notes that something went astray on a way, in place of what was noted of that channel before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_astray_way(
        &self,
        id: ResourceId,
        way: &AstrayWay,
        since: NaiveDate,
    ) -> Result<(), StoreFault> {
        let mut sql =
            Sql::new("INSERT INTO astray_way (resource_id, channel, target, since) VALUES ");
        sql.add(Sql::row([
            Value::from(id.uuid()),
            Value::from(way.channel.code()),
            Value::from(way.target.as_str()),
            Value::from(since),
        ]));
        sql.push(
            " ON CONFLICT (resource_id, channel) DO UPDATE SET target = excluded.target, since = excluded.since",
        );
        write(self, sql).await?;
        let after = json!({ "astray": way.channel.code(), "since": since.to_string() });
        self.note_asking(id, None, Some(after.to_string()));
        Ok(())
    }
}
