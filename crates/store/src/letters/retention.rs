//! Forgetting letters that are over.

use renkei_domain::time::Instant;

use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

impl Store {
    /// Forgets letters that were sent before an instant, or asked for before it and withdrawn, and says
    /// how many. What nobody sent stays until a person has looked at it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_letters(&self, before: Instant) -> Result<u64, StoreFault> {
        let letters = Sql::with(
            "DELETE FROM letter WHERE (state = 'sent' AND sent_at < ?) \
             OR (state = 'withdrawn' AND created_at < ?)",
            [before.micros().into(), before.micros().into()],
        );
        let forgotten = self.alone(letters.statement(&self.writer)).await?;
        // Where a letter went is kept for the letter alone.
        for table in ["test_letter", "address_change"] {
            let addresses = Sql::new(&format!(
                "DELETE FROM {table} WHERE id NOT IN \
                 (SELECT subject_id FROM letter WHERE subject_kind = '{table}')"
            ));
            self.alone(addresses.statement(&self.writer)).await?;
        }
        Ok(forgotten)
    }
}
