//! Strangers at every door: the addresses come from the route table, so that a new one is tried with them.

use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_web::routes::{Route, SampleBody, TABLE, Who};

use crate::record::fine;

/// Where an account is with itself: its own pages, the steps of signing in, and the schema, which every
/// account may explore.
const OWN: [&str; 6] = [
    "/account",
    "/audit",
    "/sign-in",
    "/confirm",
    "/graphiql",
    "/my",
];

/// The addresses that are not for anybody.
fn restricted() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().filter(|route| route.who != Who::Anybody)
}

/// Sends to an address what people send there.
async fn tried(browser: &Browser, route: &Route) -> Page {
    let form = match route.body {
        Some(SampleBody::Form(fields)) => Some(fields.to_owned()),
        Some(SampleBody::Json(_)) | None => None,
    };
    let (method, path) = (route.method.clone(), (route.sample)());
    browser.sent(method, &path, &[], form).await
}

/// Tries every address that is not for anybody. Each sends a stranger to the sign-in or says that there is
/// no such page.
async fn turned_away_everywhere(stranger: &Browser) {
    for route in restricted() {
        let page = tried(stranger, route).await;
        let to = page.leads_to.as_deref().unwrap_or_default();
        let is_sent_to_sign_in =
            page.status == 303 && (to == "/sign-in" || to.starts_with("/sign-in?"));
        assert!(
            is_sent_to_sign_in || page.status == 404,
            "{} {} answers {}, {to}",
            route.method,
            route.pattern,
            page.status
        );
    }
}

/// Tries every address that is not an account's own. Each refuses an account that is nobody there, or says
/// that there is no such page.
async fn refused_everywhere(browser: &Browser) -> usize {
    let mut count = 0;
    for route in restricted() {
        if OWN.iter().any(|own| route.pattern.starts_with(own)) {
            continue;
        }
        count += 1;
        let page = tried(browser, route).await;
        assert!(
            matches!(page.status, 403 | 404),
            "{} {} answers {}: {}",
            route.method,
            route.pattern,
            page.status,
            page.html
        );
    }
    count
}

on_every_database! {
    async fn a_stranger_comes_through_no_door_that_is_not_for_anybody(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let before = fine(world.store.acts_after(0, 10_000).await);
        assert!(restricted().count() > 0, "every address is for anybody");
        turned_away_everywhere(&Browser::at(&server)).await;
        let after = fine(world.store.acts_after(0, 10_000).await);
        assert!(after == before, "a stranger left something on record");
        server.stop().await;
    }
}

on_every_database! {
    async fn somebody_who_is_nobody_in_a_network_comes_no_further_than_to_themselves(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let browser = Browser::at(&server);
        browser.keep(Some(person.secret.as_str().to_owned()));
        let before = fine(world.store.acts_after(0, 10_000).await);
        let count = refused_everywhere(&browser).await;
        assert!(count > 0, "every address is an account's own");
        let after = fine(world.store.acts_after(0, 10_000).await);
        assert!(after == before, "a stranger left something on record");
        server.stop().await;
    }
}
