//! What a program pays over a socket: what it pays by POST, and for each event what stands in it.

use std::num::NonZeroU32;

use renkei_tests::on_every_database;
use renkei_tests::server::Server;
use renkei_web::throttle::RateLimits;
use serde_json::{Value, json};

use super::{Socket, code, newest};
use crate::migrations::{enter, resource};

/// Points of a minute.
const QUOTA: u32 = 3_000_000;

fn cost((requested, actual): (u32, u32), left: u32) -> Value {
    json!({
        "requested": requested, "actual": actual, "limit": 150_000,
        "left": left, "pointsPerMinute": QUOTA, "resetSeconds": 1,
    })
}

/// What changed since a cursor. An entry of the test has no phone, of which three are usual: 50 for the change, 1 for
/// its cursor, 200 for its entry and 1 for each field of that.
fn watching(since: &str) -> String {
    let shown = "{ cursor resource { name phones { written } } }";
    format!("subscription {{ resourceChanged(since: \"{since}\") {shown} }}")
}

on_every_database! {
    async fn a_program_gets_back_over_a_socket_what_it_did_not_spend(world) {
        let world = world.seeded().await;
        let server = Server::start_throttled(world.app.clone(), RateLimits::default(), &[]).await;
        // 100 for the handshake, 100 for the greeting.
        let mut socket = Socket::greeted(server.address, None).await;
        let search = "{ resources(first: 100, filter: { kinds: [MEDICAL_INSTITUTION] }) { nodes { id } } }";
        socket.ask("q", search).await;
        let answer = socket.of("q", "next").await;
        assert_eq!(answer["extensions"]["cost"], cost((14_101, 14_003), 2_985_697), "{answer}");
        socket.of("q", "complete").await;
        // The protocol carries nothing of a refusal but its errors.
        for (document, requested, left) in [("{ nothing }", 1, 2_985_597), ("{", 0, 2_985_497)] {
            socket.ask("r", document).await;
            let errors = socket.of("r", "error").await;
            assert_eq!(errors[0]["extensions"]["cost"], cost((requested, 0), left), "{errors}");
        }
        let since = newest(&world).await;
        enter(&world, resource(901), "ひなたの会").await;
        enter(&world, resource(902), "こかげの会").await;
        socket.ask("w", &watching(&since)).await;
        for left in [2_985_144, 2_984_791] {
            let event = socket.of("w", "next").await;
            assert_eq!(event["extensions"]["cost"], cost((256, 253), left), "{event}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_has_points_for_a_part_is_told_that_part_and_where_to_go_on(world) {
        let limits = RateLimits { requests_per_minute: None, points_per_minute: NonZeroU32::new(1_000) };
        enter(&world, resource(900), "ひなたの会").await;
        let since = newest(&world).await;
        for number in 901..=905 {
            enter(&world, resource(number), &format!("{number}番目の会")).await;
        }
        let server = Server::start_throttled(world.app.clone(), limits, &[]).await;
        let mut socket = Socket::greeted(server.address, None).await;
        socket.ask("w", &watching(&since)).await;
        // 800 are left, and each event takes 353 of them.
        let mut last = Value::Null;
        for left in [447, 94] {
            let event = socket.of("w", "next").await;
            assert_eq!(event["extensions"]["cost"]["left"], left, "{event}");
            last = event["data"]["resourceChanged"]["cursor"].clone();
        }
        let errors = socket.of("w", "error").await;
        assert_eq!(code(&errors), "THROTTLED", "{errors}");
        let extensions = &errors[0]["extensions"];
        assert_eq!(extensions["resumeCursor"], last, "{errors}");
        assert_eq!(extensions["cost"]["requested"], 256, "{errors}");
        assert!(extensions["retryAfter"].as_u64().is_some_and(|wait| wait > 0), "{errors}");
        server.stop().await;
    }
}
