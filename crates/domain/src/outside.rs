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

#[cfg(test)]
mod tests {
    use super::*;

    /// Fills with one byte, so that nothing but the time and the byte tells two ids apart.
    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    #[test]
    fn ids_are_of_version_7_and_sort_by_when_they_were_made() {
        let made = |micros, byte| new_uuid(Instant::from_micros(micros), &Same(byte));
        let ids = [
            made(0, 0xff),
            made(1_000, 0x00),
            made(1_000, 0xff),
            made(1_795_245_590_999_714, 0x00),
        ];
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
        assert!(ids.iter().all(|id| id.get_version_num() == 7), "{ids:?}");
    }
}
