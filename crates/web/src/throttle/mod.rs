//! How much one address may ask for in a minute: pages and files by their number, for the account of a session
//! beside it, calls of `/graphql` by the points they cost, for the account where they name one and for the token
//! beside it. Who asks for more is told when to come back. It keeps one caller from using up what others need; whoever means worse has many addresses, and
//! meets the bounds of each call.
//!
//! Counts stand in memory, one set a process, and go with it. Start with [`Throttle`]; [`bucket`]
//! counts, [`client`] says who calls, [`steady`] tells the time; [`streams`] counts what goes on for long, as
//! what is watched, which has no end of its own.

mod bucket;
mod client;
mod steady;
mod streams;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{ConnectInfo, FromRequestParts as _, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::routing::TypedPath as _;
use renkei_domain::ids::TokenId;
use renkei_domain::outside::Clock;

pub(crate) use self::bucket::Allowance;
use self::bucket::{Bucket, Measure, Taken};
pub(crate) use self::client::{Client, Payer};
use self::steady::SteadyClock;
use self::streams::Places;
pub(crate) use self::streams::{LISTS_OF_ONE, Place, SOCKETS_OF_ONE, STREAMS_OF_ONE};
use crate::Site;
use crate::error::PageFault;
use crate::face::Face;
use crate::paths::{HealthPath, ReadyPath};
use crate::session::Visitor;

/// The points of a call beside what its operation costs: it was read and looked at. A call that is
/// refused costs these alone.
pub(crate) const POINTS_OF_READING: u64 = 100;

/// The folder of files that browsers keep.
const FILES: &str = "/assets/";

/// How much one address or account may ask for. `None` is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Pages and files a minute.
    pub requests_per_minute: Option<NonZeroU32>,
    /// Points of GraphQL a minute, at once or spread.
    pub points_per_minute: Option<NonZeroU32>,
}

impl RateLimits {
    /// What one token may take in a minute: half of what its account has, so that a program that runs away
    /// leaves the other half to the rest.
    #[must_use]
    pub fn points_of_a_token(self) -> Option<NonZeroU32> {
        let points = self.points_per_minute?;
        Some(NonZeroU32::new(points.get() / 2).unwrap_or(points))
    }

    /// No limits at all.
    pub const NONE: Self = Self {
        requests_per_minute: None,
        points_per_minute: None,
    };
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            // Behind one address stands perhaps a whole city hall: fifty people who each open a page
            // every five seconds.
            requests_per_minute: NonZeroU32::new(600),
            // A page of a search costs 14,000 and some: three a second, or nineteen of the dearest calls
            // that there can be.
            points_per_minute: NonZeroU32::new(3_000_000),
        }
    }
}

/// What each address has left. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    limits: RateLimits,
    buckets: Arc<Buckets>,
    streams: Places,
    sockets: Places,
    lists: Places,
}

struct Buckets {
    requests: Option<Bucket>,
    points: Option<Bucket>,
    /// What one token may take of its account's.
    of_tokens: Option<Bucket>,
    trusted: Vec<IpAddr>,
}

impl Throttle {
    /// Limits by a clock. Proxies that are trusted say whom they call for.
    #[must_use]
    pub fn new(clock: &Arc<dyn Clock>, limits: RateLimits, trusted: &[IpAddr]) -> Self {
        let bucket = |measure, quota: Option<NonZeroU32>| {
            quota.map(|quota| Bucket::new(measure, quota, SteadyClock::of(Arc::clone(clock))))
        };
        let buckets = Buckets {
            requests: bucket(Measure::Requests, limits.requests_per_minute),
            points: bucket(Measure::Points, limits.points_per_minute),
            of_tokens: bucket(Measure::Points, limits.points_of_a_token()),
            trusted: trusted.iter().map(IpAddr::to_canonical).collect(),
        };
        Self {
            limits,
            buckets: Arc::new(buckets),
            streams: Places::of_streams(),
            sockets: Places::of_sockets(),
            lists: Places::of_lists(),
        }
    }

    /// The limits.
    #[must_use]
    pub const fn limits(&self) -> RateLimits {
        self.limits
    }

    /// Takes a page or file. Nothing is told where there is no limit.
    ///
    /// # Errors
    /// What stands where nothing is left.
    fn take_request(&self, payer: impl Into<Payer>) -> Result<Option<Allowance>, Allowance> {
        let taken = take(self.buckets.requests.as_ref(), payer, 1)?;
        Ok(taken.map(|taken| taken.left))
    }

    /// Takes points, of a token's own first: a program that is past its part takes nothing more from the
    /// others of its account.
    ///
    /// # Errors
    /// What stands where not enough is left.
    pub(crate) fn take_points(
        &self,
        payer: Payer,
        token: Option<TokenId>,
        points: u64,
    ) -> Result<TakenPoints, Allowance> {
        let of_token = match token {
            Some(token) => take(self.buckets.of_tokens.as_ref(), Payer::Token(token), points)?,
            None => None,
        };
        let of_payer = take(self.buckets.points.as_ref(), payer, points).inspect_err(|_| {
            if let Some((bucket, taken)) = self.buckets.of_tokens.as_ref().zip(of_token) {
                bucket.give_back(taken, 0);
            }
        })?;
        Ok(TakenPoints { of_token, of_payer })
    }

    /// Gives back what an operation did not spend of the points that were taken for its call, which was read in any case.
    /// Answers what is left then, of token and account what is less; nothing where there is no limit.
    pub(crate) fn settle(&self, taken: TakenPoints, spent: u64) -> Option<Allowance> {
        let spent = spent.saturating_add(POINTS_OF_READING);
        let back = |bucket: Option<&Bucket>, taken: Option<Taken>| {
            let (bucket, taken) = bucket.zip(taken)?;
            Some(bucket.give_back(taken, spent))
        };
        less(
            back(self.buckets.of_tokens.as_ref(), taken.of_token),
            back(self.buckets.points.as_ref(), taken.of_payer),
        )
    }

    /// A place among what is watched; nothing where whoever watches has as many as they may.
    pub(crate) fn enter_stream(&self, payer: Payer) -> Option<Place> {
        self.streams.enter(payer)
    }

    /// A place among the open sockets; nothing where whoever calls has as many as they may.
    pub(crate) fn enter_socket(&self, payer: Payer) -> Option<Place> {
        self.sockets.enter(payer)
    }

    /// A place among the lists that are read whole; nothing where as many are read from an address as may be.
    pub(crate) fn enter_list(&self, client: Client) -> Option<Place> {
        self.lists.enter(client.into())
    }

    /// How many things are watched now.
    pub(crate) fn open_streams(&self) -> usize {
        self.streams.now()
    }

    /// How many sockets are open now.
    pub(crate) fn open_sockets(&self) -> usize {
        self.sockets.now()
    }

    /// Who calls, behind the proxies that are trusted.
    pub(crate) fn client(&self, request: &Request) -> Client {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        // Only a router that is called without a server has no peer.
        let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(peer)| peer.ip());
        Client::of(peer, request.headers(), &self.buckets.trusted)
    }
}

/// Points that were taken for a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TakenPoints {
    of_token: Option<Taken>,
    of_payer: Option<Taken>,
}

impl TakenPoints {
    /// What was left then, of token and account what is less; nothing where there is no limit.
    pub(crate) fn left(self) -> Option<Allowance> {
        let left = |taken: Taken| taken.left;
        less(self.of_token.map(left), self.of_payer.map(left))
    }
}

fn take(
    bucket: Option<&Bucket>,
    payer: impl Into<Payer>,
    wanted: u64,
) -> Result<Option<Taken>, Allowance> {
    bucket.map(|bucket| bucket.take(payer, wanted)).transpose()
}

/// Of two that are taken from together, the one with less left.
fn less(one: Option<Allowance>, all: Option<Allowance>) -> Option<Allowance> {
    match (one, all) {
        (Some(one), Some(all)) if one.rest() < all.rest() => Some(one),
        (_, all) => all,
    }
}

impl fmt::Debug for Throttle {
    /// Leaves out who called.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// Counts what people open. Calls of `/graphql` are counted where their cost is known.
pub(crate) async fn limited(
    State(site): State<Site>,
    Extension(client): Extension<Client>,
    request: Request,
    next: Next,
) -> Response {
    if Face::of(&request) == Face::Graphql || is_free(request.uri().path()) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let (allowance, mut response) = match taken(&site, client, &mut parts).await {
        Ok(allowance) => {
            let request = Request::from_parts(parts, body);
            (allowance, next.run(request).await)
        }
        Err(used_up) => (Some(used_up), PageFault::TooMany.into_response()),
    };
    if let Some(allowance) = allowance {
        response.extensions_mut().insert(allowance);
    }
    response
}

/// Takes a page from the address and then, where a session says whose it is, from the account too: many addresses
/// are no way around a limit.
async fn taken(
    site: &Site,
    client: Client,
    parts: &mut Parts,
) -> Result<Option<Allowance>, Allowance> {
    let of_address = site.throttle.take_request(client)?;
    if site.throttle.limits.requests_per_minute.is_none() {
        return Ok(of_address);
    }
    // What cannot be read here cannot be read by the page either, which says so.
    let visitor = Visitor::from_request_parts(parts, site).await.ok();
    let account = visitor.and_then(|visitor| visitor.principal().account());
    let of_account = match account {
        Some(account) => site.throttle.take_request(Payer::Account(account))?,
        None => None,
    };
    Ok(less(of_account, of_address))
}

/// Files that browsers keep and signs of life cost next to nothing, and whoever watches over the
/// process must always learn that it lives.
fn is_free(path: &str) -> bool {
    path.starts_with(FILES) || path == HealthPath::PATH || path == ReadyPath::PATH
}
