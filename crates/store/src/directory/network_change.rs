//! What changes of a network once it is there: its name, and the municipalities it looks after.

use std::str::FromStr;

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::network::NetworkField;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Line;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use super::network::{StoredNetwork, read, shared};
use super::reference;
use super::words::{number, unreadable};
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::rows::network_municipality;
use crate::sql::Sql;
use crate::work::Work;

/// What a line of the log says of a network: words as they stand, and ids of what has a name elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoggedNetwork {
    /// Its name, or what it said of itself.
    pub words: Option<String>,
    /// The municipalities it looked after.
    pub area: Vec<MunicipalityCode>,
    /// The agency that answered for it.
    pub secretariat: Option<ResourceId>,
    /// The organizations that came to belong to it.
    pub admitted: Vec<OrganizationId>,
    /// The organizations that belong to it no more.
    pub dismissed: Vec<OrganizationId>,
}

/// Reads a line of the log about a network.
///
/// # Errors
/// When the line is none that this version writes.
pub fn logged_network(field: NetworkField, line: &str) -> Result<LoggedNetwork, StoreFault> {
    if field == NetworkField::About {
        return Ok(LoggedNetwork {
            words: Some(line.to_owned()),
            ..LoggedNetwork::default()
        });
    }
    let said: serde_json::Value =
        serde_json::from_str(line).map_err(|fault| unreadable("change", fault))?;
    let text = said["name"].as_str();
    let secretariat: Vec<ResourceId> = ids(&said["resource"])?;
    Ok(LoggedNetwork {
        words: text.map(str::to_owned),
        area: ids(&said["area"])?,
        secretariat: secretariat.first().copied(),
        admitted: ids(&said["admitted"])?,
        dismissed: ids(&said["dismissed"])?,
    })
}

/// The ids in a value: one, a list of them, or none.
fn ids<T: FromStr>(value: &serde_json::Value) -> Result<Vec<T>, StoreFault> {
    let texts = match value {
        serde_json::Value::String(one) => vec![one.as_str()],
        serde_json::Value::Array(several) => {
            several.iter().filter_map(|text| text.as_str()).collect()
        }
        _ => Vec::new(),
    };
    let read = |text: &str| text.parse().map_err(|_| unreadable("change", text));
    texts.into_iter().map(read).collect()
}

impl Work {
    /// A network, read inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn network(&self, id: NetworkId) -> Result<Option<StoredNetwork>, StoreFault> {
        let mut networks = read(self.connection()).await?.into_iter();
        Ok(networks.find(|network| network.id == id))
    }

    /// Gives a network another name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rename_network(
        &self,
        known: &StoredNetwork,
        name: &Line,
    ) -> Result<(), StoreFault> {
        if known.name == *name {
            return Ok(());
        }
        let mut update = Sql::new("UPDATE network SET name = ");
        update
            .bind(name.to_string())
            .push(" WHERE id = ")
            .bind(known.id.uuid());
        self.run(update).await?;
        let told = |name: &Line| serde_json::json!({ "name": name.as_str() }).to_string();
        self.note(Change {
            subject: Subject::Network(known.id),
            field_group: "name".to_owned(),
            before: Some(told(&known.name)),
            after: Some(told(name)),
        });
        Ok(())
    }

    /// Lets a network look after other municipalities. What stands in one that it leaves goes to the network that
    /// looks after that one, with what is proposed for it, or to nobody; what stands in a new one and has no steward is
    /// its from now on. Of a city that it leaves it keeps the wards that it names, and of one that stays it keeps every
    /// ward.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_area(
        &self,
        known: &StoredNetwork,
        area: &[MunicipalityCode],
    ) -> Result<(), StoreFault> {
        let is_left = |code: &&MunicipalityCode| !area.contains(*code);
        let left: Vec<MunicipalityCode> = known.area.iter().filter(is_left).copied().collect();
        let is_new = |code: &&MunicipalityCode| !known.area.contains(*code);
        let new: Vec<MunicipalityCode> = area.iter().filter(is_new).copied().collect();
        if left.is_empty() && new.is_empty() {
            return Ok(());
        }
        if !left.is_empty() {
            let mut delete = Sql::new("DELETE FROM network_municipality WHERE network_id = ");
            delete
                .bind(known.id.uuid())
                .push(" AND municipality_code IN ")
                .add(listed(&left));
            self.run(delete).await?;
        }
        let added = new.iter().map(|code| network_municipality::Model {
            network_id: known.id.uuid(),
            municipality_code: number(*code),
        });
        insert_all(self.connection(), added.collect()).await?;
        let told = |codes: &[MunicipalityCode]| {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            serde_json::json!({ "area": codes }).to_string()
        };
        self.note(Change {
            subject: Subject::Network(known.id),
            field_group: "area".to_owned(),
            before: Some(told(&known.area)),
            after: Some(told(area)),
        });
        if left.is_empty() {
            return self.appoint_stewards().await;
        }
        let table = reference::table(self.connection()).await?;
        let (mut gone, kept) = (table.families(&left), table.families(area));
        gone.retain(|code| !kept.contains(code));
        if !gone.is_empty() {
            let codes: Vec<MunicipalityCode> = gone.iter().copied().collect();
            self.release(known.id, &codes).await?;
        }
        self.appoint_stewards().await?;
        let networks = read(self.connection()).await?;
        let keepers = shared(&table, &networks);
        self.give_away_missing(known.id, &gone, &keepers).await
    }

    /// Takes what a network keeps in some municipalities from it.
    async fn release(
        &self,
        network: NetworkId,
        codes: &[MunicipalityCode],
    ) -> Result<(), StoreFault> {
        let mut update =
            Sql::new("UPDATE resource SET steward_network_id = NULL WHERE steward_network_id = ");
        update
            .bind(network.uuid())
            .push(
                " AND id IN (SELECT resource_id FROM resource_facts \
                 WHERE dead IS NULL AND municipality_code IN ",
            )
            .add(listed(codes))
            .push(") RETURNING id");
        let connection = self.connection();
        let mut released = connection
            .query_all_raw(update.statement(connection))
            .await?
            .iter()
            .map(|row| row.try_get_by_index(0))
            .collect::<Result<Vec<Uuid>, _>>()?;
        // Both databases write them down in the same order.
        released.sort_unstable();
        for id in released {
            self.note(Change {
                subject: Subject::Resource(ResourceId::from_uuid(id)),
                field_group: "steward".to_owned(),
                before: Some(serde_json::json!({ "network": network.to_string() }).to_string()),
                after: None,
            });
        }
        Ok(())
    }

    async fn run(&self, sql: Sql) -> Result<(), StoreFault> {
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }
}

fn listed(codes: &[MunicipalityCode]) -> Sql {
    Sql::list(codes.iter().map(|code| Value::from(number(*code))))
}
