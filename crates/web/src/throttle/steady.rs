//! A clock that never goes back. The machine's may be put right while the process runs; whoever called
//! just before must not wait until it is that late again.

use std::sync::{Arc, Mutex, PoisonError};

use renkei_domain::outside::Clock;

/// A clock that stands where another goes back, and goes on with it from there.
#[derive(Clone)]
pub(super) struct SteadyClock {
    clock: Arc<dyn Clock>,
    seen: Arc<Mutex<Seen>>,
}

/// What was seen of the other clock, in microseconds.
#[derive(Debug, Clone, Copy)]
struct Seen {
    told: i64,
    /// By how much this clock is ahead, since the other was put back.
    ahead: i64,
}

impl SteadyClock {
    pub(super) fn of(clock: Arc<dyn Clock>) -> Self {
        let told = clock.now().micros();
        Self {
            clock,
            seen: Arc::new(Mutex::new(Seen { told, ahead: 0 })),
        }
    }

    /// The time in nanoseconds.
    pub(super) fn nanos(&self) -> u64 {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let told = self.clock.now().micros();
        *seen = seen.after(told);
        let micros = seen.told.saturating_add(seen.ahead);
        u64::try_from(micros).unwrap_or(0).saturating_mul(1_000)
    }
}

impl Seen {
    const fn after(self, told: i64) -> Self {
        let back = self.told.saturating_sub(told);
        let ahead = if back > 0 {
            self.ahead.saturating_add(back)
        } else {
            self.ahead
        };
        Self { told, ahead }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_does_not_wait_for_a_clock_that_was_put_back() {
        let mut seen = Seen { told: 0, ahead: 0 };
        for (told, expected) in [
            (10, 10),
            (25, 25),
            (5, 25),
            (6, 26),
            (30, 50),
            (0, 50),
            (1, 51),
        ] {
            seen = seen.after(told);
            assert_eq!(seen.told + seen.ahead, expected, "{told}");
        }
    }
}
