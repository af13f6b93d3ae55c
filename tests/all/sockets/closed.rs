//! Whoever does not keep to the protocol is closed on, each with the code that says why, and the next one is answered.

use renkei_tests::on_every_database;
use renkei_tests::server::Server;
use renkei_web::headers::Patience;
use serde_json::json;
use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;

use super::{ENDLESS, SPEAKING, Socket};
use crate::record::fine;

/// What somebody does wrong: whether they greet before, what they send, and how they are closed on.
type Wrong = (&'static str, bool, Vec<Message>, u16, &'static str);

fn begin(id: &str) -> Message {
    let payload = json!({ "query": ENDLESS });
    Message::text(json!({ "id": id, "type": "subscribe", "payload": payload }).to_string())
}

fn text(text: &str) -> Message {
    Message::text(text.to_owned())
}

fn wrongs() -> Vec<Wrong> {
    let deep = format!(
        r#"{{"type":"ping","payload":{{"a":{}{}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let large = format!(
        r#"{{"type":"ping","payload":{{"a":"{}"}}}}"#,
        "a".repeat(300_000)
    );
    vec![
        (
            "no JSON",
            true,
            vec![text("{")],
            4400,
            "A message is a JSON object",
        ),
        (
            "a list",
            true,
            vec![text("[]")],
            4400,
            "A message is a JSON object",
        ),
        (
            "JSON too deep",
            true,
            vec![text(&deep)],
            4400,
            "A message is a JSON object",
        ),
        ("no type", true, vec![text("{}")], 4400, "`type` is missing"),
        (
            "the older protocol",
            true,
            vec![text(r#"{"type":"start","id":"1"}"#)],
            4400,
            "There is no such `type`",
        ),
        (
            "what only servers say",
            true,
            vec![text(r#"{"type":"next","id":"1"}"#)],
            4400,
            "There is no such `type`",
        ),
        (
            "no payload",
            true,
            vec![text(r#"{"type":"subscribe","id":"1"}"#)],
            4400,
            "`payload` is missing",
        ),
        (
            "no document",
            true,
            vec![text(r#"{"type":"subscribe","id":"1","payload":{}}"#)],
            4400,
            "`payload` is not of the shape of a call",
        ),
        (
            "bytes",
            true,
            vec![Message::binary(vec![1, 2, 3])],
            4400,
            "A message is text",
        ),
        (
            "wrong before the greeting",
            false,
            vec![text("nonsense")],
            4400,
            "A message is a JSON object",
        ),
        (
            "no greeting before",
            false,
            vec![begin("1")],
            4401,
            "Unauthorized",
        ),
        (
            "a greeting twice",
            true,
            vec![text(r#"{"type":"connection_init"}"#)],
            4429,
            "Too many initialisation requests",
        ),
        (
            "an id twice",
            true,
            vec![begin("4"), begin("4")],
            4409,
            "Subscriber for 4 already exists",
        ),
        (
            "a message too large",
            true,
            vec![text(&large)],
            1009,
            "BODY_TOO_LARGE",
        ),
        (
            "no token",
            false,
            vec![text(
                r#"{"type":"connection_init","payload":{"Authorization":"Bearer renkei_nothing"}}"#,
            )],
            4403,
            "TOKEN_UNKNOWN",
        ),
        (
            "another scheme",
            false,
            vec![text(
                r#"{"type":"connection_init","payload":{"authorization":"Basic dXNlcjpwYXNz"}}"#,
            )],
            4403,
            "TOKEN_UNKNOWN",
        ),
        (
            "no header at all",
            false,
            vec![text(
                r#"{"type":"connection_init","payload":{"authorization":"Bearer a\u0000b"}}"#,
            )],
            4403,
            "TOKEN_UNKNOWN",
        ),
    ]
}

on_every_database! {
    async fn whoever_breaks_the_protocol_is_told_by_the_code_why_it_ends(world) {
        let server = world.serve().await;
        for (what, greets, said, expected, words) in wrongs() {
            let mut socket = if greets {
                Socket::greeted(server.address, None).await
            } else {
                fine(Socket::open(server.address, &SPEAKING).await)
            };
            for message in said {
                socket.send(message).await;
            }
            let (before, code, reason) = socket.end().await;
            assert_eq!((code, reason.as_str()), (expected, words), "{what}");
            assert_eq!(before, Vec::<serde_json::Value>::new(), "{what}");
        }
        // A browser learns nothing of a refused handshake, so that this is told by a code too.
        let mut silent = fine(Socket::open(server.address, &[]).await);
        let (_, code, reason) = silent.end().await;
        assert_eq!((code, reason.as_str()), (4406, "Subprotocol not acceptable"));
        let mut next = Socket::greeted(server.address, None).await;
        next.ask("1", "{ __typename }").await;
        assert_eq!(next.of("1", "next").await["data"], json!({ "__typename": "Query" }));
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_does_not_greet_is_closed_on_after_a_while(world) {
        let patience = Patience {
            greeting: Duration::from_millis(200),
            ..Patience::default()
        };
        let server = Server::start_patient(world.app.clone(), patience).await;
        let mut silent = fine(Socket::open(server.address, &SPEAKING).await);
        // Whoever only shows that they are there has not said who they are.
        silent.say(json!({ "type": "ping" })).await;
        let (before, code, reason) = silent.end().await;
        assert_eq!((code, reason.as_str()), (4408, "Connection initialisation timeout"));
        assert_eq!(before, [json!({ "type": "pong" })]);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_page_of_another_site_opens_no_socket(world) {
        let server = world.serve().await;
        let own = format!("http://{}", server.address);
        for (origin, expected) in [
            ("https://elsewhere.example", Some(403)),
            ("null", Some(403)),
            (own.as_str(), None),
        ] {
            let headers = [SPEAKING[0], ("origin", origin)];
            let opened = Socket::open(server.address, &headers).await;
            assert_eq!(opened.err(), expected, "{origin}");
        }
        let headers = [SPEAKING[0], ("authorization", "Bearer renkei_nothing")];
        assert_eq!(Socket::open(server.address, &headers).await.err(), Some(401));
        let headers = [SPEAKING[0], ("sec-websocket-version", "8")];
        assert_eq!(Socket::open(server.address, &headers).await.err(), Some(400));
        server.stop().await;
    }
}
