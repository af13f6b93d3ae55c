//! `renkei backup FILE`: everything in the database in one file for the holder of the private half, while
//! others work on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use renkei_app::{App, Place, StoreFault};
use renkei_domain::outside::Clock as _;
use renkei_store::Store;
use renkei_store::upgrade::SchemaState;

use super::progress::Bar;
use crate::backup::head::{Head, Origin};
use crate::backup::key::PublicHalf;
use crate::backup::{BackupFault, Told, embedded, server};
use crate::outside::{SystemClock, SystemEntropy};
use crate::settings::Settings;
use crate::upgrade::{Upgrade, name_of_copy};
use crate::wiring::report_store;
use crate::{Ended, master_key, voice};

/// Where to.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file to write; nothing may be there yet
    file: PathBuf,
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let file = &arguments.file;
    let to = match settings.backup.checked() {
        Ok(Some(to)) => to,
        Ok(None) | Err(_) => return no_recipient(),
    };
    if file.exists() {
        return BackupFault::Exists.report(file);
    }
    let place = settings.place();
    if let Place::Folder(folder) = &place
        && !folder.join("renkei.sqlite").exists()
    {
        return no_database();
    }
    let store = match Store::open(&place).await {
        Ok(store) => store,
        Err(fault) => return report_store(&fault),
    };
    match store.schema_state().await {
        Ok(SchemaState::Current) => {}
        Ok(SchemaState::Empty) => return no_database(),
        Ok(SchemaState::Older(last)) => return older(&last),
        Ok(SchemaState::Newer(step)) => return report_store(&StoreFault::NewerSchema(step)),
        Err(fault) => return report_store(&fault),
    }
    // A backup that nobody has the master key to is none, and better known today.
    let key = settings.key_place();
    if let Err(fault) = master_key::require(&store, &key).await {
        return report_store(&fault);
    }
    if let Err(fault) = master_key::hand_over(&store, &key).await {
        return report_store(&fault);
    }
    let app = App::new(
        store.clone(),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    );
    let taken = match take(settings, &store, &app, to, file).await {
        Ok(head) => head,
        Err(fault) => return fault.report(file),
    };
    // Only now, when it is whole and on the disk.
    let noted = app.note_backup().await;
    let closed = app.close().await;
    tell(&taken, file);
    match noted.and(closed) {
        Ok(()) => Ended::Done,
        Err(fault) => report_store(&fault),
    }
}

/// Takes a backup of an older schema on a PostgreSQL, where the settings say to whom and where to, and says
/// behind which copy the schema may be changed then. The embedded database is copied with the change itself.
///
/// # Errors
/// How the command ends where the backup cannot be taken: nothing was changed.
pub(super) async fn before_upgrade(settings: &Settings) -> Result<Upgrade, Ended> {
    let (Place::Postgres(url), Some(folder)) = (settings.place(), &settings.backup.folder) else {
        return Ok(Upgrade::BehindOurCopy);
    };
    let Ok(Some(to)) = settings.backup.checked() else {
        return Err(no_recipient());
    };
    let refused = |fault: StoreFault| report_store(&fault);
    let store = Store::open(&settings.place()).await.map_err(refused)?;
    let state = store.schema_state().await.map_err(refused)?;
    let SchemaState::Older(last) = state else {
        store.close().await.map_err(refused)?;
        return Ok(Upgrade::BehindOurCopy);
    };
    // Whoever lacks the key of these data changes nothing of them, and needs no copy.
    let key = master_key::require(&store, &settings.key_place()).await;
    key.map_err(refused)?;
    let file = folder.join(name_of_copy(&last, SystemClock.now(), "renkei"));
    let head = Head {
        schema: last,
        ..head(settings, to)
    };
    let taken = take_of_server(&store, &url, head, &file).await;
    store.close().await.map_err(refused)?;
    match taken {
        Ok(head) => tell(&head, &file),
        Err(fault) => return Err(fault.report(&file)),
    }
    Ok(Upgrade::BehindABackup)
}

async fn take(
    settings: &Settings,
    store: &Store,
    app: &App,
    to: PublicHalf,
    file: &Path,
) -> Result<Head, BackupFault> {
    // What was read and done until now is chained before it goes out of the house.
    app.seal_audit().await?;
    let steps = store.migration_status().await?;
    let last = steps.into_iter().rfind(|step| step.applied);
    let head = Head {
        schema: last.map(|step| step.name).unwrap_or_default(),
        ..head(settings, to)
    };
    match settings.place() {
        Place::Folder(folder) => {
            let bar = Bar::new(&file.display().to_string());
            let taken = embedded::take(store, &folder, head, file, sealing(&bar)).await;
            bar.finish();
            taken
        }
        Place::Postgres(url) => {
            // Taken before the copy is begun: the chain in it holds at least this.
            let anchor = store.newest_anchor().await?;
            take_of_server(store, &url, Head { anchor, ..head }, file).await
        }
    }
}

/// What a backup that is taken now says of itself; of which schema, whoever takes it knows.
fn head(settings: &Settings, to: PublicHalf) -> Head {
    let (made_at, kept_until) = Head::moments(SystemClock.now(), settings.backup.kept());
    Head {
        origin: match settings.place() {
            Place::Folder(_) => Origin::Embedded,
            Place::Postgres(_) => Origin::Server,
        },
        schema: String::new(),
        made_at,
        kept_until,
        to,
        anchor: None,
    }
}

async fn take_of_server(
    store: &Store,
    url: &str,
    head: Head,
    file: &Path,
) -> Result<Head, BackupFault> {
    let faults = store.integrity_faults().await?;
    if let Some(fault) = faults.into_iter().next() {
        return Err(StoreFault::UnsoundCopy(fault).into());
    }
    let bar = Bar::new(&file.display().to_string());
    let taken = server::take(url, head, file.to_owned(), sealing(&bar)).await;
    bar.finish();
    taken
}

fn sealing(bar: &Bar) -> Told {
    told(bar, "控えを取っています", "sealing")
}

/// Whoever shows how far a file is.
pub(super) fn told(bar: &Bar, word: &'static str, step: &'static str) -> Told {
    let bar = bar.clone();
    Arc::new(move |done, of| bar.show(word, step, done, of))
}

fn tell(head: &Head, file: &Path) {
    let (file, mark) = (file.display().to_string(), head.to.mark());
    let (made, until) = (voice::moment(head.made_at), voice::moment(head.kept_until));
    let anchor = head.anchor.map(|anchor| anchor.to_string());
    let seal = anchor.as_ref().map_or_else(String::new, |anchor| {
        format!("\n見た・したの記録の 封の控え: {anchor}")
    });
    voice::say(
        "backup_taken",
        &format!(
            "控えを取りました: {file}\n取った時: {made}\n開けられる人: 控えの鍵（印 {mark}）の紙を持つ人。データの鍵は入っていません。\nこのファイルは {until} までに消してください。それまでは、そのあいだに消した人の記録も、この控えとデータの鍵があれば開けられます。{seal}"
        ),
        serde_json::json!({
            "file": file,
            "made_at": head.made_at.rfc3339(),
            "opens_erased_until": head.kept_until.rfc3339(),
            "mark": mark,
            "schema": head.schema,
            "anchor": anchor,
        }),
    );
}

fn no_recipient() -> Ended {
    voice::complain(
        "NO_BACKUP_KEY",
        "控えの鍵がまだありません。renkei key backup で作り、公開の鍵を設定 backup.recipient に書いてください。",
        "the setting backup.recipient is missing",
    );
    Ended::Usage
}

fn no_database() -> Ended {
    // Asking must not make what is asked about.
    voice::complain(
        "NO_DATABASE",
        "ここには まだ名簿がありません。",
        "there is no database in this place",
    );
    Ended::Refused
}

fn older(last: &str) -> Ended {
    voice::complain(
        "OLDER_SCHEMA",
        "データベースは、古い版のプログラムのものです。その版の renkei backup で控えを取るか、renkei migrate up で新しくしてから、もう一度お試しください。",
        &format!("the schema is of an older version ({last})"),
    );
    Ended::Refused
}
