//! Worlds in tables: through the store where it has a way to write them, by statements of the test where
//! it has none yet. An edition before and one that is not shown yet say otherwise who runs what.

use std::sync::Arc;

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::people::ContactPerson;
use renkei_domain::ids::OrganizationId;
use renkei_domain::text::Line;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::directory::organization::OrganizationEntry;
use renkei_store::directory::resource::ResourceEntry;
use renkei_store::{Stop, StoreFault, publication};
use renkei_tests::World;
use renkei_tests::entries::office;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement, Value};
use uuid::Uuid;

use super::enter_cases::{enter_cases, give_over_cases};
use super::enter_letters::{enter_letters, give_over_letters};
use super::worlds::{Entry, OwnedThings};
use crate::record::{fine, header};

/// Which edition says who runs a resource.
#[derive(Debug, Clone, Copy)]
enum Edition {
    Before,
    Shown,
    Next,
}

impl Edition {
    /// Who runs a resource in it.
    const fn runner(self, entry: &Entry) -> Option<OrganizationId> {
        match self {
            Self::Before => entry.run_before,
            Self::Shown => entry.owners.run_by,
            Self::Next => entry.run_next,
        }
    }
}

/// Enters worlds.
pub(super) async fn enter(world: &World, all: &Arc<Vec<OwnedThings>>) {
    let all_things = Arc::clone(all);
    let entered: Result<(), Stop<String>> = world
        .store
        .act(&header(1), move |work| {
            let all = Arc::clone(&all_things);
            Box::pin(async move {
                let ids = all.iter().flat_map(|things| things.networks.clone());
                for id in ids.collect::<Vec<_>>() {
                    let (name, area) = (line("ある網"), Vec::new());
                    work.found_network(&StoredNetwork {
                        id,
                        name,
                        about: None,
                        area,
                    })
                    .await?;
                }
                let ids = all.iter().flat_map(|things| things.organizations.clone());
                let organizations: Vec<_> = ids.map(organization).collect();
                work.add_organizations(0, organizations).await?;
                let before = resources(&all, Edition::Before);
                work.add_resources(0, &before.iter().collect::<Vec<_>>())
                    .await?;
                let shown = resources(&all, Edition::Shown);
                work.replace_resources(1, &shown.iter().collect::<Vec<_>>())
                    .await?;
                publication::show(work, 1).await?;
                let next = resources(&all, Edition::Next);
                work.replace_resources(2, &next.iter().collect::<Vec<_>>())
                    .await?;
                Ok(())
            })
        })
        .await;
    fine(entered);
    fine(enter_persons(world, all).await);
    let database = fine(sea_orm::Database::connect(world.url()).await);
    for things in all.iter() {
        enter_contents(&database, things).await;
    }
    enter_cases(world, &database, all).await;
    enter_letters(world, &database, all).await;
    fine(database.close().await);
}

pub(super) fn line(text: &str) -> Line {
    fine(Line::parse(text))
}

fn organization(id: OrganizationId) -> OrganizationEntry {
    OrganizationEntry {
        id,
        facts: OrganizationFacts::named(line("ある法人")),
        match_key: id.uuid().into_bytes(),
    }
}

fn resources(all: &[OwnedThings], edition: Edition) -> Vec<ResourceEntry> {
    let entries = all.iter().flat_map(|things| &things.resources);
    entries.map(|entry| resource(entry, edition)).collect()
}

fn resource(entry: &Entry, edition: Edition) -> ResourceEntry {
    let mut facts = office(ResourceKind::PeerGroup, "ある会");
    facts.organization = edition.runner(entry);
    ResourceEntry {
        id: entry.id,
        steward: entry.owners.steward,
        facts,
    }
}

/// Names of people stand sealed, so that a statement of the test could not write them.
async fn enter_persons(world: &World, all: &Arc<Vec<OwnedThings>>) -> Result<(), StoreFault> {
    let all = Arc::clone(all);
    let entered = world.store.aside(move |work| {
        let all = Arc::clone(&all);
        Box::pin(async move {
            for content in all.iter().flat_map(|things| &things.contents) {
                let person = ContactPerson {
                    id: content.person,
                    network: content.owner,
                    name: line("ある人"),
                    kana: None,
                    role: None,
                    title: None,
                    phone: None,
                    email: None,
                };
                work.add_contact_persons(content.of.id, &[person]).await?;
            }
            Ok(())
        })
    });
    entered.await
}

/// Runs a statement of the test.
pub(super) async fn run(database: &DatabaseConnection, text: &str, values: Vec<Value>) {
    let backend = database.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, text, values);
    fine(database.execute_raw(statement).await);
}

async fn enter_contents(database: &DatabaseConnection, things: &OwnedThings) {
    for content in &things.contents {
        let observed = "INSERT INTO strength (id, resource_id, ordinal, valence, topic, statement, stated_on, \
                        network_id, observer_id) VALUES ($1, $2, 0, 'strong', 'general', 'ある', '2026-11-20', $3, $4)";
        let ids = [
            content.observation.uuid(),
            content.of.id.uuid(),
            content.owner.uuid(),
            content.observer.uuid(),
        ];
        run(database, observed, ids.map(Value::from).to_vec()).await;
    }
    // What an agency says of itself is in no list of observations.
    let said = "INSERT INTO strength (id, resource_id, ordinal, valence, topic, statement, stated_on) \
                VALUES ($1, $2, 1, 'strong', 'general', 'ある', '2026-11-20')";
    let entry = &things.resources[0];
    let ids = vec![entry.id.uuid().into(), entry.id.uuid().into()];
    run(database, said, ids).await;
}

/// Gives the rows of worlds that were entered to whoever answers for them in others of the same things. Eighteen
/// statements for all of them, so that worlds by the thousand cost little.
pub(super) async fn give_over(database: &DatabaseConnection, all: &[OwnedThings]) {
    let entries = || all.iter().flat_map(|things| &things.resources);
    let contents = || all.iter().flat_map(|things| &things.contents);
    let stewards =
        entries().map(|entry| (entry.id.uuid(), entry.owners.steward.map(|id| id.uuid())));
    let table = "UPDATE resource SET steward_network_id = CASE id";
    given(database, table, stewards, "").await;
    for (edition, born) in [
        (Edition::Before, "0"),
        (Edition::Shown, "1"),
        (Edition::Next, "2"),
    ] {
        let runners = entries().map(|entry| {
            let runner = edition.runner(entry);
            (entry.id.uuid(), runner.map(|id| id.uuid()))
        });
        let table = "UPDATE resource_facts SET organization_id = CASE resource_id";
        given(database, table, runners, &format!("WHERE born = {born}")).await;
    }
    let owners = contents().map(|one| (one.observation.uuid(), Some(one.owner.uuid())));
    let table = "UPDATE strength SET network_id = CASE id";
    given(database, table, owners, "WHERE network_id IS NOT NULL").await;
    let observers = contents().map(|one| (one.observation.uuid(), Some(one.observer.uuid())));
    let table = "UPDATE strength SET observer_id = CASE id";
    given(database, table, observers, "WHERE network_id IS NOT NULL").await;
    give_over_cases(database, all).await;
    give_over_letters(database, all).await;
    // Rows that were given away stay on their pages there, and every list would go over them.
    if database.get_database_backend() == DbBackend::Postgres {
        let swept = "VACUUM resource, resource_facts, strength, support_case, person, \
                     consent_exception, map_share, invitation";
        fine(database.execute_unprepared(swept).await);
    }
}

/// Gives each row its own value in a column, in one statement.
pub(super) async fn given<V: Into<Value>>(
    database: &DatabaseConnection,
    table: &str,
    rows: impl Iterator<Item = (Uuid, V)>,
    condition: &str,
) {
    let (mut text, mut values) = (table.to_owned(), Vec::new());
    for (id, value) in rows {
        values.extend([Value::from(id), value.into()]);
        text.push_str(&format!(
            " WHEN ${} THEN ${}",
            values.len() - 1,
            values.len()
        ));
    }
    text.push_str(&format!(" END {condition}"));
    run(database, &text, values).await;
}
