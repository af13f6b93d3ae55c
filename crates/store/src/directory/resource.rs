//! Resources and their published facts in tables.

use std::collections::HashMap;

use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::Point;
use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::fold;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Statement,
};

use super::hours::{self, HoursIds};
use super::index::Told;
use super::words::{
    code, code_opt, count_opt, count_row, line, line_opt, municipality_opt, number, phone_cell,
    phones_cell, prose_opt, read_phone, read_phones, text_opt, unreadable,
};
use crate::fault::StoreFault;
use crate::publication::{self, is_visible};
use crate::record::insert_all;
use crate::rows::{resource, resource_facts};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "resource_facts";

/// A resource to be written.
#[derive(Debug, Clone)]
pub struct ResourceEntry {
    /// Its id.
    pub id: ResourceId,
    /// The network that keeps it: the network of its municipality, where there is one.
    pub steward: Option<NetworkId>,
    /// Its published facts.
    pub facts: ResourceFacts,
}

/// A resource as read.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredResource {
    /// Its id.
    pub id: ResourceId,
    /// Its published facts, corrections applied.
    pub facts: ResourceFacts,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the scoped start: published facts of resources are public"
)]
pub(crate) fn shown() -> Select<resource_facts::Entity> {
    resource_facts::Entity::find().filter(is_visible(
        resource_facts::Column::Born,
        resource_facts::Column::Dead,
    ))
}

impl Work {
    /// Enters a resource into the publication shown now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn register_resource(&self, entry: ResourceEntry) -> Result<(), StoreFault> {
        let born = publication::visible(self.connection()).await?;
        self.add_resources(born, &[&entry]).await
    }

    /// Writes new resources into a publication.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_resources(
        &self,
        born: i64,
        entries: &[&ResourceEntry],
    ) -> Result<(), StoreFault> {
        let heads = entries
            .iter()
            .map(|entry| resource::Model {
                id: entry.id.uuid(),
                lifecycle: Lifecycle::Active.code().to_owned(),
                steward_network_id: entry.steward.map(NetworkId::uuid),
            })
            .collect();
        insert_all(self.connection(), heads).await?;
        let rows = self.write_facts(born, entries, &HashMap::new()).await?;
        self.index_facts(&rows, Told::NothingYet).await
    }

    /// Puts newer facts of known resources into a publication; the older rows die in it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn replace_resources(
        &self,
        born: i64,
        entries: &[&ResourceEntry],
    ) -> Result<(), StoreFault> {
        let ids: Vec<_> = entries.iter().map(|entry| entry.id.uuid()).collect();
        let condition = resource_facts::Column::ResourceId
            .is_in(ids)
            .and(resource_facts::Column::Dead.is_null())
            .and(resource_facts::Column::Born.lt(born));
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources being replaced"
        )]
        let old = resource_facts::Entity::find()
            .filter(condition.clone())
            .all(self.connection())
            .await?;
        let notations =
            hours::read(self.connection(), old.iter().filter_map(|row| row.hours_id)).await?;
        let before = old
            .iter()
            .map(|row| {
                let hours = row.hours_id.and_then(|id| notations.get(&id));
                Ok((
                    ResourceId::from_uuid(row.resource_id),
                    facts_json(row, hours)?,
                ))
            })
            .collect::<Result<HashMap<_, _>, StoreFault>>()?;
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources being replaced"
        )]
        resource_facts::Entity::update_many()
            .col_expr(resource_facts::Column::Dead, Expr::value(born))
            .filter(condition)
            .exec(self.connection())
            .await?;
        let rows = self.write_facts(born, entries, &before).await?;
        self.index_facts(&rows, Told::ByProfiles).await
    }

    async fn write_facts(
        &self,
        born: i64,
        entries: &[&ResourceEntry],
        before: &HashMap<ResourceId, String>,
    ) -> Result<Vec<resource_facts::Model>, StoreFault> {
        let row_ids = self.take_row_ids(entries.len()).await?;
        let hours_ids = hours::intern(self, entries.iter().map(|entry| &entry.facts.hours)).await?;
        let mut rows = Vec::with_capacity(entries.len());
        for (entry, row_id) in entries.iter().zip(row_ids) {
            let mut row = to_row(entry.id, &entry.facts, born, &hours_ids)?;
            row.row_id = row_id;
            self.note(Change {
                subject: Subject::Resource(entry.id),
                field_group: "facts".to_owned(),
                before: before.get(&entry.id).cloned(),
                after: Some(facts_json(&row, Some(&entry.facts.hours))?),
            });
            rows.push(row);
        }
        insert_all(self.connection(), rows.clone()).await?;
        Ok(rows)
    }

    /// Takes row numbers before the rows are written: search rows bear the same, and asking for what
    /// the database chose would read every row back.
    async fn take_row_ids(&self, count: usize) -> Result<Vec<i64>, StoreFault> {
        let connection = self.connection();
        let wanted = i64::try_from(count).unwrap_or(i64::MAX);
        if !self.is_postgres() {
            // Nobody else writes while this transaction lasts.
            let sql = Sql::new("SELECT COALESCE(MAX(row_id), 0) FROM resource_facts");
            let row = connection.query_one_raw(sql.statement(connection)).await?;
            let last: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
            return Ok((last + 1..=last + wanted).collect());
        }
        let sql = Sql::with(
            "SELECT nextval(pg_get_serial_sequence('resource_facts', 'row_id')) FROM generate_series(1, ?)",
            [wanted.into()],
        );
        let rows = connection.query_all_raw(sql.statement(connection)).await?;
        Ok(rows
            .iter()
            .map(|row| row.try_get_by_index(0))
            .collect::<Result<_, _>>()?)
    }

    /// Takes the lock that whoever changes this resource takes first. On SQLite the transaction
    /// itself is that lock.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lock_resource(&self, id: ResourceId) -> Result<bool, StoreFault> {
        let lock = if self.is_postgres() {
            " FOR UPDATE"
        } else {
            ""
        };
        let statement = Statement::from_sql_and_values(
            self.connection().get_database_backend(),
            format!("SELECT id FROM resource WHERE id = $1{lock}"),
            [id.uuid().into()],
        );
        Ok(self.connection().query_one_raw(statement).await?.is_some())
    }

    /// Takes the locks of several resources, in the order of their ids so that two steps cannot wait
    /// for each other.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lock_resources(&self, ids: &[ResourceId]) -> Result<(), StoreFault> {
        if self.is_postgres() {
            #[expect(
                clippy::disallowed_methods,
                reason = "scoped to the resources being locked"
            )]
            resource::Entity::find()
                .filter(resource::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
                .order_by_asc(resource::Column::Id)
                .lock_exclusive()
                .all(self.connection())
                .await?;
        }
        Ok(())
    }

    /// The published facts of several resources as this transaction sees them, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources(&self, ids: &[ResourceId]) -> Result<Vec<StoredResource>, StoreFault> {
        let ids = ids.iter().map(|id| id.uuid());
        let rows = shown()
            .filter(resource_facts::Column::ResourceId.is_in(ids))
            .all(self.connection())
            .await?;
        read_rows(self.connection(), rows).await
    }

    /// The published facts of one resource as this transaction sees them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resource(&self, id: ResourceId) -> Result<Option<StoredResource>, StoreFault> {
        Ok(self.resources(&[id]).await?.pop())
    }

    /// Writes changed facts over the shown row, and the same change over a row that a running import
    /// has already prepared for the next publication.
    ///
    /// # Errors
    /// The closure's refusal, or a fault of the database.
    pub async fn amend_resource<E>(
        &self,
        id: ResourceId,
        amend: impl Fn(&mut ResourceFacts) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreFault> {
        let visible = publication::hold(self).await?;
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resource being amended"
        )]
        let rows = resource_facts::Entity::find()
            .filter(resource_facts::Column::ResourceId.eq(id.uuid()))
            .filter(
                is_visible(resource_facts::Column::Born, resource_facts::Column::Dead)
                    .or(resource_facts::Column::Born.gt(visible)),
            )
            .all(self.connection())
            .await?;
        let notations = hours::read(
            self.connection(),
            rows.iter().filter_map(|row| row.hours_id),
        )
        .await?;
        for row in rows {
            let mut facts = from_row(&row, &notations)?;
            let before = facts_json(&row, Some(&facts.hours))?;
            if let Err(refusal) = amend(&mut facts) {
                return Ok(Err(refusal));
            }
            let hours_ids = hours::intern(self, [&facts.hours]).await?;
            let mut amended = to_row(id, &facts, row.born, &hours_ids)?;
            amended.row_id = row.row_id;
            amended.dead = row.dead;
            if row.born <= visible {
                self.note(Change {
                    subject: Subject::Resource(id),
                    field_group: "facts".to_owned(),
                    before: Some(before),
                    after: Some(facts_json(&amended, Some(&facts.hours))?),
                });
            }
            resource_facts::Entity::update(amended.clone().into_active_model().reset_all())
                .exec(self.connection())
                .await?;
            self.unindex_facts(&[amended.row_id]).await?;
            self.index_facts(&[amended], Told::ByProfiles).await?;
        }
        Ok(Ok(()))
    }
}

impl Store {
    /// The published facts of several resources, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources(&self, ids: &[ResourceId]) -> Result<Vec<StoredResource>, StoreFault> {
        let rows = shown()
            .filter(resource_facts::Column::ResourceId.is_in(ids.iter().map(|id| id.uuid())))
            .limit(ids.len() as u64)
            .all(&self.reader)
            .await?;
        read_rows(&self.reader, rows).await
    }
}

pub(crate) async fn read_rows(
    connection: &impl ConnectionTrait,
    rows: Vec<resource_facts::Model>,
) -> Result<Vec<StoredResource>, StoreFault> {
    let notations = hours::read(connection, rows.iter().filter_map(|row| row.hours_id)).await?;
    rows.iter()
        .map(|row| {
            Ok(StoredResource {
                id: ResourceId::from_uuid(row.resource_id),
                facts: from_row(row, &notations)?,
            })
        })
        .collect()
}

fn facts_json(row: &resource_facts::Model, hours: Option<&Hours>) -> Result<String, StoreFault> {
    let mut value = serde_json::to_value(row).map_err(|fault| unreadable(TABLE, fault))?;
    if let (Some(object), Some(hours)) = (value.as_object_mut(), hours) {
        object.retain(|_, value| *value != serde_json::Value::Null);
        object.insert("hours".to_owned(), hours.to_string().into());
    }
    Ok(value.to_string())
}

/// The reading where there is one, else the name: the order of every list.
fn sort_key(facts: &ResourceFacts) -> String {
    fold(facts.kana.as_ref().unwrap_or(&facts.name).as_str())
}

fn to_row(
    id: ResourceId,
    facts: &ResourceFacts,
    born: i64,
    hours_ids: &HoursIds,
) -> Result<resource_facts::Model, StoreFault> {
    let address = facts.address.as_ref();
    let hours_id = if facts.hours.is_unknown() {
        None
    } else {
        hours_ids.get(&facts.hours.to_string()).copied()
    };
    Ok(resource_facts::Model {
        row_id: 0,
        resource_id: id.uuid(),
        born,
        dead: None,
        sort_key: sort_key(facts),
        organization_id: facts.organization.map(OrganizationId::uuid),
        kind: facts.kind.code().to_owned(),
        service_name: text_opt(facts.service_name.as_ref()),
        name: facts.name.to_string(),
        kana: text_opt(facts.kana.as_ref()),
        office_number: text_opt(facts.office_number.as_ref()),
        postal_code: address.and_then(|a| text_opt(a.postal_code.as_ref())),
        municipality_code: address.and_then(|a| a.municipality).map(number),
        city: address.map(|a| a.city.to_string()),
        rest: address.and_then(|a| text_opt(a.rest.as_ref())),
        latitude: facts.location.map(|location| location.point.latitude),
        longitude: facts.location.map(|location| location.point.longitude),
        location_precision: facts
            .location
            .map(|location| location.precision.code().to_owned()),
        phones: phones_cell(&facts.phones)?,
        fax: phone_cell(facts.fax.as_ref())?,
        email: text_opt(facts.email.as_ref()),
        url: text_opt(facts.url.as_ref()),
        hours_id,
        hours_note: text_opt(facts.hours_note.as_ref()),
        capacity: count_row(facts.capacity),
    })
}

fn from_row(
    row: &resource_facts::Model,
    notations: &HashMap<i64, Hours>,
) -> Result<ResourceFacts, StoreFault> {
    let address = match &row.city {
        Some(city) => Some(Address {
            postal_code: line_opt(TABLE, row.postal_code.as_deref())?,
            municipality: municipality_opt(TABLE, row.municipality_code)?,
            city: line(TABLE, city)?,
            rest: line_opt(TABLE, row.rest.as_deref())?,
        }),
        None => None,
    };
    let precision = code_opt(
        TABLE,
        Precision::from_code,
        row.location_precision.as_deref(),
    )?;
    let location = match (row.latitude, row.longitude, precision) {
        (Some(latitude), Some(longitude), Some(precision)) => Some(Location {
            point: Point {
                latitude,
                longitude,
            },
            precision,
        }),
        _ => None,
    };
    let hours = match row.hours_id {
        Some(id) => notations
            .get(&id)
            .cloned()
            .ok_or_else(|| unreadable(TABLE, format!("hours {id}")))?,
        None => Hours::default(),
    };
    Ok(ResourceFacts {
        organization: row.organization_id.map(OrganizationId::from_uuid),
        kind: code(TABLE, ResourceKind::from_code, &row.kind)?,
        service_name: line_opt(TABLE, row.service_name.as_deref())?,
        name: line(TABLE, &row.name)?,
        kana: line_opt(TABLE, row.kana.as_deref())?,
        office_number: line_opt(TABLE, row.office_number.as_deref())?,
        address,
        location,
        phones: read_phones(TABLE, &row.phones)?,
        fax: read_phone(TABLE, row.fax.as_deref())?,
        email: line_opt(TABLE, row.email.as_deref())?,
        url: line_opt(TABLE, row.url.as_deref())?,
        hours,
        hours_note: prose_opt(TABLE, row.hours_note.as_deref())?,
        capacity: count_opt(TABLE, row.capacity)?,
    })
}
