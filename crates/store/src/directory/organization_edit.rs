//! 法人 as people edit them: their versions, the networks that keep an entry of theirs, and finding one.
//! `correction` keeps what people put right in their fields, [`conflict`] where imports found otherwise.

use std::collections::HashMap;

use renkei_domain::directory::organization::{CorporateNumber, OrganizationFacts};
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::record::{Change, Subject};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DbBackend, EntityTrait,
    IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use super::organization::{
    MatchKey, OrganizationEntry, TABLE, from_row, read_shown, shown, to_row,
};
use super::words::unreadable;
use crate::fault::StoreFault;
use crate::publication::{self, IS_SHOWN, is_visible};
use crate::rows::organization_facts;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

pub mod conflict;
mod correction;

pub(crate) use correction::source_value_from_log;

/// A 法人 as read.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// Rises with every change, whether people or an import made it.
    pub version: i64,
    /// Its facts, corrections applied.
    pub facts: OrganizationFacts,
}

impl Work {
    /// Takes the lock that whoever changes a 法人 takes first, and reads it; `None` when there is none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hold_organization(
        &self,
        id: OrganizationId,
    ) -> Result<Option<StoredOrganization>, StoreFault> {
        self.lock_organizations(&[id]).await?;
        Ok(stored(self.connection(), &[id]).await?.pop())
    }

    /// Takes the locks of several 法人, in the order of their ids. On SQLite the transaction is that lock.
    pub(super) async fn lock_organizations(
        &self,
        ids: &[OrganizationId],
    ) -> Result<(), StoreFault> {
        if self.is_postgres() {
            let connection = self.connection();
            let mut sql = Sql::new("SELECT id FROM organization WHERE id IN (");
            sql.add(Sql::ids(
                DbBackend::Postgres,
                ids.iter().map(|id| id.uuid()),
            ))
            // Whoever ties an entry to it need not wait.
            .push(") ORDER BY id FOR NO KEY UPDATE");
            connection.query_all_raw(sql.statement(connection)).await?;
        }
        Ok(())
    }

    /// Writes changed facts over the shown row of a 法人, and the same change over a row that a running
    /// import has already prepared; its version rises. What tells it apart stays.
    ///
    /// # Errors
    /// The closure's refusal, or a fault of the database.
    pub async fn edit_organization<E>(
        &self,
        id: OrganizationId,
        edit: impl Fn(&mut OrganizationFacts) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreFault> {
        let visible = publication::hold(self).await?;
        let connection = self.connection();
        #[expect(clippy::disallowed_methods, reason = "scoped to the 法人 being edited")]
        let rows = organization_facts::Entity::find()
            .filter(organization_facts::Column::OrganizationId.eq(id.uuid()))
            .filter(
                is_visible(
                    organization_facts::Column::Born,
                    organization_facts::Column::Dead,
                )
                .or(organization_facts::Column::Born.gt(visible)),
            )
            .all(connection)
            .await?;
        for row in rows {
            let mut facts = from_row(&row)?;
            if let Err(refusal) = edit(&mut facts) {
                return Ok(Err(refusal));
            }
            let match_key = MatchKey::try_from(row.match_key.clone())
                .map_err(|_| unreadable(TABLE, "match_key"))?;
            let entry = OrganizationEntry {
                id,
                facts,
                match_key,
            };
            let mut edited = to_row(&entry, row.born)?;
            edited.row_id = row.row_id;
            edited.dead = row.dead;
            if row.born <= visible {
                let json = |row: &organization_facts::Model| {
                    serde_json::to_string(row).map_err(|fault| unreadable(TABLE, fault))
                };
                self.note(Change {
                    subject: Subject::Organization(id),
                    field_group: "facts".to_owned(),
                    before: Some(json(&row)?),
                    after: Some(json(&edited)?),
                });
            }
            organization_facts::Entity::update(edited.into_active_model().reset_all())
                .exec(connection)
                .await?;
        }
        self.reindex_of_organizations(&[id.uuid()]).await?;
        let sql = Sql::with(
            "UPDATE organization SET edits = edits + 1 WHERE id = ?",
            [id.uuid().into()],
        );
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(Ok(()))
    }

    /// The networks of a 法人, as this transaction sees them: see [`Store::networks_of_organization`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn networks_of_organization(
        &self,
        id: OrganizationId,
    ) -> Result<Vec<NetworkId>, StoreFault> {
        networks(self.connection(), id).await
    }

    /// The shown 法人 with a number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organization_numbered(
        &self,
        number: CorporateNumber,
    ) -> Result<Option<OrganizationId>, StoreFault> {
        let mut sql = Sql::new("SELECT f.organization_id FROM organization_facts f WHERE ");
        sql.push(IS_SHOWN)
            .push(" AND f.corporate_number = ")
            .bind(number.to_string())
            .push(" ORDER BY f.organization_id LIMIT 1");
        self.first_organization(sql).await
    }

    /// The shown 法人 that is told apart by a key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organization_keyed(
        &self,
        key: MatchKey,
    ) -> Result<Option<OrganizationId>, StoreFault> {
        let mut sql = Sql::new("SELECT f.organization_id FROM organization_facts f WHERE ");
        sql.push(IS_SHOWN)
            .push(" AND f.match_key = ")
            .bind(key.to_vec())
            .push(" ORDER BY f.organization_id LIMIT 1");
        self.first_organization(sql).await
    }

    async fn first_organization(&self, sql: Sql) -> Result<Option<OrganizationId>, StoreFault> {
        let connection = self.connection();
        let row = connection.query_one_raw(sql.statement(connection)).await?;
        let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
        Ok(id.map(OrganizationId::from_uuid))
    }
}

impl Store {
    /// Several 法人 with their versions, in the order asked for; what is not there is left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stored_organizations(
        &self,
        ids: &[OrganizationId],
    ) -> Result<Vec<StoredOrganization>, StoreFault> {
        stored(&self.reader, ids).await
    }

    /// The networks that keep an entry of a 法人, closed or not, and those of which it is a member.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn networks_of_organization(
        &self,
        id: OrganizationId,
    ) -> Result<Vec<NetworkId>, StoreFault> {
        networks(&self.reader, id).await
    }

    /// The 法人 whose names hold some words, or that have a number, in the order of their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organizations_called(
        &self,
        words: &str,
        number: Option<CorporateNumber>,
        limit: u64,
    ) -> Result<Vec<StoredOrganization>, StoreFault> {
        let position = match self.reader.get_database_backend() {
            DbBackend::Postgres => "strpos",
            _ => "instr",
        };
        let mut sql = Sql::new("SELECT f.organization_id FROM organization_facts f WHERE ");
        sql.push(IS_SHOWN);
        match number {
            Some(number) => sql
                .push(" AND f.corporate_number = ")
                .bind(number.to_string()),
            None => sql
                .push(" AND ")
                .push(position)
                .push("(f.name, ")
                .bind(words)
                .push(") > 0"),
        };
        sql.push(" ORDER BY f.name, f.organization_id LIMIT ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let ids = rows.await?.into_iter().map(|row| {
            let id = row.try_get_by_index::<Uuid>(0)?;
            Ok(OrganizationId::from_uuid(id))
        });
        let ids = ids.collect::<Result<Vec<OrganizationId>, StoreFault>>()?;
        stored(&self.reader, &ids).await
    }

    /// The facts of the 法人 in which people put something right: an edition may name one by what they wrote.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn corrected_organizations(
        &self,
    ) -> Result<HashMap<OrganizationId, OrganizationFacts>, StoreFault> {
        let sql = Sql::new("SELECT DISTINCT organization_id FROM organization_correction");
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        let ids = rows.await?.into_iter().map(|row| {
            let id = row.try_get_by_index::<Uuid>(0)?;
            Ok(OrganizationId::from_uuid(id))
        });
        let ids = ids.collect::<Result<Vec<OrganizationId>, StoreFault>>()?;
        read_shown(&self.reader, &ids).await
    }
}

/// The versions are read before the facts: of a change in between, the older version is told.
async fn stored(
    connection: &impl ConnectionTrait,
    ids: &[OrganizationId],
) -> Result<Vec<StoredOrganization>, StoreFault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("SELECT id, edits FROM organization WHERE id IN (");
    sql.add(Sql::ids(
        connection.get_database_backend(),
        ids.iter().map(|id| id.uuid()),
    ))
    .push(")");
    let mut edits: HashMap<Uuid, i64> = HashMap::new();
    for row in connection.query_all_raw(sql.statement(connection)).await? {
        edits.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    }
    let rows = shown()
        .filter(organization_facts::Column::OrganizationId.is_in(ids.iter().map(|id| id.uuid())))
        .all(connection)
        .await?;
    let in_order = ids.iter().filter_map(|id| {
        let row = rows.iter().find(|row| row.organization_id == id.uuid())?;
        Some((*id, row, *edits.get(&id.uuid())?))
    });
    in_order
        .map(|(id, row, edits)| {
            Ok(StoredOrganization {
                id,
                version: row.born + edits,
                facts: from_row(row)?,
            })
        })
        .collect()
}

async fn networks(
    connection: &impl ConnectionTrait,
    id: OrganizationId,
) -> Result<Vec<NetworkId>, StoreFault> {
    let mut sql = Sql::new(
        "SELECT r.steward_network_id FROM resource_facts f JOIN resource r ON r.id = f.resource_id WHERE ",
    );
    sql.push(IS_SHOWN)
        .push(" AND r.steward_network_id IS NOT NULL AND f.organization_id = ")
        .bind(id.uuid())
        .push(" UNION SELECT network_id FROM network_member WHERE organization_id = ")
        .bind(id.uuid());
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    let mut networks = rows
        .iter()
        .map(|row| Ok(NetworkId::from_uuid(row.try_get_by_index::<Uuid>(0)?)))
        .collect::<Result<Vec<NetworkId>, StoreFault>>()?;
    networks.sort_unstable();
    Ok(networks)
}
