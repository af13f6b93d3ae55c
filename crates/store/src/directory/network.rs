//! Networks and the municipalities they look after.

use std::collections::HashMap;

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::{Line, Prose};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder as _, Select, Value};
use uuid::Uuid;

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

impl Work {
    /// Founds a network. What already stands in its area and has no steward is its from now on.
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
        self.appoint(founded).await
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

    /// Gives what stands in the area of a network and has no steward that network, the one founded first
    /// where areas overlap: an office may have moved there, or the network may be younger than the start
    /// of the import that brings it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn appoint_stewards(&self) -> Result<(), StoreFault> {
        for network in read(self.connection()).await? {
            self.appoint(&network).await?;
        }
        Ok(())
    }

    /// Makes a network the steward of what stands in its area without one. An area is a region, so one
    /// statement is short enough for whoever waits.
    async fn appoint(&self, network: &StoredNetwork) -> Result<(), StoreFault> {
        if network.area.is_empty() {
            return Ok(());
        }
        let area = network.area.iter().map(|code| Value::from(number(*code)));
        let mut update = Sql::new("UPDATE resource SET steward_network_id = ");
        update.bind(network.id.uuid()).push(
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
        for id in kept {
            self.note(Change {
                subject: Subject::Resource(ResourceId::from_uuid(id)),
                field_group: "steward".to_owned(),
                before: None,
                after: Some(serde_json::json!({ "network": network.id.to_string() }).to_string()),
            });
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

    /// Which network keeps the public facts of which municipality. Where areas overlap the network
    /// founded first does.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stewards(&self) -> Result<HashMap<MunicipalityCode, NetworkId>, StoreFault> {
        let mut stewards = HashMap::new();
        for network in self.networks().await? {
            for code in network.area {
                stewards.entry(code).or_insert(network.id);
            }
        }
        Ok(stewards)
    }
}
