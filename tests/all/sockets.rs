//! `/graphql` over a WebSocket: what a partner's program is told there, and what somebody who means no good is.

mod closed;
mod costs;
mod cut_off;
mod operations;
mod places;
mod watched;

use std::net::SocketAddr;
use std::time::Duration;

use chrono::NaiveDate;
use futures_util::{SinkExt as _, StreamExt as _};
use renkei_app::people::NewToken;
use renkei_domain::access::principal::{Principal, TokenScope};
use renkei_domain::ids::TokenId;
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::SEC_WEBSOCKET_PROTOCOL;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::graphql::{api, asked_by};
use crate::migrations::{enter, line, resource};
use crate::record::fine;

/// Much longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which protocol a program speaks.
const PROTOCOL: &str = "graphql-transport-ws";

/// What does not end by itself.
const ENDLESS: &str =
    "subscription { resourceChanged { cursor resourceId kind resource { name } } }";

/// The place behind everything that was done until now.
pub(crate) async fn newest(world: &World) -> String {
    let document = "{ resourceChanges(first: 1) { newestCursor } }";
    let answer = asked_by(&api(world), &Principal::anybody(), document).await;
    let newest = answer["data"]["resourceChanges"]["newestCursor"].as_str();
    newest.unwrap_or_else(|| panic!("{answer}")).to_owned()
}

/// What does not end by itself, and tells one change at once.
async fn missing_one(world: &World) -> String {
    let since = newest(world).await;
    enter(world, resource(900), "ひなたの会").await;
    format!("subscription {{ resourceChanged(since: \"{since}\") {{ cursor resourceId }} }}")
}

/// A token with a scope.
async fn program(world: &World, of: &Somebody, scope: TokenScope) -> (String, TokenId) {
    let new = NewToken {
        name: line("市のシステム"),
        scopes: vec![scope],
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    let made = world.app.make_token(&by_page(&of.principal), new).await;
    let made = fine(fine(made));
    (made.secret, made.id)
}

/// A program at its socket.
pub(crate) struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    /// Opens one; the status, where it is refused.
    async fn open(address: SocketAddr, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        Self::on(fine(TcpStream::connect(address).await), headers).await
    }

    /// The same by somebody on whose side little waits.
    async fn narrow(address: SocketAddr) -> Self {
        fine(Self::on(narrow(address).await, &SPEAKING).await)
    }

    async fn on(stream: TcpStream, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        let address = fine(stream.peer_addr());
        let mut request = fine(format!("ws://{address}/graphql").into_client_request());
        for (name, value) in headers {
            let value = fine(HeaderValue::from_str(value));
            request.headers_mut().insert(*name, value);
        }
        match client_async(request, stream).await {
            Ok((stream, answer)) => {
                let spoken = answer.headers().get(SEC_WEBSOCKET_PROTOCOL);
                let asked = headers
                    .iter()
                    .any(|(name, _)| *name == "sec-websocket-protocol");
                assert_eq!(spoken.is_some(), asked, "{answer:?}");
                Ok(Self(stream))
            }
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(fault) => panic!("{fault}"),
        }
    }

    /// A socket whose greeting was answered.
    pub(crate) async fn greeted(address: SocketAddr, token: Option<&str>) -> Self {
        let mut socket = fine(Self::open(address, &SPEAKING).await);
        socket.greet(token).await;
        assert_eq!(socket.next().await, json!({ "type": "connection_ack" }));
        socket
    }

    async fn greet(&mut self, token: Option<&str>) {
        let mut greeting = json!({ "type": "connection_init" });
        if let Some(token) = token {
            greeting["payload"] = json!({ "authorization": format!("Bearer {token}") });
        }
        self.say(greeting).await;
    }

    pub(crate) async fn say(&mut self, message: Value) {
        self.send(Message::text(message.to_string())).await;
    }

    async fn send(&mut self, message: Message) {
        fine(self.0.send(message).await);
    }

    pub(crate) async fn ask(&mut self, id: &str, document: &str) {
        self.ask_with(id, document, json!({})).await;
    }

    async fn ask_with(&mut self, id: &str, document: &str, variables: Value) {
        let payload = json!({ "query": document, "variables": variables });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
    }

    /// What comes next and is no sign of life.
    async fn heard(&mut self) -> Message {
        loop {
            let next = timeout(PATIENCE, self.0.next()).await;
            let next = next.unwrap_or_else(|_| panic!("nothing comes"));
            match next {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(message)) => return message,
                ended => panic!("it is gone without a word: {ended:?}"),
            }
        }
    }

    /// The next message.
    pub(crate) async fn next(&mut self) -> Value {
        match self.heard().await {
            Message::Text(text) => fine(serde_json::from_str(&text)),
            other => panic!("{other:?}"),
        }
    }

    /// The next message, which belongs to an operation.
    async fn of(&mut self, id: &str, kind: &str) -> Value {
        let mut message = self.next().await;
        assert_eq!(
            (&message["id"], &message["type"]),
            (&json!(id), &json!(kind)),
            "{message}"
        );
        message["payload"].take()
    }

    /// With which code and words it is closed; what comes before is answered too.
    async fn end(&mut self) -> (Vec<Value>, u16, String) {
        let mut before = Vec::new();
        loop {
            match self.heard().await {
                Message::Text(text) => before.push(fine(serde_json::from_str(&text))),
                Message::Close(Some(frame)) => {
                    return (before, frame.code.into(), frame.reason.to_string());
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

/// A connection on whose side little waits.
async fn narrow(address: SocketAddr) -> TcpStream {
    let socket = fine(TcpSocket::new_v4());
    fine(socket.set_recv_buffer_size(64 * 1024));
    fine(socket.connect(address).await)
}

/// What every program says that speaks the protocol.
const SPEAKING: [(&str, &str); 1] = [("sec-websocket-protocol", PROTOCOL)];

/// The code of the first error.
fn code(errors: &Value) -> &str {
    errors[0]["extensions"]["code"].as_str().unwrap_or_default()
}
