//! Where the schema of a database stands, and whole copies of what is there: one before the schema is
//! changed, and one for each backup.

use std::path::{Path, PathBuf};
use std::time::Instant as Stopwatch;

use renkei_migrations::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DbBackend, Statement};

use crate::fault::StoreFault;
use crate::store::{FILE, Store, applied_in};
use crate::work::{LOCK_LOOK, LOCK_PATIENCE};

/// The copy while it is being made. Whoever finds one finds what a process left that was ended.
pub(crate) const UNFINISHED: &str = "renkei.sqlite.part";

/// Where the schema of a database stands, seen from this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaState {
    /// Nothing has been here.
    Empty,
    /// An older version has been here; its last step.
    Older(String),
    /// As this version needs it.
    Current,
    /// A newer version has been here; a step that this one does not know.
    Newer(String),
}

impl Store {
    /// Where the schema stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schema_state(&self) -> Result<SchemaState, StoreFault> {
        Ok(state_of(self.applied_migrations().await?))
    }

    /// Writes a whole copy of the embedded database into its folder: as of one moment, on the disk, and
    /// read through. Under its name there is either all of it or nothing. Answers where it is.
    ///
    /// # Errors
    /// When the copy cannot be made or is not sound; nothing is left under the name.
    pub async fn back_up(&self, folder: &Path, name: &str) -> Result<PathBuf, StoreFault> {
        let (part, whole) = (folder.join(UNFINISHED), folder.join(name));
        self.copy_into(folder, &part).await?;
        tokio::fs::rename(&part, &whole).await?;
        // The name has to be on the disk as well.
        tokio::fs::File::open(folder).await?.sync_all().await?;
        Ok(whole)
    }

    /// Writes a whole copy of the embedded database of a folder to a place beside it, over whatever is there:
    /// as of one moment, whoever writes meanwhile, on the disk, and read through.
    ///
    /// # Errors
    /// When the copy cannot be made or is not sound; nothing is left of it.
    pub async fn copy_into(&self, folder: &Path, part: &Path) -> Result<(), StoreFault> {
        let made = self.write_copy(folder, part).await;
        if made.is_err() {
            // What is left is of no use to anybody, and the disk may be full.
            drop(tokio::fs::remove_file(part).await);
        }
        made
    }

    async fn write_copy(&self, folder: &Path, part: &Path) -> Result<(), StoreFault> {
        match tokio::fs::remove_file(part).await {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
            Ok(()) | Err(_) => {}
        }
        // Made empty first, so that nobody reads the copy who may not read the database.
        drop(tokio::fs::File::create(part).await?);
        let rights = tokio::fs::metadata(folder.join(FILE)).await?.permissions();
        tokio::fs::set_permissions(part, rights).await?;
        let path = text_of(part)?;
        let copy = Statement::from_sql_and_values(
            DbBackend::Sqlite,
            "VACUUM INTO ?",
            [sea_orm::Value::from(path.to_owned())],
        );
        let since = Stopwatch::now();
        while let Err(fault) = self.writer.execute_raw(copy.clone()).await {
            // Another process that mends or closes the log holds it for a moment.
            match StoreFault::from(fault) {
                fault if !fault.is_busy() => return Err(fault),
                _ if since.elapsed() > LOCK_PATIENCE => return Err(StoreFault::Locked),
                _ => tokio::time::sleep(LOCK_LOOK).await,
            }
        }
        tokio::fs::File::open(part).await?.sync_all().await?;
        assert_whole(path).await
    }
}

/// Reads a file that is to become the embedded database through, and says where its schema stands.
///
/// # Errors
/// [`StoreFault::UnsoundCopy`] where it is not whole, or when it cannot be read.
pub async fn state_of_copy(file: &Path) -> Result<SchemaState, StoreFault> {
    let path = text_of(file)?;
    assert_whole(path).await?;
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=ro&immutable=true"));
    options.max_connections(1).sqlx_logging(false);
    let copy = Database::connect(options).await?;
    let applied = applied_in(&copy).await;
    copy.close().await?;
    Ok(state_of(applied?))
}

/// Whether this version knows a step of the schema.
#[must_use]
pub fn is_known_step(name: &str) -> bool {
    Migrator::migrations()
        .iter()
        .any(|step| step.name() == name)
}

/// Where the steps lead that have been taken, the last one at the end.
fn state_of(mut applied: Vec<String>) -> SchemaState {
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect();
    if let Some(unknown) = applied.iter().find(|name| !known.contains(name)) {
        return SchemaState::Newer(unknown.clone());
    }
    let is_whole = known.iter().all(|name| applied.contains(name));
    match applied.pop() {
        None => SchemaState::Empty,
        Some(_) if is_whole => SchemaState::Current,
        Some(last) => SchemaState::Older(last),
    }
}

pub(crate) fn text_of(path: &Path) -> Result<&str, StoreFault> {
    path.to_str().ok_or_else(|| {
        let words = "the name of the folder is not Unicode";
        std::io::Error::new(std::io::ErrorKind::InvalidInput, words).into()
    })
}

/// Reads a database through.
async fn assert_whole(path: &str) -> Result<(), StoreFault> {
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rw"));
    options.max_connections(1).sqlx_logging(false);
    let copy = Database::connect(options).await?;
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
    let row = copy.query_one_raw(check).await;
    copy.close().await?;
    let found = match row? {
        Some(row) => row.try_get_by_index::<String>(0)?,
        None => String::new(),
    };
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreFault::UnsoundCopy(found))
    }
}
