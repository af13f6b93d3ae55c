//! Forgetting who answered, and what was noted of contacts, a while after an inquiry ended. What was answered stays.

use renkei_domain::retention::ANSWERER_KEPT;
use renkei_store::StoreFault;

use crate::App;

impl App {
    /// Forgets who answered inquiries that are long over, and says of how many.
    ///
    /// # Errors
    /// A fault of the store.
    pub(crate) async fn forget_who_answered(&self) -> Result<u64, StoreFault> {
        let now = self.now();
        let ended_before = now.plus(-ANSWERER_KEPT);
        let mut forgotten = 0;
        loop {
            let some = self.store.aside(move |work| {
                Box::pin(async move { Ok(work.forget_who_answered(ended_before, now).await?) })
            });
            match some.await? {
                0 => return Ok(forgotten),
                some => forgotten += some,
            }
        }
    }
}
