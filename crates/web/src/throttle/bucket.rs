//! What each client has left of one measure: a quota a minute that fills up evenly, so that it may be
//! used at once or spread. What was taken and not spent is given back.
//!
//! Of each client stands here when it has everything again (the generic cell rate algorithm): what it lacks is what
//! fills up until then.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::{self, HeaderName, HeaderValue};
use renkei_graphql::Purse;

use super::client::Payer;
use super::steady::SteadyClock;

/// The limits that hold (draft-ietf-httpapi-ratelimit-headers).
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// What is left of them, by the same draft.
const LEFT: HeaderName = HeaderName::from_static("ratelimit");
/// The same in three headers of former editions of the draft, which many programs read.
const QUOTA: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// The seconds in which a quota fills up.
const WINDOW: u64 = 60;

/// Nanoseconds in a second.
const SECOND: u64 = 1_000_000_000;

/// How many clients are held before those are let go who have all of their quota again.
const SWEEP_FROM: usize = 4_096;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Pages and files.
    Requests,
    /// Points of GraphQL.
    Points,
}

impl Measure {
    const fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Points => "points",
        }
    }
}

/// What a client has, after it took something or was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    measure: Measure,
    /// What it has in a minute.
    pub(crate) quota: u32,
    standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It may go on, and has everything again after some seconds.
    Left { rest: u32, whole_after: u64 },
    /// It may come back after some seconds.
    UsedUp { wait: u64 },
}

impl Allowance {
    /// The seconds after which what was refused may be tried again.
    pub(crate) const fn wait(self) -> Option<u64> {
        match self.standing {
            Standing::Left { .. } => None,
            Standing::UsedUp { wait } => Some(wait),
        }
    }

    /// What is left.
    pub(super) const fn rest(self) -> u32 {
        match self.standing {
            Standing::Left { rest, .. } => rest,
            Standing::UsedUp { .. } => 0,
        }
    }

    /// The seconds until there is everything again or, where it was refused, until it may come back.
    const fn reset(self) -> u64 {
        match self.standing {
            Standing::Left { whole_after, .. } => whole_after,
            Standing::UsedUp { wait } => wait,
        }
    }

    /// As it stands in an answer of `/graphql`.
    pub(crate) const fn purse(self) -> Purse {
        Purse {
            left: self.rest(),
            points_per_minute: self.quota,
            reset_seconds: self.reset(),
        }
    }

    /// Tells it to a program.
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        let (name, quota) = (self.measure.name(), self.quota);
        let (rest, reset) = (self.rest(), self.reset());
        let told = [
            (POLICY, format!("\"{name}\";q={quota};w={WINDOW}")),
            (LEFT, format!("\"{name}\";r={rest};t={reset}")),
            (QUOTA, quota.to_string()),
            (REMAINING, rest.to_string()),
            (RESET, reset.to_string()),
        ];
        let wait = self
            .wait()
            .map(|wait| (header::RETRY_AFTER, wait.to_string()));
        for (name, value) in told.into_iter().chain(wait) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

/// What was taken out of a bucket, as far as it may be given back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    payer: Payer,
    points: u32,
    /// When, in nanoseconds.
    at: u64,
    /// What was left then.
    pub(super) left: Allowance,
}

/// The quotas of every client that has not all of its own.
pub(super) struct Bucket {
    measure: Measure,
    quota: NonZeroU32,
    clock: SteadyClock,
    held: Mutex<Held>,
}

/// The clients that have not everything.
struct Held {
    /// When each has everything again, in nanoseconds.
    whole_at: HashMap<Payer, u64>,
    /// How many are held when those are let go who have it.
    sweep_at: usize,
}

impl Bucket {
    pub(super) fn new(measure: Measure, quota: NonZeroU32, clock: SteadyClock) -> Self {
        let held = Held {
            whole_at: HashMap::new(),
            sweep_at: SWEEP_FROM,
        };
        Self {
            measure,
            quota,
            clock,
            held: Mutex::new(held),
        }
    }

    /// Takes as much as is wanted, or nothing. Who wants more than there ever is takes everything.
    ///
    /// # Errors
    /// How long to wait until as much is there.
    pub(super) fn take(&self, payer: impl Into<Payer>, wanted: u64) -> Result<Taken, Allowance> {
        let payer = payer.into();
        let points = self.within(wanted).max(1);
        let now = self.clock.nanos();
        let mut held = self.held();
        held.sweep(now);
        let whole_at = held.whole_at.get(&payer).map_or(now, |at| now.max(*at));
        let then = whole_at.saturating_add(self.filling(points));
        let latest = now.saturating_add(self.filling(self.quota.get()));
        if then > latest {
            let wait = (then - latest).div_ceil(SECOND);
            return Err(self.allowance(Standing::UsedUp { wait }));
        }
        held.whole_at.insert(payer, then);
        Ok(Taken {
            payer,
            points,
            at: now,
            left: self.allowance(self.left(then, now)),
        })
    }

    /// Gives back what was taken and not spent, and answers what is left then. What has filled up again since it was
    /// taken is not given: then nobody ever spends more than if no more than they spend had been taken at first.
    pub(super) fn give_back(&self, taken: Taken, spent: u64) -> Allowance {
        let unspent = taken.points.saturating_sub(self.within(spent));
        let now = self.clock.nanos();
        let filled = now.saturating_sub(taken.at);
        let lacking = self.filling(taken.points).saturating_sub(filled);
        let given = self.filling(unspent).min(lacking);
        let mut held = self.held();
        // Who is not held any more has everything.
        let whole_at = held.whole_at.get_mut(&taken.payer).map_or(now, |at| {
            *at = at.saturating_sub(given);
            *at
        });
        self.allowance(self.left(whole_at, now))
    }

    /// As much as there can be at most.
    fn within(&self, points: u64) -> u32 {
        let quota = self.quota.get();
        u32::try_from(points).unwrap_or(quota).min(quota)
    }

    /// The nanoseconds in which one point fills up.
    fn each(&self) -> u64 {
        WINDOW * SECOND / u64::from(self.quota.get())
    }

    /// The nanoseconds in which points fill up.
    fn filling(&self, points: u32) -> u64 {
        self.each().saturating_mul(u64::from(points))
    }

    fn left(&self, whole_at: u64, now: u64) -> Standing {
        let quota = self.quota.get();
        let lacking = self.within(whole_at.saturating_sub(now).div_ceil(self.each()));
        Standing::Left {
            rest: quota - lacking,
            whole_after: (u64::from(lacking) * WINDOW).div_ceil(u64::from(quota)),
        }
    }

    const fn allowance(&self, standing: Standing) -> Allowance {
        Allowance {
            measure: self.measure,
            quota: self.quota.get(),
            standing,
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many clients are held.
    #[cfg(test)]
    pub(super) fn clients(&self) -> usize {
        self.held().whole_at.len()
    }
}

impl Held {
    /// Lets go who has everything again, so that memory follows those who call now. The next sweep
    /// waits until twice as many are held: sweeping costs each caller the same on average.
    fn sweep(&mut self, now: u64) {
        if self.whole_at.len() < self.sweep_at {
            return;
        }
        self.whole_at.retain(|_, whole_at| *whole_at > now);
        self.whole_at.shrink_to_fit();
        self.sweep_at = self.whole_at.len().saturating_mul(2).max(SWEEP_FROM);
    }
}
