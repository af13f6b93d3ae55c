//! What goes wrong below `/hsds`, as programs read it: JSON with a code that never changes and a sentence for people.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use renkei_app::StoreFault;
use renkei_app::directory::hsds::HsdsRefusal;
use serde_json::{Value, json};

use crate::error::PageFault;
use crate::graphql::fault::Fault;
use crate::headers::RequestId;

/// What is said to whoever begins too many of them.
const LISTS: &str =
    "format=ndjson で いちどに読める数をこえました。1つ読みおわってから、次を読んでください。";

/// Why nothing is told.
#[derive(Debug)]
pub(crate) enum HsdsFault {
    /// The question cannot be answered as it stands.
    Question {
        /// For programs; never changes.
        code: &'static str,
        /// For people.
        words: String,
    },
    /// As many lists are read whole from there as may be.
    TooManyLists,
    /// What can happen at any address.
    Page(PageFault),
}

impl From<PageFault> for HsdsFault {
    fn from(fault: PageFault) -> Self {
        Self::Page(fault)
    }
}

impl From<StoreFault> for HsdsFault {
    fn from(fault: StoreFault) -> Self {
        Self::Page(fault.into())
    }
}

impl From<HsdsRefusal> for HsdsFault {
    fn from(refusal: HsdsRefusal) -> Self {
        Self::Question {
            code: refusal.code(),
            words: refusal.to_string(),
        }
    }
}

impl IntoResponse for HsdsFault {
    fn into_response(self) -> Response {
        match self {
            Self::Question { code, words } => answered(
                StatusCode::BAD_REQUEST,
                &json!({ "code": code, "message": words }),
            ),
            Self::TooManyLists => answered(
                StatusCode::TOO_MANY_REQUESTS,
                &json!({ "code": Fault::TooManyStreams.code(), "message": LISTS }),
            ),
            // Told at the outermost layer, which knows the request's id.
            Self::Page(fault) => fault.into_response(),
        }
    }
}

/// Tells what can happen at any address.
pub(crate) fn tell(fault: &PageFault, status: StatusCode, id: &RequestId) -> Response {
    let (code, words) = words(fault);
    let error = json!({ "code": code, "message": words, "requestId": id.0 });
    let mut response = answered(status, &error);
    if matches!(fault, PageFault::MethodNotAllowed) {
        let methods = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, methods);
    }
    response
}

/// The codes are those of `/graphql`, where it has the same.
const fn words(fault: &PageFault) -> (&'static str, &'static str) {
    match fault {
        PageFault::NotFound => ("NOT_FOUND", "この番号のものは ありません。"),
        PageFault::MethodNotAllowed => ("METHOD_NOT_ALLOWED", "GET で読んでください。"),
        PageFault::TooLarge => ("BODY_TOO_LARGE", "送られた内容が大きすぎます。"),
        PageFault::BadRequest => ("BAD_REQUEST", "送られた内容を読めませんでした。"),
        PageFault::TooMany => (
            "THROTTLED",
            "短いあいだに たくさん読まれました。Retry-After の秒数だけ待ってください。",
        ),
        PageFault::Forged | PageFault::NotAllowed => {
            ("CROSS_ORIGIN", "ほかのサイトのページからは 送れません。")
        }
        PageFault::TooSlow => (
            "ANSWER_TIMEOUT",
            "時間がかかりすぎました。しぼるか、format=ndjson で読んでください。",
        ),
        PageFault::Broken(_) => (
            "INTERNAL",
            "こちらの不具合です。少し待ってから、もう一度お試しください。",
        ),
    }
}

fn answered(status: StatusCode, error: &Value) -> Response {
    let kind = HeaderValue::from_static("application/json");
    let body = json!({ "error": error }).to_string();
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_reads_too_much_at_once_is_told_to_come_back() {
        let response = HsdsFault::TooManyLists.into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        let kind = response.headers().get(header::CONTENT_TYPE);
        assert!(kind.is_some_and(|kind| kind == "application/json"));
    }
}
