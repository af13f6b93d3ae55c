//! What offices an organization runs: by that it is known under which rules of secrecy it tells anything.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::ids::OrganizationId;
use sea_orm::ConnectionTrait;

use crate::cases::rows;
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

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
