//! How long answers take when one client asks one thing after another.

use std::fmt;
use std::time::{Duration, Instant};

use super::client::Connection;

/// Requests that go ahead unmeasured, so that no figure tells how a process begins.
pub const WARMING: usize = 50;

/// Times, the shortest first.
#[derive(Debug)]
pub struct Times(Vec<Duration>);

impl Times {
    /// So many times, in whatever order they came.
    ///
    /// # Panics
    /// Where there are none.
    #[must_use]
    pub fn of(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "nothing was measured");
        times.sort_unstable();
        Self(times)
    }

    /// The time in the middle.
    #[must_use]
    pub fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }

    /// What 99 of 100 stay under.
    #[must_use]
    pub fn p99(&self) -> Duration {
        self.0[(self.0.len() * 99 / 100).min(self.0.len() - 1)]
    }

    /// The longest of all.
    #[must_use]
    pub fn longest(&self) -> Duration {
        self.0[self.0.len() - 1]
    }
}

/// As figures are written: the median, what 99 of 100 stay under, and of how many.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, p99 {} (of {})",
            milliseconds(self.median()),
            milliseconds(self.p99()),
            self.0.len()
        )
    }
}

/// A time as figures are written.
#[must_use]
pub fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// Asks everything once on one connection, after the first of it has warmed the server up.
#[must_use]
pub fn one_by_one(address: &str, requests: &[Vec<u8>]) -> Times {
    let mut connection = Connection::open(address);
    for request in requests.iter().take(WARMING) {
        connection.ask(request);
    }
    let measured = if requests.len() > 2 * WARMING {
        &requests[WARMING..]
    } else {
        requests
    };
    Times::of(
        measured
            .iter()
            .map(|request| timed(&mut connection, request))
            .collect(),
    )
}

/// Asks once.
pub fn timed(connection: &mut Connection, request: &[u8]) -> Duration {
    let began = Instant::now();
    connection.ask(request);
    began.elapsed()
}
