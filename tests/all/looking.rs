//! Opening a link changes nothing: mail programs, previews and people who look twice all do it. Every address
//! of the route table is opened, and every link that stands on those pages.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::schema::contents;
use renkei_web::routes::TABLE;
use reqwest::Method;

use crate::import::web::kept_list;
use crate::letters::invited::{all_end, demo, invite};
use crate::letters::pages::browser_of;
use crate::markup::links;

/// What looking writes down of itself: that a session is in use.
const OF_LOOKING: [(&str, &str); 1] = [("session", "seen_at")];

/// Where it is kept who looked at what is not for everybody.
const OF_READINGS: [&str; 2] = ["audit", "audit_detail"];

/// Where codes that nobody gave out are counted against whoever tries them: the addresses of examples hold such.
const OF_TRIES: &str = "sign_in_failure";

on_every_database! {
    async fn a_coordinator_who_opens_every_link_changes_nothing(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let coordinator = Standing::Coordinator(demo());
        let made = invite(&world, &minato, coordinator, "摂津 みのり", Some("minori@example.jp")).await;
        all_end(&world, DeliveryOutcome::Refused).await;
        kept_list(&world, &minato, demo(), "list.csv").await;
        let server = world.serve().await;
        let (browser, stranger) = (browser_of(&server, &minato), server.visitor());
        // Long enough for the session's use to be written down.
        world.clock.pass(TimeDelta::minutes(2));

        let reads = TABLE.iter().filter(|route| route.method == Method::GET);
        let mut paths: BTreeSet<String> = reads.map(|route| (route.sample)()).collect();
        paths.insert(format!("/invitation/{}", made.code));
        let before = contents(&world, &OF_LOOKING).await;
        assert!(!before["letter"].is_empty() && !before["invitation_code"].is_empty());
        assert_eq!(before["upload"].len(), 1, "a file that waits");
        let (mut found, mut opened) = (BTreeSet::new(), 0);
        for path in &paths {
            let page = browser.look(path).await;
            assert!(page.status < 500, "{path} answers {}", page.status);
            opened += u32::from(page.status == 200);
            browser.sent(Method::HEAD, path, &[], None).await;
            // Whoever is not signed in may have been sent the same link.
            stranger.read(path).await;
            // Every type of the schema has a page: `reference` opens them all.
            let of_schema = |href: &String| href.starts_with("/graphql/reference");
            found.extend(links(&page.html).into_iter().filter(|href| href.starts_with('/') && !of_schema(href)));
        }
        assert!(opened > 20, "only {opened} pages were there");
        for path in found.difference(&paths) {
            let page = browser.look(path).await;
            assert!(page.status < 500, "{path} answers {}", page.status);
        }
        let after = contents(&world, &OF_LOOKING).await;
        for (table, rows) in &before {
            if OF_READINGS.contains(&table.as_str()) {
                let now = after.get(table).map_or(&[][..], Vec::as_slice);
                assert!(now.len() > rows.len(), "nobody kept note of what was read: {table}");
                assert!(rows.iter().all(|row| now.contains(row)), "opening links changed what stands in {table}");
            } else if table == OF_TRIES {
                let now = after.get(table).map_or(&[][..], Vec::as_slice);
                assert!(rows.iter().all(|row| now.contains(row)), "opening links changed what stands in {table}");
            } else {
                assert!(after.get(table) == Some(rows), "opening links changed {table}");
            }
        }
        assert_eq!(before.len(), after.len());
        server.stop().await;
    }
}
