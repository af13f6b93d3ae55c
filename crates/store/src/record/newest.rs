//! Where a subject stands in the order of commits.

use renkei_domain::record::Subject;
use sea_orm::{ConnectionTrait as _, Value};

use super::subject_parts;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

impl Store {
    /// The place in the order of commits of the newest act that changed something of a subject; 0 where none did. Nothing
    /// of what it changed is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn newest_act_of(&self, subject: Subject) -> Result<i64, StoreFault> {
        let (kind, id) = subject_parts(subject);
        let sql = Sql::with(
            "SELECT MAX(a.seq) FROM change c JOIN act a ON a.id = c.act_id \
             WHERE c.subject_kind = ? AND c.subject_id = ?",
            [Value::from(kind), Value::from(id)],
        );
        let row = self
            .reader
            .query_one_raw(sql.statement(&self.reader))
            .await?;
        let newest = row.map(|row| row.try_get_by_index::<Option<i64>>(0));
        Ok(newest.transpose()?.flatten().unwrap_or(0))
    }
}
