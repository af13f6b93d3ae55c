//! `renkei restore FILE --key KEY`: what a backup holds, into a place where nobody keeps anything. The whole
//! file is opened once before anything is written, so that a wrong key or a damaged file leaves no trace.

use std::path::{Path, PathBuf};

use clap::Args;
use renkei_app::{Place, StoreFault};
use renkei_domain::outside::Clock as _;
use renkei_store::Store;
use renkei_store::upgrade::{SchemaState, is_known_step};
use secrecy::{ExposeSecret as _, SecretString};

use super::backup::told;
use super::progress::Bar;
use crate::backup::head::{Head, Origin};
use crate::backup::key::PrivateHalf;
use crate::backup::{self, BackupFault, embedded, server};
use crate::outside::SystemClock;
use crate::settings::Settings;
use crate::wiring::ServeLock;
use crate::{Ended, master_key, voice};

/// What and by which key.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The backup
    file: PathBuf,
    /// A file with the private half of the backup key, as it stands on paper
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Bring it back although the day is over until which it was to be kept
    #[arg(long)]
    expired: bool,
}

/// Whether the master key is in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MasterKeyThere {
    Fits,
    Missing,
    Another,
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let key = match private_half(&arguments.key) {
        Ok(key) => key,
        Err(ended) => return ended,
    };
    match restore(settings, arguments, &key).await {
        Ok(ended) => ended,
        Err(fault) => fault.report(&arguments.file),
    }
}

async fn restore(
    settings: &Settings,
    arguments: &Arguments,
    key: &PrivateHalf,
) -> Result<Ended, BackupFault> {
    let (file, place) = (&arguments.file, settings.place());
    let (_, head) = backup::open(file, key)?;
    if !fits(head.origin, &place) {
        return Ok(of_another_database(head.origin));
    }
    if !is_empty(&place).await? {
        return Ok(not_empty());
    }
    let bar = Bar::new(&file.display().to_string());
    // Nothing that the head says counts before this.
    let verifying = told(&bar, "控えを確かめています", "verifying");
    let verified = tokio::task::block_in_place(|| backup::verify(file, key, &verifying));
    bar.finish();
    let head = verified?;
    if !is_known_step(&head.schema) {
        return Err(StoreFault::NewerSchema(head.schema).into());
    }
    if head.kept_until < SystemClock.now() && !arguments.expired {
        return Ok(expired(&head));
    }
    let bar = Bar::new(&file.display().to_string());
    let writing = told(&bar, "戻しています", "restoring");
    let of = std::fs::metadata(file)?.len();
    let (opening, _) = backup::open(file, key)?;
    let brought = match &place {
        Place::Folder(folder) => {
            // Nobody begins to serve what is not there yet.
            let Some(_lock) = ServeLock::take(&place)? else {
                return Ok(not_empty());
            };
            embedded::bring_back(folder, opening, writing, of).await
        }
        Place::Postgres(url) => server::bring_back(url, opening, writing, of).await,
    };
    bar.finish();
    match brought {
        // A database has come into the folder meanwhile: it is not the backup that is in the way.
        Err(BackupFault::Exists) => return Ok(not_empty()),
        ended => ended?,
    }
    let there = look(settings, &place).await?;
    tell(settings, &head, there);
    Ok(Ended::Done)
}

const fn fits(origin: Origin, place: &Place) -> bool {
    matches!(
        (origin, place),
        (Origin::Embedded, Place::Folder(_)) | (Origin::Server, Place::Postgres(_))
    )
}

async fn is_empty(place: &Place) -> Result<bool, BackupFault> {
    match place {
        Place::Folder(folder) => Ok(embedded::is_empty(folder)?),
        Place::Postgres(_) => {
            server::find_tools()?;
            let store = Store::open(place).await?;
            let is_empty = store.is_server_empty().await;
            store.close().await?;
            Ok(is_empty?)
        }
    }
}

/// Looks at what was brought back as whoever serves it will, and whether the master key is there.
async fn look(settings: &Settings, place: &Place) -> Result<MasterKeyThere, BackupFault> {
    let store = Store::open(place).await?;
    let looked: Result<MasterKeyThere, BackupFault> = async {
        let mut faults = store.integrity_faults().await?;
        match store.schema_state().await? {
            SchemaState::Current | SchemaState::Older(_) => {}
            SchemaState::Newer(step) => return Err(StoreFault::NewerSchema(step).into()),
            SchemaState::Empty => faults.push("no tables".to_owned()),
        }
        if let Some(fault) = faults.into_iter().next() {
            return Err(BackupFault::Unsound(fault));
        }
        match master_key::require(&store, &settings.key_place()).await {
            Ok(()) => Ok(MasterKeyThere::Fits),
            Err(StoreFault::NoMasterKey) => Ok(MasterKeyThere::Missing),
            Err(StoreFault::WrongMasterKey | StoreFault::UnreadableMasterKey(_)) => {
                Ok(MasterKeyThere::Another)
            }
            Err(fault) => Err(fault.into()),
        }
    }
    .await;
    store.close().await?;
    looked
}

fn tell(settings: &Settings, head: &Head, there: MasterKeyThere) {
    let where_to = match settings.place() {
        Place::Folder(folder) => folder.join("master.key").display().to_string(),
        Place::Postgres(_) => "設定 key_file のファイル（または設定 key）".to_owned(),
    };
    let (code, of_key) = match there {
        MasterKeyThere::Fits => (
            "fits",
            "データの鍵は、もとの場所にあり、合っています。".to_owned(),
        ),
        MasterKeyThere::Missing => (
            "missing",
            format!("データの鍵の紙を出し、64桁を {where_to} に書きます。"),
        ),
        MasterKeyThere::Another => (
            "another",
            format!(
                "いまあるデータの鍵は、この控えのものとちがいます。控えを取ったときの鍵の紙を出し、64桁を {where_to} に書きます。"
            ),
        ),
    };
    let made = voice::moment(head.made_at);
    voice::say(
        "restored",
        &format!(
            "{made} の控えを戻しました。\nつぎにすること:\n1. {of_key}\n2. renkei doctor で確かめます。サーバのログがあれば --anchor ログ を付けます。控えよりあとの記録がないことは、そこに出ます。\n3. renkei serve で動かします。控えのときに待っていた手紙は、そのあとに届いていても、もう一度出ます。控えのあとに止めたアカウント、トークン、カードは、もう一度止めてください。控えのあとに消した人の記録は、もう一度消してください。"
        ),
        serde_json::json!({
            "made_at": head.made_at.rfc3339(),
            "schema": head.schema,
            "anchor": head.anchor.map(|anchor| anchor.to_string()),
            "master_key": code,
        }),
    );
}

/// Reads the private half.
fn private_half(file: &Path) -> Result<PrivateHalf, Ended> {
    let complain = |cause: &str| {
        voice::complain(
            "BACKUP_KEY_UNREADABLE",
            &format!(
                "{} から、控えの秘密の鍵を読めません。紙の鍵の72桁を、そのまま1つのファイルに書いてください。",
                file.display()
            ),
            cause,
        );
        Ended::Usage
    };
    let text: SecretString = match std::fs::read_to_string(file) {
        Ok(text) => text.into(),
        Err(fault) => return Err(complain(&fault.to_string())),
    };
    PrivateHalf::parse(text.expose_secret())
        .ok_or_else(|| complain("the file does not hold the private half of a backup key"))
}

fn of_another_database(origin: Origin) -> Ended {
    let japanese = match origin {
        Origin::Embedded => {
            "この控えは、フォルダのデータベースのものです。--database を外し、--data で空のフォルダを選んでください。"
        }
        Origin::Server => {
            "この控えは、PostgreSQL のものです。--database で空のデータベースを選んでください。"
        }
    };
    voice::complain(
        "OTHER_DATABASE",
        japanese,
        "the backup is of the other kind of database",
    );
    Ended::Usage
}

fn not_empty() -> Ended {
    voice::complain(
        "NOT_EMPTY",
        "ここには もうデータがあります。上に書かないように止めました。空のフォルダ（--data）か、空のデータベース（--database）を使ってください。",
        "the place is not empty",
    );
    Ended::Refused
}

fn expired(head: &Head) -> Ended {
    let until = voice::moment(head.kept_until);
    voice::complain(
        "BACKUP_EXPIRED",
        &format!(
            "この控えは {until} までのものです。戻すと、そのあいだに消した人の記録がよみがえります。ほかに控えがないときだけ、--expired を付けて戻し、消した人をもう一度消してください。"
        ),
        "the backup was to be destroyed by now",
    );
    Ended::Refused
}
