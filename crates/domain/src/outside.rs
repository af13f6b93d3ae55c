//! The door to the outside: time and randomness are handed in, never taken.
//! The binary gives the real ones, tests give a clock that stands still and a seeded source.

use uuid::{Builder, Uuid};

use crate::time::Instant;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant, in whole microseconds.
    fn now(&self) -> Instant;
}

/// Gives random bytes fit for secrets.
pub trait Entropy: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// Makes a new UUIDv7: ordered by time of making, never a secret.
#[must_use]
pub fn new_uuid(now: Instant, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0_u8; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(now.micros() / 1_000).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
