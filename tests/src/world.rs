//! A world of one test: a database of its own, a clock that stands still, the application over both.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use renkei::master_key::KeyPlace;
use renkei_app::App;
use renkei_store::keys::KeySource as _;
use renkei_store::{Place, Store};
use tempfile::TempDir;

use crate::clock::{SeededEntropy, StandingClock};
use crate::postgres::{self, Locale};
use crate::server::Server;
use crate::template::{self, Content, KEY};

/// Which database a world stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The embedded one.
    Sqlite,
    /// PostgreSQL under C.UTF-8.
    PostgresC,
    /// PostgreSQL under a Japanese ICU locale.
    PostgresJa,
}

/// A world.
#[derive(Debug)]
pub struct World {
    /// Which database it stands on.
    pub database: Database,
    /// Where the data lie, for a second process or store.
    pub place: Place,
    /// The application.
    pub app: App,
    /// The store below it.
    pub store: Store,
    /// The clock.
    pub clock: Arc<StandingClock>,
    /// The file of the master key, for the command as a process and for a rotation.
    pub key_file: PathBuf,
    /// A folder for the test's files, gone with the world.
    pub folder: TempDir,
    clone: Option<String>,
}

/// Distinct in one process; processes are told apart by their id.
static WORLDS: AtomicU64 = AtomicU64::new(0);

impl World {
    /// Makes an empty, migrated world.
    pub async fn on(database: Database) -> Self {
        Self::beginning_with(database, Content::Tables).await
    }

    /// Makes a world with the demo seed in it.
    pub async fn seeded_on(database: Database) -> Self {
        // Its randomness is that of a world that was empty first.
        WORLDS.fetch_add(1, Ordering::SeqCst);
        Self::beginning_with(database, Content::Seed).await
    }

    /// Another world on the same kind of database, with the demo seed in it.
    pub async fn seeded(self) -> Self {
        let database = self.database;
        drop(self);
        Self::beginning_with(database, Content::Seed).await
    }

    async fn beginning_with(database: Database, content: Content) -> Self {
        let number = WORLDS.fetch_add(1, Ordering::SeqCst);
        let folder =
            tempfile::tempdir().unwrap_or_else(|fault| panic!("temporary folder: {fault}"));
        let name = format!("renkei_{}_{number}", std::process::id());
        let clone = (database != Database::Sqlite).then_some(name);
        let data = folder.path().join("data");
        let place = match (database, clone.as_deref()) {
            (Database::PostgresC, Some(name)) => {
                Place::Postgres(postgres::clone_of(Locale::C, content, name).await)
            }
            (Database::PostgresJa, Some(name)) => {
                Place::Postgres(postgres::clone_of(Locale::Ja, content, name).await)
            }
            _ => {
                template::embedded(&data, content).await;
                Place::Folder(data)
            }
        };
        // Where the command looks for it by itself, or else beside the folder of a test.
        let key_file = match &place {
            Place::Folder(data) => data.join("master.key"),
            Place::Postgres(_) => folder.path().join("master.key"),
        };
        write_key(&key_file);
        let clock = Arc::new(StandingClock::at_start());
        let key = KeyPlace::File(key_file.clone());
        let store = template::opened(&place, &key, &clock, 2_000_000 + number).await;
        let app = App::new(
            store.clone(),
            clock.clone(),
            Arc::new(SeededEntropy::new(number + 1)),
        );
        Self {
            database,
            place,
            app,
            store,
            clock,
            key_file,
            folder,
            clone,
        }
    }

    /// Opens a second application on the same data, as another process would.
    pub async fn second_process(&self) -> (App, Store) {
        let number = WORLDS.fetch_add(1, Ordering::SeqCst);
        let key = KeyPlace::File(self.key_file.clone());
        let store = template::opened(&self.place, &key, &self.clock, 2_000_000 + number).await;
        let seed = 1_000_000 + number;
        (
            App::new(
                store.clone(),
                self.clock.clone(),
                Arc::new(SeededEntropy::new(seed)),
            ),
            store,
        )
    }

    /// The database itself, for what no reader of the store tells.
    #[must_use]
    pub fn url(&self) -> String {
        url_of(&self.place)
    }

    /// Serves the pages on a port of their own.
    pub async fn serve(&self) -> Server {
        Server::start(self.app.clone()).await
    }
}

/// The database that lies at a place.
#[must_use]
pub fn url_of(place: &Place) -> String {
    match place {
        Place::Folder(folder) => {
            let file = folder.join("renkei.sqlite");
            format!("sqlite://{}?mode=rw", file.display())
        }
        Place::Postgres(url) => url.clone(),
    }
}

/// Writes the file of the master key, as the first start does.
fn write_key(file: &Path) {
    std::fs::write(file, KEY).unwrap_or_else(|fault| panic!("{fault}"));
    // Whoever reads it closes it to others, which must not happen while somebody else looks.
    let keys = KeyPlace::File(file.to_owned()).master_keys();
    keys.unwrap_or_else(|fault| panic!("{fault}"));
}

impl Drop for World {
    fn drop(&mut self) {
        let Some(name) = self.clone.take() else {
            return;
        };
        // Dropping needs a runtime of its own: this may run while the test's is unwinding.
        let dropped = std::thread::spawn(move || {
            if let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
            {
                runtime.block_on(postgres::drop_clone(&name));
            }
        });
        drop(dropped.join());
    }
}
