//! What the log keeps of people for a time alone. That something was changed, when and by whom stays; what it
//! was goes.

use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// The acts of before an instant of whose contact persons the log still tells. An import brings none, and its
/// lines are many.
pub(crate) const TELLING_ACTS: &str = "act a WHERE a.at < ? AND a.source_kind <> 'import' AND EXISTS \
     (SELECT 1 FROM change c WHERE c.act_id = a.id AND c.field_group = 'contact_persons' \
     AND (c.before_sealed IS NOT NULL OR c.after_sealed IS NOT NULL))";

/// Of how many acts the lines are emptied in one transaction: others write between two of them.
const AT_ONCE: usize = 200;

impl Store {
    /// Empties what the log tells of the contact persons of agencies in acts of before an instant, and says
    /// in how many lines. Whoever asked to be taken out of an entry is then in no line of it either.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_logged_persons(&self, before: Instant) -> Result<u64, StoreFault> {
        let mut forgotten = 0;
        loop {
            // Found outside the transaction that writes: there are many acts, and few of them are meant.
            let telling = Sql::with(
                &format!("SELECT a.id FROM {TELLING_ACTS} LIMIT {AT_ONCE}"),
                [before.micros().into()],
            );
            let rows = self.reader.query_all_raw(telling.statement(&self.reader));
            let acts = rows.await?.into_iter();
            let acts = acts
                .map(|row| row.try_get_by_index::<Uuid>(0))
                .collect::<Result<Vec<Uuid>, _>>()?;
            if acts.is_empty() {
                return Ok(forgotten);
            }
            let mut sql = Sql::new(
                "UPDATE change SET before_sealed = NULL, after_sealed = NULL \
                 WHERE field_group = 'contact_persons' AND act_id IN (",
            );
            sql.add(Sql::ids(self.writer.get_database_backend(), acts))
                .push(")");
            let emptied = self.alone(sql.statement(&self.writer)).await?;
            if emptied == 0 {
                return Ok(forgotten);
            }
            forgotten += emptied;
        }
    }
}
