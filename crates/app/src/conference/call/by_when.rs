//! By when those who are called answer.

use chrono::NaiveDate;
use renkei_domain::conference::deadline::answer_by;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;

use crate::App;

#[renkei_boxed::boxed]
impl App {
    /// The last day on which an answer is in time for a conference that begins then; nothing where that is over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn answers_by(&self, begins: Instant) -> Result<Option<NaiveDate>, StoreFault> {
        let reference = self.reference().await?;
        let (on, today) = (begins.in_japan().date, self.now().in_japan().date);
        Ok(answer_by(on, today, &reference.holidays))
    }
}
