//! How many connections are open.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many connections are open. Clones share the count.
#[derive(Debug, Clone, Default)]
pub struct OpenConnections(Arc<AtomicUsize>);

/// One of them, until it is dropped.
pub(super) struct OpenConnection(OpenConnections);

impl OpenConnections {
    /// How many there are now.
    #[must_use]
    pub fn now(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn enter(&self) -> OpenConnection {
        self.0.fetch_add(1, Ordering::Relaxed);
        OpenConnection(self.clone())
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}
