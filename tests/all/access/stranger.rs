//! Strangers at every door: the addresses come from the route table, so that a new one is tried with them.

use renkei_tests::on_every_database;
use renkei_tests::server::Visitor;
use renkei_web::routes::{TABLE, Who};

use crate::record::fine;

/// Tries every address that is not for anybody. Each sends a stranger to the sign-in or says that there is
/// no such page, whatever came with the request. Says how many there are.
async fn turned_away_everywhere(stranger: &Visitor) -> usize {
    let mut restricted = 0;
    for route in TABLE {
        if route.who == Who::Anybody {
            continue;
        }
        restricted += 1;
        let (method, path) = (route.method.clone(), (route.sample)());
        let answer = stranger.send(method, &path, Vec::new()).await;
        let status = answer.status().as_u16();
        let location = answer.headers().get("location");
        let location = location.and_then(|location| location.to_str().ok());
        let is_sent_to_sign_in = status == 303
            && location.is_some_and(|location| {
                location == "/sign-in" || location.starts_with("/sign-in?")
            });
        assert!(
            is_sent_to_sign_in || status == 404,
            "{} {} answers {status}, {location:?}",
            route.method,
            route.pattern
        );
    }
    restricted
}

on_every_database! {
    async fn a_stranger_comes_through_no_door_that_is_not_for_anybody(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let before = fine(world.store.acts_after(0, 10_000).await);
        let restricted = turned_away_everywhere(&server.visitor()).await;
        assert!(restricted > 0, "every address is for anybody");
        let after = fine(world.store.acts_after(0, 10_000).await);
        assert!(after == before, "a stranger left something on record");
        server.stop().await;
    }
}
