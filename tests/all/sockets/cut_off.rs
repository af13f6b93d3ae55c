//! Whoever may not watch any more is cut off within a second, whoever does not read after a while, everybody when the
//! server ends: each with the cursor from which to go on.

use std::time::{Duration, Instant};

use renkei_domain::access::principal::{Principal, TokenScope};
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::server::Server;
use renkei_web::headers::Patience;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{ENDLESS, SPEAKING, Socket, code, missing_one, newest, program};
use crate::graphql::{api, asked_by};
use crate::letters::invited::demo;
use crate::migrations::{enter, resource};
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
    async fn a_session_that_ends_ends_what_is_watched_in_it(world) {
        let world = world.seeded().await;
        let minato = coordinator(&world).await;
        let server = world.serve().await;
        let cookie = format!("__Host-renkei={}", minato.secret.as_str());
        let own = format!("http://{}", server.address);
        let headers = [SPEAKING[0], ("cookie", cookie.as_str()), ("origin", own.as_str())];
        let mut socket = fine(Socket::open(server.address, &headers).await);
        socket.greet(None).await;
        assert_eq!(socket.next().await["type"], "connection_ack");
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
        let names: String = (0..60).map(|number| format!("n{number}: name ")).collect();
        let pages: String = (0..5)
            .map(|number| format!("p{number}: resources(first: 100) {{ nodes {{ {names} }} }} "))
            .collect();
        for number in 0..10 {
            reader.ask(&format!("much{number}"), &format!("{{ {pages} }}")).await;
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
