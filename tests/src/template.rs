//! What worlds begin with: migrated tables, or the demo seed in them. It is made once in a run of the
//! tests, and every world has a copy of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use renkei::master_key::KeyPlace;
use renkei_app::App;
use renkei_store::{Place, Store};

use crate::clock::{SeededEntropy, StandingClock};

/// The folder of the embedded templates, set by `tests/run`. Without it every world makes its own.
const FOLDER: &str = "RENKEI_TEST_TEMPLATES";

/// Far from the numbers of any world, so that no id of the seed is given out again.
const RANDOMNESS: u64 = 4_000_000_000;

/// What a template holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Every table, and nothing in them.
    Tables,
    /// The demo network.
    Seed,
}

/// The master key of every world, as it stands in a file or in the settings.
pub const KEY: &str = "7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a";

/// Opens what lies at a place, with its keys. What is random about them begins at a number.
pub async fn opened(place: &Place, key: &KeyPlace, clock: &Arc<StandingClock>, seed: u64) -> Store {
    let store = Store::open(place)
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
    hold_keys(&store, key, clock, seed).await;
    store
}

async fn hold_keys(store: &Store, key: &KeyPlace, clock: &Arc<StandingClock>, seed: u64) {
    let entropy = Arc::new(SeededEntropy::new(seed));
    let source = Arc::new(key.clone());
    let held = store.hold_keys(source, clock.clone(), entropy).await;
    held.unwrap_or_else(|fault| panic!("{fault}"));
}

/// Brings a place from what it holds to a content: the seed goes into tables that are there.
pub async fn fill(place: &Place, content: Content) {
    let key = KeyPlace::Settings {
        current: KEY.into(),
        previous: None,
    };
    let clock = Arc::new(StandingClock::at_start());
    let store = match content {
        Content::Tables => {
            let store = Store::open(place)
                .await
                .unwrap_or_else(|fault| panic!("{fault}"));
            store
                .migrate_up()
                .await
                .unwrap_or_else(|fault| panic!("{fault}"));
            hold_keys(&store, &key, &clock, RANDOMNESS).await;
            store
        }
        Content::Seed => {
            let store = opened(place, &key, &clock, RANDOMNESS + 1).await;
            let entropy = Arc::new(SeededEntropy::new(RANDOMNESS + 2));
            App::new(store.clone(), clock, entropy)
                .load_seed(&renkei::commands::demo::files())
                .await
                .unwrap_or_else(|fault| panic!("{fault}"));
            store
        }
    };
    store
        .close()
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
}

/// An embedded database with a content in a folder that nothing is in yet.
pub async fn embedded(folder: &Path, content: Content) {
    let Some(templates) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        fill(&Place::Folder(folder.to_path_buf()), Content::Tables).await;
        if content == Content::Seed {
            fill(&Place::Folder(folder.to_path_buf()), content).await;
        }
        return;
    };
    let template = templates.join(match content {
        Content::Tables => "tables",
        Content::Seed => "seed",
    });
    if !template.exists() {
        make(&templates, &template, content).await;
    }
    copy(&template, folder);
}

/// Several tests may make a template at once: the first one that is done gives it its name.
async fn make(templates: &Path, template: &Path, content: Content) {
    fs::create_dir_all(templates).unwrap_or_else(|fault| panic!("{FOLDER}: {fault}"));
    let made = tempfile::tempdir_in(templates).unwrap_or_else(|fault| panic!("{FOLDER}: {fault}"));
    let place = Place::Folder(made.path().to_path_buf());
    fill(&place, Content::Tables).await;
    if content == Content::Seed {
        fill(&place, content).await;
    }
    if fs::rename(made.path(), template).is_err() {
        assert!(
            template.exists(),
            "{} could not be made",
            template.display()
        );
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap_or_else(|fault| panic!("{}: {fault}", to.display()));
    for entry in fs::read_dir(from).unwrap_or_else(|fault| panic!("{}: {fault}", from.display())) {
        let entry = entry.unwrap_or_else(|fault| panic!("{}: {fault}", from.display()));
        fs::copy(entry.path(), to.join(entry.file_name()))
            .unwrap_or_else(|fault| panic!("{}: {fault}", entry.path().display()));
    }
}
