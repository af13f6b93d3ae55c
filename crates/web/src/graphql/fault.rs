//! How a call is refused before the schema sees it, and how a fault of ours is told under `/graphql`:
//! always JSON, always with a code of this closed list.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;
use renkei_app::StoreFault;
use renkei_graphql::CallCost;
use serde_json::{Value, json};

use super::body::BODY_LIMIT;
use super::negotiation::MediaType;
use super::socket::OPERATIONS;
use crate::error::PageFault;
use crate::headers::{BODY_PAUSE, CALL_TIME, READING_TIME, RequestId};
use crate::throttle::{Allowance, SOCKETS_OF_ONE, STREAMS_OF_ONE};

/// Why a call has no answer of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing stands at this address.
    NotFound,
    /// Neither GET nor POST.
    MethodNotAllowed,
    /// The caller takes no form of answer that there is.
    NotAcceptable,
    /// The body is not said to be JSON in UTF-8.
    ContentType,
    /// The body is larger than allowed.
    TooLarge,
    /// The body did not come in time.
    BodyPaused,
    /// The body, or a parameter that should hold JSON, is no JSON.
    JsonUnreadable,
    /// The JSON is not of the shape of a call.
    Shape(Shape),
    /// The request cannot be understood.
    BadRequest,
    /// A page of another site called.
    CrossOrigin,
    /// The token is unknown, has run out or was taken back.
    TokenUnknown,
    /// The session in which something was begun has ended.
    SessionEnded,
    /// The points of this minute are used up.
    Throttled,
    /// The caller watches as much as one may, or everybody together does.
    TooManyStreams,
    /// The caller has as many sockets as one may, or everybody together does.
    TooManySockets,
    /// As many operations are under way on one socket as may be.
    TooManyOperations,
    /// Somebody who watches does not read what they are told.
    ReaderTooSlow,
    /// What is watched was told for as long as it is, or the server ends.
    StreamEnded,
    /// The answer took too long.
    TooSlow,
    /// Something of ours broke.
    Broken,
}

/// What is wrong with the shape of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Several calls at once.
    Batch,
    /// Neither object nor list.
    NotAnObject,
    /// There is no document, and no id of one.
    QueryMissing,
    /// There is a document, and an id of one.
    QueryAndId,
    /// The id of the document is no text.
    DocumentIdNotText,
    /// The document is no text.
    QueryNotText,
    /// The name of the operation is no text.
    OperationNameNotText,
    /// The variables are no object.
    VariablesNotObject,
    /// The extensions are no object.
    ExtensionsNotObject,
    /// A parameter of the address stands there twice.
    ParameterTwice,
}

impl Shape {
    const fn message(self) -> &'static str {
        match self {
            Self::Batch => "one call at a time: send an object, not a list of them",
            Self::NotAnObject => "a call is a JSON object",
            Self::QueryMissing => {
                "`query` is missing: it holds the GraphQL document, or `documentId` the id of a registered one"
            }
            Self::QueryAndId => "send `query` or `documentId`, not both",
            Self::DocumentIdNotText => "`documentId` must be a string",
            Self::QueryNotText => "`query` must be a string",
            Self::OperationNameNotText => "`operationName` must be a string or null",
            Self::VariablesNotObject => "`variables` must be a JSON object or null",
            Self::ExtensionsNotObject => "`extensions` must be a JSON object or null",
            Self::ParameterTwice => "a parameter stands in the address twice",
        }
    }
}

impl Fault {
    /// Every fault with a code of its own.
    pub(crate) const ALL: [Self; 19] = [
        Self::BadRequest,
        Self::JsonUnreadable,
        Self::ContentType,
        Self::NotAcceptable,
        Self::MethodNotAllowed,
        Self::NotFound,
        Self::TooLarge,
        Self::BodyPaused,
        Self::TokenUnknown,
        Self::SessionEnded,
        Self::CrossOrigin,
        Self::Throttled,
        Self::TooManyStreams,
        Self::TooManySockets,
        Self::TooManyOperations,
        Self::ReaderTooSlow,
        Self::StreamEnded,
        Self::TooSlow,
        Self::Broken,
    ];

    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyPaused => StatusCode::REQUEST_TIMEOUT,
            Self::JsonUnreadable | Self::Shape(_) | Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::CrossOrigin => StatusCode::FORBIDDEN,
            Self::TokenUnknown | Self::SessionEnded => StatusCode::UNAUTHORIZED,
            Self::Throttled
            | Self::TooManyStreams
            | Self::TooManySockets
            | Self::TooManyOperations => StatusCode::TOO_MANY_REQUESTS,
            Self::ReaderTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooSlow | Self::StreamEnded => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// For programs; never changes.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::NotAcceptable => "NOT_ACCEPTABLE",
            Self::ContentType => "UNSUPPORTED_MEDIA_TYPE",
            Self::TooLarge => "BODY_TOO_LARGE",
            Self::BodyPaused => "BODY_TIMEOUT",
            Self::JsonUnreadable => "JSON_UNREADABLE",
            Self::Shape(_) | Self::BadRequest => "BAD_REQUEST",
            Self::CrossOrigin => "CROSS_ORIGIN",
            Self::TokenUnknown => "TOKEN_UNKNOWN",
            Self::SessionEnded => "SESSION_ENDED",
            Self::Throttled => "THROTTLED",
            Self::TooManyStreams => "TOO_MANY_STREAMS",
            Self::TooManySockets => "TOO_MANY_SOCKETS",
            Self::TooManyOperations => "TOO_MANY_OPERATIONS",
            Self::ReaderTooSlow => "READER_TOO_SLOW",
            Self::StreamEnded => "STREAM_ENDED",
            Self::TooSlow => "ANSWER_TIMEOUT",
            Self::Broken => "INTERNAL",
        }
    }

    /// English, for the people who write programs; it repeats nothing of the call.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::NotFound => "nothing stands at this address: send calls to /graphql",
            Self::MethodNotAllowed => "call by GET or by POST",
            Self::NotAcceptable => {
                "the answer can be application/json or application/graphql-response+json, of a subscription text/event-stream: see `Accept`"
            }
            Self::ContentType => "the body must be application/json in UTF-8, not packed",
            Self::TooLarge => "the body is larger than 256 KiB",
            Self::BodyPaused => "the body did not come in time",
            Self::JsonUnreadable => "this is not JSON, or it is nested deeper than 128 levels",
            Self::Shape(shape) => shape.message(),
            Self::BadRequest => "the request cannot be understood",
            Self::CrossOrigin => "pages of other sites may not call",
            Self::TokenUnknown => {
                "the token is unknown, has expired or was revoked: make a new one on your account's page"
            }
            Self::SessionEnded => "the session has ended: sign in again",
            Self::Throttled => "too much in a short time: wait as long as `Retry-After` says",
            Self::TooManyStreams => "too many streams are open: end one before you begin another",
            Self::TooManySockets => "too many sockets are open: send more over those you have",
            Self::TooManyOperations => {
                "too many operations are under way on this socket: end one before you begin another"
            }
            Self::ReaderTooSlow => {
                "what you watch was not read in time: go on from `resumeCursor`, by `resourceChanges` or by subscribing again"
            }
            Self::StreamEnded => "the stream has ended: subscribe again, since `resumeCursor`",
            Self::TooSlow => "the answer took longer than 10 seconds",
            Self::Broken => "internal error",
        }
    }

    /// The bound behind a refusal, as the documents' bounds are told.
    fn bound(self) -> Option<Value> {
        match self {
            Self::TooLarge => Some(json!({ "name": "bodyBytes", "limit": BODY_LIMIT })),
            Self::BodyPaused => {
                Some(json!({ "name": "bodyPauseSeconds", "limit": BODY_PAUSE.as_secs() }))
            }
            Self::TooManyStreams => {
                Some(json!({ "name": "streamsAtOnce", "limit": STREAMS_OF_ONE }))
            }
            Self::TooManySockets => {
                Some(json!({ "name": "socketsAtOnce", "limit": SOCKETS_OF_ONE }))
            }
            Self::TooManyOperations => {
                Some(json!({ "name": "operationsOnSocket", "limit": OPERATIONS }))
            }
            Self::ReaderTooSlow => {
                Some(json!({ "name": "readingSeconds", "limit": READING_TIME.as_secs() }))
            }
            Self::TooSlow => Some(json!({ "name": "answerSeconds", "limit": CALL_TIME.as_secs() })),
            _ => None,
        }
    }

    /// The answer, in the form that the caller takes as far as that is known.
    pub(crate) fn answer(self, media: MediaType, id: &RequestId) -> Response {
        let body = self.body(id).to_string().into_bytes();
        let mut response = answered(self.status(), media, body);
        if self == Self::MethodNotAllowed {
            allow(&mut response, "GET, POST");
        }
        if self == Self::TokenUnknown {
            // RFC 6750, section 3.
            let asked = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, asked);
        }
        response
    }

    pub(super) fn body(self, id: &RequestId) -> Value {
        let mut extensions = json!({ "code": self.code(), "requestId": id.0 });
        if let Some(bound) = self.bound() {
            extensions["bound"] = bound;
        }
        json!({
            "errors": [{ "message": self.message(), "extensions": extensions }],
        })
    }
}

/// The answer to a call for which not enough points are left: how many it costs and how many there are
/// in a minute, so that its sender can tell whether to wait or to ask for less.
pub(super) fn throttled(
    media: MediaType,
    id: &RequestId,
    cost: u64,
    used_up: Allowance,
) -> Response {
    let status = Fault::Throttled.status();
    let body = throttled_body(id, cost, used_up);
    answered(status, media, body.to_string().into_bytes())
}

fn throttled_body(id: &RequestId, cost: u64, used_up: Allowance) -> Value {
    let mut body = Fault::Throttled.body(id);
    body["errors"][0]["extensions"]["bound"] =
        json!({ "name": "pointsPerMinute", "limit": used_up.quota });
    let cost = CallCost::new(cost, 0, Some(used_up.purse()));
    body["extensions"] = json!({ "cost": cost });
    body
}

/// The same where there are no headers any more, with the seconds after which it may be tried again.
pub(super) fn throttled_event(id: &RequestId, cost: u64, used_up: Allowance) -> Value {
    let mut body = throttled_body(id, cost, used_up);
    body["errors"][0]["extensions"]["retryAfter"] = json!(used_up.wait());
    body
}

/// An answer that ends what is watched, with the cursor from which to go on where there is one.
pub(super) fn resuming(mut body: Value, cursor: Option<&str>) -> Value {
    if let (Some(cursor), Some(error)) = (cursor, body["errors"].get_mut(0)) {
        error["extensions"]["resumeCursor"] = json!(cursor);
    }
    body
}

/// The fault of a call whose document could not be looked up.
pub(super) fn unadmitted(fault: &StoreFault) -> Fault {
    tracing::error!(%fault, "it could not be looked up what a call asks");
    Fault::Broken
}

/// An answer that was written already.
pub(super) fn parsed(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_else(|fault| {
        tracing::error!(%fault, "an answer of ours cannot be read");
        json!({ "errors": [{ "message": "internal error", "extensions": { "code": Fault::Broken.code() } }] })
    })
}

impl From<&PageFault> for Fault {
    /// A fault of the layers around every address, told as one of `/graphql`.
    fn from(fault: &PageFault) -> Self {
        match fault {
            PageFault::NotFound => Self::NotFound,
            PageFault::MethodNotAllowed => Self::MethodNotAllowed,
            PageFault::TooLarge => Self::TooLarge,
            PageFault::BadRequest => Self::BadRequest,
            PageFault::Forged | PageFault::NotAllowed => Self::CrossOrigin,
            PageFault::TooMany => Self::Throttled,
            PageFault::TooSlow => Self::TooSlow,
            PageFault::Broken(_) => Self::Broken,
        }
    }
}

/// An answer of bytes that are JSON already.
pub(super) fn answered(status: StatusCode, media: MediaType, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media.content_type()),
    );
    response
}

/// Says which methods there are instead (RFC 9110, section 15.5.6).
pub(super) fn allow(response: &mut Response, methods: &'static str) {
    response
        .headers_mut()
        .insert(header::ALLOW, HeaderValue::from_static(methods));
}
