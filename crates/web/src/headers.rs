//! What every request and every answer carries: a request id in the log and with every fault, security
//! headers, limits, and calm words in place of a panic.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum_extra::routing::TypedPath as _;
use http_body_util::Limited;
use renkei_app::audit::AskedFrom;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::timeout::RequestBodyTimeoutLayer;
use tracing::Instrument as _;

use crate::body_time::{BodyTime, InTime};
use crate::device;
use crate::error::PageFault;
use crate::face::Face;
use crate::paths::{
    EntryPicturePath, EvidencePath, ImportDeskPath, MapFilePath, RecordsPath, TokenDocumentsPath,
};
use crate::throttle::{self, Allowance};
use crate::{PublicAddress, Site};

/// The header that names a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How long a request body may pause.
pub(crate) const BODY_PAUSE: Duration = Duration::from_secs(10);
/// How long a request body may take in all: time for the longest form over the slowest phone.
const BODY_TIME: Duration = Duration::from_secs(12);
/// How long an answer may take.
const ANSWER_TIME: Duration = Duration::from_secs(30);
/// How long a call of a program may run, once it was read.
pub(crate) const CALL_TIME: Duration = Duration::from_secs(10);
/// How long somebody who opened a socket may take to say who they are.
const GREETING_TIME: Duration = Duration::from_secs(10);
/// How long what is told to somebody who watches may wait to be read.
pub(crate) const READING_TIME: Duration = Duration::from_secs(10);

/// How long a file may take to come in, and the answer to it: time for 50 MB over a quarter of a megabit a
/// second. It may pause no longer than any other body.
pub(crate) const FILE_TIME: Duration = Duration::from_secs(1_800);
/// The most bytes that are read of a request that brings a file. Of a file that is larger than is taken the
/// rest is read and thrown away, since a browser that is still sending shows no answer.
const FILE_LIMIT: usize = 512 * 1024 * 1024;

/// How long requests and answers may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// A request body, in all.
    pub body: Duration,
    /// An answer, once its request has come in; a file is looked through first and has its own time.
    pub answer: Duration,
    /// A call at `/graphql`, once it was read.
    pub call: Duration,
    /// The first message over a socket.
    pub greeting: Duration,
    /// Somebody who watches, until they read what they were told.
    pub reading: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            body: BODY_TIME,
            answer: ANSWER_TIME,
            call: CALL_TIME,
            greeting: GREETING_TIME,
            reading: READING_TIME,
        }
    }
}

/// Everything comes from here and nothing runs that is not ours.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; \
     script-src 'self'; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The same with style elements that a script makes, which the dialogs of GraphiQL cannot do without.
/// Style attributes in markup and everything from elsewhere stay refused.
const CONTENT_SECURITY_POLICY_OF_EDITOR: &str = "default-src 'none'; style-src 'self'; style-src-elem 'self' 'unsafe-inline'; \
     font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; object-src 'none'; \
     base-uri 'none'; frame-ancestors 'none'";

/// What a page may load and run. An answer that says nothing gets the usual policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ContentPolicy {
    /// Nothing that is not ours, nothing within the markup.
    #[default]
    Usual,
    /// For the one page that holds GraphiQL.
    Editor,
}

impl ContentPolicy {
    const fn text(self) -> &'static str {
        match self {
            Self::Usual => CONTENT_SECURITY_POLICY,
            Self::Editor => CONTENT_SECURITY_POLICY_OF_EDITOR,
        }
    }
}

/// The name under which a request stands in the log.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Puts the layers around a router, outermost last.
pub(crate) fn layered(router: Router<Site>, site: Site) -> Router {
    router
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE))
        .layer(CatchPanicLayer::custom(|_| {
            PageFault::Broken("a handler panicked".to_owned()).into_response()
        }))
        .layer(ours_alone(&site.address).with_rejection_response(forged))
        .layer(middleware::from_fn_with_state(site.clone(), bounded))
        .layer(middleware::from_fn_with_state(
            site.clone(),
            throttle::limited,
        ))
        .layer(middleware::from_fn_with_state(site.clone(), around))
        .with_state(site)
}

/// Takes forms of our own pages alone. A browser too old for `Sec-Fetch-Site` is believed by the address it
/// knows us under: the one it called, or the stated one, where a proxy calls us by another.
fn ours_alone(address: &PublicAddress) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let origin = address.stated().map(ToString::to_string);
    let stated = origin.and_then(|origin| layer.clone().add_trusted_origin(origin).ok());
    stated.unwrap_or(layer)
}

/// Answers a form that a page of another site sent: the browser says so, in `Sec-Fetch-Site` or, an older
/// one, in `Origin`. That is why our forms need no tokens.
fn forged(_: ProtectionError) -> Response {
    PageFault::Forged.into_response()
}

/// Refuses a body that says it is too large before anything of it is read, and stops reading one that
/// turns out to be, or takes too long. A handler that knows who sends it may grant it more time.
async fn bounded(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let limit = if takes_a_file(&request) {
        FILE_LIMIT
    } else {
        Face::of(&request).body_limit()
    };
    if stated_length(request.headers()).is_some_and(|length| length > limit) {
        return PageFault::TooLarge.into_response();
    }
    let granted = BodyTime::default();
    request.extensions_mut().insert(granted.clone());
    let bounded = |body| {
        let in_time = InTime::new(body, site.patience.body, granted);
        Body::new(Limited::new(in_time, limit))
    };
    next.run(request.map(bounded)).await
}

/// The pattern of where a request goes, for logs and figures: not the path, which may name a thing, and later a person.
/// That something was told by an exception of the law is for those alone who answer for it, so that its pages are
/// counted as those of all records.
pub(crate) fn pattern_of(request: &Request) -> String {
    let pattern = request.extensions().get::<MatchedPath>();
    let pattern = pattern.map_or("-", MatchedPath::as_str);
    if pattern.starts_with("/cases/{id}/exceptions") {
        RecordsPath::PATH.to_owned()
    } else {
        pattern.to_owned()
    }
}

/// Whether a request brings a file to an address that takes files. Each handler counts what comes.
fn takes_a_file(request: &Request) -> bool {
    let pattern = request.extensions().get::<MatchedPath>();
    request.method() == Method::POST
        && pattern.is_some_and(|pattern| {
            let takes = [
                ImportDeskPath::PATH,
                EvidencePath::PATH,
                MapFilePath::PATH,
                EntryPicturePath::PATH,
                TokenDocumentsPath::PATH,
            ];
            takes.contains(&pattern.as_str())
        })
}

fn stated_length(headers: &HeaderMap) -> Option<usize> {
    let stated = headers.get(header::CONTENT_LENGTH)?;
    stated.to_str().ok()?.parse().ok()
}

async fn around(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = RequestId(site.app.new_request_id());
    request.extensions_mut().insert(id.clone());
    // Who calls is wanted by everything below: the record of readings, limits, and the count of guesses.
    let client = site.throttle.client(&request);
    request.extensions_mut().insert(client);
    let face = Face::of(&request);
    let method = request.method().clone();
    let pattern = pattern_of(&request);
    let asked = AskedFrom {
        id: id.0.clone(),
        door: format!("{method} {pattern}"),
        device: device::calling(request.extensions(), request.headers()),
    };
    let span = tracing::info_span!("request", id = %id.0, %method, path = %pattern);
    let patience = if takes_a_file(&request) {
        FILE_TIME.saturating_add(site.patience.answer)
    } else {
        site.patience.answer
    };
    let began = Instant::now();
    let mut response = async {
        // What was read and cannot be written down does not leave.
        let answer = site.app.answering(asked, next.run(request));
        match tokio::time::timeout(patience, answer).await {
            Ok(Ok(response)) => response,
            Ok(Err(fault)) => {
                tracing::error!(%fault, "an answer was held back");
                PageFault::from(fault).into_response()
            }
            Err(_) => PageFault::TooSlow.into_response(),
        }
    }
    .instrument(span.clone())
    .await;
    let allowance = response.extensions_mut().remove::<Allowance>();
    if let Some(fault) = response.extensions_mut().remove::<PageFault>() {
        response = face.tell(&fault, response.status(), &id, &site.secretariats);
    } else if response.status().is_client_error() && !face.is_of(&response) {
        // A layer or an extractor refused in words of its own.
        let status = response.status();
        response = face.tell(
            &PageFault::from_status(status),
            status,
            &id,
            &site.secretariats,
        );
    }
    if let Some(allowance) = allowance {
        allowance.tell(response.headers_mut());
    }
    span.in_scope(|| {
        tracing::info!(
            status = response.status().as_u16(),
            ms = began.elapsed().as_millis() as u64,
            "answered"
        );
    });
    dress(&mut response, &site, &id);
    response
}

fn dress(response: &mut Response, site: &Site, id: &RequestId) {
    let policy = response.extensions_mut().remove::<ContentPolicy>();
    let headers = response.headers_mut();
    let fixed = [
        (
            header::CONTENT_SECURITY_POLICY,
            policy.unwrap_or_default().text(),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if matches!(site.address, PublicAddress::Https(_)) {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    // Other sites learn nothing of where somebody was. To say it to ourselves as well is what makes
    // browsers name the origin of a form: under `no-referrer` they call it `null`.
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static("same-origin"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(REQUEST_ID, value);
    }
}
