//! What tells of a person stands sealed, opens where it was written and nowhere else, and the key to it all
//! can be changed while everybody works.

mod command;
mod damaged;
mod held;
mod rotate;
mod sealed;

use std::process::Command;
use std::sync::Arc;

use renkei::master_key::KeyPlace;
use renkei_app::Place;
use renkei_store::{Store, StoreFault};
use renkei_tests::World;
use renkei_tests::clock::SeededEntropy;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement, Value};
use tempfile::TempDir;

use crate::binary::renkei;
use crate::record::fine;
use crate::upgrades::on;

/// The database itself, behind the back of renkei.
pub(crate) async fn behind(world: &World) -> DatabaseConnection {
    fine(Database::connect(world.url()).await)
}

/// Changes something behind the back of renkei.
pub(crate) async fn change(database: &DatabaseConnection, sql: &str, values: Vec<Value>) {
    let backend = database.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let done = fine(database.execute_raw(statement).await);
    assert!(done.rows_affected() > 0, "{sql}");
}

/// Another process on the data of a world, with a key of its own.
async fn with_key(world: &World, key: &KeyPlace) -> Result<Store, StoreFault> {
    let store = fine(Store::open(&world.place).await);
    let source = Arc::new(key.clone());
    let entropy = Arc::new(SeededEntropy::new(77));
    store
        .hold_keys(source, world.clock.clone(), entropy)
        .await
        .map(|()| store)
}

/// A key in the settings.
fn in_settings(current: &str, previous: Option<&str>) -> KeyPlace {
    KeyPlace::Settings {
        current: current.into(),
        previous: previous.map(Into::into),
    }
}

/// The command on the data and the key file of a world.
pub(crate) fn command(world: &World, folder: &TempDir, words: &[&str]) -> Command {
    let mut command = renkei(folder, &on(&world.place, words));
    command.env_remove("RENKEI_KEY");
    if let Place::Postgres(_) = &world.place {
        command.env("RENKEI_KEY_FILE", &world.key_file);
    }
    command
}
