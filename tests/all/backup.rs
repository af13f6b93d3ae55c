//! Backups, as an operator takes them and brings them back: by the binary alone, on every database.

mod doctor;
mod drill;
mod refused;
mod upgraded;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use renkei_app::Place;
use renkei_tests::postgres;
use renkei_tests::template::KEY;
use renkei_tests::world::url_of;
use tempfile::TempDir;

use crate::binary::{Ended, renkei, run};
use crate::record::fine;
use crate::upgrades::on;

/// A pair of keys; the private half lies in a file of its name.
struct Pair {
    name: &'static str,
    public: String,
    private: String,
}

impl Pair {
    /// The pair that `renkei key backup` makes.
    fn made(folder: &TempDir, name: &'static str) -> Self {
        let ended = run(folder, &["key", "backup"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let [told] = ended.said.as_slice() else {
            panic!("not one line: {ended:?}");
        };
        assert_eq!(told["event"], "backup_key_made");
        let half = |which: &str| told[which].as_str().unwrap_or_default().to_owned();
        let (public, private) = (half("public"), half("private"));
        fine(std::fs::write(folder.path().join(name), &private));
        Self {
            name,
            public,
            private,
        }
    }

    /// Takes a backup of a place.
    fn back_up(&self, folder: &TempDir, place: &Place, file: &str) -> Ended {
        let mut command = renkei(folder, &on(place, &["backup", file]));
        command.env("RENKEI_BACKUP__RECIPIENT", &self.public);
        Ended::of(&mut command)
    }

    /// Brings a backup back.
    fn restore(&self, folder: &TempDir, place: &Place, file: &str) -> Ended {
        let words = ["restore", file, "--key", self.name];
        run(folder, &on(place, &words))
    }
}

/// An empty place of the same kind as another.
struct Elsewhere {
    place: Place,
    clone: Option<String>,
}

/// Distinct in one process.
static PLACES: AtomicU64 = AtomicU64::new(0);

impl Elsewhere {
    async fn like(place: &Place, folder: &TempDir) -> Self {
        let number = PLACES.fetch_add(1, Ordering::SeqCst);
        match place {
            Place::Folder(_) => Self {
                place: Place::Folder(folder.path().join(format!("restored_{number}"))),
                clone: None,
            },
            Place::Postgres(_) => {
                let name = format!("renkei_restored_{}_{number}", std::process::id());
                Self {
                    place: Place::Postgres(postgres::make_empty(&name).await),
                    clone: Some(name),
                }
            }
        }
    }

    fn url(&self) -> String {
        url_of(&self.place)
    }

    /// Whether nothing at all was written here.
    async fn is_untouched(&self) -> bool {
        match &self.place {
            Place::Folder(folder) => !folder.exists(),
            Place::Postgres(url) => renkei_tests::schema::tables_at(url).await.is_empty(),
        }
    }

    /// Puts the master key where a new machine looks for it.
    fn give_key(&self) {
        if let Place::Folder(folder) = &self.place {
            fine(std::fs::write(folder.join("master.key"), KEY));
        }
    }

    /// Leaves nothing behind on a server.
    async fn end(self) {
        if let Some(name) = self.clone {
            postgres::drop_clone(&name).await;
        }
    }
}

/// Whether a text or the bytes it stands for are in a file.
fn holds(file: &Path, text: &str) -> bool {
    let read = fine(std::fs::read(file));
    let bytes: Vec<u8> = (0..text.len() / 2)
        .filter_map(|place| u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok())
        .collect();
    let holds =
        |some: &[u8]| !some.is_empty() && read.windows(some.len()).any(|window| window == some);
    holds(text.as_bytes()) || (2 * bytes.len() == text.len() && holds(&bytes))
}

/// The line of an event.
fn told<'e>(ended: &'e Ended, event: &str) -> &'e serde_json::Value {
    let mut lines = ended.said.iter();
    lines
        .find(|line| line["event"] == event)
        .unwrap_or_else(|| panic!("no {event}: {ended:?}"))
}
