//! What stands behind a letter: one column of the row that it speaks of. Nothing of that row is opened.

use renkei_domain::ids::LetterId;
use uuid::Uuid;

use crate::cases::rows;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

impl Store {
    /// What a letter of this kind speaks of: `behind` selects one column of its table, named `s`.
    pub(crate) async fn behind_letter(
        &self,
        letter: LetterId,
        (kind, behind): (&'static str, &'static str),
    ) -> Result<Option<Uuid>, StoreFault> {
        let mut sql = Sql::new(behind);
        sql.push(" JOIN letter l ON l.subject_id = s.id WHERE l.subject_kind = ")
            .bind(kind)
            .push(" AND l.id = ")
            .bind(letter.uuid());
        let found = rows(&self.reader, sql).await?;
        let id = found.first().map(|row| row.try_get_by_index(0));
        Ok(id.transpose()?)
    }
}
