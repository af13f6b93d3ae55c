//! A serving process that is killed while programs write: whatever it acknowledged is there, once, and
//! nothing is there by half. What was acknowledged is written down here, outside the process.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use renkei::outside::SystemClock;
use renkei_domain::outside::Clock as _;
use renkei_tests::patience::until;
use renkei_tests::process::Serving;
use renkei_tests::{World, on_every_database};
use reqwest::Client;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::binary::{folder, renkei};
use crate::record::fine;
use crate::upgrades::{assert_sound, connect, number, on};

/// How many programs write at once.
const WRITERS: usize = 4;

/// What names begin with that are entered here.
const NAME: &str = "記帳";

const ENTER: &str = "mutation($input: CreateResourceInput!) {
    createResource(input: $input) { resource { id name } refusal { code message } }
}";

const READ: &str = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Resource { name } } }";

/// What was sent and what was acknowledged.
#[derive(Debug, Default)]
struct Ledger {
    last: u64,
    /// Sent without an answer; a program sends them again under the same key.
    unanswered: VecDeque<String>,
    /// Each name with the id that was answered.
    acknowledged: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default)]
struct SharedLedger(Arc<Mutex<Ledger>>);

impl SharedLedger {
    fn open(&self) -> MutexGuard<'_, Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next write: one that got no answer, or a new one. Its name tells it from all others.
    fn next(&self) -> String {
        let mut ledger = self.open();
        if let Some(name) = ledger.unanswered.pop_front() {
            return name;
        }
        ledger.last += 1;
        format!("{NAME}{:06}", ledger.last)
    }

    fn acknowledged(&self) -> usize {
        self.open().acknowledged.len()
    }
}

/// Programs of one partner.
#[derive(Clone)]
struct Partner {
    token: String,
    network: String,
    ledger: SharedLedger,
}

impl Partner {
    /// Everything that is needed to write, made before the first process serves.
    async fn of(world: &World) -> Self {
        // The processes go by the clock on the wall.
        world.clock.set(SystemClock.now());
        let accounts = fine(world.app.found_demo_accounts().await);
        let networks = fine(world.store.networks().await);
        Self {
            token: accounts.token,
            network: networks[0].id.to_string(),
            ledger: SharedLedger::default(),
        }
    }

    /// Writes one thing after the other until the line breaks.
    async fn write(self, client: Client, address: String) {
        loop {
            let name = self.ledger.next();
            let input = json!({
                "network": self.network,
                "kind": "PEER_GROUP",
                "name": name,
                "facts": [],
                "idempotencyKey": key(&name),
            });
            let answer = self
                .ask(&client, &address, ENTER, json!({ "input": input }))
                .await;
            let Some(answer) = answer else {
                self.ledger.open().unanswered.push_back(name);
                return;
            };
            let done = &answer["data"]["createResource"];
            assert_eq!(done["refusal"], Value::Null, "{answer}");
            assert_eq!(done["resource"]["name"], name.as_str(), "{answer}");
            let id = done["resource"]["id"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let before = self.ledger.open().acknowledged.insert(name, id);
            assert_eq!(before, None, "acknowledged twice");
        }
    }

    /// What a call answers; nothing when the line broke before the whole answer was there.
    async fn ask(
        &self,
        client: &Client,
        address: &str,
        document: &str,
        variables: Value,
    ) -> Option<Value> {
        let call = json!({ "query": document, "variables": variables });
        let sent = client
            .post(format!("http://{address}/graphql"))
            .bearer_auth(&self.token)
            .header("content-type", "application/json")
            .body(call.to_string())
            .send()
            .await;
        let answer = sent.ok()?;
        let status = answer.status();
        let body = answer.text().await.ok()?;
        assert_eq!(status, 200, "{body}");
        Some(fine(serde_json::from_str(&body)))
    }
}

fn key(name: &str) -> String {
    format!("write-{}", name.trim_start_matches(NAME))
}

fn client() -> Client {
    #[expect(
        clippy::disallowed_methods,
        reason = "a program calls the test's own server"
    )]
    let client = Client::builder()
        .timeout(Duration::from_secs(30))
        .no_proxy()
        .build();
    fine(client)
}

/// A serving process on the data of a story.
pub(crate) fn serve(world: &World, folder: &TempDir) -> Serving {
    let words = on(&world.place, &["serve", "--listen", "127.0.0.1:0"]);
    let mut command = renkei(folder, &words);
    // One machine asks for what many would.
    command.env("RENKEI_LIMITS__POINTS_PER_MINUTE", "0");
    command.env("RENKEI_KEY_FILE", &world.key_file);
    Serving::start(command)
}

/// How often each name stands in the directory.
async fn names(connection: &DatabaseConnection) -> BTreeMap<String, i64> {
    let sql = format!(
        "SELECT name, COUNT(*) FROM resource_facts WHERE dead IS NULL AND name LIKE '{NAME}%' GROUP BY name"
    );
    let asked = Statement::from_string(connection.get_database_backend(), sql);
    let rows = fine(connection.query_all_raw(asked).await);
    let rows = rows.iter();
    rows.map(|row| (fine(row.try_get_by_index(0)), fine(row.try_get_by_index(1))))
        .collect()
}

/// Nothing stands there by half, and the log has no gap.
async fn assert_nothing_by_half(connection: &DatabaseConnection) {
    assert_sound(connection).await;
    if connection.get_database_backend() == DbBackend::Sqlite {
        let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
        let dangling = fine(connection.query_all_raw(asked).await).len();
        assert_eq!(dangling, 0, "rows without what they belong to");
    }
    for (halves, what) in [
        (
            "SELECT COUNT(*) FROM resource r WHERE NOT EXISTS (SELECT 1 FROM resource_facts f WHERE f.resource_id = r.id)",
            "entries without facts",
        ),
        (
            "SELECT COUNT(*) FROM resource_facts f WHERE NOT EXISTS (SELECT 1 FROM resource_search s WHERE s.row_id = f.row_id)",
            "facts that nobody can find",
        ),
        (
            "SELECT COUNT(*) FROM change c WHERE NOT EXISTS (SELECT 1 FROM act a WHERE a.id = c.act_id)",
            "changes without an act",
        ),
        (
            "SELECT last_seq - (SELECT COUNT(*) FROM act) FROM act_counter",
            "acts that are missing",
        ),
    ] {
        assert_eq!(number(connection, halves).await, 0, "{what}");
    }
}

/// Every acknowledged write is there once, and of those without an answer none twice.
async fn assert_kept(connection: &DatabaseConnection, ledger: &SharedLedger) {
    let found = names(connection).await;
    let ledger = ledger.open();
    for name in ledger.acknowledged.keys() {
        assert_eq!(found.get(name), Some(&1), "{name} was acknowledged");
    }
    for (name, count) in &found {
        assert_eq!(*count, 1, "{name} stands there {count} times");
        let was_sent = ledger.acknowledged.contains_key(name) || ledger.unanswered.contains(name);
        assert!(was_sent, "{name} was never sent");
    }
}

on_every_database! {
    async fn a_partner_loses_no_acknowledged_write_when_the_process_is_killed(world) {
        let rounds = if std::env::var_os("RENKEI_TEST_FULL").is_some() { 100 } else { 8 };
        let world = world.seeded().await;
        let partner = Partner::of(&world).await;
        // Whoever comes after a kill is alone with what it left.
        fine(world.store.clone().close().await);
        let folder = folder();
        for round in 1..=rounds {
            let serving = serve(&world, &folder);
            let writers: Vec<_> = (0..WRITERS)
                .map(|_| tokio::spawn(partner.clone().write(client(), serving.address.clone())))
                .collect();
            // Others each time: right after an answer, all writers but one are under way.
            let enough = partner.ledger.acknowledged() + 1 + round * 7 % 23;
            until("enough is acknowledged", async || {
                partner.ledger.acknowledged() >= enough || writers.iter().any(|writer| writer.is_finished())
            })
            .await;
            // As the power fails: no signal to listen to.
            drop(serving);
            for writer in writers {
                fine(writer.await);
            }
            assert!(partner.ledger.acknowledged() >= enough, "a line broke before the kill");
            let connection = connect(&world.url()).await;
            assert_sound(&connection).await;
            fine(connection.close().await);
        }

        let serving = serve(&world, &folder);
        let acknowledged = partner.ledger.open().acknowledged.clone();
        let (kept, ids): (Vec<String>, Vec<String>) = acknowledged.into_iter().unzip();
        for (kept, ids) in kept.chunks(100).zip(ids.chunks(100)) {
            let answer = partner.ask(&client(), &serving.address, READ, json!({ "ids": ids })).await;
            let answer = answer.unwrap_or_else(|| panic!("no answer"));
            let named: Vec<Value> = kept.iter().map(|name| json!({ "name": name })).collect();
            assert_eq!(answer["data"]["nodes"], Value::Array(named), "{answer}");
        }
        drop(serving);
        let connection = connect(&world.url()).await;
        assert_nothing_by_half(&connection).await;
        assert_kept(&connection, &partner.ledger).await;
        fine(connection.close().await);
    }
}
