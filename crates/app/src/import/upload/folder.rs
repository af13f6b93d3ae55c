//! The folder in which files wait, each under its id. Who may write there runs the installation.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::{Arc, OnceLock};

use renkei_domain::ids::UploadId;
use tempfile::{NamedTempFile, TempDir};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How many files are looked through at once: each may take a good part of a core and of memory.
const READ_AT_ONCE: usize = 2;

/// What a file is called while it comes in; it goes when that breaks off.
const INCOMING: &str = "incoming-";

/// Where files wait. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Uploads {
    place: Place,
    reading: Arc<Semaphore>,
}

#[derive(Debug, Clone)]
enum Place {
    /// A folder of the installation, which outlives the process.
    Folder(PathBuf),
    /// A folder of this process, made when it is first needed and gone with it.
    Own(Arc<OnceLock<TempDir>>),
}

impl Uploads {
    /// In a folder of this process alone.
    pub(crate) fn of_this_process() -> Self {
        Self::at(Place::Own(Arc::default()))
    }

    /// In a folder of the installation.
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self::at(Place::Folder(folder))
    }

    fn at(place: Place) -> Self {
        Self {
            place,
            reading: Arc::new(Semaphore::new(READ_AT_ONCE)),
        }
    }

    fn folder(&self) -> io::Result<&Path> {
        match &self.place {
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Ok(folder.as_path())
            }
            Place::Own(own) => {
                if own.get().is_none() {
                    // Of two who make one at once, one keeps it and the other's goes again.
                    drop(own.set(tempfile::Builder::new().prefix("renkei-").tempdir()?));
                }
                own.get()
                    .map(TempDir::path)
                    .ok_or_else(|| io::Error::other("no folder for files"))
            }
        }
    }

    /// Where a file lies.
    pub(super) fn path(&self, id: UploadId) -> io::Result<PathBuf> {
        Ok(self.folder()?.join(id.to_string()))
    }

    /// A new file, readable by this user alone and gone when it is dropped.
    pub(super) fn begin(&self) -> io::Result<NamedTempFile> {
        tempfile::Builder::new()
            .prefix(INCOMING)
            .tempfile_in(self.folder()?)
    }

    /// Takes a turn at reading; given back when dropped.
    pub(super) async fn turn(&self) -> io::Result<SemaphorePermit<'_>> {
        self.reading.acquire().await.map_err(io::Error::other)
    }

    /// Removes a file, where it is there.
    pub(super) async fn remove(&self, id: UploadId) -> io::Result<()> {
        match tokio::fs::remove_file(self.path(id)?).await {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
            ended => ended,
        }
    }

    /// The files that are there, but for those that are coming in.
    pub(super) async fn ids(&self) -> io::Result<Vec<UploadId>> {
        let files = self.files().await?.into_iter();
        Ok(files
            .filter_map(|(name, _)| UploadId::from_str(&name).ok())
            .collect())
    }

    /// Removes what a process left that ended while a file came in.
    pub(crate) async fn remove_broken_off(&self) -> io::Result<()> {
        for (name, path) in self.files().await? {
            if name.starts_with(INCOMING) {
                tokio::fs::remove_file(path).await?;
            }
        }
        Ok(())
    }

    async fn files(&self) -> io::Result<Vec<(String, PathBuf)>> {
        let folder = match &self.place {
            Place::Folder(folder) => folder.as_path(),
            Place::Own(own) => match own.get() {
                Some(folder) => folder.path(),
                None => return Ok(Vec::new()),
            },
        };
        let mut entries = match tokio::fs::read_dir(folder).await {
            Ok(entries) => entries,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(fault) => return Err(fault),
        };
        let mut files = Vec::new();
        while let Some(entry) = entries.next_entry().await? {
            files.push((
                entry.file_name().to_string_lossy().into_owned(),
                entry.path(),
            ));
        }
        Ok(files)
    }
}
