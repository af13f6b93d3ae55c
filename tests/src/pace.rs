//! How fast pages come, alone and beside something, as far as a machine tells that does other work too.
//!
//! Other work comes in bursts and makes single windows slow, never quick. What is asked about, a crowd that holds
//! connections or a mail server that does not answer, would slow every window beside it. So windows of both kinds are
//! measured close to each other, which lets the work of the machine come upon both, and of each kind the best window
//! counts, figure by figure: there the machine was nearly free, and what still slowed it down is what was asked about.

use std::fmt;
use std::time::Duration;

/// What the system's own turns may add to any figure, however small that is: a page goes to the server and back, and
/// where another process has the processor it waits each time for the end of that one's slice, which is 1.5 ms on two
/// processors under Linux. Twice a figure below half of this could not be told from the same figure.
pub const GRAIN: Duration = Duration::from_millis(3);

/// How long pages took in a window, or in the best of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The page in the middle.
    pub median: Duration,
    /// 99 of 100 pages came in this time.
    pub p99: Duration,
}

impl Pace {
    /// The figures of a window.
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

    /// Each figure as it was in the best window.
    fn best(windows: &[Self]) -> Option<Self> {
        let best = |figure: fn(&Self) -> Duration| windows.iter().map(figure).min();
        let (median, p99) = (best(|window| window.median), best(|window| window.p99));
        median.zip(p99).map(|(median, p99)| Self { median, p99 })
    }

    /// Whether no figure is more than twice the usual one.
    fn keeps_up_with(&self, usual: &Self) -> bool {
        let keeps_up = |own: Duration, usual: Duration| own <= (usual * 2).max(GRAIN);
        keeps_up(self.median, usual.median) && keeps_up(self.p99, usual.p99)
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:.1?} (p99 {:.1?})", self.median, self.p99)
    }
}

/// Windows of both kinds, measured close to each other.
#[derive(Debug, Default)]
pub struct Windows {
    /// With nothing beside.
    pub alone: Vec<Pace>,
    /// Beside what is asked about.
    pub beside: Vec<Pace>,
}

impl Windows {
    /// Whether pages came beside it in at most twice their usual time. Where either kind was never measured, nobody
    /// knows, and they did not.
    #[must_use]
    pub fn keep_up(&self) -> bool {
        let both = Pace::best(&self.alone).zip(Pace::best(&self.beside));
        both.is_some_and(|(alone, beside)| beside.keeps_up_with(&alone))
    }
}

impl fmt::Display for Windows {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |windows: &[Pace]| {
            let windows: Vec<_> = windows.iter().map(Pace::to_string).collect();
            windows.join(", ")
        };
        write!(
            to,
            "alone {}; beside it {}",
            told(&self.alone),
            told(&self.beside)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(median: u64, p99: u64) -> Pace {
        let (median, p99) = (Duration::from_millis(median), Duration::from_millis(p99));
        Pace { median, p99 }
    }

    fn keep_up(alone: &[Pace], beside: &[Pace]) -> bool {
        let (alone, beside) = (alone.to_vec(), beside.to_vec());
        Windows { alone, beside }.keep_up()
    }

    #[test]
    fn a_burst_in_one_window_is_no_slower_page_and_a_wait_in_every_window_is_one() {
        let times = (1..=300).map(Duration::from_millis).collect();
        assert_eq!(Pace::of(times), pace(150, 297));
        let alone = [pace(90, 900), pace(20, 40)];
        assert!(keep_up(&alone, &[pace(35, 300), pace(70, 75)]));
        for beside in [[pace(41, 81), pace(70, 300)], [pace(39, 81), pace(42, 82)]] {
            assert!(!keep_up(&alone, &beside), "{beside:?}");
        }
    }

    #[test]
    fn what_no_schedule_tells_apart_is_no_wait_and_anything_above_is() {
        let grain = u64::try_from(GRAIN.as_millis()).unwrap();
        assert!(keep_up(&[pace(1, 1)], &[pace(grain, grain)]));
        assert!(!keep_up(&[pace(1, 1)], &[pace(1, grain + 1)]));
        assert!(!keep_up(&[pace(1, 1)], &[pace(grain + 1, grain + 1)]));
    }

    #[test]
    fn what_was_never_measured_does_not_keep_up() {
        assert!(!keep_up(&[pace(1, 1)], &[]));
        assert!(!keep_up(&[], &[pace(1, 1)]));
    }
}
