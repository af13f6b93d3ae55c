//! What somebody watches, as server-sent events (GraphQL over SSE, distinct connections): `next` with a JSON object for
//! each thing that is new, and `complete` after the last.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use futures_util::stream;
use renkei_graphql::Mark;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::fault::{Fault, resuming};
use super::following::{Following, Told};
use crate::headers::RequestId;
use crate::throttle::Place;

/// The type by which a caller asks for events.
const EVENTS: &str = "text/event-stream";

/// How many events wait for somebody who does not read them yet.
const QUEUE: usize = 16;

/// The last event.
const COMPLETE: &[u8] = b"event: complete\ndata:\n\n";

/// A line that means nothing.
const SIGN_OF_LIFE: &[u8] = b":\n\n";

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

/// The answer that tells what is watched. Its place is given back when it ends.
pub(super) fn answer(following: Following, place: Place) -> Response {
    let (queue, events) = mpsc::channel(QUEUE);
    tokio::spawn(tell(following, place, queue));
    let events = stream::unfold(events, |mut events| async move {
        let text: Vec<u8> = events.recv().await?;
        Some((Ok::<_, Infallible>(text), events))
    });
    let mut response = Response::new(Body::from_stream(events));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(EVENTS));
    headers.insert(BUFFERING, HeaderValue::from_static("no"));
    response
}

/// Tells one event after the other, until it is over or nobody reads them any more.
async fn tell(mut following: Following, place: Place, queue: mpsc::Sender<Vec<u8>>) {
    // Kept free for the last word, which somebody who reads too slowly still gets.
    let Ok(last) = queue.clone().reserve_owned().await else {
        return;
    };
    let patience = following.patience();
    let mut taken = following.cursor().map(str::to_owned);
    let words = loop {
        let told = tokio::select! {
            told = following.next() => told,
            () = queue.closed() => return,
        };
        let (text, mark) = match told {
            Told::News(news) => (event(&news.body), Some(news.mark)),
            Told::Nothing => (SIGN_OF_LIFE.to_vec(), None),
            Told::Last(body) => break last_event(&body),
            Told::End => break COMPLETE.to_vec(),
        };
        match timeout(patience.reading, queue.send(text)).await {
            Ok(Ok(())) => {
                let cursor = mark.as_ref().and_then(Mark::cursor).map(str::to_owned);
                taken = cursor.or(taken);
            }
            Ok(Err(_)) => return,
            Err(_) => {
                let id = RequestId(following.new_request_id());
                tracing::info!(id = %id.0, "somebody read too slowly what they watch");
                break last_event(&resuming(Fault::ReaderTooSlow.body(&id), taken.as_deref()));
            }
        }
    };
    drop(last.send(words));
    drop(place);
}

fn event(body: &[u8]) -> Vec<u8> {
    // JSON as we write it stands on one line.
    [b"event: next\ndata: ", body, b"\n\n"].concat()
}

fn last_event(body: &Value) -> Vec<u8> {
    [&event(body.to_string().as_bytes())[..], COMPLETE].concat()
}
