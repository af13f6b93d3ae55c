//! The databases that are measured on: made once, kept where `BENCH_DATA` says so.

use std::path::{Path, PathBuf};
use std::time::Instant;

use renkei::settings::Settings;
use renkei::wiring::application;
use renkei_app::Place;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::{awaited, fine};
use crate::{generated, postgres, process, shared, template};

/// A folder in which the next run finds what this one loads.
const KEPT: &str = "BENCH_DATA";

/// Which database is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The embedded one.
    Sqlite,
    /// The one of `RENKEI_TEST_POSTGRES`.
    Postgres,
}

impl Base {
    /// How tables call it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// Where databases are made.
#[derive(Debug)]
pub struct Ground {
    root: PathBuf,
    /// Gone with the run; `None` where everything is kept.
    temporary: Option<TempDir>,
    /// The real rows, where they are there.
    source: Option<PathBuf>,
}

/// What is loaded.
#[derive(Debug, Clone, Copy)]
struct Filling {
    offices: usize,
    /// Whether the demo network stands there too, whose entries have more than offices publish.
    has_demo: bool,
}

impl Filling {
    /// What its folder and its database are called.
    fn name(self) -> String {
        let demo = if self.has_demo { "demo_" } else { "" };
        format!("{demo}{}", self.offices)
    }
}

/// A loaded database.
#[derive(Debug)]
pub struct Loaded {
    /// Where it is.
    pub place: Place,
    /// The PostgreSQL database to be dropped afterwards.
    passing: Option<String>,
}

impl Drop for Loaded {
    fn drop(&mut self) {
        if let Some(name) = self.passing.take() {
            awaited(postgres::drop_clone(&name));
        }
    }
}

impl Ground {
    /// Where this run makes them, for a bench.
    ///
    /// # Panics
    /// Where there is no room.
    #[must_use]
    pub fn open(bench: &str) -> Self {
        let source = shared::data(bench);
        if let Some(root) = std::env::var_os(KEPT) {
            let root = PathBuf::from(root);
            fine(std::fs::create_dir_all(&root));
            return Self {
                root,
                temporary: None,
                source,
            };
        }
        let temporary = fine(tempfile::tempdir());
        Self {
            root: temporary.path().to_owned(),
            temporary: Some(temporary),
            source,
        }
    }

    /// So many offices.
    #[must_use]
    pub fn offices(&self, base: Base, offices: usize) -> Loaded {
        self.load(
            base,
            Filling {
                offices,
                has_demo: false,
            },
        )
    }

    /// The demo network, and so many offices beside it.
    #[must_use]
    pub fn offices_and_demo(&self, base: Base, offices: usize) -> Loaded {
        self.load(
            base,
            Filling {
                offices,
                has_demo: true,
            },
        )
    }

    fn load(&self, base: Base, filling: Filling) -> Loaded {
        match base {
            Base::Sqlite => self.folder(filling),
            Base::Postgres => self.database(filling),
        }
    }

    /// A folder gets its name when it is loaded, so that one with its name is whole.
    fn folder(&self, filling: Filling) -> Loaded {
        let name = filling.name();
        let whole = self.root.join(&name);
        if !whole.is_dir() {
            let part = self.root.join(format!("{name}.part"));
            if part.is_dir() {
                fine(std::fs::remove_dir_all(&part));
            }
            self.fill(&Place::Folder(part.clone()), filling);
            fine(std::fs::rename(&part, &whole));
        }
        Loaded {
            place: Place::Folder(whole),
            passing: None,
        }
    }

    /// The same for a database.
    fn database(&self, filling: Filling) -> Loaded {
        let owner = match self.temporary {
            Some(_) => format!("{}_", std::process::id()),
            None => String::new(),
        };
        let whole = format!("renkei_bench_{owner}{}", filling.name());
        if !awaited(postgres::is_known(&whole)) {
            let part = format!("{whole}_part");
            let url = awaited(postgres::make_empty(&part));
            self.fill(&Place::Postgres(url.clone()), filling);
            awaited(async {
                postgres::tidy(&url).await;
                postgres::rename(&part, &whole).await;
            });
        }
        Loaded {
            place: Place::Postgres(postgres::url(&whole)),
            passing: self.temporary.as_ref().map(|_| whole),
        }
    }

    fn fill(&self, place: &Place, filling: Filling) {
        let began = Instant::now();
        let csv = self.edition(filling.offices);
        if filling.has_demo {
            found_demo(place);
        }
        process::reference_tables(place, self.source.as_deref(), &self.root);
        process::import(place, "wamnet", &csv);
        let seconds = began.elapsed().as_secs_f64();
        println!("loaded {} offices in {seconds:.0} s", filling.offices);
    }

    fn edition(&self, offices: usize) -> PathBuf {
        let csv = self.root.join(format!("offices-{offices}.csv"));
        if !csv.is_file() {
            let part = self.root.join(format!("offices-{offices}.part"));
            generated::generate(self.source.as_deref(), &part, offices);
            fine(std::fs::rename(&part, &csv));
        }
        csv
    }
}

/// The demo network in a place that is empty.
fn found_demo(place: &Place) {
    let usual = Settings::default();
    let settings = match place {
        Place::Folder(data) => Settings {
            data: data.clone(),
            ..usual
        },
        Place::Postgres(_) => Settings {
            key: Some(template::KEY.into()),
            ..usual
        },
    };
    fine(Runtime::new()).block_on(async {
        let app = fine(application(place, &settings.key_place()).await);
        fine(app.load_seed(&renkei::commands::demo::files()).await);
        fine(app.close().await);
    });
}

/// The embedded database of a folder.
#[must_use]
pub fn file(folder: &Path) -> PathBuf {
    folder.join("renkei.sqlite")
}

/// A database by its URL, for what is asked of it beside the command.
#[must_use]
pub fn url(place: &Place) -> String {
    match place {
        Place::Folder(folder) => format!("sqlite://{}?mode=rw", file(folder).display()),
        Place::Postgres(url) => url.clone(),
    }
}
