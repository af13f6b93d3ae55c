//! Backups: everything in the database in one file that only the holder of the private half opens.
//!
//! [`key`] is the pair, [`head`] what a file says of itself to everybody, [`envelope`] how the rest is sealed
//! and opened. [`embedded`] takes one of the database in a folder and brings it back, [`server`] does both
//! for a PostgreSQL by its own tools. The master key is in none of them: who finds a backup and the private
//! half reads what is published, and of everything else what stands sealed.

pub mod embedded;
pub mod envelope;
pub mod head;
pub mod key;
mod report;
pub mod server;

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use renkei_app::StoreFault;

use envelope::Opening;
use head::Head;
use key::PrivateHalf;

/// How much is read at once.
const AT_ONCE: usize = 128 * 1024;

/// Whoever is told how many bytes are done, of how many where that is known.
pub type Told = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// Why a backup was not taken or not brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The file is no backup, or one of a form that this version does not know.
    #[error("the file is no backup that this version knows")]
    NotABackup,
    /// The backup is for somebody else.
    #[error("the backup is for the pair of keys {needed}, the key is of {given}")]
    WrongKey {
        /// The mark of the pair that opens it.
        needed: String,
        /// The mark of the one that was given.
        given: String,
    },
    /// Something in the backup was changed or is missing.
    #[error("something in the backup was changed or is missing")]
    Damaged,
    /// What came out of the backup is not what a backup holds.
    #[error("what the backup holds is not sound: {0}")]
    Unsound(String),
    /// There is a file of that name.
    #[error("the file is there already")]
    Exists,
    /// Another process takes a backup of the same database.
    #[error("another process takes a backup of this folder")]
    AtWork,
    /// A tool of PostgreSQL is not there.
    #[error("{0} is not on the PATH")]
    NoTool(&'static str),
    /// A tool of PostgreSQL refused.
    #[error("{tool}: {said}")]
    Tool {
        /// Which.
        tool: &'static str,
        /// What it said.
        said: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{0}")]
    File(io::Error),
    /// A fault of the store.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl From<io::Error> for BackupFault {
    /// What does not open says so as data that cannot be.
    fn from(fault: io::Error) -> Self {
        if fault.kind() == ErrorKind::InvalidData {
            Self::Damaged
        } else {
            Self::File(fault)
        }
    }
}

/// Begins to open a backup.
///
/// # Errors
/// When it is none, is for somebody else, or cannot be read.
pub fn open(
    file: &Path,
    key: &PrivateHalf,
) -> Result<(Opening<BufReader<File>>, Head), BackupFault> {
    let from = BufReader::with_capacity(AT_ONCE, File::open(file)?);
    Opening::begin(from, key)
}

/// Opens a backup to its end and keeps nothing of it: whoever writes what it holds knows before that there is
/// an end.
///
/// # Errors
/// When anything in it was changed or is missing, or it cannot be read.
pub fn verify(file: &Path, key: &PrivateHalf, told: &Told) -> Result<Head, BackupFault> {
    let of = std::fs::metadata(file)?.len();
    let (opening, head) = open(file, key)?;
    let mut watched = Watched::new(opening, Arc::clone(told), Some(of));
    io::copy(&mut watched, &mut io::sink())?;
    Ok(head)
}

/// The head of a file; `None` where it is no backup.
///
/// # Errors
/// When it cannot be read.
pub fn head_of(file: &Path) -> io::Result<Option<Head>> {
    let read = Head::read(&mut BufReader::new(File::open(file)?))?;
    Ok(read.map(|(head, _)| head))
}

/// A source that tells how much was read of it.
struct Watched<R> {
    from: R,
    told: Told,
    done: u64,
    of: Option<u64>,
}

impl<R> Watched<R> {
    const fn new(from: R, told: Told, of: Option<u64>) -> Self {
        Self {
            from,
            told,
            done: 0,
            of,
        }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.done += read as u64;
        (self.told)(self.done, self.of);
        Ok(read)
    }
}

/// Waits for what blocks.
async fn aside<T: Send + 'static>(
    doing: impl FnOnce() -> Result<T, BackupFault> + Send + 'static,
) -> Result<T, BackupFault> {
    match tokio::task::spawn_blocking(doing).await {
        Ok(done) => done,
        Err(fault) => Err(BackupFault::File(io::Error::other(fault))),
    }
}
