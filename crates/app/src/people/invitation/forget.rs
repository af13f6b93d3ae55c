//! Forgetting whom an invitation was meant for. Once it is accepted or withdrawn, the name and the address
//! that somebody else told are of no use any more and go in the same act; of one that nobody accepted they
//! go a while after its end.

use renkei_domain::people::limits::INVITED_KEPT;
use renkei_store::StoreFault;

use crate::App;

impl App {
    /// Forgets whom invitations that are over were meant for, and says how many.
    ///
    /// # Errors
    /// A fault of the store.
    pub(crate) async fn forget_invited(&self) -> Result<u64, StoreFault> {
        let now = self.now();
        let expired_before = now.plus(-INVITED_KEPT);
        let mut forgotten = 0;
        loop {
            let some = self.store.aside(move |work| {
                Box::pin(async move { Ok(work.forget_all_invited(expired_before, now).await?) })
            });
            match some.await? {
                0 => return Ok(forgotten),
                some => forgotten += some,
            }
        }
    }
}
