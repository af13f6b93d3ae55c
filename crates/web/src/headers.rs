//! What every request and every answer carries: a request id in the log and on error pages, security
//! headers, limits, and a calm page in place of a panic.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use tracing::Instrument as _;

use crate::error::PageFault;
use crate::{PublicAddress, Site};

/// The header that names a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most bytes of a request body.
const BODY_LIMIT: usize = 64 * 1024;
/// How long a request body may pause.
const BODY_PAUSE: Duration = Duration::from_secs(10);
/// How long an answer may take.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Everything comes from here and nothing runs that is not ours.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; \
     script-src 'self'; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

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
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(site.clone(), around))
        .with_state(site)
}

async fn around(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = RequestId(site.app.new_request_id());
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    // The pattern, not the path: a path may name a thing, and later a person.
    let pattern = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    let span = tracing::info_span!("request", id = %id.0, %method, path = %pattern);
    let began = Instant::now();
    let mut response = async {
        match tokio::time::timeout(ANSWER_TIME, next.run(request)).await {
            Ok(response) => response,
            Err(_) => PageFault::TooSlow.into_response(),
        }
    }
    .instrument(span.clone())
    .await;
    if let Some(fault) = response.extensions_mut().remove::<PageFault>() {
        let status = response.status();
        response = crate::error::render(&fault, status, &id);
    } else if response.status().is_client_error() && !is_page(&response) {
        // A layer or an extractor refused in words of its own.
        response = crate::error::render(
            &PageFault::from_status(response.status()),
            response.status(),
            &id,
        );
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

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn dress(response: &mut Response, site: &Site, id: &RequestId) {
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
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
    if site.address == PublicAddress::Https {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(REQUEST_ID, value);
    }
}
