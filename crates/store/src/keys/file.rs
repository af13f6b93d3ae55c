//! Files that lie beside the database: sealed in pieces, each bound to its file and its place there, so that none is
//! changed, left out or put elsewhere unseen.

use std::sync::Arc;

use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::outside::Entropy;
use uuid::Uuid;

use super::cipher::{self, Cell};
use super::data_key::{DataKey, KeyOwner};
use crate::fault::StoreFault;
use crate::store::Store;

/// Which piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilePiece {
    /// One after which others come: its place, from 0.
    Further(u32),
    /// The last one: its place, from 0.
    Last(u32),
}

impl FilePiece {
    fn words(self) -> String {
        match self {
            Self::Further(place) => format!("{place}"),
            Self::Last(place) => format!("{place} last"),
        }
    }
}

/// What seals and opens the pieces of one file.
#[derive(Clone)]
pub struct FileSeal {
    key: Arc<DataKey>,
    entropy: Arc<dyn Entropy>,
    file: Uuid,
}

impl std::fmt::Debug for FileSeal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileSeal")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

impl FileSeal {
    /// Seals a piece.
    ///
    /// # Errors
    /// When the piece is larger than the cipher takes.
    pub fn seal(&self, piece: FilePiece, plain: &[u8]) -> Result<Vec<u8>, StoreFault> {
        let words = piece.words();
        let (key, cell) = (&self.key, self.cell(&words));
        cipher::seal(&key.bytes, key.id, &cell, plain, self.entropy.as_ref())
    }

    /// Opens a piece.
    ///
    /// # Errors
    /// [`StoreFault::Unopened`] for one that is not this piece of this file, or that was changed.
    pub fn open(&self, piece: FilePiece, sealed: &[u8]) -> Result<Vec<u8>, StoreFault> {
        let words = piece.words();
        cipher::open(&self.key.bytes, &self.cell(&words), sealed)
    }

    fn cell<'w>(&self, words: &'w str) -> Cell<'w> {
        Cell::of("upload", "file", self.file).within(words)
    }
}

impl Store {
    /// What seals a file that somebody hands in for a network, under the key of that network.
    ///
    /// # Errors
    /// When the master key is not there, or the database refuses.
    pub async fn file_seal(
        &self,
        network: NetworkId,
        file: UploadId,
    ) -> Result<FileSeal, StoreFault> {
        let owner = KeyOwner::Network(network);
        let key = match self.keys.find(&self.reader, owner).await? {
            Some(key) => key,
            None => {
                self.aside(move |work| Box::pin(async move { Ok(work.key_of(owner).await?) }))
                    .await?
            }
        };
        Ok(FileSeal {
            key,
            entropy: Arc::clone(&self.keys.held()?.entropy),
            file: file.uuid(),
        })
    }
}
