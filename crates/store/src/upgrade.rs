//! Before the schema of a database is changed: where it stands, and a whole copy of what is there.

use std::path::{Path, PathBuf};

use renkei_migrations::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DbBackend, Statement};

use crate::fault::StoreFault;
use crate::store::{FILE, Store};

/// The copy while it is being made. Whoever finds one finds what a process left that was ended.
const UNFINISHED: &str = "renkei.sqlite.part";

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
        let known: Vec<String> = Migrator::migrations()
            .iter()
            .map(|step| step.name().to_owned())
            .collect();
        let mut applied = self.applied_migrations().await?;
        if let Some(unknown) = applied.iter().find(|name| !known.contains(name)) {
            return Ok(SchemaState::Newer(unknown.clone()));
        }
        let is_whole = known.iter().all(|name| applied.contains(name));
        Ok(match applied.pop() {
            None => SchemaState::Empty,
            Some(_) if is_whole => SchemaState::Current,
            Some(last) => SchemaState::Older(last),
        })
    }

    /// Writes a whole copy of the embedded database into its folder: as of one moment, on the disk, and
    /// read through. Under its name there is either all of it or nothing. Answers where it is.
    ///
    /// # Errors
    /// When the copy cannot be made or is not sound; nothing is left under the name.
    pub async fn back_up(&self, folder: &Path, name: &str) -> Result<PathBuf, StoreFault> {
        let (part, whole) = (folder.join(UNFINISHED), folder.join(name));
        let made = self.copy_into(folder, &part).await;
        if let Err(fault) = made {
            // What is left is of no use to anybody, and the disk may be full.
            drop(tokio::fs::remove_file(&part).await);
            return Err(fault);
        }
        tokio::fs::rename(&part, &whole).await?;
        // The name has to be on the disk as well.
        tokio::fs::File::open(folder).await?.sync_all().await?;
        Ok(whole)
    }

    async fn copy_into(&self, folder: &Path, part: &Path) -> Result<(), StoreFault> {
        match tokio::fs::remove_file(part).await {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
            Ok(()) | Err(_) => {}
        }
        // Made empty first, so that nobody reads the copy who may not read the database.
        drop(tokio::fs::File::create(part).await?);
        let rights = tokio::fs::metadata(folder.join(FILE)).await?.permissions();
        tokio::fs::set_permissions(part, rights).await?;
        let path = part.to_str().ok_or_else(|| {
            std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                "the name of the folder is not Unicode",
            )
        })?;
        let copy = Statement::from_sql_and_values(
            DbBackend::Sqlite,
            "VACUUM INTO ?",
            [sea_orm::Value::from(path.to_owned())],
        );
        self.writer.execute_raw(copy).await?;
        tokio::fs::File::open(part).await?.sync_all().await?;
        assert_whole(path).await
    }
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
