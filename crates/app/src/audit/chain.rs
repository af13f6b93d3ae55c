//! The chain of lines: sealing it, the anchors by which it is known again, and looking whether it is
//! whole.

use renkei_domain::audit::anchor::AuditAnchor;
use renkei_domain::retention::DETAIL_KEPT;
use renkei_store::StoreFault;

use crate::App;

#[renkei_boxed::boxed]
impl App {
    /// Chains all lines that wait for it and says how many. Several processes may do so.
    ///
    /// # Errors
    /// A fault of the store; the lines wait on.
    pub async fn seal_audit(&self) -> Result<u64, StoreFault> {
        let mut sealed = 0;
        loop {
            match self.store.seal_lines(self.now()).await? {
                0 => return Ok(sealed),
                some => sealed += some,
            }
        }
    }

    /// The newest seal of the chain; `None` while it is empty. A backup carries it, and so does the log:
    /// a chain that was cut off or made anew does not fit it.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn audit_anchor(&self) -> Result<Option<AuditAnchor>, StoreFault> {
        self.store.newest_anchor().await
    }

    /// The same once a day, which is when it goes into the log; it is also kept beside the chain.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn daily_audit_anchor(&self) -> Result<Option<AuditAnchor>, StoreFault> {
        let now = self.now();
        let last = self.store.last_anchored_at().await?;
        if last.is_some_and(|last| last.in_japan().date == now.in_japan().date) {
            return Ok(None);
        }
        self.store.keep_anchor(now).await
    }

    /// Erases from where people asked, where that was long ago, and says of how many requests.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn erase_old_audit_details(&self) -> Result<u64, StoreFault> {
        let before = self.now().plus(-DETAIL_KEPT);
        self.store.erase_audit_details(before).await
    }
}
