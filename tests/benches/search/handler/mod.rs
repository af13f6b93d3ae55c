//! What GraphQL is compared with: the search page by a handler written by hand, which reads with two
//! statements, knows no other question than this one and writes the same JSON from structs. It is a
//! process of its own, on the same database, with as many connections and the same settings.
//!
//! Somebody who writes such a handler chooses how to read: what stands in the municipality, looking
//! which of it holds the word, or what holds the word, looking which of it stands there. Both ways are
//! here ([`Way`]), and GraphQL is compared with the one that answers faster. Names are normalised, hours
//! are decided and numbers are read by `renkei-domain`, as in the application: these are rules, and no
//! handler would have others.
//!
//! A request goes from [`asked`] to [`statements`], through one of the two drivers ([`by_sqlx`],
//! [`by_rusqlite`]) to [`answer`].

mod answer;
mod asked;
mod by_rusqlite;
mod by_sqlx;
mod cursor;
mod found;
mod serve;
mod statements;

use renkei_app::Place;
use renkei_tests::bench::client::posted;
use renkei_tests::bench::ground::Base;
use renkei_tests::process::{self, Serving};
use serde_json::Value;

pub(super) use self::serve::run;

/// Set for the processes that are a handler; its value says by which driver. Not `RENKEI_…`: those are
/// settings.
const DRIVER: &str = "BENCH_IS_A_HANDLER";
/// The folder or the URL that such a process reads from.
const READS: &str = "BENCH_HANDLER_READS";

/// How many connections read SQLite at once: as many as the application has.
const SQLITE_READERS: u32 = 4;
/// The same for PostgreSQL.
const POSTGRES_READERS: u32 = 16;

/// What reads the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Driver {
    SqlxSqlite,
    SqlxPostgres,
    Rusqlite,
}

impl Driver {
    const ALL: [Self; 3] = [Self::SqlxSqlite, Self::SqlxPostgres, Self::Rusqlite];

    /// The drivers of a database.
    pub(super) const fn of(base: Base) -> &'static [Self] {
        match base {
            Base::Sqlite => &[Self::SqlxSqlite, Self::Rusqlite],
            Base::Postgres => &[Self::SqlxPostgres],
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::SqlxSqlite => "sqlx-sqlite",
            Self::SqlxPostgres => "sqlx-postgres",
            Self::Rusqlite => "rusqlite",
        }
    }

    /// How the table calls it: a line of the table is the same on both databases.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::SqlxSqlite | Self::SqlxPostgres => "axum + sqlx",
            Self::Rusqlite => "axum + rusqlite",
        }
    }

    /// What GraphQL should reach of it.
    pub(super) const fn aim(self) -> &'static str {
        match self {
            Self::SqlxSqlite | Self::SqlxPostgres => ">= 0.6 x",
            Self::Rusqlite => "reported",
        }
    }

    const fn dialect(self) -> Dialect {
        match self {
            Self::SqlxSqlite | Self::Rusqlite => Dialect::Sqlite,
            Self::SqlxPostgres => Dialect::Postgres,
        }
    }
}

/// The SQL of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

/// What is read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Place,
    Word,
}

impl Way {
    pub(super) const ALL: [Self; 2] = [Self::Place, Self::Word];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Place => "place first",
            Self::Word => "word first",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Place => "/place-first",
            Self::Word => "/word-first",
        }
    }

    /// The requests of many search pages, each with the variables that GraphQL gets.
    pub(super) fn asking(self, pages: &[Value]) -> Vec<Vec<u8>> {
        let request = |page: &Value| posted(self.path(), &page.to_string());
        pages.iter().map(request).collect()
    }
}

/// The driver that this process was started to be a handler with.
pub(super) fn of_this_process() -> Option<Driver> {
    let code = std::env::var(DRIVER).ok()?;
    Driver::ALL.into_iter().find(|driver| driver.code() == code)
}

/// Starts a handler as a process.
pub(super) fn start(driver: Driver, place: &Place) -> Serving {
    let mut command = process::own();
    command.env(DRIVER, driver.code());
    match place {
        Place::Folder(folder) => command.env(READS, folder),
        Place::Postgres(url) => command.env(READS, url),
    };
    Serving::start(command)
}

/// What this process reads from.
fn reads(driver: Driver) -> Place {
    let text = std::env::var(READS).unwrap_or_default();
    match driver.dialect() {
        Dialect::Sqlite => Place::Folder(text.into()),
        Dialect::Postgres => Place::Postgres(text),
    }
}
