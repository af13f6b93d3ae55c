//! Putting the application together.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;

use renkei_app::{App, Place, StoreFault};
use renkei_store::Store;

use crate::master_key::{self, KeyPlace};
use crate::outside::{SystemClock, SystemEntropy};
use crate::upgrade::{self, Upgrade};
use crate::{Ended, voice};

/// The file that marks a folder as a demo.
const DEMO_MARK: &str = "DEMO";

/// Opens the store, brings its schema up, behind a copy of what was there, hands it the master key and puts
/// the application over it.
///
/// # Errors
/// A fault of the store; an older schema on a PostgreSQL, of which only its operator can take a copy; a
/// master key that is missing or another one.
pub async fn application(place: &Place, key: &KeyPlace) -> Result<App, StoreFault> {
    application_after(place, key, Upgrade::BehindOurCopy).await
}

/// The same with the operator's word on what may be changed.
///
/// # Errors
/// As above.
pub async fn application_after(
    place: &Place,
    key: &KeyPlace,
    upgrade: Upgrade,
) -> Result<App, StoreFault> {
    let store = Store::open(place).await?;
    master_key::require(&store, key).await?;
    upgrade::bring_up(&store, place, upgrade).await?;
    master_key::hand_over(&store, key).await?;
    let app = App::new(store, Arc::new(SystemClock), Arc::new(SystemEntropy));
    Ok(match place {
        Place::Folder(folder) => app.with_uploads_in(folder.join("uploads")),
        // A server's database has no folder of ours: files wait in one that goes with the process.
        Place::Postgres(_) => app,
    })
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
        StoreFault::OlderSchema(_) => (
            "OLDER_SCHEMA",
            "データベースは、古い版のプログラムで使われていました。古い版の renkei backup（または pg_dump）で控えを取ってから、renkei serve --migrate（または renkei migrate up）で新しくしてください。設定 backup.recipient と backup.folder があれば、renkei serve が控えを取ってから新しくします。",
            Ended::Refused,
        ),
        StoreFault::UnsoundCopy(_) => (
            "UNSOUND_COPY",
            "データベースの控えを取りましたが、正しく読めないので捨てました。ほかには何も変えていません。ディスクとデータベース（renkei doctor）を確かめ、前の控えから戻すことを考えてください。",
            Ended::Damaged,
        ),
        StoreFault::Locked => (
            "LOCKED",
            "ほかのプログラムがデータベースを使い続けています。終わってから、もう一度お試しください。",
            Ended::Refused,
        ),
        StoreFault::NoMasterKey => (
            "MASTER_KEY_MISSING",
            "データの鍵（master.key）がありません。しまってある鍵をもとの場所にもどすか、設定 key か key_file を確かめてください。紙の鍵の番号は、そのままファイルに書けます。",
            Ended::Usage,
        ),
        StoreFault::WrongMasterKey => (
            "MASTER_KEY_WRONG",
            "データの鍵が、このデータベースの鍵とちがいます。何も変えずに止めました。もとの鍵をもどすか、設定 key か key_file を確かめてください。",
            Ended::Usage,
        ),
        StoreFault::UnreadableMasterKey(_) => (
            "MASTER_KEY_UNREADABLE",
            "データの鍵を読めません。鍵は16進数64桁の1行です。ファイルの場所、中身、権限（本人だけが読める 600）を確かめてください。",
            Ended::Usage,
        ),
        StoreFault::Unopened { .. } => (
            "SEALED_DAMAGED",
            "データベースに、鍵では開けられない内容があります。renkei doctor で場所を確かめ、控え（バックアップ）から戻すことを考えてください。",
            Ended::Damaged,
        ),
        StoreFault::WrongAuditKey => (
            "AUDIT_KEY_WRONG",
            "見た・したの記録の鍵が、これまでのものとちがいます。だれかがデータベースに触れたかもしれません。控え（バックアップ）から戻すことを考えてください。",
            Ended::Damaged,
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
