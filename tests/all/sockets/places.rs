//! One account has so many sockets and so many streams, on however many connections.

use std::num::NonZeroU32;

use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::server::Server;
use renkei_web::throttle::RateLimits;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use super::{SPEAKING, Socket, code, missing_one, program};
use crate::letters::invited::demo;
use crate::record::fine;

on_every_database! {
    async fn many_sockets_and_streams_of_one_account_keep_nobody_else_out(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let (one, _) = program(&world, &minato, TokenScope::DirectoryRead).await;
        let (other, _) = program(&world, &minato, TokenScope::MembersRead).await;
        let server = world.serve().await;
        let mut sockets = Vec::new();
        for number in 0..10 {
            let token = if number % 2 == 0 { &one } else { &other };
            sockets.push(Socket::greeted(server.address, Some(token)).await);
        }
        // The account is known only by the greeting, by a header before it.
        let mut refused = fine(Socket::open(server.address, &SPEAKING).await);
        refused.greet(Some(&one)).await;
        let (_, closed, reason) = refused.end().await;
        assert_eq!((closed, reason.as_str()), (1013, "TOO_MANY_SOCKETS"));
        let bearer = format!("Bearer {other}");
        let headers = [SPEAKING[0], ("authorization", bearer.as_str())];
        assert_eq!(Socket::open(server.address, &headers).await.err(), Some(429));
        // Whoever says nothing of themselves is counted by the address.
        let nobody = Socket::greeted(server.address, None).await;
        drop(nobody);

        // Each of them tells what it missed, so that all are there before the next begins.
        let endless = missing_one(&world).await;
        for socket in sockets.iter_mut().take(2) {
            for number in 0..20 {
                socket.ask(&number.to_string(), &endless).await;
            }
            for _ in 0..20 {
                let told = socket.next().await;
                assert_eq!(told["type"], "next", "{told}");
            }
        }
        let mut last = sockets.pop().unwrap_or_else(|| panic!("there are ten"));
        last.ask("more", &endless).await;
        let errors = last.of("more", "error").await;
        assert_eq!(code(&errors), "TOO_MANY_STREAMS");
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_has_no_points_left_is_told_when_to_come_back(world) {
        let world = world.seeded().await;
        let limits = RateLimits {
            requests_per_minute: None,
            points_per_minute: NonZeroU32::new(20_000),
        };
        let server = Server::start_throttled(world.app.clone(), limits, &[]).await;
        let mut socket = Socket::greeted(server.address, None).await;
        let search = "{ resources(first: 1) { nodes { id } } }";
        socket.ask("1", search).await;
        socket.of("1", "next").await;
        socket.of("1", "complete").await;
        socket.ask("2", search).await;
        let errors = socket.of("2", "error").await;
        assert_eq!(code(&errors), "THROTTLED");
        assert!(errors[0]["extensions"]["retryAfter"].as_u64().is_some_and(|wait| wait > 0), "{errors}");
        // So are signs of life, which cost as much as a call that is refused.
        let closed = loop {
            socket.say(json!({ "type": "ping" })).await;
            if let Message::Close(frame) = socket.heard().await {
                break frame;
            }
        };
        let closed = closed.map(|frame| (u16::from(frame.code), frame.reason.to_string()));
        assert_eq!(closed, Some((1013, "THROTTLED".to_owned())));
        server.stop().await;
    }
}
