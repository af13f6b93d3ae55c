//! Waiting for something to become true, and no longer.

use std::time::{Duration, Instant};

/// How long a story waits before it is over.
const LIMIT: Duration = Duration::from_secs(60);

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// Waits until a look finds what it looks for; after a minute the story ends there.
///
/// # Panics
/// When it does not become true.
#[track_caller]
pub fn until(what: &str, look: impl AsyncFn() -> bool) -> impl Future<Output = ()> {
    let asked_at = std::panic::Location::caller();
    async move {
        let began = Instant::now();
        while !look().await {
            assert!(began.elapsed() < LIMIT, "{asked_at}: {what}");
            tokio::time::sleep(PAUSE).await;
        }
    }
}
