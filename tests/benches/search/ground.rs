//! The databases that are measured on: made once, kept where `BENCH_DATA` says so.

use std::path::{Path, PathBuf};
use std::time::Instant;

use renkei_app::Place;
use renkei_tests::{generated, postgres, process, shared};
use tempfile::TempDir;

use super::{awaited, fine};

/// How many offices there are.
pub(super) const MANY: usize = 200_000;
/// How many there are where a tenth is compared with.
const FEW: usize = 20_000;

/// A folder in which the next run finds what this one loads.
const KEPT: &str = "BENCH_DATA";

/// Which database is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Sqlite,
    Postgres,
}

impl Base {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// Where databases are made.
pub(super) struct Ground {
    root: PathBuf,
    /// Gone with the run; `None` where everything is kept.
    temporary: Option<TempDir>,
    /// The real rows, where they are there.
    source: Option<PathBuf>,
}

/// A loaded database.
pub(super) struct Loaded {
    pub(super) place: Place,
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
    pub(super) fn open() -> Self {
        let source = shared::data("bench search");
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

    /// All offices.
    pub(super) fn many(&self, base: Base) -> Loaded {
        self.load(base, MANY)
    }

    /// A tenth of them.
    pub(super) fn few(&self, base: Base) -> Loaded {
        self.load(base, FEW)
    }

    fn load(&self, base: Base, offices: usize) -> Loaded {
        match base {
            Base::Sqlite => self.folder(offices),
            Base::Postgres => self.database(offices),
        }
    }

    /// A folder gets its name when it is loaded, so that one with its name is whole.
    fn folder(&self, offices: usize) -> Loaded {
        let whole = self.root.join(offices.to_string());
        if !whole.is_dir() {
            let part = self.root.join(format!("{offices}.part"));
            if part.is_dir() {
                fine(std::fs::remove_dir_all(&part));
            }
            self.fill(&Place::Folder(part.clone()), offices);
            fine(std::fs::rename(&part, &whole));
        }
        Loaded {
            place: Place::Folder(whole),
            passing: None,
        }
    }

    /// The same for a database.
    fn database(&self, offices: usize) -> Loaded {
        let owner = match self.temporary {
            Some(_) => format!("{}_", std::process::id()),
            None => String::new(),
        };
        let whole = format!("renkei_bench_{owner}{offices}");
        if !awaited(postgres::is_known(&whole)) {
            let part = format!("{whole}_part");
            let url = awaited(postgres::make_empty(&part));
            self.fill(&Place::Postgres(url.clone()), offices);
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

    fn fill(&self, place: &Place, offices: usize) {
        let began = Instant::now();
        let csv = self.edition(offices);
        process::reference_tables(place, self.source.as_deref(), &self.root);
        process::import(place, "wamnet", &csv);
        let seconds = began.elapsed().as_secs_f64();
        println!("loaded {offices} offices in {seconds:.0} s");
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

/// The embedded database of a folder.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join("renkei.sqlite")
}

/// A database by its URL, for what is asked of it beside the command.
pub(super) fn url(place: &Place) -> String {
    match place {
        Place::Folder(folder) => format!("sqlite://{}?mode=rw", file(folder).display()),
        Place::Postgres(url) => url.clone(),
    }
}
