//! What each client has left of one measure: a quota a minute that fills up evenly, so that it may be
//! used at once or spread.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::{self, HeaderName, HeaderValue};
use governor::clock::Clock as _;
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::client::Payer;
use super::steady::SteadyClock;

/// The limits that hold (draft-ietf-httpapi-ratelimit-headers).
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// What is left of them, by the same draft.
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

/// The seconds in which a quota fills up.
const WINDOW: u64 = 60;

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

    /// Tells it to a program.
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        let (name, quota) = (self.measure.name(), self.quota);
        let after = match self.standing {
            Standing::Left { whole_after, .. } => whole_after,
            Standing::UsedUp { wait } => wait,
        };
        let told = [
            (POLICY, format!("\"{name}\";q={quota};w={WINDOW}")),
            (LEFT, format!("\"{name}\";r={};t={after}", self.rest())),
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

type Limiter =
    RateLimiter<Payer, HashMapStateStore<Payer>, SteadyClock, StateInformationMiddleware>;

/// The quotas of every client that has not all of its own.
pub(super) struct Bucket {
    measure: Measure,
    quota: NonZeroU32,
    limiter: Limiter,
    /// How many clients are held when it is swept next.
    sweep_at: AtomicUsize,
}

impl Bucket {
    pub(super) fn new(measure: Measure, quota: NonZeroU32, clock: SteadyClock) -> Self {
        Self {
            measure,
            quota,
            limiter: RateLimiter::new(
                Quota::per_minute(quota),
                HashMapStateStore::default(),
                clock,
            ),
            sweep_at: AtomicUsize::new(SWEEP_FROM),
        }
    }

    /// Takes as much as is wanted, or nothing. Who wants more than there ever is takes everything.
    ///
    /// # Errors
    /// How long to wait until as much is there.
    pub(super) fn take(
        &self,
        payer: impl Into<Payer>,
        wanted: u64,
    ) -> Result<Allowance, Allowance> {
        let payer = payer.into();
        self.sweep();
        let quota = self.quota.get();
        let wanted = u32::try_from(wanted).unwrap_or(quota).min(quota);
        let wanted = NonZeroU32::new(wanted).unwrap_or(NonZeroU32::MIN);
        let standing = match self.limiter.check_key_n(&payer, wanted) {
            Ok(Ok(after)) => {
                let rest = after.remaining_burst_capacity();
                let used = u64::from(quota.saturating_sub(rest));
                Standing::Left {
                    rest,
                    whole_after: (used * WINDOW).div_ceil(u64::from(quota)),
                }
            }
            Ok(Err(until)) => Standing::UsedUp {
                wait: whole_seconds(until.wait_time_from(self.limiter.clock().now())),
            },
            // No more is asked for than the quota holds.
            Err(_) => Standing::UsedUp { wait: WINDOW },
        };
        let allowance = Allowance {
            measure: self.measure,
            quota,
            standing,
        };
        match standing {
            Standing::Left { .. } => Ok(allowance),
            Standing::UsedUp { .. } => Err(allowance),
        }
    }

    /// Lets go who has everything again, so that memory follows those who call now. The next sweep
    /// waits until twice as many are held: sweeping costs each caller the same on average.
    fn sweep(&self) {
        if self.limiter.len() < self.sweep_at.load(Ordering::Relaxed) {
            return;
        }
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
        let next = self.held().saturating_mul(2).max(SWEEP_FROM);
        self.sweep_at.store(next, Ordering::Relaxed);
    }

    /// How many clients are held.
    pub(super) fn held(&self) -> usize {
        self.limiter.len()
    }
}

/// Rounded up, and at least one: who comes back early is refused again.
fn whole_seconds(wait: Duration) -> u64 {
    let begun = u64::from(wait.subsec_nanos() > 0);
    (wait.as_secs() + begun).max(1)
}
