//! What worlds begin with: migrated tables, or the demo seed in them. It is made once in a run of the
//! tests, and every world has a copy of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use renkei_app::App;
use renkei_store::audit::AuditKey;
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

/// The key of the audit in every world.
#[must_use]
pub fn audit_key() -> AuditKey {
    AuditKey::new([7; 32])
}

/// Opens what lies at a place, with the key.
pub async fn opened(place: &Place) -> Store {
    let store = Store::open(place)
        .await
        .unwrap_or_else(|fault| panic!("{fault}"));
    let held = store.hold_audit_key(audit_key()).await;
    held.unwrap_or_else(|fault| panic!("{fault}"));
    store
}

/// Brings a place from what it holds to a content: the seed goes into tables that are there.
pub async fn fill(place: &Place, content: Content) {
    let store = match content {
        Content::Tables => {
            let store = Store::open(place)
                .await
                .unwrap_or_else(|fault| panic!("{fault}"));
            store
                .migrate_up()
                .await
                .unwrap_or_else(|fault| panic!("{fault}"));
            store
        }
        Content::Seed => {
            let store = opened(place).await;
            let app = App::new(
                store.clone(),
                Arc::new(StandingClock::at_start()),
                Arc::new(SeededEntropy::new(RANDOMNESS)),
            );
            app.load_seed(&renkei::commands::demo::files())
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
