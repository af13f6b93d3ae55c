//! The copy: a file of SQLite with the entries of an installation and the place up to which it was read.
//!
//! Each step asks one page and writes it down together with the place behind it, in one transaction. Whatever ends the
//! program, between two steps or within one, the file holds whole pages and the place that fits them, and the next run
//! goes on from there.

use std::collections::HashSet;
use std::path::Path;

use renkei_client::{Client, Error, Id, Resource, Search};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

/// What the file holds. `whole` is all that everybody reads of an entry, as JSON in the names of the schema; the
/// columns beside it are what one looks for most. `reading` counts how often everything was read anew.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS entry (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        kana TEXT,
        lifecycle TEXT NOT NULL,
        municipality TEXT,
        address TEXT,
        version INTEGER NOT NULL,
        whole TEXT NOT NULL,
        reading INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS place (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        -- From where the feed is followed, once everything is read.
        since TEXT NOT NULL,
        is_reading INTEGER NOT NULL,
        -- Behind which entry the reading of everything goes on; NULL: it begins.
        after TEXT,
        reading INTEGER NOT NULL
    ) STRICT;
";

/// Codes after which a place leads nowhere any more, as when a backup was restored.
const LOST: &[&str] = &[
    "CURSOR_OF_ANOTHER_LOG",
    "CURSOR_OF_ANOTHER_SEARCH",
    "CURSOR_UNREADABLE",
];

/// Why a step was not done. The copy stands as before it.
#[derive(Debug)]
pub enum Fault {
    /// The installation has no answer to use.
    Call(Error),
    /// The file cannot be written.
    File(rusqlite::Error),
    /// An entry cannot be written as JSON.
    Json(serde_json::Error),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(match self {
            Self::Call(_) => "the installation has no answer to use",
            Self::File(_) => "the copy cannot be written",
            Self::Json(_) => "an entry cannot be written as JSON",
        })
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(fault) => Some(fault),
            Self::File(fault) => Some(fault),
            Self::Json(fault) => Some(fault),
        }
    }
}

impl From<Error> for Fault {
    fn from(fault: Error) -> Self {
        Self::Call(fault)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(fault: rusqlite::Error) -> Self {
        Self::File(fault)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(fault: serde_json::Error) -> Self {
        Self::Json(fault)
    }
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It took down from where changes will be followed; everything is read next.
    Began,
    /// It read a page of everything.
    Read {
        /// How many entries it had.
        entries: usize,
        /// How many entries of an earlier reading went out, behind the last page.
        gone: usize,
        /// Whether that was all.
        is_whole: bool,
    },
    /// It read a page of changes.
    Followed {
        /// How many changes it had.
        changes: usize,
        /// How many entries were written anew.
        kept: usize,
        /// How many went out: they are gone, or became part of another.
        gone: usize,
        /// Whether more changes wait.
        has_more: bool,
    },
}

/// Where the copy stands.
struct Place {
    since: String,
    is_reading: bool,
    after: Option<String>,
    reading: i64,
}

/// A copy.
pub struct Mirror {
    file: Connection,
    /// How many entries or changes are asked for at once.
    page: i32,
}

impl Mirror {
    /// Opens a copy, or begins an empty one.
    pub fn open(path: &Path, page: i32) -> Result<Self, Fault> {
        let file = Connection::open(path)?;
        file.execute_batch(TABLES)?;
        Ok(Self { file, page })
    }

    /// How many entries it holds.
    pub fn entries(&self) -> Result<i64, Fault> {
        let counted = self
            .file
            .query_row("SELECT count(*) FROM entry", [], |row| row.get(0));
        Ok(counted?)
    }

    /// Goes on by one page.
    pub async fn step(&mut self, client: &Client) -> Result<Step, Fault> {
        let Some(place) = self.place()? else {
            return self.begin(client, 1).await;
        };
        let done = if place.is_reading {
            self.read(client, &place).await
        } else {
            self.follow(client, &place).await
        };
        match done {
            Err(Fault::Call(fault)) if fault.code().is_some_and(|code| LOST.contains(&code)) => {
                self.begin(client, place.reading + 1).await
            }
            done => done,
        }
    }

    fn place(&self) -> Result<Option<Place>, Fault> {
        let read = "SELECT since, is_reading, after, reading FROM place";
        let place = self.file.query_row(read, [], |row| {
            Ok(Place {
                since: row.get(0)?,
                is_reading: row.get(1)?,
                after: row.get(2)?,
                reading: row.get(3)?,
            })
        });
        Ok(place.optional()?)
    }

    /// Takes down the newest place before anything is read: what changes while everything is read is told from there.
    async fn begin(&mut self, client: &Client, reading: i64) -> Result<Step, Fault> {
        let since = client.newest_cursor().await?;
        let work = self.file.transaction()?;
        let place = Place {
            since,
            is_reading: true,
            after: None,
            reading,
        };
        stand(&work, &place)?;
        work.commit()?;
        Ok(Step::Began)
    }

    async fn read(&mut self, client: &Client, place: &Place) -> Result<Step, Fault> {
        let search = Search {
            page: self.page,
            ..Search::default()
        };
        let page = client
            .resources_page(&search, place.after.as_deref())
            .await?;
        let is_whole = !page.page_info.has_next_page;
        let work = self.file.transaction()?;
        for entry in &page.nodes {
            keep(&work, entry, place.reading)?;
        }
        // What an earlier reading had and this one did not meet is gone from the directory.
        let gone = if is_whole {
            work.execute("DELETE FROM entry WHERE reading < ?1", [place.reading])?
        } else {
            0
        };
        let next = Place {
            since: place.since.clone(),
            is_reading: !is_whole,
            after: page.page_info.end_cursor,
            reading: place.reading,
        };
        stand(&work, &next)?;
        work.commit()?;
        Ok(Step::Read {
            entries: page.nodes.len(),
            gone,
            is_whole,
        })
    }

    async fn follow(&mut self, client: &Client, place: &Place) -> Result<Step, Fault> {
        let page = client.changes_page(Some(&place.since), self.page).await?;
        // An entry that changed ten times is read once, as it stands now.
        let mut met = HashSet::new();
        let named = page.nodes.iter().map(|change| &change.resource_id);
        let ids: Vec<Id> = named.filter(|id| met.insert(id.inner())).cloned().collect();
        let now = client.resources_by_id(&ids).await?;
        let (mut kept, mut gone) = (0, 0);
        let work = self.file.transaction()?;
        for (id, entry) in ids.iter().zip(&now) {
            if entry.as_ref().is_none_or(|entry| entry.id != *id) {
                gone += work.execute("DELETE FROM entry WHERE id = ?1", [id.inner()])?;
            }
            if let Some(entry) = entry {
                keep(&work, entry, place.reading)?;
                kept += 1;
            }
        }
        let next = Place {
            since: page.end_cursor,
            is_reading: false,
            after: None,
            reading: place.reading,
        };
        stand(&work, &next)?;
        work.commit()?;
        Ok(Step::Followed {
            changes: page.nodes.len(),
            kept,
            gone,
            has_more: page.has_next_page,
        })
    }
}

fn keep(work: &Transaction<'_>, entry: &Resource, reading: i64) -> Result<(), Fault> {
    let address = entry.address.as_ref();
    let municipality = address.and_then(|address| address.municipality_code.as_ref());
    let whole = serde_json::to_value(entry)?;
    work.execute(
        "INSERT OR REPLACE INTO entry
         (id, kind, name, kana, lifecycle, municipality, address, version, whole, reading)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            entry.id.inner(),
            whole["kind"].as_str(),
            entry.name,
            entry.kana,
            whole["lifecycle"].as_str(),
            municipality.map(|code| code.0.as_str()),
            address.map(|address| address.line.as_str()),
            entry.version,
            whole.to_string(),
            reading,
        ],
    )?;
    Ok(())
}

fn stand(work: &Transaction<'_>, place: &Place) -> Result<(), Fault> {
    work.execute(
        "INSERT OR REPLACE INTO place (one, since, is_reading, after, reading)
         VALUES (1, ?1, ?2, ?3, ?4)",
        params![place.since, place.is_reading, place.after, place.reading],
    )?;
    Ok(())
}
