//! Putting the application together.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;

use renkei_app::{App, Place, StoreFault};
use renkei_store::Store;

use crate::outside::{SystemClock, SystemEntropy};
use crate::{Ended, voice};

/// The file that marks a folder as a demo.
const DEMO_MARK: &str = "DEMO";

/// Opens the store, brings its schema up and puts the application over it.
///
/// # Errors
/// A fault of the store.
pub async fn application(place: &Place) -> Result<App, StoreFault> {
    let store = Store::open(place).await?;
    store.migrate_up().await?;
    Ok(App::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    ))
}

/// Tells people why the store cannot be used and how the command ends.
#[must_use]
pub fn report_store(fault: &StoreFault) -> Ended {
    let (code, japanese, ended) = match fault {
        StoreFault::NewerSchema(_) => (
            "NEWER_SCHEMA",
            "データベースは、このプログラムより新しい版で使われています。新しい版のプログラムを使ってください。",
            Ended::Refused,
        ),
        StoreFault::Locked => (
            "LOCKED",
            "ほかのプログラムがデータベースを使い続けています。終わってから、もう一度お試しください。",
            Ended::Refused,
        ),
        StoreFault::Unreadable { .. } => (
            "DAMAGED",
            "データベースに読めない内容があります。控え（バックアップ）から戻すことを考えてください。",
            Ended::Damaged,
        ),
        _ => (
            "STORE",
            "データベースを使えませんでした。場所と空き容量を確かめてください。",
            Ended::Refused,
        ),
    };
    voice::complain(code, japanese, &fault.to_string());
    ended
}

/// The lock of a serving process on an embedded database. Held while it lives; the operating system
/// gives it back however the process ends.
#[derive(Debug)]
pub struct ServeLock {
    _file: Option<File>,
}

impl ServeLock {
    /// Takes the lock; a PostgreSQL serves several processes and needs none.
    ///
    /// # Errors
    /// When another process serves this folder, or the folder cannot be written.
    pub fn take(place: &Place) -> std::io::Result<Option<Self>> {
        let Place::Folder(folder) = place else {
            return Ok(Some(Self { _file: None }));
        };
        std::fs::create_dir_all(folder)?;
        let file = File::create(folder.join("serve.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(fault)) => Err(fault),
        }
    }
}

/// Whether a folder holds a demo.
#[must_use]
pub fn is_demo(folder: &Path) -> bool {
    folder.join(DEMO_MARK).exists()
}

/// Marks a folder as a demo.
///
/// # Errors
/// When the folder cannot be written.
pub fn mark_demo(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(
        folder.join(DEMO_MARK),
        "renkei demo: this folder is made anew by every `renkei demo`\n",
    )
}
