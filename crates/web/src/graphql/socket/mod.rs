//! `/graphql` over a WebSocket, by the protocol graphql-transport-ws: queries, changes and whatever is watched, several at
//! once. Each operation goes the way of a call over HTTP: through the same guard, as the same caller, for the same points.
//!
//! [`open`] takes the connection over, [`conversation`] hears and tells until either side ends it, [`operation`] answers
//! one operation, [`message`] knows the words and [`close`] why a socket is closed.

mod close;
mod conversation;
mod message;
mod operation;

use axum::extract::FromRequestParts as _;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN, UPGRADE};
use axum::http::request::Parts;
use axum::response::Response;
use renkei_app::audit::AskedFrom;

pub(crate) use self::close::Close;
use self::conversation::Conversation;
use super::body::BODY_LIMIT;
use super::caller;
use super::fault::{Fault, throttled};
use super::negotiation::MediaType;
use crate::Site;
use crate::headers::RequestId;
use crate::server::{Ending, Held};
use crate::throttle::{Client, POINTS_OF_READING};

/// The protocol that is spoken.
const PROTOCOL: &str = "graphql-transport-ws";

/// How many operations may be under way on one socket.
pub(crate) const OPERATIONS: usize = 20;

/// What is read and written at once; larger messages go through it in parts.
const BUFFER: usize = 8 * 1024;

/// The largest message that is read at all. What is too large and not larger than this is told so.
pub(crate) const MESSAGE_LIMIT: usize = 4 * BODY_LIMIT;

/// Whether a GET asks for a socket.
pub(super) fn is_asked_for(headers: &HeaderMap) -> bool {
    let stated = headers.get(UPGRADE);
    stated.is_some_and(|stated| stated.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Takes a connection over, for programs and for our own pages. A socket knows no forms, so that nothing else keeps out
/// pages of other sites, which would come with the session of whoever looks at them.
pub(super) async fn open(
    site: Site,
    id: RequestId,
    client: Client,
    asked: AskedFrom,
    mut head: Parts,
) -> Response {
    let refused = |fault: Fault| fault.answer(MediaType::Json, &id);
    if !is_from_here(&site, &head.headers) {
        return refused(Fault::CrossOrigin);
    }
    let known = match caller::by_token_or_session(&site, &head.headers).await {
        Ok(known) => known,
        Err(fault) => return refused(fault),
    };
    let payer = client.or_account(known.principal.account());
    let taken = site.throttle.take_points(
        payer,
        known.program.map(|program| program.token),
        POINTS_OF_READING,
    );
    if let Err(used_up) = taken {
        let mut response = throttled(MediaType::Json, &id, 0, used_up);
        response.extensions_mut().insert(used_up);
        return response;
    }
    let upgrade = <WebSocketUpgrade>::from_request_parts(&mut head, &site).await;
    let Ok(upgrade) = upgrade else {
        return refused(Fault::BadRequest);
    };
    let Some(place) = site.throttle.enter_socket(payer) else {
        return refused(Fault::TooManySockets);
    };
    let conversation = Conversation::new(
        (site, client, place),
        asked,
        head.extensions.get::<Ending>().cloned(),
        head.headers,
    );
    // Until the socket is closed the connection counts as one.
    let held = head.extensions.get::<Held>().cloned();
    let upgrade = upgrade
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_message_size(MESSAGE_LIMIT)
        .max_frame_size(MESSAGE_LIMIT)
        .protocols([PROTOCOL]);
    let is_spoken = upgrade.selected_protocol().is_some();
    upgrade.on_upgrade(move |socket| async move {
        conversation.hold(socket, is_spoken).await;
        drop(held);
    })
}

/// Whether a page of ours asks, or a program, which names no page.
fn is_from_here(site: &Site, headers: &HeaderMap) -> bool {
    let Some(stated) = headers.get(ORIGIN) else {
        return true;
    };
    let Ok(origin) = stated.to_str() else {
        return false;
    };
    let own = site.address.stated();
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let called = origin.split_once("://").map(|(_, host)| host);
    own.is_some_and(|own| own.to_string() == origin) || (called.is_some() && called == host)
}
