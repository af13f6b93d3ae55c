//! The observations with which somebody may do something: read them, release them, answer them.

use renkei_domain::access::scope::InsideScope;
use renkei_domain::directory::observation::Observation;
use renkei_domain::ids::{NetworkId, ResourceId, StrengthId};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};
use uuid::Uuid;

use super::narrowing::OwnerColumns;
use crate::audit::Inside;
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

/// Who reads an observation, and when: one of the two is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservationReader {
    /// Whoever may read it before members do.
    pub before: InsideScope,
    /// Whoever may read inside reads it once it was released, and until it is taken back.
    pub inside: InsideScope,
}

const OWNERS: OwnerColumns = OwnerColumns {
    keeper: "s.network_id",
    run_by: "f.organization_id",
    about: "NULL",
    sent_by: "NULL",
    observed_by: "s.observer_id",
    named: "NULL",
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
        let after = after.map(|id| Sql::with("s.id > ?", [Value::from(id.uuid())]));
        self.listed_observations(scope, after, limit).await
    }

    /// Those of a scope that members do not read yet, the oldest first, at most so many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_observations(
        &self,
        scope: &InsideScope,
        limit: u32,
    ) -> Result<Vec<ScopedObservation>, StoreFault> {
        let waiting = Some(Sql::new(WAITS));
        self.listed_observations(scope, waiting, limit).await
    }

    /// How many of a scope members do not read yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_waiting_observations(&self, scope: &InsideScope) -> Result<u64, StoreFault> {
        if scope.scope().is_nothing() {
            return Ok(0);
        }
        let mut query = Sql::new("SELECT COUNT(*)");
        query.add(self.observed_within(scope, Some(Sql::new(WAITS))));
        let row = self.reader.query_one_raw(query.statement(&self.reader));
        let counted = row.await?.map(|row| row.try_get_by_index::<i64>(0));
        Ok(u64::try_from(counted.transpose()?.unwrap_or(0)).unwrap_or(0))
    }

    /// The observations of a resource that somebody reads, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn observations_read_by(
        &self,
        reader: &ObservationReader,
        resource: ResourceId,
    ) -> Result<Inside<Vec<Observation>>, StoreFault> {
        let backend = self.reader.get_database_backend();
        let within = |scope: &InsideScope| {
            let mut within = Sql::new("(");
            within.add(OWNERS.within(scope.scope(), backend)).push(")");
            within
        };
        let mut released = within(&reader.inside);
        released.push(" AND s.released_on IS NOT NULL AND s.withdrawn_on IS NULL");
        let read_by = [within(&reader.before), released];
        let mut query = Sql::new(
            "SELECT s.id FROM strength s JOIN resource_facts f ON f.resource_id = s.resource_id \
             WHERE s.network_id IS NOT NULL AND ",
        );
        query
            .push(IS_SHOWN)
            .push(" AND s.resource_id = ")
            .bind(resource.uuid())
            .push(" AND (")
            .add(Sql::joined(read_by, " OR ", "1 = 0"))
            .push(")");
        let rows = self.reader.query_all_raw(query.statement(&self.reader));
        let rows = rows.await?;
        let ids = rows.iter().map(|row| {
            let id = row.try_get_by_index::<Uuid>(0)?;
            Ok(StrengthId::from_uuid(id))
        });
        let ids = ids.collect::<Result<Vec<_>, StoreFault>>()?;
        self.observations_by_id(&ids).await
    }

    async fn listed_observations(
        &self,
        scope: &InsideScope,
        more: Option<Sql>,
        limit: u32,
    ) -> Result<Vec<ScopedObservation>, StoreFault> {
        if scope.scope().is_nothing() {
            return Ok(Vec::new());
        }
        let mut query = Sql::new("SELECT s.id, s.resource_id, s.network_id");
        query
            .add(self.observed_within(scope, more))
            .push(" ORDER BY s.id LIMIT ")
            .bind(i64::from(limit));
        let rows = self.reader.query_all_raw(query.statement(&self.reader));
        rows.await?.iter().map(read).collect()
    }

    /// The rows of a scope, narrowed by one more condition.
    fn observed_within(&self, scope: &InsideScope, more: Option<Sql>) -> Sql {
        let mut conditions = vec![
            // What an agency says of itself is nobody's observation.
            Sql::new("s.network_id IS NOT NULL"),
            Sql::new(IS_SHOWN),
            OWNERS.within(scope.scope(), self.reader.get_database_backend()),
        ];
        conditions.extend(more);
        let mut rows = Sql::new(
            " FROM strength s JOIN resource_facts f ON f.resource_id = s.resource_id WHERE ",
        );
        rows.add(Sql::joined(conditions, " AND ", "1 = 1"));
        rows
    }
}

/// What members do not read yet.
const WAITS: &str = "s.released_on IS NULL AND s.withdrawn_on IS NULL";

fn read(row: &QueryResult) -> Result<ScopedObservation, StoreFault> {
    let (id, resource): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(ScopedObservation {
        id: StrengthId::from_uuid(id),
        resource: ResourceId::from_uuid(resource),
        owner: NetworkId::from_uuid(row.try_get_by_index(2)?),
    })
}
