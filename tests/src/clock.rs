//! A clock that stands still until moved, randomness that repeats, and the machine's clock moved for one process.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use renkei::outside::SystemClock;
use renkei_domain::outside::{Clock, Entropy};
use renkei_domain::time::Instant;

/// Stands still until moved.
#[derive(Debug)]
pub struct StandingClock(AtomicI64);

impl StandingClock {
    /// Stands at a Japanese wall-clock time: Friday, 2026-11-20, 10:00 is where stories begin.
    #[must_use]
    pub fn at_start() -> Self {
        Self(AtomicI64::new(japan("2026-11-20", "10:00").micros()))
    }

    /// Moves on.
    pub fn pass(&self, span: TimeDelta) {
        self.0
            .fetch_add(span.num_microseconds().unwrap_or(0), Ordering::SeqCst);
    }

    /// Moves to a moment.
    pub fn set(&self, now: Instant) {
        self.0.store(now.micros(), Ordering::SeqCst);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// The instant of a Japanese wall-clock time, as `2026-11-20` and `10:00`.
#[must_use]
pub fn japan(day: &str, time: &str) -> Instant {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap_or_default();
    let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap_or_default();
    Instant::from_japan(day.and_time(time))
}

/// What stands between a program and the time of day.
const MOVED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/moved_clock.c");

/// Has a command start at another moment; from then on its time passes as ours does. The command itself is the one that
/// people run: what moves its clock is compiled into a folder and put before the C library.
pub fn move_clock(command: &mut Command, folder: &Path, to: Instant) {
    let library = folder.join("moved_clock.so");
    if !library.exists() {
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .arg(&library)
            .arg(MOVED)
            .status()
            .unwrap_or_else(|fault| panic!("cc, by which Rust links too: {fault}"));
        assert!(compiled.success(), "{MOVED} does not compile");
    }
    let seconds = (to.micros() - SystemClock.now().micros()) / 1_000_000;
    command
        .env("LD_PRELOAD", library)
        .env("CLOCK_MOVED_BY", seconds.to_string());
}

/// Numbers that look random and repeat from run to run (SplitMix64), distinct between worlds.
#[derive(Debug)]
pub struct SeededEntropy {
    state: AtomicU64,
    lock: Mutex<()>,
}

impl SeededEntropy {
    /// Starts from a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            state: AtomicU64::new(seed),
            lock: Mutex::new(()),
        }
    }

    fn next(&self) -> u64 {
        let state = self
            .state
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
        let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        let _one_at_a_time = self
            .lock
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in buffer.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}
