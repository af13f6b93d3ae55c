//! Forgetting letters that are over.

use renkei_domain::letters::retention::LETTER_KEPT;
use renkei_store::StoreFault;

use crate::App;

#[renkei_boxed::boxed]
impl App {
    /// Forgets letters that were sent or withdrawn long ago, and says how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_letters(&self) -> Result<u64, StoreFault> {
        let before = self.now().plus(-LETTER_KEPT);
        self.store.forget_letters(before).await
    }
}
