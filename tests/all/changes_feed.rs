//! The feed of changes: a partner system that only ever asks what is new ends with the directory as it stands, whoever
//! writes meanwhile and wherever it goes on.

use std::collections::{BTreeMap, BTreeSet};

use renkei_app::{App, Caller};
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_graphql::{Api, global_id};
use renkei_tests::on_every_database;
use serde_json::Value;

use crate::graphql::{api, asked_by};
use crate::migrations::{enter, office, resource};
use crate::record::fine;

pub(crate) const WRITERS: u128 = 4;
pub(crate) const TURNS: u128 = 6;

/// What a partner keeps of each entry, by its id.
type Kept = BTreeMap<String, String>;

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn asked(api: &Api, since: Option<&str>, first: u32) -> Value {
    let since = since.map_or_else(|| "null".to_owned(), |cursor| format!("\"{cursor}\""));
    let document = format!(
        "{{ resourceChanges(since: {since}, first: {first}) {{ \
           nodes {{ cursor seq kind resourceId changed resource {{ id name }} }} \
           hasNextPage endCursor newestCursor }} }}"
    );
    asked_by(api, &Principal::anybody(), &document).await
}

async fn page(api: &Api, since: Option<&str>, first: u32) -> Value {
    let answer = asked(api, since, first).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"]["resourceChanges"].clone()
}

/// A partner with its copy and the place up to which it read.
#[derive(Debug, Default)]
struct Partner {
    kept: Kept,
    since: Option<String>,
    told: Vec<(i64, String)>,
    cursors: Vec<String>,
}

impl Partner {
    async fn catch_up(&mut self, api: &Api, first: u32) {
        loop {
            let page = page(api, self.since.as_deref(), first).await;
            let nodes = page["nodes"].as_array().cloned().unwrap_or_default();
            assert!(nodes.len() <= first as usize);
            for node in nodes {
                let id = text(&node["resourceId"]);
                self.told
                    .push((node["seq"].as_i64().unwrap_or_default(), id.clone()));
                self.cursors.push(text(&node["cursor"]));
                if node["resource"]["id"] != node["resourceId"] {
                    self.kept.remove(&id);
                }
                if node["resource"].is_object() {
                    let entry = &node["resource"];
                    self.kept.insert(text(&entry["id"]), text(&entry["name"]));
                }
            }
            self.since = Some(text(&page["endCursor"]));
            if page["hasNextPage"] == false {
                break;
            }
        }
    }
}

/// The directory as it is read whole.
async fn whole(api: &Api) -> Kept {
    let document = "{ resources(first: 100) { nodes { id name } pageInfo { hasNextPage } } }";
    let answer = asked_by(api, &Principal::anybody(), document).await;
    let found = &answer["data"]["resources"];
    assert_eq!(found["pageInfo"]["hasNextPage"], false, "{answer}");
    let nodes = found["nodes"].as_array().cloned().unwrap_or_default();
    nodes
        .iter()
        .map(|entry| (text(&entry["id"]), text(&entry["name"])))
        .collect()
}

/// Enters offices and gives one that all writers share a name of its own, in turns.
pub(crate) async fn write(app: App, writer: u128) {
    for turn in 0..TURNS {
        let name = format!("{writer}人目の{turn}");
        let id = resource(100 + writer * TURNS + turn);
        let facts = office(ResourceKind::PeerGroup, &name);
        let entered = app.register_resource(Caller::COMMAND, id, facts, Profile::default());
        fine(fine(entered.await));
        let field = CorrectableField::Name;
        let done = app.correct_field(Caller::COMMAND, resource(1), field, Some(name));
        fine(fine(done.await));
    }
}

on_every_database! {
    async fn a_partner_who_follows_while_others_write_hears_of_every_change_once(world) {
        let (second_app, _) = world.second_process().await;
        enter(&world, resource(1), "はじめの名").await;
        let api = api(&world);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let app = if writer % 2 == 0 { &world.app } else { &second_app };
                tokio::spawn(write(app.clone(), writer))
            })
            .collect();
        let mut partner = Partner::default();
        while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
            partner.catch_up(&api, 3).await;
        }
        for writer in writers {
            fine(writer.await);
        }
        partner.catch_up(&api, 3).await;
        let whole = whole(&api).await;
        assert_eq!(whole.len() as u128, 1 + WRITERS * TURNS);
        assert_eq!(partner.kept, whole);

        // One act is one change here, and each is heard once, in the order of commits.
        assert!(partner.told.windows(2).all(|pair| pair[0].0 < pair[1].0), "{:?}", partner.told);
        assert_eq!(partner.told.len() as u128, 1 + 2 * WRITERS * TURNS);
        let cursors: BTreeSet<&String> = partner.cursors.iter().collect();
        assert_eq!(cursors.len(), partner.cursors.len());

        // Whoever goes on from any place hears what came after it, and no more.
        for (at, cursor) in partner.cursors.iter().enumerate() {
            let mut late = Partner { since: Some(cursor.clone()), ..Partner::default() };
            late.catch_up(&api, 100).await;
            assert_eq!(late.told, partner.told[at + 1..], "after {at}");
        }
    }
}

on_every_database! {
    async fn a_partner_who_begins_at_the_newest_place_hears_only_what_comes(world) {
        enter(&world, resource(1), "ひなたの会").await;
        let api = api(&world);
        let newest = text(&page(&api, None, 1).await["newestCursor"]);
        let silent = page(&api, Some(&newest), 5).await;
        assert_eq!(silent["nodes"], serde_json::json!([]));
        assert_eq!(silent["hasNextPage"], false);
        assert_eq!(text(&silent["endCursor"]), newest);
        enter(&world, resource(2), "こかげの会").await;
        let heard = page(&api, Some(&newest), 5).await;
        let node = &heard["nodes"][0];
        assert_eq!(heard["nodes"].as_array().map(Vec::len), Some(1), "{heard}");
        assert_eq!(text(&node["resourceId"]), global_id(resource(2)));
        assert_eq!(node["kind"], "CREATED");
        assert_eq!(node["resource"]["name"], "こかげの会");
        assert_eq!(node["changed"][0], "FACTS");
    }
}

on_every_database! {
    async fn a_partner_with_a_place_of_another_log_is_told_to_begin_anew(world) {
        enter(&world, resource(1), "ひなたの会").await;
        let api = api(&world);
        let newest = text(&page(&api, None, 1).await["newestCursor"]);
        // The tenth letter from the front lies in the number of the act, the twentieth in the mark of it.
        let other = |at: usize| {
            let mut letters: Vec<char> = newest.chars().collect();
            letters[at] = if letters[at] == 'Q' { 'g' } else { 'Q' };
            letters.into_iter().collect::<String>()
        };
        for (cursor, code) in [
            (other(10), "CURSOR_OF_ANOTHER_LOG"),
            (other(20), "CURSOR_OF_ANOTHER_LOG"),
            (newest[1..].to_owned(), "CURSOR_UNREADABLE"),
            (String::new(), "CURSOR_UNREADABLE"),
            ("A".repeat(10_000), "CURSOR_UNREADABLE"),
        ] {
            let answer = asked(&api, Some(&cursor), 5).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{cursor}: {answer}");
            assert!(answer["data"]["resourceChanges"].is_null(), "{answer}");
        }
        let answer = asked(&api, None, 101).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "PAGE_SIZE", "{answer}");
    }
}
