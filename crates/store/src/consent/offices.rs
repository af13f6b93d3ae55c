//! What offices an organization runs: by that it is known under which rules of secrecy it tells anything, and by what
//! names somebody may have written it down as an employer.

use std::collections::HashMap;

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::OrganizationId;
use renkei_domain::text::Line;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::cases::rows;
use crate::directory::organization::read_shown;
use crate::directory::words::{code, line};
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A 法人 of the directory with the names of what it runs.
#[derive(Debug, Clone)]
pub struct RunningBody {
    /// The 法人.
    pub facts: OrganizationFacts,
    /// The names of its offices.
    pub offices: Vec<Line>,
}

async fn running_bodies(
    connection: &impl ConnectionTrait,
    ids: &[OrganizationId],
) -> Result<HashMap<OrganizationId, RunningBody>, StoreFault> {
    let known = read_shown(connection, ids).await?.into_iter();
    let without_offices = |facts| RunningBody {
        facts,
        offices: Vec::new(),
    };
    let mut bodies: HashMap<OrganizationId, RunningBody> = known
        .map(|(id, facts)| (id, without_offices(facts)))
        .collect();
    if bodies.is_empty() {
        return Ok(bodies);
    }
    let mut sql =
        Sql::new("SELECT DISTINCT f.organization_id, f.name FROM resource_facts f WHERE ");
    sql.push(IS_SHOWN)
        .push(" AND f.organization_id IN (")
        .add(Sql::ids(
            connection.get_database_backend(),
            ids.iter().map(|id| id.uuid()),
        ))
        .push(") ORDER BY f.organization_id, f.name");
    for row in rows(connection, sql).await? {
        let id = OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        if let Some(body) = bodies.get_mut(&id) {
            let name: String = row.try_get_by_index(1)?;
            body.offices.push(line("resource_facts", &name)?);
        }
    }
    Ok(bodies)
}

async fn kinds_run_by(
    connection: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<ResourceKind>, StoreFault> {
    let mut sql = Sql::new("SELECT DISTINCT f.kind FROM resource_facts f WHERE ");
    sql.push(IS_SHOWN)
        .push(" AND f.organization_id = ")
        .bind(organization.uuid());
    let found = rows(connection, sql).await?;
    let kinds = found.iter().map(|row| {
        let kind = row.try_get_by_index::<String>(0)?;
        code("resource_facts", ResourceKind::from_code, &kind)
    });
    kinds.collect()
}

impl Store {
    /// Several 法人 with the names of their offices, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn running_bodies(
        &self,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, RunningBody>, StoreFault> {
        running_bodies(&self.reader, ids).await
    }

    /// The kinds of the entries that an organization runs.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kinds_run_by(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<ResourceKind>, StoreFault> {
        kinds_run_by(&self.reader, organization).await
    }
}

impl Work {
    /// The same as this transaction sees them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn running_bodies(
        &self,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, RunningBody>, StoreFault> {
        running_bodies(self.connection(), ids).await
    }

    /// The same as this transaction sees it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kinds_run_by(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<ResourceKind>, StoreFault> {
        kinds_run_by(self.connection(), organization).await
    }
}
