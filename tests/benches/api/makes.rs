//! The servers that are compared.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use renkei_app::Place;
use renkei_tests::process::{self, Serving};
use renkei_tests::shared;

use super::by_hand;
use super::processors::Processors;

/// Who made a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Make {
    Ours,
    PostGraphile,
    Mercurius,
    ByHand,
}

/// Where the programs of other makes stand, with the Node.js they run by.
const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/api/beside");

impl Make {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ours => "renkei",
            Self::PostGraphile => "PostGraphile 5",
            Self::Mercurius => "mercurius-jit + better-sqlite3",
            Self::ByHand => "axum + rusqlite by hand",
        }
    }

    /// Starts it on a database; `None` where it is not installed.
    pub(super) fn start(self, place: &Place, processors: &Processors) -> Option<Serving> {
        let server = match (self, place) {
            (Self::Ours, _) => process::serve(place),
            (Self::ByHand, Place::Folder(folder)) => by_hand::command(folder),
            (Self::PostGraphile, Place::Postgres(url)) => program("postgraphile.js", url)?,
            (Self::Mercurius, Place::Folder(folder)) => {
                program("mercurius.js", &folder.display().to_string())?
            }
            (Self::ByHand | Self::Mercurius, Place::Postgres(_))
            | (Self::PostGraphile, Place::Folder(_)) => {
                panic!("{} does not read this database", self.word())
            }
        };
        Some(Serving::start(processors.of_server(server)))
    }
}

/// A program for Node.js, set up as for production.
fn program(name: &str, database: &str) -> Option<Command> {
    let folder = Path::new(PROGRAMS);
    let node: PathBuf = folder.join("node_modules/.bin/node");
    if !node.is_file() {
        let why = "not installed (npm ci --ignore-scripts in tests/benches/api/beside)";
        shared::skipped(&format!("bench api beside {name}"), why);
        return None;
    }
    let mut command = Command::new(node);
    command
        .arg(folder.join(name))
        .arg(database)
        .env("NODE_ENV", "production")
        .env("GRAPHILE_ENV", "production")
        .stdin(Stdio::null());
    Some(command)
}
