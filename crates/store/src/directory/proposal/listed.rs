//! Proposals as lists and the log name them: what they say is not opened for that.

use std::collections::HashMap;

use renkei_domain::ids::{ActId, NetworkId, ProposalId, ResourceId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value;
use uuid::Uuid;

use super::GROUP;
use crate::cases::rows;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// A proposal as a list names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedProposal {
    /// Its id.
    pub id: ProposalId,
    /// The network that decides.
    pub network: NetworkId,
    /// The entry; of one that is missing none until it is entered.
    pub resource: Option<ResourceId>,
    /// When it came.
    pub made_at: Instant,
    /// When it was decided; none while it waits.
    pub decided_at: Option<Instant>,
}

const NAMED: &str = "id, network_id, resource_id, made_at, decided_at";

/// Those of some networks that wait, or that were decided.
fn of_networks(
    connection: &impl ConnectionTrait,
    networks: &[NetworkId],
    (what, state): (&str, &str),
) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT {what} FROM directory_proposal WHERE decided_at {state} AND network_id IN ("
    ));
    let backend = connection.get_database_backend();
    let networks = networks.iter().map(|network| network.uuid());
    sql.add(Sql::ids(backend, networks)).push(")");
    sql
}

fn named(row: &QueryResult) -> Result<NamedProposal, StoreFault> {
    let resource: Option<Uuid> = row.try_get_by_index(2)?;
    let decided_at: Option<i64> = row.try_get_by_index(4)?;
    Ok(NamedProposal {
        id: ProposalId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        resource: resource.map(ResourceId::from_uuid),
        made_at: Instant::from_micros(row.try_get_by_index(3)?),
        decided_at: decided_at.map(Instant::from_micros),
    })
}

/// Which proposal a line of the log is about.
fn of_line(value: &str) -> Result<ProposalId, StoreFault> {
    let said: Value = serde_json::from_str(value).map_err(|_| unreadable("change", "proposals"))?;
    let id = said.get("proposal").and_then(Value::as_str);
    let id = id.and_then(|id| id.parse().ok());
    id.ok_or_else(|| unreadable("change", "proposals"))
}

impl Store {
    /// The proposals that wait for some networks, the oldest first, at most so many of them, after one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_proposals(
        &self,
        networks: &[NetworkId],
        after: Option<ProposalId>,
        most: u32,
    ) -> Result<Vec<NamedProposal>, StoreFault> {
        let mut sql = of_networks(&self.reader, networks, (NAMED, "IS NULL"));
        // Ids rise with the time at which they were made.
        if let Some(after) = after {
            sql.push(" AND id > ").bind(after.uuid());
        }
        sql.push(" ORDER BY id LIMIT ").bind(i64::from(most));
        let found = rows(&self.reader, sql).await?;
        found.iter().map(named).collect()
    }

    /// How many proposals wait for some networks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_waiting_proposals(&self, networks: &[NetworkId]) -> Result<u64, StoreFault> {
        let sql = of_networks(&self.reader, networks, ("COUNT(*)", "IS NULL"));
        let found = rows(&self.reader, sql).await?;
        let count = found.first().map(|row| row.try_get_by_index::<i64>(0));
        Ok(u64::try_from(count.transpose()?.unwrap_or(0)).unwrap_or(0))
    }

    /// The proposals that some networks decided, the one that was decided last first, at most so many of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn decided_proposals(
        &self,
        networks: &[NetworkId],
        most: u32,
    ) -> Result<Vec<NamedProposal>, StoreFault> {
        let mut sql = of_networks(&self.reader, networks, (NAMED, "IS NOT NULL"));
        sql.push(" ORDER BY decided_at DESC, id DESC LIMIT ")
            .bind(i64::from(most));
        let found = rows(&self.reader, sql).await?;
        found.iter().map(named).collect()
    }

    /// The proposal that each of some acts decided, with the network that did. An act that decided none is not among them.
    ///
    /// # Errors
    /// When the database cannot be read, or the log says something else.
    pub async fn proposals_decided_in(
        &self,
        acts: &[ActId],
    ) -> Result<HashMap<ActId, (NetworkId, ProposalId)>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT act_id, subject_id, after_value FROM change WHERE subject_kind = 'network' \
             AND before_value IS NOT NULL AND after_value IS NOT NULL AND field_group = ",
        );
        sql.bind(GROUP).push(" AND act_id IN (");
        let backend = self.reader.get_database_backend();
        sql.add(Sql::ids(backend, acts.iter().map(|act| act.uuid())))
            .push(")");
        let found = rows(&self.reader, sql).await?;
        let decided = found.iter().map(|row| {
            let network = NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
            let proposal = of_line(&row.try_get_by_index::<String>(2)?)?;
            let act = ActId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            Ok((act, (network, proposal)))
        });
        decided.collect()
    }
}
