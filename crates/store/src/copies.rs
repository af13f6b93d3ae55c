//! Copies that lie beside the embedded database, as from before an upgrade. A key that was destroyed in the
//! database still stands in those that are older.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, Statement};
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::store::Store;
use crate::upgrade::{UNFINISHED, text_of};

/// Removes a copy that was never finished, as a process left it that was ended. Copies are made while the
/// schema is older: whoever has found it current takes it from nobody.
///
/// # Errors
/// When it is there and cannot be removed.
pub async fn drop_unfinished(folder: &Path) -> Result<(), StoreFault> {
    match tokio::fs::remove_file(folder.join(UNFINISHED)).await {
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        removed => Ok(removed?),
    }
}

impl Store {
    /// The copies in the folder of the embedded database that hold a key which was destroyed since, or of
    /// which that cannot be told.
    ///
    /// # Errors
    /// When the folder or the database cannot be read.
    pub async fn copies_with_gone_keys(&self, folder: &Path) -> Result<Vec<PathBuf>, StoreFault> {
        let here = keys_in(&self.reader).await?;
        let mut telling = Vec::new();
        let mut entries = tokio::fs::read_dir(folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if !name.starts_with("renkei-") || !name.ends_with(".sqlite") {
                continue;
            }
            // One that does not read may be damaged, or older than keys are: it is named all the same.
            match keys_in_copy(&entry.path()).await {
                Ok(keys) if keys.is_subset(&here) => {}
                Ok(_) | Err(_) => telling.push(entry.path()),
            }
        }
        telling.sort();
        Ok(telling)
    }
}

/// The keys in a copy. Nothing is written, not even beside it.
async fn keys_in_copy(file: &Path) -> Result<BTreeSet<Uuid>, StoreFault> {
    let path = text_of(file)?;
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=ro&immutable=true"));
    options.max_connections(1).sqlx_logging(false);
    let copy = Database::connect(options).await?;
    let keys = keys_in(&copy).await;
    copy.close().await?;
    keys
}

async fn keys_in(connection: &impl ConnectionTrait) -> Result<BTreeSet<Uuid>, StoreFault> {
    let ids = Statement::from_string(connection.get_database_backend(), "SELECT id FROM data_key");
    let rows = connection.query_all_raw(ids).await?;
    let ids = rows.iter().map(|row| row.try_get_by_index::<Uuid>(0));
    Ok(ids.collect::<Result<_, _>>()?)
}
