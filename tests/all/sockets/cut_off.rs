//! Whoever may not watch any more is cut off within a second, whoever does not read after a while, everybody when the
//! server ends: each with the cursor from which to go on.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use renkei_app::people::document_id;
use renkei_domain::access::principal::{Principal, TokenScope};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::people::limits::SESSION_IDLE;
use renkei_domain::people::{DocumentMode, Standing};
use renkei_tests::World;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::server::Server;
use renkei_web::headers::Patience;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

use super::{ENDLESS, PATIENCE, SPEAKING, Socket, code, missing_one, narrow, newest, program};
use crate::consent::prose;
use crate::graphql::{api, asked_by};
use crate::letters::invited::demo;
use crate::migrations::{enter, office, register, resource};
use crate::record::fine;

/// How long what was revoked may still be watched, and as much again for a machine that does other things.
const SOON: Duration = Duration::from_secs(2);

async fn coordinator(world: &World) -> Somebody {
    somebody(&world.app, Standing::Coordinator(demo()), "minato").await
}

/// The cursor that the errors of an operation name.
fn resumed(before: &[Value], id: &str, expected: &str) -> String {
    let told = before.iter().find(|message| message["id"] == id);
    let told = told.unwrap_or_else(|| panic!("{id} is told nothing: {before:?}"));
    assert_eq!(told["type"], "error", "{told}");
    assert_eq!(code(&told["payload"]), expected, "{told}");
    let cursor = told["payload"][0]["extensions"]["resumeCursor"].as_str();
    cursor.unwrap_or_else(|| panic!("{told}")).to_owned()
}

/// A question whose answer takes a while, and has a megabyte.
fn much() -> String {
    let names: String = (0..60).map(|number| format!("n{number}: name ")).collect();
    let pages: String = (0..5)
        .map(|number| format!("p{number}: resources(first: 100) {{ nodes {{ {names} }} }} "))
        .collect();
    format!("{{ {pages} }}")
}

/// The socket of a page that somebody has open.
async fn by_session(server: &Server, who: &Somebody) -> Socket {
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let own = format!("http://{}", server.address);
    let headers = [
        SPEAKING[0],
        ("cookie", cookie.as_str()),
        ("origin", own.as_str()),
    ];
    let mut socket = fine(Socket::open(server.address, &headers).await);
    socket.greet(None).await;
    assert_eq!(socket.next().await["type"], "connection_ack");
    socket
}

/// How many changes there are behind a cursor.
async fn missed(world: &World, cursor: &str) -> usize {
    let document =
        format!("{{ resourceChanges(since: \"{cursor}\", first: 100) {{ nodes {{ seq }} }} }}");
    let answer = asked_by(&api(world), &Principal::anybody(), &document).await;
    let nodes = answer["data"]["resourceChanges"]["nodes"].as_array();
    nodes.unwrap_or_else(|| panic!("{answer}")).len()
}

on_every_database! {
    async fn a_revoked_token_ends_what_it_watches_within_a_second(world) {
        let world = world.seeded().await;
        let minato = coordinator(&world).await;
        let (secret, token) = program(&world, &minato, TokenScope::DirectoryRead).await;
        let (other, _) = program(&world, &minato, TokenScope::DirectoryRead).await;
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, Some(&secret)).await;
        let mut beside = Socket::greeted(server.address, Some(&other)).await;
        let mut idle = Socket::greeted(server.address, Some(&secret)).await;
        socket.ask("w", &missing_one(&world).await).await;
        let told = socket.of("w", "next").await;
        let cursor = told["data"]["resourceChanged"]["cursor"].clone();

        let revoked = Instant::now();
        fine(fine(world.app.revoke_token(&minato.principal, token).await));
        let (before, closed, reason) = socket.end().await;
        assert!(revoked.elapsed() < SOON, "{:?}", revoked.elapsed());
        assert_eq!((closed, reason.as_str()), (4403, "TOKEN_UNKNOWN"));
        assert_eq!(json!(resumed(&before, "w", "TOKEN_UNKNOWN")), cursor);
        // So does a socket on which nothing is asked.
        let (_, closed, _) = idle.end().await;
        assert_eq!(closed, 4403);
        beside.ask("1", "{ __typename }").await;
        beside.of("1", "next").await;
        server.stop().await;
    }
}

on_every_database! {
    async fn a_withdrawn_document_ends_what_is_watched_by_it_within_a_second(world) {
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let (secret, token) = program(&world, &umi, TokenScope::DirectoryRead).await;
        let text = missing_one(&world).await;
        let document = document_id(&text);
        let by = by_page(&umi.principal);
        let registered = world.app.register_documents(&by, token, vec![text.clone()]);
        fine(fine(registered.await));
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, Some(&secret)).await;
        let payload = json!({ "documentId": document.to_string() });
        socket.say(json!({ "id": "id", "type": "subscribe", "payload": payload })).await;
        socket.of("id", "next").await;
        socket.ask("text", &text).await;
        socket.of("text", "next").await;

        let ended = Instant::now();
        fine(fine(world.app.withdraw_document(&by, token, document).await));
        let errors = socket.of("id", "error").await;
        assert!(ended.elapsed() < SOON, "{:?}", ended.elapsed());
        assert_eq!(code(&errors), "DOCUMENT_UNKNOWN", "{errors}");
        assert!(errors[0]["extensions"]["resumeCursor"].is_string(), "{errors}");

        // What came as text goes on until texts are refused, and the socket after that.
        let ended = Instant::now();
        let enforced = world.app.set_document_mode(&by, token, DocumentMode::Enforce);
        fine(fine(enforced.await));
        let errors = socket.of("text", "error").await;
        assert!(ended.elapsed() < SOON, "{:?}", ended.elapsed());
        assert_eq!(code(&errors), "DOCUMENT_NOT_REGISTERED", "{errors}");
        assert!(errors[0]["extensions"]["resumeCursor"].is_string(), "{errors}");
        socket.ask("next", "{ __typename }").await;
        assert_eq!(code(&socket.of("next", "error").await), "DOCUMENT_NOT_REGISTERED");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_session_that_ends_ends_what_is_watched_in_it(world) {
        let world = world.seeded().await;
        let minato = coordinator(&world).await;
        let server = world.serve().await;
        let mut socket = by_session(&server, &minato).await;
        // Only whoever is signed in reads the schema.
        socket.ask("s", "{ __schema { queryType { name } } }").await;
        socket.of("s", "next").await;
        socket.of("s", "complete").await;
        socket.ask("w", &missing_one(&world).await).await;
        socket.of("w", "next").await;
        fine(world.app.sign_out(&minato.secret).await);
        let (before, closed, reason) = socket.end().await;
        assert_eq!((closed, reason.as_str()), (4403, "SESSION_ENDED"));
        resumed(&before, "w", "SESSION_ENDED");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_session_in_which_somebody_only_watches_ends_unused(world) {
        let world = world.seeded().await;
        let minato = coordinator(&world).await;
        let server = world.serve().await;
        let mut socket = by_session(&server, &minato).await;
        socket.ask("w", &missing_one(&world).await).await;
        socket.of("w", "next").await;
        // What is told now was looked for in a session that nobody used for hours.
        let hour = TimeDelta::hours(1);
        world.clock.pass(SESSION_IDLE - hour);
        enter(&world, resource(901), "こかげの会").await;
        socket.of("w", "next").await;
        world.clock.pass(hour + hour);
        let (before, closed, reason) = socket.end().await;
        assert_eq!((closed, reason.as_str()), (4403, "SESSION_ENDED"));
        resumed(&before, "w", "SESSION_ENDED");
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_asked_for_once_is_answered_before_the_server_ends(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, None).await;
        socket.ask("much", &much()).await;
        // One message is heard after the other: by now it was begun.
        socket.say(json!({ "type": "ping" })).await;
        assert_eq!(socket.next().await["type"], "pong");
        let ((), (before, closed, reason)) = tokio::join!(server.stop(), socket.end());
        assert_eq!((closed, reason.as_str()), (1001, "The server ends"));
        let kinds: Vec<&Value> = before.iter().map(|message| &message["type"]).collect();
        assert_eq!(kinds, ["next", "complete"]);
        let nodes = before[0]["payload"]["data"]["p4"]["nodes"].as_array();
        assert!(nodes.is_some_and(|nodes| !nodes.is_empty()), "{}", before[0]["payload"]["errors"]);
    }
}

on_every_database! {
    async fn a_server_that_ends_says_so_to_everybody_who_watches(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, None).await;
        let mut idle = Socket::greeted(server.address, None).await;
        let mut unknown = fine(Socket::open(server.address, &SPEAKING).await);
        socket.ask("w", &missing_one(&world).await).await;
        let told = socket.of("w", "next").await;
        // Where they began is known once the first look was taken.
        let before = newest(&world).await;
        socket.ask("quiet", ENDLESS).await;
        let quiet = socket.of("quiet", "complete");
        assert!(timeout(SOON, quiet).await.is_err(), "it goes on");
        let began = Instant::now();
        let ((), ends) = tokio::join!(server.stop(), async {
            [socket.end().await, idle.end().await, unknown.end().await]
        });
        assert!(began.elapsed() < Duration::from_secs(8), "whoever watches keeps the server up");
        for (_, closed, reason) in &ends {
            assert_eq!((*closed, reason.as_str()), (1001, "The server ends"));
        }
        let cursor = resumed(&ends[0].0, "w", "STREAM_ENDED");
        assert_eq!(json!(cursor), told["data"]["resourceChanged"]["cursor"]);
        assert_eq!(resumed(&ends[0].0, "quiet", "STREAM_ENDED"), before);
        enter(&world, resource(901), "こかげの会").await;
        assert_eq!(missed(&world, &cursor).await, 1);
    }
}

on_every_database! {
    async fn somebody_who_does_not_read_is_cut_off_and_told_where_to_go_on(world) {
        let world = world.seeded().await;
        let patience = Patience {
            reading: Duration::from_millis(300),
            ..Patience::default()
        };
        let server = Server::start_patient(world.app.clone(), patience).await;
        let mut reader = Socket::narrow(server.address).await;
        reader.greet(None).await;
        assert_eq!(reader.next().await["type"], "connection_ack");
        reader.ask("w", &missing_one(&world).await).await;
        let told = reader.of("w", "next").await;
        let cursor = told["data"]["resourceChanged"]["cursor"].clone();

        // More than the machines on the way hold back: each answer has a megabyte.
        for number in 0..10 {
            reader.ask(&format!("much{number}"), &much()).await;
        }
        // Nothing is read for longer than the server waits, and not so long that its last words are lost.
        tokio::time::sleep(Duration::from_secs(3)).await;
        enter(&world, resource(901), "こかげの会").await;
        let (before, closed, reason) = reader.end().await;
        assert_eq!((closed, reason.as_str()), (1013, "READER_TOO_SLOW"));
        let last: Vec<Value> = before.into_iter().filter(|message| message["type"] == "error").collect();
        assert_eq!(json!(resumed(&last, "w", "READER_TOO_SLOW")), cursor);
        assert_eq!(missed(&world, cursor.as_str().unwrap_or_default()).await, 1);
        assert_ne!(json!(newest(&world).await), cursor);

        let mut next = Socket::greeted(server.address, None).await;
        next.ask("1", "{ __typename }").await;
        next.of("1", "next").await;
        server.stop().await;
    }
}

/// How many changes are told to somebody who takes none of them. Each has more than half a megabyte: the server holds
/// fifteen, and the machines on the way the bytes of some more.
const UNREAD: u128 = 30;

on_every_database! {
    async fn somebody_who_does_not_read_events_is_cut_off_and_told_where_to_go_on(world) {
        let world = world.seeded().await;
        let since = newest(&world).await;
        let profile = Profile {
            description: Some(prose(&"ひなた".repeat(1_300))),
            ..Profile::default()
        };
        for number in 0..UNREAD {
            let group = office(ResourceKind::PeerGroup, &format!("ひなたの会{number}"));
            register(&world, resource(1_000 + number), group, profile.clone()).await;
        }
        let all = missed(&world, &since).await;
        let patience = Patience {
            reading: Duration::from_millis(300),
            ..Patience::default()
        };
        let server = Server::start_patient(world.app.clone(), patience).await;
        let texts: String = (0..60).map(|number| format!("d{number}: description ")).collect();
        let document = format!("subscription {{ resourceChanged(since: \"{since}\") {{ cursor resource {{ {texts} }} }} }}");
        let body = json!({ "query": document }).to_string();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nhost: {}\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            server.address,
            body.len()
        );
        let mut reader = narrow(server.address).await;
        fine(reader.write_all(format!("{head}{body}").as_bytes()).await);
        // Longer than the server takes to fill what holds events back, and waits then.
        tokio::time::sleep(Duration::from_secs(3)).await;

        let mut told = Vec::new();
        fine(fine(timeout(PATIENCE, reader.read_to_end(&mut told)).await));
        let told = String::from_utf8_lossy(&told);
        assert!(told.starts_with("HTTP/1.1 200 "), "{told:.500}");
        let events: Vec<Value> = told.split("event: next\ndata: ").skip(1)
            .map(|event| fine(serde_json::from_str(event.split_once("\n\n").unwrap_or_default().0)))
            .collect();
        let (last, before) = events.split_last().unwrap_or_else(|| panic!("{told:.500}"));
        assert_eq!(code(&last["errors"]), "READER_TOO_SLOW", "{last:.500}");
        assert!(told.contains("event: complete\n"), "it ends as it should");
        // Nothing is left out between what was told and what is told from there on.
        let cursor = last["errors"][0]["extensions"]["resumeCursor"].as_str().unwrap_or_default();
        let newest_told = before.last().map(|event| &event["data"]["resourceChanged"]["cursor"]);
        assert_eq!(newest_told, Some(&json!(cursor)));
        assert_eq!(before.len() + missed(&world, cursor).await, all);
        server.stop().await;
    }
}
