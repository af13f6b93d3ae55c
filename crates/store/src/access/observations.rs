//! The observations with which somebody may do something: release them, answer them.

use renkei_domain::access::scope::InsideScope;
use renkei_domain::ids::{NetworkId, ResourceId, StrengthId};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};
use uuid::Uuid;

use super::narrowing::OwnerColumns;
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

/// An observation of a scope, by its ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopedObservation {
    /// Which.
    pub id: StrengthId,
    /// Of which resource.
    pub resource: ResourceId,
    /// Whose own it is.
    pub owner: NetworkId,
}

const OWNERS: OwnerColumns = OwnerColumns {
    keeper: "s.network_id",
    run_by: "f.organization_id",
    about: "NULL",
    named_by: "NULL",
};

impl Store {
    /// The observations of a scope in the order in which they were entered, after one, at most so many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn observations_in_scope(
        &self,
        scope: &InsideScope,
        after: Option<StrengthId>,
        limit: u32,
    ) -> Result<Vec<ScopedObservation>, StoreFault> {
        let scope = scope.scope();
        if scope.is_nothing() {
            return Ok(Vec::new());
        }
        let mut conditions = vec![
            // What an agency says of itself is nobody's observation.
            Sql::new("s.network_id IS NOT NULL"),
            Sql::new(IS_SHOWN),
            OWNERS.within(scope, self.reader.get_database_backend()),
        ];
        conditions.extend(after.map(|id| Sql::with("s.id > ?", [Value::from(id.uuid())])));
        let mut query = Sql::new(
            "SELECT s.id, s.resource_id, s.network_id \
             FROM strength s JOIN resource_facts f ON f.resource_id = s.resource_id WHERE ",
        );
        query
            .add(Sql::joined(conditions, " AND ", "1 = 1"))
            .push(" ORDER BY s.id LIMIT ")
            .bind(i64::from(limit));
        let rows = self.reader.query_all_raw(query.statement(&self.reader));
        rows.await?.iter().map(read).collect()
    }
}

fn read(row: &QueryResult) -> Result<ScopedObservation, StoreFault> {
    let (id, resource): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(ScopedObservation {
        id: StrengthId::from_uuid(id),
        resource: ResourceId::from_uuid(resource),
        owner: NetworkId::from_uuid(row.try_get_by_index(2)?),
    })
}
