//! A consultation that turned out to be of somebody who is known.

use renkei_domain::ids::PersonId;

use super::write;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// Makes the person of a consultation whose name nobody knew the same as one who is known. What was sealed
    /// under the key of the first stays so, and goes with the second. Whoever tells something of either meanwhile
    /// does so before this or knows of it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn join_persons(
        &self,
        nameless: PersonId,
        known: PersonId,
    ) -> Result<(), StoreFault> {
        // What was excepted in the consultation, and who comes into its team, decides from now on what may be
        // told of whoever is known.
        for person in [nameless, known] {
            self.next_consent_seq(person).await?;
        }
        let mut sql = Sql::new("UPDATE person SET same_as = ");
        sql.bind(known.uuid())
            .push(" WHERE id = ")
            .bind(nameless.uuid());
        write(self, sql).await?;
        Ok(())
    }
}
