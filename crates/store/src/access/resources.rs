//! The resources with which somebody may do something, closed ones too: whoever may close one may open
//! it again. What became part of another is none of them.

use renkei_domain::access::scope::ResourceScope;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::ResourceId;
use renkei_domain::text::Line;
use sea_orm::{ConnectionTrait as _, QueryResult, Value};
use uuid::Uuid;

use super::narrowing::OwnerColumns;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

/// Where a resource stands in the order of readings. Those of equal reading are told apart by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingPlace {
    /// The folded reading.
    pub sort_key: String,
    /// The resource.
    pub id: ResourceId,
}

/// A resource of a scope, as far as a list of them shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopedResource {
    /// Where it stands; a page continues from it.
    pub place: ReadingPlace,
    /// Its name.
    pub name: Line,
    /// Whether it may be chosen for new work.
    pub lifecycle: Lifecycle,
}

impl ScopedResource {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> ResourceId {
        self.place.id
    }
}

const OWNERS: OwnerColumns = OwnerColumns {
    keeper: "r.steward_network_id",
    run_by: "f.organization_id",
    about: "NULL",
    sent_by: "NULL",
    observed_by: "NULL",
    named: "NULL",
};

impl Store {
    /// The resources of a scope in the order of readings, after a place, at most so many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn resources_in_scope(
        &self,
        scope: &ResourceScope,
        after: Option<&ReadingPlace>,
        limit: u32,
    ) -> Result<Vec<ScopedResource>, StoreFault> {
        let scope = scope.scope();
        if scope.is_nothing() {
            return Ok(Vec::new());
        }
        let mut conditions = vec![
            Sql::new(IS_SHOWN),
            Sql::new("r.lifecycle <> 'merged'"),
            OWNERS.within(scope, self.reader.get_database_backend()),
        ];
        conditions.extend(after.map(|place| {
            Sql::with(
                "(f.sort_key, f.resource_id) > (?, ?)",
                [
                    Value::from(place.sort_key.clone()),
                    Value::from(place.id.uuid()),
                ],
            )
        }));
        let mut query = Sql::new(
            "SELECT f.resource_id, f.sort_key, f.name, r.lifecycle \
             FROM resource r JOIN resource_facts f ON f.resource_id = r.id WHERE ",
        );
        query
            .add(Sql::joined(conditions, " AND ", "1 = 1"))
            .push(" ORDER BY f.sort_key, f.resource_id LIMIT ")
            .bind(i64::from(limit));
        let rows = self.reader.query_all_raw(query.statement(&self.reader));
        rows.await?.iter().map(read).collect()
    }
}

fn read(row: &QueryResult) -> Result<ScopedResource, StoreFault> {
    let (id, sort_key): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let (name, lifecycle): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    Ok(ScopedResource {
        place: ReadingPlace {
            sort_key,
            id: ResourceId::from_uuid(id),
        },
        name: Line::parse(&name).map_err(|fault| unreadable("resource_facts", fault))?,
        lifecycle: code("resource", Lifecycle::from_code, &lifecycle)?,
    })
}
