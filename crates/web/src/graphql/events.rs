//! What somebody watches, as server-sent events (GraphQL over SSE, distinct connections): `next` with a JSON object each
//! time it changed, and `complete` after the last. The one thing at `/graphql` that goes on after it was answered: so it
//! asks anew each time who calls, writes down what was read before it leaves, and ends when the server does.

use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use futures_util::stream;
use renkei_app::audit::AskedFrom;
use renkei_app::conference::changed::ConferenceMark;
use renkei_graphql::{Admitted, Followed, Purse};
use tokio::time::{Instant, timeout};

use super::caller::{self, Known};
use super::fault::Fault;
use crate::Site;
use crate::headers::RequestId;
use crate::server::Ending;
use crate::throttle::{Allowance, Client, POINTS_OF_READING, StreamPlace};

/// The type by which a caller asks for events.
const EVENTS: &str = "text/event-stream";

/// How often is looked whether something changed.
const EVERY: Duration = Duration::from_secs(1);

/// After how many looks without news a line is sent that means nothing: it shows both sides whether the other is there.
const SILENT: u32 = 15;

/// How long a stream lasts at most; whoever goes on watching asks again.
const LONGEST: Duration = Duration::from_secs(3_600);

/// The last event.
const COMPLETE: &[u8] = b"event: complete\ndata:\n\n";

/// Tells proxies not to hold events back.
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Whether a caller takes a stream of events: whoever names it does.
pub(super) fn are_taken(headers: &HeaderMap) -> bool {
    let stated = headers.get_all(header::ACCEPT).iter();
    let ranges = stated.filter_map(|value| value.to_str().ok());
    ranges.flat_map(|value| value.split(',')).any(|range| {
        let kind = range.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case(EVENTS)
    })
}

/// Somebody who watches, with what is needed to look again.
pub(super) struct Watcher {
    pub(super) site: Site,
    /// By which is asked anew who calls.
    pub(super) headers: HeaderMap,
    pub(super) asked: AskedFrom,
    pub(super) client: Client,
    pub(super) ending: Option<Ending>,
    pub(super) watched: Admitted,
}

/// What is said next.
enum Next {
    Nothing,
    Event(Vec<u8>),
    Last(Vec<u8>),
    End,
}

/// A stream that is open.
struct Watching {
    watcher: Watcher,
    since: Option<ConferenceMark>,
    /// What was said last, in short.
    said: Option<u64>,
    next: Option<Next>,
    silent: u32,
    until: Instant,
}

fn event(body: &[u8]) -> Vec<u8> {
    // JSON as we write it stands on one line.
    [b"event: next\ndata: ", body, b"\n\n"].concat()
}

fn short(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

impl Watcher {
    /// The answer that begins with what was found by looking once, and with what its caller has left after it. Its place
    /// is given back when it ends.
    pub(super) fn answer(
        self,
        first: Followed,
        purse: Option<Purse>,
        place: StreamPlace,
    ) -> Response {
        let mut watching = Watching {
            watcher: self,
            since: None,
            said: None,
            next: None,
            silent: 0,
            until: Instant::now() + LONGEST,
        };
        watching.next = Some(watching.told(first, purse));
        let events = stream::unfold((watching, place), |(watching, place)| async move {
            let (text, watching) = watching.turn().await?;
            Some((Ok::<_, Infallible>(text), (watching, place)))
        });
        let mut response = Response::new(Body::from_stream(events));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(EVENTS));
        headers.insert(BUFFERING, HeaderValue::from_static("no"));
        response
    }
}

impl Watching {
    /// What came of looking, as it is told. What reads as before is not told again; what the caller has left is no
    /// part of that.
    fn told(&mut self, followed: Followed, purse: Option<Purse>) -> Next {
        match followed {
            Followed::Same => Next::Nothing,
            Followed::Over(body) => Next::Last(body),
            Followed::News(outcome, mark) => {
                self.since = Some(mark);
                let said = Some(short(&outcome.body(None)));
                if self.said == said {
                    return Next::Nothing;
                }
                self.said = said;
                Next::Event(outcome.body(purse))
            }
        }
    }

    /// What is sent next; nothing once everything was.
    async fn turn(mut self) -> Option<(Vec<u8>, Self)> {
        loop {
            // There is none once the last was said.
            let next = self.next.take()?;
            match next {
                Next::Event(body) => {
                    self.silent = 0;
                    self.next = Some(Next::Nothing);
                    return Some((event(&body), self));
                }
                Next::Last(body) => return Some(([&event(&body)[..], COMPLETE].concat(), self)),
                Next::End => return Some((COMPLETE.to_vec(), self)),
                Next::Nothing if self.silent >= SILENT => {
                    self.silent = 0;
                    self.next = Some(Next::Nothing);
                    return Some((b":\n\n".to_vec(), self));
                }
                Next::Nothing => {
                    self.silent += 1;
                    let next = if self.waited().await {
                        self.look().await
                    } else {
                        Next::End
                    };
                    self.next = Some(next);
                }
            }
        }
    }

    /// Waits until it is time to look again; no where the stream should end first.
    async fn waited(&mut self) -> bool {
        let waiting = tokio::time::sleep(EVERY);
        match &mut self.watcher.ending {
            None => waiting.await,
            Some(ending) => tokio::select! {
                () = waiting => {}
                () = ending.asked() => return false,
            },
        }
        Instant::now() < self.until
    }

    /// Looks once more, as whoever the caller is by now.
    async fn look(&mut self) -> Next {
        let watcher = &self.watcher;
        let id = watcher.site.app.new_request_id();
        let asked = AskedFrom {
            id: id.clone(),
            ..watcher.asked.clone()
        };
        let looking = async {
            let known = caller::by_token_or_session(&watcher.site, &watcher.headers).await?;
            let Known { principal, token } = known;
            let payer = watcher.client.or_account(principal.account());
            let api = &watcher.site.api;
            let followed = api.follow(&id, &watcher.watched, principal, self.since);
            let Ok(followed) = followed.await else {
                // It was let through once, so that nothing is wrong with it.
                return Err(Fault::Broken);
            };
            let Followed::News(outcome, _) = &followed else {
                return Ok((followed, None));
            };
            let points = outcome.actual().saturating_add(POINTS_OF_READING);
            let taken = watcher.site.throttle.take_points(payer, token, points);
            let left = taken.map_err(|_| Fault::Throttled)?.left();
            Ok((followed, left.map(Allowance::purse)))
        };
        // What was read and cannot be written down does not leave.
        let answering = watcher.site.app.answering(asked, looking);
        let ended = timeout(watcher.site.patience.call, answering).await;
        let fault = match ended {
            Ok(Ok(Ok((followed, purse)))) => return self.told(followed, purse),
            Ok(Ok(Err(fault))) => fault,
            Ok(Err(fault)) => {
                tracing::error!(%fault, "an event was held back");
                Fault::Broken
            }
            Err(_) => Fault::TooSlow,
        };
        Next::Last(fault.body(&RequestId(id)).to_string().into_bytes())
    }
}
