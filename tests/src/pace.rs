//! How fast pages come, as far as a machine tells that does other work too.
//!
//! Other work comes in bursts and makes single rounds slow, never quick. What is asked about, pages beside a crowd
//! or beside a server that does not answer, would slow every round. So rounds are measured, and of each figure
//! the best round counts: in one of them the machine was nearly free, and whatever still slowed it down there is
//! what was asked about.

use std::time::Duration;

/// What two schedulers and a timer's grain may add to any figure, however small it is: less cannot be told apart.
pub const NOISE: Duration = Duration::from_millis(10);

/// How long pages took in a round, or the best of several rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The page in the middle.
    pub median: Duration,
    /// 99 of 100 pages came in this time.
    pub p99: Duration,
}

impl Pace {
    /// The figures of a round.
    ///
    /// # Panics
    /// When no page was opened in it.
    #[must_use]
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let last = times.len() - 1;
        Self {
            median: times[last / 2],
            p99: times[last * 99 / 100],
        }
    }

    /// Each figure as it was in the best round.
    ///
    /// # Panics
    /// When there was none.
    #[must_use]
    pub fn best(rounds: &[Self]) -> Self {
        let best = |figure: fn(&Self) -> Duration| rounds.iter().map(figure).min();
        let (median, p99) = (best(|round| round.median), best(|round| round.p99));
        median
            .zip(p99)
            .map(|(median, p99)| Self { median, p99 })
            .unwrap_or_else(|| panic!("no round was measured"))
    }

    /// Whether no figure is more than twice the usual one.
    #[must_use]
    pub fn keeps_up_with(&self, usual: &Self) -> bool {
        let keeps_up = |own: Duration, usual: Duration| own <= (usual * 2).max(NOISE);
        keeps_up(self.median, usual.median) && keeps_up(self.p99, usual.p99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(median: u64, p99: u64) -> Pace {
        let (median, p99) = (Duration::from_millis(median), Duration::from_millis(p99));
        Pace { median, p99 }
    }

    #[test]
    fn a_burst_in_one_round_is_no_slower_page_and_a_wait_in_every_round_is_one() {
        let times = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(Pace::of(times), pace(50, 99));
        let usual = pace(4, 20);
        let rounds = [pace(9, 300), pace(30, 35)];
        assert!(Pace::best(&rounds).keeps_up_with(&usual));
        for rounds in [[pace(9, 41), pace(30, 300)], [pace(11, 30), pace(12, 31)]] {
            assert!(!Pace::best(&rounds).keeps_up_with(&usual), "{rounds:?}");
        }
    }
}
