//! The real clock and the real source of randomness: the only places that may ask the machine.

use renkei_domain::outside::{Clock, Entropy};
use renkei_domain::time::Instant;

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that asks the machine for the time"
        )]
        let now = chrono::Utc::now();
        now.into()
    }
}

/// The operating system's randomness, stretched by a generator fit for secrets.
#[derive(Debug, Clone, Copy)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        use rand::Rng as _;
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that asks the machine for randomness"
        )]
        rand::rng().fill_bytes(buffer);
    }
}
