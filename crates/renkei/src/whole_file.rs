//! Files that are there whole or not at all, and for nobody but their owner.

#[cfg(unix)]
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// A file without its name yet, in the folder in which it will have one. What a process leaves of it that was
/// ended begins with the prefix.
///
/// # Errors
/// When the folder cannot be written.
pub fn begin(beside: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    Builder::new().prefix(prefix).tempfile_in(folder_of(beside))
}

/// Gives a file its name once all of it is on the disk, over no other file.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where the name is taken; when it cannot be written.
pub fn keep_new(mut made: NamedTempFile, to: &Path) -> io::Result<()> {
    made.flush()?;
    made.as_file().sync_all()?;
    made.persist_noclobber(to).map_err(|fault| fault.error)?;
    keep_name(folder_of(to))
}

/// The folder of a file.
#[must_use]
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The name has to be on the disk as well.
///
/// # Errors
/// When the folder cannot be opened or written.
#[cfg(unix)]
pub fn keep_name(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Nothing more can be done for a name here.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn keep_name(_: &Path) -> io::Result<()> {
    Ok(())
}
