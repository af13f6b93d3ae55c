//! Where the bytes of a file lie: under a path, or in memory, where nothing of them may stand on a disk.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fault::InputFault;

/// What can be read from any place of it.
pub(crate) trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// An opened file.
pub(crate) type Opened = BufReader<Box<dyn Seekable>>;

/// The bytes of a file, which may be opened as often as needed.
#[derive(Debug, Clone)]
pub struct FileBytes(Place);

#[derive(Debug, Clone)]
enum Place {
    Disk(PathBuf),
    Memory(Shared),
}

/// Bytes that several readers hold.
#[derive(Clone)]
struct Shared(Arc<Vec<u8>>);

/// Says how many there are: what they say may be about people.
impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("bytes", &self.0.len())
            .finish()
    }
}

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl FileBytes {
    /// Those of a file on a disk.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(Place::Disk(path.to_owned()))
    }

    /// Bytes in memory.
    #[must_use]
    pub fn held(bytes: Vec<u8>) -> Self {
        Self(Place::Memory(Shared(Arc::new(bytes))))
    }

    /// A fresh look at them, from the start.
    pub(crate) fn open(&self) -> Result<Opened, InputFault> {
        let opened: Box<dyn Seekable> = match &self.0 {
            Place::Disk(path) => Box::new(File::open(path).map_err(InputFault::Io)?),
            Place::Memory(bytes) => Box::new(Cursor::new(bytes.clone())),
        };
        Ok(BufReader::new(opened))
    }
}
