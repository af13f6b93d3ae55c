//! The seals that a copy of the embedded database carries. Its chain ended with the newest of them when it was
//! taken; whoever cuts the live one off, or makes it anew, does not reach the copies.

use std::io::{ErrorKind, Read as _};
use std::path::Path;

use renkei_domain::audit::anchor::AuditAnchor;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement,
};

use super::seal::{kept, newest};
use crate::fault::StoreFault;

/// What every file of SQLite begins with.
const MARK: &[u8] = b"SQLite format 3\0";

/// Whether a file is a copy of an embedded database.
///
/// # Errors
/// When it cannot be read.
pub fn is_copy(file: &Path) -> std::io::Result<bool> {
    let mut start = Vec::new();
    let length = MARK.len() as u64;
    let mut read = std::fs::File::open(file)?.take(length);
    read.read_to_end(&mut start)?;
    Ok(start == MARK)
}

/// The seals in a copy, the newest of its chain last; none where nothing was sealed yet. Nothing is
/// written, not even beside it.
///
/// # Errors
/// When it cannot be read.
pub async fn anchors_in(copy: &Path) -> Result<Vec<AuditAnchor>, StoreFault> {
    let path = copy.to_str().ok_or_else(|| {
        std::io::Error::new(
            ErrorKind::InvalidInput,
            "the name of the file is not Unicode",
        )
    })?;
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=ro&immutable=true"));
    options.max_connections(1).sqlx_logging(false);
    let copy = Database::connect(options).await?;
    let anchors = all_in(&copy).await;
    copy.close().await?;
    anchors
}

async fn all_in(copy: &DatabaseConnection) -> Result<Vec<AuditAnchor>, StoreFault> {
    // A copy may be older than the record of readings.
    let table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_head'";
    let table = Statement::from_string(DbBackend::Sqlite, table);
    if copy.query_one_raw(table).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut anchors = kept(copy).await?;
    anchors.extend(newest(copy).await?);
    Ok(anchors)
}
