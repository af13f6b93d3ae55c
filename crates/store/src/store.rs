//! Opening a database and reading from it.
//!
//! SQLite: one writing connection, whose transactions begin `IMMEDIATE` (a deferred one that reads
//! and then writes fails as busy), and a few `query_only` readers. The steps of an import, which nobody
//! is told of before the act that shows them, go through a connection of their own that leaves the disk
//! to that act. PostgreSQL: one pool.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use renkei_migrations::{Migrator, MigratorTrait as _};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
    TransactionTrait as _,
};
use sqlx::sqlite::SqliteConnectOptions;

use crate::audit::Desk;
use crate::directory::listing::WholeCount;
use crate::directory::reference::ReferenceCache;
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::upgrade::SchemaState;

/// Where the data lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The embedded database in a folder.
    Folder(PathBuf),
    /// A PostgreSQL, by its URL.
    Postgres(String),
}

/// The embedded database in its folder.
pub(crate) const FILE: &str = "renkei.sqlite";

/// Held on a PostgreSQL by whoever changes the schema, so that of two starting nodes one waits.
const CHANGING_SCHEMA: i64 = 0x7265_6e6b_6569;

/// How many readers the embedded database has: enough for two cores with one waiting each.
const SQLITE_READERS: u32 = 4;

/// How many connections a PostgreSQL is asked for.
const POSTGRES_CONNECTIONS: u32 = 16;

/// What the writing connection may keep of the file, in KiB as SQLite counts it (negative: not pages).
const WRITER_CACHE_KIB: &str = "-32768";

/// The same for each reader: the upper pages of the indexes of a country's offices.
const READER_CACHE_KIB: &str = "-4096";

/// How many pages the log may hold before the writing connection folds it into the file. An import folds it sooner.
const FOLDED_AT_PAGES: &str = "32000";

/// An opened database. Clones share its connections and what it keeps in memory.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    /// Writes the steps of an import.
    pub(crate) stager: DatabaseConnection,
    pub(crate) reference: Arc<ReferenceCache>,
    pub(crate) counted: Arc<WholeCount>,
    pub(crate) audit: Arc<Desk>,
    pub(crate) keys: Arc<KeyRing>,
}

/// What has been done to the schema, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStatus {
    /// The migration's name.
    pub name: String,
    /// Whether it has been applied.
    pub applied: bool,
}

impl Store {
    /// Opens a database without changing its schema.
    ///
    /// # Errors
    /// When the place cannot be opened, or a setting that durability rests on does not take.
    pub async fn open(place: &Place) -> Result<Self, StoreFault> {
        match place {
            Place::Folder(folder) => Self::open_sqlite(folder).await,
            Place::Postgres(url) => {
                let mut options = ConnectOptions::new(url.clone());
                options
                    .max_connections(POSTGRES_CONNECTIONS)
                    .sqlx_logging(false)
                    // How a list is read best depends on its words, so no plan serves all of them; and
                    // compiling one takes longer than the lists do.
                    .map_sqlx_postgres_opts(|options| {
                        options.options([("plan_cache_mode", "force_custom_plan"), ("jit", "off")])
                    })
                    .connect_timeout(Duration::from_secs(10));
                let pool = Database::connect(options).await?;
                Ok(Self::over(pool.clone(), pool.clone(), pool))
            }
        }
    }

    async fn open_sqlite(folder: &Path) -> Result<Self, StoreFault> {
        tokio::fs::create_dir_all(folder).await?;
        let file = folder.join(FILE);
        let writer = connect_sqlite(&file, Role::Writer).await?;
        assert_setting(&writer, "journal_mode", "wal").await?;
        assert_setting(&writer, "synchronous", "2").await?;
        assert_setting(&writer, "foreign_keys", "1").await?;
        let reader = connect_sqlite(&file, Role::Reader).await?;
        assert_setting(&reader, "query_only", "1").await?;
        let stager = connect_sqlite(&file, Role::Stager).await?;
        Ok(Self::over(writer, reader, stager))
    }

    fn over(
        writer: DatabaseConnection,
        reader: DatabaseConnection,
        stager: DatabaseConnection,
    ) -> Self {
        Self {
            writer,
            reader,
            stager,
            reference: Arc::default(),
            counted: Arc::default(),
            audit: Arc::default(),
            keys: Arc::default(),
        }
    }

    /// How many readers can be at work at once.
    #[must_use]
    pub fn readers(&self) -> u32 {
        match self.reader.get_database_backend() {
            DbBackend::Postgres => POSTGRES_CONNECTIONS,
            _ => SQLITE_READERS,
        }
    }

    /// Brings the schema up to this version; each step is one transaction. A process that is ended on the
    /// way leaves whole steps, and the next one goes on from there.
    ///
    /// # Errors
    /// [`StoreFault::NewerSchema`] when a newer version has been here.
    pub async fn migrate_up(&self) -> Result<(), StoreFault> {
        if let SchemaState::Newer(step) = self.schema_state().await? {
            return Err(StoreFault::NewerSchema(step));
        }
        if self.writer.get_database_backend() == DbBackend::Postgres {
            // The lock goes with its transaction, however the process ends.
            let alone = self.writer.begin().await?;
            alone
                .execute_unprepared(&format!("SELECT pg_advisory_xact_lock({CHANGING_SCHEMA})"))
                .await?;
            self.migrated().await?;
            alone.commit().await?;
            Ok(())
        } else {
            self.migrated().await
        }
    }

    async fn migrated(&self) -> Result<(), StoreFault> {
        Migrator::up(&self.writer, None).await?;
        self.forget_reference_tables();
        // Facts from before search, or from before texts were compared as they are, have no search rows.
        self.index_missing().await
    }

    /// Takes back the last steps.
    ///
    /// # Errors
    /// When the database refuses a step; the steps before it stay taken back.
    pub async fn migrate_down(&self, steps: u32) -> Result<(), StoreFault> {
        Migrator::down(&self.writer, Some(steps)).await?;
        self.forget_reference_tables();
        Ok(())
    }

    /// Which steps have been applied.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn migration_status(&self) -> Result<Vec<MigrationStatus>, StoreFault> {
        let applied = self.applied_migrations().await?;
        Ok(Migrator::migrations()
            .iter()
            .map(|step| MigrationStatus {
                name: step.name().to_owned(),
                applied: applied.iter().any(|name| name == step.name()),
            })
            .collect())
    }

    pub(crate) async fn applied_migrations(&self) -> Result<Vec<String>, StoreFault> {
        applied_in(&self.writer).await
    }

    /// Asks the database for a sign of life, as `/readyz` does.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn ping(&self) -> Result<(), StoreFault> {
        let backend = self.reader.get_database_backend();
        self.reader
            .query_one_raw(Statement::from_string(
                backend,
                "SELECT visible FROM publication",
            ))
            .await?;
        Ok(())
    }

    /// Folds the log of the embedded database into its file, as far as nobody reads what is older. Nobody who writes
    /// waits for it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn fold_log(&self) -> Result<(), StoreFault> {
        if self.reader.get_database_backend() == DbBackend::Sqlite {
            let fold = "PRAGMA wal_checkpoint(PASSIVE)";
            let fold = Statement::from_string(DbBackend::Sqlite, fold);
            self.reader.query_one_raw(fold).await?;
        }
        Ok(())
    }

    /// Closes every connection; SQLite then folds its log into the database.
    ///
    /// # Errors
    /// When a connection cannot be closed.
    pub async fn close(self) -> Result<(), StoreFault> {
        self.reader.close().await?;
        self.stager.close().await?;
        self.writer.close().await?;
        Ok(())
    }
}

/// The steps that have been taken in a database, by name.
pub(crate) async fn applied_in(connection: &DatabaseConnection) -> Result<Vec<String>, StoreFault> {
    let backend = connection.get_database_backend();
    let table = match backend {
        DbBackend::Postgres => {
            "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'seaql_migrations'"
        }
        _ => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'",
    };
    if connection
        .query_one_raw(Statement::from_string(backend, table))
        .await?
        .is_none()
    {
        return Ok(Vec::new());
    }
    let names = Statement::from_string(
        backend,
        "SELECT version FROM seaql_migrations ORDER BY version",
    );
    connection
        .query_all_raw(names)
        .await?
        .iter()
        .map(|row| row.try_get_by_index::<String>(0).map_err(StoreFault::from))
        .collect()
}

/// What a connection to the embedded database is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Acts: what is acknowledged lies on the disk.
    Writer,
    /// Steps of an import. A machine that stops may lose the last of them, never one before another, and none once
    /// the act that shows them is acknowledged: its sync covers the whole log. Waiting for the disk after each step
    /// took as long as writing it.
    Stager,
    /// Reading.
    Reader,
}

async fn connect_sqlite(file: &Path, role: Role) -> Result<DatabaseConnection, StoreFault> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
    options
        .max_connections(if role == Role::Reader {
            SQLITE_READERS
        } else {
            1
        })
        .min_connections(1)
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(30))
        .map_sqlx_sqlite_opts(move |options| {
            let options = options
                .pragma("journal_mode", "WAL")
                .pragma("foreign_keys", "ON")
                .pragma("trusted_schema", "OFF")
                .pragma("cell_size_check", "ON");
            // Writers wait in `Work::begin` instead of in SQLite, whose own waiting sleeps up to 100 ms between
            // looks and would miss the gaps an import leaves for others. A step of an import touches pages all
            // over the search index: with the default cache of 2 MB they are read and written several times in
            // one transaction. What is deleted is overwritten where that asks for no further page to be written.
            let writing = |options: SqliteConnectOptions| {
                options
                    .pragma("cache_size", WRITER_CACHE_KIB)
                    .pragma("secure_delete", "FAST")
                    .busy_timeout(Duration::ZERO)
            };
            match role {
                Role::Writer => writing(options)
                    .pragma("synchronous", "FULL")
                    .pragma("wal_autocheckpoint", FOLDED_AT_PAGES),
                // Folding takes as long as a step: an import does it between two of them.
                Role::Stager => writing(options)
                    .pragma("synchronous", "NORMAL")
                    .pragma("wal_autocheckpoint", "0"),
                Role::Reader => options
                    .pragma("synchronous", "FULL")
                    .pragma("query_only", "ON")
                    .pragma("cache_size", READER_CACHE_KIB)
                    .busy_timeout(Duration::from_secs(5)),
            }
        });
    Ok(Database::connect(options).await?)
}

async fn assert_setting(
    connection: &DatabaseConnection,
    name: &str,
    expected: &str,
) -> Result<(), StoreFault> {
    let query = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    let row = connection.query_one_raw(query).await?;
    let value = row.map(|row| {
        row.try_get_by_index::<String>(0)
            .or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))
    });
    match value {
        Some(Ok(value)) if value.eq_ignore_ascii_case(expected) => Ok(()),
        _ => Err(StoreFault::Setting(format!("{name}={expected}"))),
    }
}
