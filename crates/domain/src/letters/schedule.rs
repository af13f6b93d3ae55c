//! When a letter that did not leave is tried again.

use crate::time::Instant;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// The gap after each try. The first bridges a restart of the mail server, the next its greylisting
/// (minutes), the last a weekend: RFC 5321 §4.5.4.1 asks for four to five days in all.
const GAPS: [i64; 12] = [
    5 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    12 * HOUR,
    24 * HOUR,
    24 * HOUR,
    24 * HOUR,
];

/// How many tries a letter gets before a person has to look at it.
pub const TRIES: u32 = GAPS.len() as u32 + 1;

/// When to try again after the `tries`-th try ended at `now`; nothing after the last one.
#[must_use]
pub fn next_try(tries: u32, now: Instant) -> Option<Instant> {
    let place = usize::try_from(tries).ok()?.checked_sub(1)?;
    let gap = GAPS.get(place)?;
    Some(Instant::from_micros(now.micros() + gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_come_ever_later_and_end_after_four_days() {
        let start = Instant::from_micros(0);
        let mut now = start;
        let mut last_gap = 0;
        for tries in 1..TRIES {
            let next = next_try(tries, now).expect("not the last try");
            let gap = next.micros() - now.micros();
            assert!(gap >= last_gap, "try {tries}");
            (now, last_gap) = (next, gap);
        }
        assert_eq!(next_try(TRIES, now), None);
        assert_eq!(next_try(0, now), None);
        let days = now.micros() / (24 * HOUR);
        assert!((4..=5).contains(&days), "{days} days");
    }
}
