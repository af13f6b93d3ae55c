//! How often entries are named by others: how many there are, and nothing of whom.

use renkei_domain::directory::few;
use renkei_domain::ids::{NetworkId, ResourceId};
use sea_orm::ConnectionTrait as _;

use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// How often an entry is named. Maps are sealed, so that nobody can count them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// In how many support teams, as far as it is told.
    pub teams: Option<u64>,
    /// At how many conferences, as far as it is told.
    pub conferences: Option<u64>,
    /// On how many lists of calls.
    pub calls: u64,
    /// By how many closed entries as what took their place.
    pub followed: u64,
}

const TEAMS: &str = "SELECT \
     (SELECT COUNT(DISTINCT m.case_id) FROM team_member m JOIN support_case c ON c.id = m.case_id \
      JOIN network_member n ON n.organization_id = c.organization_id \
      WHERE m.resource_id IN (SELECT id FROM wanted) AND n.network_id = ";

const CONFERENCES: &str = "), \
     (SELECT COUNT(DISTINCT p.conference_id) FROM conference_participant p \
      JOIN conference f ON f.id = p.conference_id \
      JOIN network_member n ON n.organization_id = f.organization_id \
      WHERE p.resource_id IN (SELECT id FROM wanted) AND n.network_id = ";

const OTHERS: &str = "), \
     (SELECT COUNT(*) FROM planned_call c WHERE c.resource_id IN (SELECT id FROM wanted)), \
     (SELECT COUNT(*) FROM closure c WHERE c.successor_id IN (SELECT id FROM wanted))";

impl Store {
    /// How often an entry is named, with those that became part of it. Of teams and conferences those of the agencies of a
    /// network are counted, and none without one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn uses_of(
        &self,
        ids: &[ResourceId],
        network: Option<NetworkId>,
    ) -> Result<Uses, StoreFault> {
        let network = network.map(NetworkId::uuid);
        let backend = self.reader.get_database_backend();
        let mut sql = Sql::wanting(backend, ids.iter().map(|id| id.uuid()));
        sql.push(TEAMS).bind(network);
        sql.push(CONFERENCES).bind(network).push(OTHERS);
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        let Some(row) = row.await? else {
            return Ok(Uses::default());
        };
        let count = |place: usize| -> Result<u64, StoreFault> {
            let counted: i64 = row.try_get_by_index(place)?;
            Ok(u64::try_from(counted).unwrap_or_default())
        };
        Ok(Uses {
            teams: few::told(count(0)?),
            conferences: few::told(count(1)?),
            calls: count(2)?,
            followed: count(3)?,
        })
    }
}
