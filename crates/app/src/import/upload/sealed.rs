//! A file on its way and while it waits: sealed on the disk as it comes in, piece by piece, and opened in memory alone.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use renkei_store::keys::{FilePiece, FileSeal};
use tokio::io::AsyncWriteExt as _;

/// What a sealed file begins with. One without was handed in before files were sealed, and is read as it is.
const HEAD: &[u8] = b"renkei-sealed-1\n";

/// How many bytes are sealed at once.
const PIECE_BYTES: usize = 256 * 1024;

/// More than a sealed piece ever has.
const MOST_SEALED_BYTES: u32 = 2 * 256 * 1024;

/// A file that is coming in.
#[derive(Debug)]
pub(super) struct SealedFile {
    file: tokio::fs::File,
    seal: FileSeal,
    /// What came and is not sealed yet.
    held: Vec<u8>,
    place: u32,
}

impl SealedFile {
    /// Begins an empty one.
    pub(super) async fn begin(mut file: tokio::fs::File, seal: FileSeal) -> io::Result<Self> {
        file.write_all(HEAD).await?;
        Ok(Self {
            file,
            seal,
            held: Vec::new(),
            place: 0,
        })
    }

    /// Takes what comes next.
    pub(super) async fn take(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            // What may be the last piece is held back until something follows.
            if self.held.len() == PIECE_BYTES {
                let whole = std::mem::take(&mut self.held);
                self.write(FilePiece::Further(self.place), &whole).await?;
                self.place += 1;
            }
            let room = PIECE_BYTES - self.held.len();
            let (some, rest) = bytes.split_at(bytes.len().min(room));
            self.held.extend_from_slice(some);
            bytes = rest;
        }
        Ok(())
    }

    /// Writes what is held back, and gives what opens the file again.
    pub(super) async fn end(mut self) -> io::Result<FileSeal> {
        let last = std::mem::take(&mut self.held);
        self.write(FilePiece::Last(self.place), &last).await?;
        self.file.flush().await?;
        Ok(self.seal)
    }

    async fn write(&mut self, piece: FilePiece, plain: &[u8]) -> io::Result<()> {
        let sealed = self.seal.seal(piece, plain).map_err(io::Error::other)?;
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        self.file.write_all(&length.to_be_bytes()).await?;
        self.file.write_all(&sealed).await
    }
}

/// Opens a file in memory. It blocks.
///
/// # Errors
/// When the file cannot be read, or is not what was sealed.
pub(super) fn opened(path: &Path, seal: &FileSeal) -> io::Result<Vec<u8>> {
    let mut file = BufReader::new(File::open(path)?);
    let mut plain = Vec::new();
    file.by_ref()
        .take(HEAD.len() as u64)
        .read_to_end(&mut plain)?;
    if plain != HEAD {
        file.read_to_end(&mut plain)?;
        return Ok(plain);
    }
    plain.clear();
    let mut place = 0;
    loop {
        let mut length = [0; 4];
        file.read_exact(&mut length).map_err(damaged)?;
        let length = u32::from_be_bytes(length);
        if length > MOST_SEALED_BYTES {
            return Err(damaged(length));
        }
        let mut sealed = vec![0; length as usize];
        file.read_exact(&mut sealed).map_err(damaged)?;
        let is_last = file.fill_buf()?.is_empty();
        let piece = if is_last {
            FilePiece::Last(place)
        } else {
            FilePiece::Further(place)
        };
        plain.extend(seal.open(piece, &sealed).map_err(damaged)?);
        if is_last {
            return Ok(plain);
        }
        place += 1;
    }
}

/// What whoever handed it in is told of a file that is not what was sealed.
fn damaged<F>(_: F) -> io::Error {
    io::Error::other("預かったファイルが こわれています")
}
