//! The head of a person's consents: one row that whoever agrees, stops or claims takes first and keeps until the
//! end of their act. Its number is the place of the last line that changed what may be told. A consultation that
//! turned out to be of somebody who is known has the head of that person.

use renkei_domain::ids::PersonId;

use crate::cases::rows;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "consent_head";

impl Work {
    /// Takes the head of a person until the act ends, and says the place of the last line. Whoever tells something
    /// by a permit takes it before they read the ledger: nothing is stopped between the decision and its record.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hold_consents(&self, person: PersonId) -> Result<i64, StoreFault> {
        self.move_head(person, 0).await
    }

    /// Takes the head of a person until the act ends, and the place of a new line.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_consent_seq(&self, person: PersonId) -> Result<i64, StoreFault> {
        self.move_head(person, 1).await
    }

    /// Writes the head, which locks it on both databases, also where nothing was agreed to yet.
    async fn move_head(&self, person: PersonId, steps: i64) -> Result<i64, StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO consent_head (person_id, seq) SELECT COALESCE(p.same_as, p.id), CAST(",
        );
        sql.bind(steps)
            .push(" AS BIGINT) FROM person p WHERE p.id = ")
            .bind(person.uuid())
            .push(" ON CONFLICT (person_id) DO UPDATE SET seq = consent_head.seq + ")
            .bind(steps)
            .push(" RETURNING seq");
        let found = rows(self.connection(), sql).await?;
        let row = found.first().ok_or_else(|| unreadable(TABLE, "no row"))?;
        Ok(row.try_get_by_index(0)?)
    }
}
