//! The cells of somebody's own list: sealed, since what else a list says of a place may name people. Published cells
//! stand as they were published.

use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ImportRunId, NetworkId, ResourceId};
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// What stands unsealed in the place of sealed cells: none.
pub(super) const NOTHING: &str = "[]";

/// How many rows are sealed in one transaction.
const AT_ONCE: i64 = 200;

/// The place of the cells of a row about an entry. An entry has one row of each edition of a list, and whoever put the
/// cells of an older one in the place of the newer would tell what was told of the same place before.
pub(crate) fn cells_of(resource: ResourceId) -> Cell<'static> {
    Cell::of("source_record", "raw_sealed", resource.uuid())
}

impl Work {
    /// Under whose key the cells of a run's list are: that of the network that handed it in, or of the installation,
    /// which imported it for everybody.
    pub(super) async fn owner_of_cells(&self, run: ImportRunId) -> Result<KeyOwner, StoreFault> {
        let mut sql = Sql::new("SELECT network_id FROM upload WHERE run_id = ");
        sql.bind(run.uuid());
        let connection = self.connection();
        let row = connection.query_one_raw(sql.statement(connection)).await?;
        let network = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
        Ok(network.map_or(KeyOwner::Installation, |network| {
            KeyOwner::Network(NetworkId::from_uuid(network))
        }))
    }

    /// Seals some cells of lists that stand open; says how many rows that were.
    async fn seal_some_cells(&self) -> Result<usize, StoreFault> {
        let connection = self.connection();
        let mut open = Sql::new(
            "SELECT row_id, resource_id, run_id, raw FROM source_record WHERE dataset = '",
        );
        open.push(Dataset::List.code())
            .push("' AND raw_sealed IS NULL ORDER BY row_id LIMIT ")
            .bind(AT_ONCE);
        let rows = connection.query_all_raw(open.statement(connection)).await?;
        for row in &rows {
            let resource = ResourceId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
            let run = ImportRunId::from_uuid(row.try_get_by_index::<Uuid>(2)?);
            let owner = self.owner_of_cells(run).await?;
            let raw: String = row.try_get_by_index(3)?;
            let sealed = self.seal_text(owner, cells_of(resource), &raw).await?;
            let mut put = Sql::new("UPDATE source_record SET raw = ");
            put.bind(NOTHING)
                .push(", raw_sealed = ")
                .bind(sealed)
                .push(" WHERE row_id = ")
                .bind(row.try_get_by_index::<i64>(0)?);
            connection.execute_raw(put.statement(connection)).await?;
        }
        Ok(rows.len())
    }
}

impl Store {
    /// Seals the cells of lists that an earlier version kept open, some at a time; says how many rows that were.
    ///
    /// # Errors
    /// When the keys are not there, or the database refuses; what is sealed stays so.
    pub async fn seal_open_cells(&self) -> Result<u64, StoreFault> {
        let mut sealed = 0;
        loop {
            let some =
                self.aside(|work| Box::pin(async move { Ok(work.seal_some_cells().await?) }));
            let some = some.await?;
            if some == 0 {
                return Ok(sealed);
            }
            sealed += some as u64;
            tokio::time::sleep(super::GAP).await;
        }
    }
}
