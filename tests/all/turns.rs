//! Programs that search all at once leave one reader to people: whoever has somebody on the phone does
//! not stand in line behind machines.

use std::time::Duration;

use futures_util::FutureExt as _;
use renkei_app::directory::search::ResourceSearch;
use renkei_tests::on_every_database;
use reqwest::Method;
use tokio::time::timeout;

use crate::pages::page;
use crate::record::fine;

/// Much longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

const SEARCH: &str = r#"{"query":"{ resources(first: 1) { nodes { id } totalCount { value } } }"}"#;

on_every_database! {
    async fn a_supporter_is_answered_while_programs_take_every_turn_they_have(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let (supporter, program) = (server.visitor(), server.visitor());
        let search = ResourceSearch::default();
        // As many searches of programs as there are readers. Each is begun and then held still: what it
        // has of the database it keeps, and nothing lets it go. On a busy machine a search may be
        // answered before it can be held; then another takes its place.
        let mut held = Vec::new();
        while held.len() < world.store.readers() as usize {
            let mut one = Box::pin(world.app.count_resources(&search));
            if (&mut one).now_or_never().is_none() {
                held.push(one);
            }
        }
        let waiting = tokio::spawn(async move {
            program.send_json(Method::POST, "/graphql", SEARCH).await.status()
        });

        for path in ["/search?q=%E6%94%AF%E6%8F%B4", "/", "/search.csv"] {
            let shown = timeout(PATIENCE, supporter.read(path)).await;
            let (status, _) = fine(shown);
            assert_eq!(status, 200, "{path}");
        }
        assert!(!waiting.is_finished(), "a program did not wait for its turn");

        drop(held);
        let answered = fine(fine(timeout(PATIENCE, waiting).await));
        assert_eq!(answered, 200);
        page(&supporter, "/search").await;
        server.stop().await;
    }
}
