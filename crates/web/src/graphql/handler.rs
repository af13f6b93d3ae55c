//! `GET /graphql` reads, `POST /graphql` may write as soon as there is something to write.

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use renkei_app::directory::read::Viewer;
use renkei_graphql::{Answer, Call, RefusalCode};

use super::body::{stated_in_address, stated_in_body};
use super::fault::{Fault, allow, answered};
use super::negotiation::MediaType;
use crate::Site;
use crate::headers::RequestId;
use crate::paths::GraphqlPath;

/// Answers a call whose document stands in the address. A link of another site may lead here; it only
/// reads what everybody may read, and the other site does not get to see the answer.
pub(crate) async fn read(
    _: GraphqlPath,
    State(site): State<Site>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let Some(media) = MediaType::accepted(&headers) else {
        return Fault::NotAcceptable.answer(MediaType::Json, &id);
    };
    match stated_in_address(uri.query().unwrap_or_default()) {
        Ok(call) => asked(&site, &id, media, call).await,
        Err(fault) => fault.answer(media, &id),
    }
}

/// Answers a call whose document stands in the body.
pub(crate) async fn call(
    _: GraphqlPath,
    State(site): State<Site>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let Some(media) = MediaType::accepted(&head.headers) else {
        return Fault::NotAcceptable.answer(MediaType::Json, &id);
    };
    match stated_in_body(&head.headers, body).await {
        Ok(call) => asked(&site, &id, media, call).await,
        Err(fault) => fault.answer(media, &id),
    }
}

async fn asked(site: &Site, id: &RequestId, media: MediaType, call: Call) -> Response {
    match site.api.answer(Viewer::Anonymous, &id.0, call).await {
        Answer::Executed(body) => answered(StatusCode::OK, media, body),
        Answer::Refused { refusal, body } => {
            let status = status(refusal.code, media);
            let mut response = answered(status, media, body);
            if status == StatusCode::METHOD_NOT_ALLOWED {
                allow(&mut response, "POST");
            }
            response
        }
    }
}

/// The status of a document that was refused whole. Under `application/json` it is 200: a client that
/// knows only that type takes any other status for a fault of the way there.
fn status(code: RefusalCode, media: MediaType) -> StatusCode {
    match (code, media) {
        (RefusalCode::MethodNotAllowed, _) => StatusCode::METHOD_NOT_ALLOWED,
        (_, MediaType::Json) => StatusCode::OK,
        (_, MediaType::GraphqlResponse) => StatusCode::BAD_REQUEST,
    }
}
