//! Resources and their published facts in tables.

use std::collections::HashMap;

use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::{Change, Subject};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Statement,
};
use uuid::Uuid;

use super::hours;
use super::index::Told;
use super::resource_rows::{MERGED, facts_json, from_row, hours_of, read_kept, read_shown, to_row};
use crate::fault::StoreFault;
use crate::publication::{self, IS_SHOWN, is_visible};
use crate::record::insert_all;
use crate::rows::{resource, resource_facts};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

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
    /// The id by which it was read.
    pub id: ResourceId,
    /// The id that it has: another one where what was asked for became part of it.
    pub current: ResourceId,
    /// Whether it may be chosen for new work.
    pub lifecycle: Lifecycle,
    /// Rises with every change, whether people or an import made it.
    pub version: i64,
    /// Its published facts, corrections applied.
    pub facts: ResourceFacts,
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
                edits: 0,
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

    /// Takes the lock that whoever changes this resource takes first; nothing is changed by its own id that became part
    /// of another. On SQLite the transaction itself is that lock.
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
            format!("SELECT id FROM resource WHERE id = $1 AND lifecycle <> '{MERGED}'{lock}"),
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

    /// The published facts of several resources as they are kept, those too that became part of others: for an import,
    /// which keeps each up to date by itself.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources_kept(
        &self,
        ids: &[ResourceId],
    ) -> Result<Vec<StoredResource>, StoreFault> {
        Ok(read_kept(self.connection(), ids).await?.0)
    }

    /// The published facts of several resources as this transaction sees them, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources(&self, ids: &[ResourceId]) -> Result<Vec<StoredResource>, StoreFault> {
        read_shown(self.connection(), ids).await
    }

    /// The published facts of one resource as this transaction sees them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resource(&self, id: ResourceId) -> Result<Option<StoredResource>, StoreFault> {
        Ok(self.resources(&[id]).await?.pop())
    }

    /// The published facts of what an organization runs and has not closed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_entries_of(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<ResourceFacts>, StoreFault> {
        read_open(self.connection(), organization).await
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
            let mut facts = from_row(&row, hours_of(&row, &notations)?)?;
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

/// The published facts of what an organization runs and has not closed.
async fn read_open(
    connection: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<ResourceFacts>, StoreFault> {
    let mut sql = Sql::new("SELECT f.resource_id FROM resource_facts f WHERE ");
    sql.push(IS_SHOWN)
        .push(" AND f.organization_id = ")
        .bind(organization.uuid());
    let rows = connection.query_all_raw(sql.statement(connection));
    let ids = rows.await?.into_iter().map(|row| {
        let id = row.try_get_by_index::<Uuid>(0)?;
        Ok(ResourceId::from_uuid(id))
    });
    let ids = ids.collect::<Result<Vec<ResourceId>, StoreFault>>()?;
    let (mut entries, _) = read_kept(connection, &ids).await?;
    entries.retain(|entry| entry.lifecycle != Lifecycle::Closed);
    Ok(entries.into_iter().map(|entry| entry.facts).collect())
}

impl Store {
    /// The published facts of several resources as they are kept, those too that became part of others: for whoever
    /// speaks of what was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources_kept(
        &self,
        ids: &[ResourceId],
    ) -> Result<Vec<StoredResource>, StoreFault> {
        Ok(read_kept(&self.reader, ids).await?.0)
    }

    /// The published facts of several resources, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources(&self, ids: &[ResourceId]) -> Result<Vec<StoredResource>, StoreFault> {
        read_shown(&self.reader, ids).await
    }

    /// The published facts of what an organization runs and has not closed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_entries_of(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<ResourceFacts>, StoreFault> {
        read_open(&self.reader, organization).await
    }
}
