//! The example that keeps a copy in a SQLite of its own, against the binary: whatever ends it, the next run goes on.

#[path = "../../../crates/client/examples/mirror/copy.rs"]
mod copy;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use renkei_app::Caller;
use renkei_app::directory::edit::merging::join::{Merge, SeenEntry};
use renkei_client::{Client, Id, Resource};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::merging::{Choices, Side};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::ResourceId;
use renkei_graphql::global_id;
use renkei_tests::clock::japan;
use renkei_tests::entries::office_in;
use renkei_tests::{World, on_every_database};
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::time::timeout;

use self::copy::{Mirror, Step};
use super::desk::{Desk, Said};
use super::{client, whole};
use crate::binary::folder;
use crate::editing::{coordinator, desk};
use crate::import::look::view;
use crate::kills::serve;
use crate::migrations::{code, register, resource};
use crate::record::fine;

/// How many entries or changes the copy asks for at once.
const PAGE: i32 = 4;

/// An office that the network keeps.
async fn another(world: &World, number: u128) {
    let name = format!("{number}番の会");
    let facts = office_in(code("272078"), ResourceKind::PeerGroup, &name);
    register(world, resource(number), facts, Profile::default()).await;
}

async fn renamed(world: &World, number: u128, name: &str) {
    let (field, name) = (CorrectableField::Name, Some(name.to_owned()));
    let done = world
        .app
        .correct_field(Caller::COMMAND, resource(number), field, name);
    fine(fine(done.await));
}

async fn closed(world: &World, number: u128) {
    let closure = Closure {
        on: japan("2026-11-01", "00:00").in_japan().date,
        successor: None,
        reason: None,
    };
    let desk = coordinator(1);
    let seen = view(world, resource(number)).await.version;
    let done = world
        .app
        .close_resource(&desk, resource(number), seen, closure);
    fine(fine(done.await));
}

/// Makes the second part of the first.
async fn merged(world: &World, left: u128, right: u128) {
    let seen = async |number: u128| {
        let id: ResourceId = resource(number);
        let version = view(world, id).await.version;
        SeenEntry { id, version }
    };
    let merge = Merge {
        left: seen(left).await,
        right: seen(right).await,
        choices: Choices {
            survivor: Side::Left,
            takes: BTreeMap::new(),
        },
    };
    fine(fine(
        world.app.merge_resources(&coordinator(1), merge).await,
    ));
}

fn opened(file: &Path) -> Mirror {
    fine(Mirror::open(file, PAGE))
}

/// One step of a run that ends behind it.
async fn step(file: &Path, client: &Client) -> Step {
    fine(opened(file).step(client).await)
}

/// Runs until nothing is new. Before each run that ends behind a step one is killed within it.
async fn caught_up(file: &Path, client: &Client) -> Vec<Step> {
    let mut done = Vec::new();
    for turn in 0_u64.. {
        let mut killed = opened(file);
        drop(timeout(Duration::from_millis(turn % 11), killed.step(client)).await);
        drop(killed);
        let step = step(file, client).await;
        done.push(step);
        let nothing = Step::Followed {
            changes: 0,
            kept: 0,
            gone: 0,
            has_more: false,
        };
        if step == nothing {
            break;
        }
    }
    done
}

/// What the copy holds: each entry as JSON, by its id.
fn kept(file: &Path) -> BTreeMap<String, Value> {
    let copy = fine(Connection::open(file));
    let mut read = fine(copy.prepare("SELECT id, name, lifecycle, whole FROM entry"));
    let rows = read.query_map([], |row| {
        let (id, name): (String, String) = (row.get(0)?, row.get(1)?);
        let (lifecycle, whole): (String, String) = (row.get(2)?, row.get(3)?);
        Ok((id, name, lifecycle, whole))
    });
    let mut kept = BTreeMap::new();
    for row in fine(rows) {
        let (id, name, lifecycle, whole) = fine(row);
        let whole: Value = fine(serde_json::from_str(&whole));
        assert_eq!((&whole["id"], &whole["name"]), (&json!(id), &json!(name)));
        assert_eq!(whole["lifecycle"], lifecycle);
        kept.insert(id, whole);
    }
    kept
}

fn written(entry: &Resource) -> Value {
    fine(serde_json::to_value(entry))
}

/// The copy has every entry that is listed, and of each that it has what the directory says now.
async fn assert_is_the_directory(file: &Path, client: &Client) {
    let kept = kept(file);
    for (id, entry) in &whole(client).await {
        assert_eq!(kept.get(id), Some(&written(entry)), "{id}");
    }
    let ids: Vec<Id> = kept.keys().map(Id::new).collect();
    let now = fine(client.resources_by_id(&ids).await);
    for (id, entry) in ids.iter().zip(&now) {
        assert_eq!(entry.as_ref().map(written).as_ref(), kept.get(id.inner()));
    }
}

on_every_database! {
    async fn a_copy_that_is_killed_anywhere_loses_and_doubles_nothing(world) {
        desk(&world).await;
        for number in 2..=9 {
            another(&world, number).await;
        }
        let folder = folder();
        let server = serve(&world, &folder);
        let client = client(&server.address);
        let file = folder.path().join("copy.sqlite");

        // Much changes while everything is read, of what was read already and of what was not.
        assert_eq!(step(&file, &client).await, Step::Began);
        let first = step(&file, &client).await;
        assert_eq!(first, Step::Read { entries: 4, gone: 0, is_whole: false });
        assert_eq!(fine(opened(&file).entries()), 4);
        for number in 1..=9 {
            renamed(&world, number, &format!("あらたな{number}番の会")).await;
        }
        closed(&world, 2).await;
        merged(&world, 3, 4).await;
        another(&world, 10).await;
        caught_up(&file, &client).await;
        assert_is_the_directory(&file, &client).await;
        let copy = kept(&file);
        assert!(!copy.contains_key(&global_id(resource(4))), "it became part of another");
        // What had closed before everything was read is in no list, and the feed tells of it.
        assert_eq!(copy[&global_id(resource(2))]["lifecycle"], "CLOSED");
        assert_eq!(copy.len(), 9);

        // And while changes are followed.
        merged(&world, 5, 6).await;
        closed(&world, 7).await;
        for number in 20..=30 {
            another(&world, number).await;
            renamed(&world, 1, &format!("{number}回目の名")).await;
        }
        caught_up(&file, &client).await;
        assert_is_the_directory(&file, &client).await;
        assert_eq!(fine(opened(&file).entries()), 19);

        // Nothing new: nothing done.
        let before = kept(&file);
        assert_eq!(caught_up(&file, &client).await.len(), 1);
        assert_eq!(kept(&file), before);
    }
}

on_every_database! {
    async fn a_copy_whose_place_leads_nowhere_begins_anew_and_keeps_nothing_of_before(world) {
        desk(&world).await;
        for number in 2..=6 {
            another(&world, number).await;
        }
        let folder = folder();
        let server = serve(&world, &folder);
        let client = client(&server.address);
        let file = folder.path().join("copy.sqlite");
        caught_up(&file, &client).await;
        let whole = kept(&file);
        assert_eq!(whole.len(), 6);

        // As after a backup was restored: of the place the log knows nothing, and of an entry nobody does.
        let copy = fine(Connection::open(&file));
        fine(copy.execute("UPDATE place SET since = 'どこでもない'", []));
        fine(copy.execute("UPDATE entry SET id = 'a' WHERE id = ?1", [global_id(resource(6))]));
        drop(copy);
        assert_eq!(step(&file, &client).await, Step::Began);
        assert_eq!(fine(opened(&file).entries()), 6, "what is there stays until everything is read");
        caught_up(&file, &client).await;
        assert_eq!(kept(&file), whole);

        // What the feed says is gone goes out.
        let id = global_id(resource(5));
        let change = json!({
            "cursor": "b", "at": "2026-11-20T01:00:00.000000Z", "resourceId": id,
            "kind": "GONE", "mergedInto": null, "changed": ["SOURCE"],
        });
        let page = json!({
            "nodes": [change], "hasNextPage": false, "endCursor": "b", "newestCursor": "b", "reachesTo": null,
        });
        let page = json!({ "data": { "resourceChanges": page } }).to_string();
        let script = [page.as_str(), r#"{"data":{"nodes":[null]}}"#];
        let other = Desk::start(script.iter().map(|body| Said::answer("200 OK", body)).collect()).await;
        let done = step(&file, &super::client(&other.address)).await;
        assert_eq!(done, Step::Followed { changes: 1, kept: 0, gone: 1, has_more: false });
        assert!(!kept(&file).contains_key(&id));
        assert_eq!(kept(&file).len(), 5);
    }
}
