//! Networks and the municipalities they look after.

use std::collections::HashMap;

use renkei_domain::directory::municipality::{Municipalities, MunicipalityCode};
use renkei_domain::directory::network::stewards;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::{Line, Prose};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder as _, Select, Value};
use uuid::Uuid;

use super::reference;
use super::words::{line, municipality, number, prose_opt, text_opt};
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::rows::{network, network_municipality};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A network with its area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNetwork {
    /// Its id.
    pub id: NetworkId,
    /// Its name.
    pub name: Line,
    /// What it says of itself.
    pub about: Option<Prose>,
    /// The municipalities of its 圏域.
    pub area: Vec<MunicipalityCode>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "names and areas of networks are public"
)]
fn networks() -> Select<network::Entity> {
    network::Entity::find().order_by_asc(network::Column::Id)
}

#[expect(
    clippy::disallowed_methods,
    reason = "names and areas of networks are public"
)]
fn areas() -> Select<network_municipality::Entity> {
    network_municipality::Entity::find()
        .order_by_asc(network_municipality::Column::MunicipalityCode)
}

pub(super) async fn read(
    connection: &impl ConnectionTrait,
) -> Result<Vec<StoredNetwork>, StoreFault> {
    let areas = areas().all(connection).await?;
    networks()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| {
            let own = areas.iter().filter(|area| area.network_id == row.id);
            Ok(StoredNetwork {
                id: NetworkId::from_uuid(row.id),
                name: line("network", &row.name)?,
                about: prose_opt("network", row.about.as_deref())?,
                area: own
                    .map(|area| municipality("network_municipality", area.municipality_code))
                    .collect::<Result<_, _>>()?,
            })
        })
        .collect()
}

/// Which network keeps what stands where.
pub(super) fn shared(
    table: &Municipalities,
    networks: &[StoredNetwork],
) -> HashMap<MunicipalityCode, NetworkId> {
    let areas = networks.iter();
    let areas: Vec<_> = areas
        .map(|network| (network.id, network.area.as_slice()))
        .collect();
    stewards(table, &areas)
}

impl Work {
    /// Founds a network. What already stands in its area and has no steward is its from now on; what another network
    /// keeps stays with that one, also where the area of the new one is the nearer.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn found_network(&self, founded: &StoredNetwork) -> Result<(), StoreFault> {
        let id = founded.id.uuid();
        insert_all(
            self.connection(),
            vec![network::Model {
                id,
                name: founded.name.to_string(),
                about: text_opt(founded.about.as_ref()),
            }],
        )
        .await?;
        let area = founded.area.iter().map(|code| network_municipality::Model {
            network_id: id,
            municipality_code: number(*code),
        });
        insert_all(self.connection(), area.collect()).await?;
        let codes: Vec<String> = founded.area.iter().map(ToString::to_string).collect();
        self.note(Change {
            subject: Subject::Network(founded.id),
            field_group: "network".to_owned(),
            before: None,
            after: Some(
                serde_json::json!({ "name": founded.name.as_str(), "area": codes }).to_string(),
            ),
        });
        if founded.area.is_empty() {
            return Ok(());
        }
        let networks = read(self.connection()).await?;
        let table = reference::table(self.connection()).await?;
        self.appoint(founded.id, &shared(&table, &networks)).await
    }

    /// Keeps what a network says of itself, in place of what it said before; nothing where it says nothing any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn introduce_network(
        &self,
        id: NetworkId,
        about: Option<&Prose>,
    ) -> Result<(), StoreFault> {
        let known = read(self.connection()).await?;
        let before = known.into_iter().find(|network| network.id == id);
        let before = before.and_then(|network| text_opt(network.about.as_ref()));
        let after = text_opt(about);
        if before == after {
            return Ok(());
        }
        let mut update = Sql::new("UPDATE network SET about = ");
        update
            .bind(after.clone())
            .push(" WHERE id = ")
            .bind(id.uuid());
        let connection = self.connection();
        connection.execute_raw(update.statement(connection)).await?;
        self.note(Change {
            subject: Subject::Network(id),
            field_group: "about".to_owned(),
            before,
            after,
        });
        Ok(())
    }

    /// Gives what stands in the area of a network and has no steward that network, the nearest and then the one
    /// founded first where areas overlap: an office may have moved there, or the network may be younger than the
    /// start of the import that brings it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn appoint_stewards(&self) -> Result<(), StoreFault> {
        let networks = read(self.connection()).await?;
        if networks.is_empty() {
            return Ok(());
        }
        let table = reference::table(self.connection()).await?;
        let shared = shared(&table, &networks);
        for network in networks {
            self.appoint(network.id, &shared).await?;
        }
        Ok(())
    }

    /// Makes a network the steward of what stands without one in the municipalities that are its to keep, and has it decide
    /// about what is proposed for that. An area is a region, so one statement is short enough for whoever waits.
    async fn appoint(
        &self,
        network: NetworkId,
        shared: &HashMap<MunicipalityCode, NetworkId>,
    ) -> Result<(), StoreFault> {
        let own = shared.iter().filter(|(_, steward)| **steward == network);
        let mut area: Vec<i32> = own.map(|(code, _)| number(*code)).collect();
        if area.is_empty() {
            return Ok(());
        }
        area.sort_unstable();
        let area = area.into_iter().map(Value::from);
        let mut update = Sql::new("UPDATE resource SET steward_network_id = ");
        update.bind(network.uuid()).push(
            " WHERE steward_network_id IS NULL AND id IN (SELECT resource_id FROM resource_facts \
             WHERE dead IS NULL AND municipality_code IN ",
        );
        update.add(Sql::list(area)).push(") RETURNING id");
        let mut kept = self
            .connection()
            .query_all_raw(update.statement(self.connection()))
            .await?
            .iter()
            .map(|row| row.try_get_by_index(0))
            .collect::<Result<Vec<Uuid>, _>>()?;
        // Both databases write them down in the same order.
        kept.sort_unstable();
        let is_any = !kept.is_empty();
        for id in kept {
            self.note(Change {
                subject: Subject::Resource(ResourceId::from_uuid(id)),
                field_group: "steward".to_owned(),
                before: None,
                after: Some(serde_json::json!({ "network": network.to_string() }).to_string()),
            });
        }
        if is_any {
            self.take_over_proposals(network).await?;
        }
        Ok(())
    }
}

impl Store {
    /// Every network.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn networks(&self) -> Result<Vec<StoredNetwork>, StoreFault> {
        read(&self.reader).await
    }

    /// Which network keeps the public facts of which municipality: the nearest, and of several the one founded
    /// first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stewards(&self) -> Result<HashMap<MunicipalityCode, NetworkId>, StoreFault> {
        let networks = self.networks().await?;
        let reference = self.reference_tables().await?;
        Ok(shared(&reference.municipalities, &networks))
    }
}
