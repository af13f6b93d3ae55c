//! Backups of the embedded database: a whole copy beside it, as before an upgrade, is sealed and goes. Whatever
//! comes back is written beside its name and read through before it gets it.

use std::fs::{File, TryLockError};
use std::io::{self, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use renkei_app::StoreFault;
use renkei_store::Store;
use renkei_store::audit::copied::anchors_in;
use renkei_store::upgrade::{SchemaState, state_of_copy};

use super::envelope::{Opening, Sealing};
use super::head::Head;
use super::{AT_ONCE, BackupFault, Told, Watched, aside};
use crate::whole_file;

/// The database in its folder.
const DATABASE: &str = "renkei.sqlite";

/// The copy while it is sealed. Whoever finds one finds what a process left that was ended; the next backup
/// writes over it.
const COPY: &str = "renkei.sqlite.backup";

/// What the name of a database begins with while it is brought back.
const UNFINISHED: &str = ".renkei-restore-";

/// What may lie in a folder into which a database is brought back: the key that opens it, and what no start
/// and no file system can help leaving.
const NO_DATA: [&str; 4] = ["master.key", "master.key.lock", "serve.lock", "lost+found"];

/// Takes a backup of the database in a folder, whoever writes meanwhile. Says what stands in its head.
///
/// # Errors
/// When the copy is not sound, or something cannot be read or written; then there is no file.
pub async fn take(
    store: &Store,
    folder: &Path,
    head: Head,
    to: &Path,
    told: Told,
) -> Result<Head, BackupFault> {
    let _alone = alone(folder)?;
    let copy = folder.join(COPY);
    store.copy_into(folder, &copy).await?;
    let sealed = seal(&copy, head, to.to_owned(), told).await;
    // It can be read like the database, and is of no more use.
    tokio::fs::remove_file(&copy).await?;
    sealed
}

/// Removes the copy that a backup left which was ended: it holds what stood in the database then.
///
/// # Errors
/// [`BackupFault::AtWork`] while another process takes one, or when it cannot be removed.
pub async fn drop_left(folder: &Path) -> Result<(), BackupFault> {
    let copy = folder.join(COPY);
    if !tokio::fs::try_exists(&copy).await? {
        return Ok(());
    }
    let _alone = alone(folder)?;
    match tokio::fs::remove_file(&copy).await {
        // Whoever was at work has removed it meanwhile.
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        removed => Ok(removed?),
    }
}

/// One at a time: two would write one copy.
fn alone(folder: &Path) -> Result<File, BackupFault> {
    let lock = File::create(folder.join("backup.lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(BackupFault::AtWork),
        Err(TryLockError::Error(fault)) => Err(fault.into()),
    }
}

async fn seal(copy: &Path, head: Head, to: PathBuf, told: Told) -> Result<Head, BackupFault> {
    // Not of the live database: the chain may have grown since the copy was taken.
    let anchor = anchors_in(copy).await?.pop();
    let (copy, head) = (copy.to_owned(), Head { anchor, ..head });
    aside(move || {
        let from = File::open(copy)?;
        let of = from.metadata()?.len();
        let from = BufReader::with_capacity(AT_ONCE, from);
        let mut made = whole_file::begin(&to, ".renkei-backup-")?;
        let mut sealing = Sealing::begin(&mut made, &head)?;
        io::copy(&mut Watched::new(from, told, Some(of)), &mut sealing)?;
        sealing.finish()?;
        match whole_file::keep_new(made, &to) {
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => Err(BackupFault::Exists),
            kept => Ok(kept.map(|()| head)?),
        }
    })
    .await
}

/// Whether nobody keeps anything in a folder yet.
///
/// # Errors
/// When it cannot be read.
pub fn is_empty(folder: &Path) -> io::Result<bool> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(true),
        Err(fault) => return Err(fault),
    };
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if !NO_DATA.contains(&&*name) && !name.starts_with(UNFINISHED) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Brings a database back into a folder that is empty. It gets its name once all of it is on the disk, is
/// sound, and has a schema that this version knows.
///
/// # Errors
/// When it is not so, or cannot be written; then there is no database.
pub async fn bring_back(
    folder: &Path,
    opening: Opening<BufReader<File>>,
    told: Told,
    of: u64,
) -> Result<(), BackupFault> {
    let to = folder.join(DATABASE);
    let beside = to.clone();
    let made = aside(move || {
        drop_unfinished(whole_file::folder_of(&beside))?;
        let mut made = whole_file::begin(&beside, UNFINISHED)?;
        let mut watched = Watched::new(opening, told, Some(of));
        io::copy(&mut watched, &mut made)?;
        made.as_file().sync_all()?;
        Ok(made)
    })
    .await?;
    match state_of_copy(made.path()).await {
        Ok(SchemaState::Current | SchemaState::Older(_)) => {}
        Ok(SchemaState::Newer(step)) => return Err(StoreFault::NewerSchema(step).into()),
        Ok(SchemaState::Empty) => return Err(BackupFault::Unsound("no tables".to_owned())),
        Err(StoreFault::Folder(fault)) => return Err(fault.into()),
        // Nothing but what was written here has been read.
        Err(fault) => return Err(BackupFault::Unsound(fault.to_string())),
    }
    match aside(move || Ok(whole_file::keep_new(made, &to)?)).await {
        Err(BackupFault::File(fault)) if fault.kind() == ErrorKind::AlreadyExists => {
            Err(BackupFault::Exists)
        }
        kept => kept,
    }
}

/// Removes what a process left that was ended while it brought a database back.
fn drop_unfinished(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_empty_while_nobody_keeps_data_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let there = |name: &str| std::fs::write(folder.path().join(name), "").expect("written");
        assert!(is_empty(&folder.path().join("not there")).expect("asked"));
        assert!(is_empty(folder.path()).expect("asked"));
        for name in NO_DATA.into_iter().chain([".renkei-restore-x1Y2"]) {
            there(name);
        }
        assert!(is_empty(folder.path()).expect("asked"));
        drop_unfinished(folder.path()).expect("removed");
        let left = std::fs::read_dir(folder.path()).expect("read").count();
        assert_eq!(left, NO_DATA.len());
        there("renkei.sqlite-wal");
        assert!(!is_empty(folder.path()).expect("asked"));
    }
}
