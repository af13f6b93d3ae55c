//! The client that partners build on: it follows while others write, waits where it is asked to, and tells why not.

mod desk;
mod mirror;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use cynic::MutationBuilder as _;
use futures_util::{StreamExt as _, TryStreamExt as _};
use renkei_client::{Client, Error, Id, Resource, Retries, Search, schema};
use renkei_graphql::global_id;
use renkei_tests::on_every_database;
use renkei_tests::server::Server;
use renkei_web::throttle::RateLimits;
use serde_json::json;
use tokio::time::timeout;

use self::desk::{Desk, Said};
use crate::changes_feed::{TURNS, WRITERS, write};
use crate::migrations::{enter, resource};
use crate::record::fine;

/// How long a story waits for a change.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client that comes back soon, of whoever serves at an address.
fn client(address: &str) -> Client {
    let builder = Client::builder(format!("http://{address}"));
    let builder = builder.rest(Duration::from_millis(20)).retries(Retries {
        tries: 5,
        first_wait: Duration::from_millis(10),
        longest_wait: Duration::from_secs(2),
    });
    fine(builder.build())
}

fn of(server: &Server) -> Client {
    client(&server.address.to_string())
}

/// The directory as it is read whole.
async fn whole(client: &Client) -> BTreeMap<String, Resource> {
    let search = Search {
        page: 7,
        ..Search::default()
    };
    let entries: Vec<Resource> = fine(client.resources(search).try_collect().await);
    let count = entries.len();
    let named = entries.into_iter();
    let by_id: BTreeMap<String, Resource> = named
        .map(|entry| (entry.id.inner().to_owned(), entry))
        .collect();
    assert_eq!(by_id.len(), count, "an entry stands on two pages");
    by_id
}

on_every_database! {
    async fn a_partner_who_follows_by_the_client_ends_with_the_directory(world) {
        let (second_app, _) = world.second_process().await;
        enter(&world, resource(1), "はじめの名").await;
        let server = world.serve().await;
        let client = of(&server);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let app = if writer % 2 == 0 { &world.app } else { &second_app };
                tokio::spawn(write(app.clone(), writer))
            })
            .collect();
        let (mut kept, mut cursors) = (BTreeMap::new(), Vec::new());
        let mut changes = client.resource_changes(None);
        while (cursors.len() as u128) < 1 + 2 * WRITERS * TURNS {
            let change = fine(fine(timeout(PATIENCE, changes.next()).await).ok_or("it never ends"));
            let change = fine(change);
            cursors.push(change.cursor);
            let now = fine(client.resources_by_id(&[change.resource_id]).await);
            for entry in now.into_iter().flatten() {
                kept.insert(entry.id.inner().to_owned(), entry);
            }
        }
        for writer in writers {
            fine(writer.await);
        }
        assert_eq!(kept, whole(&client).await);
        assert_eq!(kept.len() as u128, 1 + WRITERS * TURNS);
        assert_eq!(cursors.iter().collect::<BTreeSet<_>>().len(), cursors.len());

        // At the end it waits, and hears of what comes.
        assert!(timeout(Duration::from_millis(200), changes.next()).await.is_err());
        enter(&world, resource(2), "あとからの会").await;
        let news = fine(fine(timeout(PATIENCE, changes.next()).await).ok_or("it never ends"));
        assert_eq!(fine(news).resource_id.inner(), global_id(resource(2)));

        // Whoever kept a cursor goes on behind it.
        let mut late = client.resource_changes(Some(cursors[7].clone()));
        for cursor in &cursors[8..] {
            let change = fine(fine(timeout(PATIENCE, late.next()).await).ok_or("it never ends"));
            assert_eq!(&fine(change).cursor, cursor);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn entries_are_read_by_their_ids_in_the_order_asked_for(world) {
        for number in 1..=120 {
            enter(&world, resource(number), &format!("{number}番の会")).await;
        }
        let server = world.serve().await;
        let client = of(&server);
        let mut ids: Vec<Id> = (1..=120).rev().map(|number| Id::new(global_id(resource(number)))).collect();
        ids.push(Id::new(global_id(resource(500))));
        ids.push(Id::new("これは番号ではない"));
        let found = fine(client.resources_by_id(&ids).await);
        let told: Vec<Option<&Id>> = found.iter().map(|entry| entry.as_ref().map(|entry| &entry.id)).collect();
        let wanted: Vec<Option<&Id>> = ids.iter().enumerate().map(|(at, id)| (at < 120).then_some(id)).collect();
        assert_eq!(told, wanted);
        let one = fine(client.resource(&ids[0]).await);
        assert_eq!(one, found[0]);
        assert_eq!(one.map(|entry| entry.name).as_deref(), Some("120番の会"));
        assert_eq!(fine(client.resource(&ids[120]).await), None);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_refusal_is_told_by_its_code(world) {
        enter(&world, resource(1), "ひなたの会").await;
        let server = world.serve().await;
        let calls = of(&server);
        let wide = Search { page: 101, ..Search::default() };
        let refused = calls.resources_page(&wide, None).await;
        assert!(matches!(&refused, Err(fault @ Error::GraphQl { .. }) if fault.code() == Some("PAGE_SIZE")), "{refused:?}");
        let lost = calls.changes_page(Some("どこでもない"), 5).await;
        assert_eq!(lost.err().as_ref().and_then(Error::code), Some("CURSOR_UNREADABLE"));

        let builder = Client::builder(format!("http://{}", server.address));
        let stranger = fine(builder.token("renkei_dareka").build());
        let refused = stranger.newest_cursor().await;
        assert!(matches!(&refused, Err(fault @ Error::Status { status: 401, .. }) if fault.code() == Some("TOKEN_UNKNOWN")), "{refused:?}");

        // What the schema foresees is no error: it stands in the payload.
        let id = Id::new(global_id(resource(1)));
        let payload = fine(calls.mutate(SayPlaces::build(places(id, None))).await).update_capacity;
        let refusal = payload.and_then(|payload| payload.refusal).map(|refusal| refusal.code);
        assert_eq!(refusal, Some(RefusalCode::SignInFirst));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_client_that_takes_too_much_is_told_how_long_to_wait(world) {
        let limits = RateLimits {
            requests_per_minute: None,
            points_per_minute: NonZeroU32::new(20_000),
        };
        let server = Server::start_throttled(world.app.clone(), limits, &[]).await;
        let client = of(&server);
        fine(client.resources_page(&Search::default(), None).await);
        // The wait is longer than this client has patience for, so it is told at once.
        let refused = client.resources_page(&Search::default(), None).await;
        let fault = refused.err();
        assert_eq!(fault.as_ref().and_then(Error::code), Some("THROTTLED"), "{fault:?}");
        let wait = fault.as_ref().and_then(Error::retry_after);
        assert!(wait.is_some_and(|wait| wait > Duration::from_secs(2)), "{wait:?}");
        assert!(fault.is_some_and(|fault| fault.is_passing()));
        server.stop().await;
    }
}

#[derive(Debug, cynic::InputObject)]
#[cynic(schema_path = "../schema.graphql")]
struct UpdateCapacityInput {
    id: Id,
    version: i32,
    available: Option<i32>,
    idempotency_key: Option<String>,
}

#[derive(Debug, cynic::QueryVariables)]
struct Places {
    input: UpdateCapacityInput,
}

#[derive(Debug, cynic::QueryFragment)]
#[cynic(
    schema_path = "../schema.graphql",
    graphql_type = "Mutation",
    variables = "Places"
)]
struct SayPlaces {
    #[arguments(input: $input)]
    update_capacity: Option<UpdateCapacityPayload>,
}

#[derive(Debug, cynic::QueryFragment)]
#[cynic(schema_path = "../schema.graphql")]
struct UpdateCapacityPayload {
    refusal: Option<Refusal>,
}

#[derive(Debug, cynic::QueryFragment)]
#[cynic(schema_path = "../schema.graphql")]
struct Refusal {
    code: RefusalCode,
}

#[derive(Debug, PartialEq, cynic::Enum)]
#[cynic(schema_path = "../schema.graphql", non_exhaustive)]
enum RefusalCode {
    SignInFirst,
    #[cynic(fallback)]
    Other(String),
}

fn places(id: Id, key: Option<&str>) -> Places {
    Places {
        input: UpdateCapacityInput {
            id,
            version: 1,
            available: Some(2),
            idempotency_key: key.map(str::to_owned),
        },
    }
}

const THROTTLED: &str = r#"{"errors":[{"message":"wait","extensions":{"code":"THROTTLED"}}]}"#;

#[tokio::test]
async fn a_server_that_asks_to_be_left_alone_is_and_what_passes_is_asked_again() {
    let desk = Desk::start(vec![
        Said::answer("429 Too Many Requests\r\nRetry-After: 1", THROTTLED),
        Said::answer(
            "503 Service Unavailable\r\nDate: Fri, 20 Nov 2026 01:00:00 GMT\r\n\
             Retry-After: Fri, 20 Nov 2026 01:00:01 GMT",
            "<html>",
        ),
        Said::Nothing,
        Said::answer("504 Gateway Timeout", ""),
        Said::answer("200 OK", r#"{"data":{"resource":null}}"#),
    ])
    .await;
    let began = Instant::now();
    let found = client(&desk.address).resource(&Id::new("a")).await;
    assert_eq!(fine(found), None);
    assert!(
        began.elapsed() >= Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    let got = desk.got();
    assert_eq!(got.len(), 5);
    assert!(got.iter().all(|body| body == &got[0]), "{got:?}");
}

#[tokio::test]
async fn a_server_that_stays_away_is_given_up_and_a_fault_that_stays_is_told_at_once() {
    let desk = Desk::start(vec![Said::answer("502 Bad Gateway", "<html>"); 9]).await;
    let refused = client(&desk.address).newest_cursor().await;
    assert!(
        matches!(refused, Err(Error::Status { status: 502, .. })),
        "{refused:?}"
    );
    assert_eq!(desk.got().len(), 5);

    let longer = "503 Service Unavailable\r\nRetry-After: 3";
    for (head, body) in [
        (longer, ""),
        ("500 Internal Server Error", ""),
        ("200 OK", "<html>"),
    ] {
        let desk = Desk::start(vec![Said::answer(head, body); 9]).await;
        let refused = client(&desk.address).newest_cursor().await;
        assert!(refused.is_err(), "{head}");
        assert_eq!(desk.got().len(), 1, "{head}: {refused:?}");
    }

    let nobody = Desk::start(Vec::new()).await;
    nobody.is_gone().await;
    let refused = client(&nobody.address).newest_cursor().await;
    assert!(matches!(refused, Err(Error::Transport(_))), "{refused:?}");
}

#[tokio::test]
async fn a_mutation_comes_again_only_with_a_key() {
    let done = json!({ "data": { "updateCapacity": { "refusal": null } } }).to_string();
    for (key, comes) in [(None, 1), (Some("2026-11-20"), 3)] {
        let desk = Desk::start(vec![
            Said::Nothing,
            Said::answer("429 Too Many Requests\r\nRetry-After: 0", THROTTLED),
            Said::answer("200 OK", &done),
        ])
        .await;
        let asked = SayPlaces::build(places(Id::new("a"), key));
        let ended = client(&desk.address).mutate(asked).await;
        assert_eq!(ended.is_ok(), key.is_some(), "{ended:?}");
        assert_eq!(desk.got().len(), comes);
    }
}

#[tokio::test]
async fn a_stream_of_changes_goes_on_where_it_was_after_a_fault() {
    let page = |cursor: &str, has_next: bool| {
        let change = json!({
            "cursor": cursor, "at": "2026-11-20T01:00:00.000000Z", "resourceId": "a",
            "kind": "UNHEARD_OF", "mergedInto": null, "changed": ["FACTS"],
        });
        let page = json!({
            "nodes": [change], "hasNextPage": has_next, "endCursor": cursor,
            "newestCursor": "z", "reachesTo": null,
        });
        Said::answer(
            "200 OK",
            &json!({ "data": { "resourceChanges": page } }).to_string(),
        )
    };
    let desk = Desk::start(vec![
        page("b", true),
        Said::answer("500 Internal Server Error", ""),
        page("c", false),
    ])
    .await;
    let mut changes = client(&desk.address).resource_changes(Some("a".to_owned()));
    let mut told = Vec::new();
    for _ in 0..3 {
        let change = fine(fine(timeout(PATIENCE, changes.next()).await).ok_or("it never ends"));
        told.push(change.map(|change| change.cursor).ok());
    }
    assert_eq!(told, [Some("b".to_owned()), None, Some("c".to_owned())]);
    let asked = desk.got();
    let since = |body: &String| {
        let body: serde_json::Value = fine(serde_json::from_str(body));
        body["variables"]["since"].clone()
    };
    assert_eq!(asked.iter().map(since).collect::<Vec<_>>(), ["a", "b", "b"]);
}
