//! What somebody confirmed of an entry that stands, or asked in vain, each part by itself.

use renkei_domain::directory::freshness::Verification;
use renkei_domain::ids::ResourceId;
use sea_orm::ConnectionTrait as _;

use super::entries;
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// Keeps that parts of an entry were confirmed, or that nobody answered, after whatever stands there. Whoever calls
    /// holds the lock of the entry.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_verifications(
        &self,
        id: ResourceId,
        verifications: &[Verification],
    ) -> Result<(), StoreFault> {
        if verifications.is_empty() {
            return Ok(());
        }
        let connection = self.connection();
        let last = Sql::with(
            "SELECT ordinal FROM verification WHERE resource_id = ? ORDER BY ordinal DESC LIMIT 1",
            [id.uuid().into()],
        );
        let last = connection.query_one_raw(last.statement(connection)).await?;
        let last = last.map(|row| row.try_get_by_index::<i32>(0)).transpose()?;
        let next = last.map_or(0, |ordinal| ordinal + 1);
        let mut rows = entries::verification_rows(id, verifications);
        for row in &mut rows {
            row.ordinal += next;
        }
        self.note_entered(id, "verifications", &rows)?;
        insert_all(connection, rows).await
    }
}
