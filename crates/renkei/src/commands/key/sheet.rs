//! `renkei key sheet FILE.pdf`: the master key on paper, so that a disk that fails takes nothing with it. A key that lies
//! in a file and was never put on paper is, by the next start of `renkei serve`, as a file beside it.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use renkei_app::directory::secretariat::NamedNetwork;
use renkei_app::{App, Place, StoreFault};
use renkei_domain::outside::Clock as _;
use renkei_print::sheets::{KeyRecoverySheet, KeyUse};
use renkei_print::{Code, Contact, Paper, PrintOptions, Ruby, Sheet, render};
use renkei_store::Store;
use renkei_store::keys::rotate::KeyStanding;
use renkei_store::keys::{KeySource as _, MasterKey, MasterKeys};
use secrecy::ExposeSecret as _;

use crate::master_key::KeyPlace;
use crate::outside::SystemClock;
use crate::settings::Settings;
use crate::wiring::{application, report_store};
use crate::{Ended, voice, whole_file};

/// Digits that stand together on the sheet.
pub(super) const GROUP: usize = 4;

pub(super) async fn run(settings: &Settings, to: &Path) -> Ended {
    // Opened first, so that nobody locks away the key of something else.
    let app = match application(&settings.place(), &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let done = sheet(&app, settings, to).await;
    let closed = app.close().await;
    match done.and_then(|ended| closed.map(|()| ended)) {
        Ok(ended) => ended,
        Err(fault) => report_store(&fault),
    }
}

/// The sheet that a start of `renkei serve` left beside the key, where it lies there still.
pub(in crate::commands) fn lying(settings: &Settings) -> Option<PathBuf> {
    beside(&settings.key_place()).filter(|sheet| sheet.exists())
}

fn beside(place: &KeyPlace) -> Option<PathBuf> {
    let KeyPlace::File(key) = place else {
        return None;
    };
    let mut name = key.as_os_str().to_owned();
    name.push(".pdf");
    Some(name.into())
}

/// Puts a key that lies in a file on a sheet beside it, unless a sheet was made of it before: whoever never heard of
/// `renkei key sheet` has one, too. It is asked for again for as long as it lies there.
///
/// # Errors
/// A fault of the store. Where the sheet cannot be made that is told, and nothing else ends.
pub(in crate::commands) async fn at_start(
    app: &App,
    settings: &Settings,
) -> Result<(), StoreFault> {
    let Some(to) = beside(&settings.key_place()) else {
        return Ok(());
    };
    if to.exists() {
        voice::warn(
            "KEY_SHEET_LIES",
            &format!(
                "データの鍵の紙（PDF）が残っています: {}。印刷して、このファイルを消してください。",
                to.display()
            ),
            "the sheet of the master key still lies beside it",
        );
        return Ok(());
    }
    let store = Store::open(&settings.place()).await?;
    let last = store.last_key_sheet_at().await;
    store.close().await?;
    // While a rotation is on its way the paper would not open everything.
    if last?.is_none()
        && let Some(keys) = settled(settings).await?
    {
        printed(app, &keys, &to).await?;
    }
    Ok(())
}

/// The keys, where one of them opens everything.
async fn settled(settings: &Settings) -> Result<Option<MasterKeys>, StoreFault> {
    let keys = settings.key_place().master_keys();
    let keys = keys.map_err(StoreFault::UnreadableMasterKey)?;
    let keys = keys.ok_or(StoreFault::NoMasterKey)?;
    let standing = standing(&settings.place(), &keys).await?;
    Ok(matches!(standing, KeyStanding::Settled).then_some(keys))
}

/// Puts a key on a sheet, and notes that it is there.
async fn printed(app: &App, keys: &MasterKeys, to: &Path) -> Result<Ended, StoreFault> {
    let network = first_network(app).await?;
    let ended = print(&keys.current, network.as_ref(), to);
    if matches!(ended, Ended::Done) {
        app.note_key_sheet().await?;
    }
    Ok(ended)
}

async fn sheet(app: &App, settings: &Settings, to: &Path) -> Result<Ended, StoreFault> {
    match settled(settings).await? {
        Some(keys) => printed(app, &keys, to).await,
        None => {
            voice::complain(
                "ROTATION_UNFINISHED",
                "鍵の取りかえが途中です。renkei key rotate を、さいごまで動かしてから印刷してください。",
                "the key in its place does not open everything by itself",
            );
            Ok(Ended::Refused)
        }
    }
}

/// How the keys that would be printed stand to the database: the paper holds one, which must open it all.
async fn standing(place: &Place, keys: &MasterKeys) -> Result<KeyStanding, StoreFault> {
    let store = Store::open(place).await?;
    let standing = store.standing_of(keys).await;
    store.close().await?;
    standing
}

async fn first_network(app: &App) -> Result<Option<NamedNetwork>, StoreFault> {
    Ok(app.named_networks().await?.into_iter().next())
}

fn print(key: &MasterKey, network: Option<&NamedNetwork>, to: &Path) -> Ended {
    let digits = key.digits();
    let secretariat = network.and_then(|network| network.secretariat.as_ref());
    let phone = secretariat.and_then(|secretariat| secretariat.phone.as_ref());
    let sheet = KeyRecoverySheet {
        opens: KeyUse::Records,
        network: network
            .map_or("renkei", |network| network.name.as_str())
            .into(),
        mark: key.mark(),
        key: Code::in_groups(digits.expose_secret(), GROUP),
        qr: digits.expose_secret().to_owned(),
        operator: Contact {
            name: secretariat
                .map_or("この紙を印刷した人", |secretariat| {
                    secretariat.name.as_str()
                })
                .into(),
            phone: phone.map(|phone| phone.written.to_string()),
            hours: None,
            mail: secretariat.and_then(|secretariat| secretariat.mail.clone()),
        },
    };
    if let Err(ended) = put_on_paper(sheet, to) {
        return ended;
    }
    let (file, mark) = (to.display().to_string(), key.mark());
    voice::say(
        "key_sheet",
        &format!(
            "データの鍵（印 {mark}）の紙を作りました: {file}\n印刷したら、このファイルを消してください。紙は、データとその控えとは別の、鍵のかかる所にしまってください。"
        ),
        serde_json::json!({ "file": file, "mark": mark }),
    );
    Ended::Done
}

/// Sets a key as a sheet and writes it to a file, or says why not.
pub(super) fn put_on_paper(sheet: KeyRecoverySheet, to: &Path) -> Result<(), Ended> {
    let options = PrintOptions {
        ruby: Ruby::Off,
        issued_on: SystemClock.now().in_japan().date,
        paper: Paper::A4,
    };
    let printed = render(&Sheet::KeyRecovery(sheet), &options).map_err(|fault| {
        voice::complain(
            "SHEET",
            "紙を作れませんでした。もう一度お試しください。",
            &fault.to_string(),
        );
        Ended::Refused
    })?;
    write(to, &printed.pdf).map_err(|fault| {
        if fault.kind() == ErrorKind::AlreadyExists {
            voice::complain(
                "FILE_EXISTS",
                &format!("{} は もうあります。別の名前にしてください。", to.display()),
                "the file is there already",
            );
            return Ended::Usage;
        }
        voice::complain(
            "FILE",
            &format!(
                "{} に書けません。場所と権限を確かめてください。",
                to.display()
            ),
            &fault.to_string(),
        );
        Ended::Refused
    })
}

/// Writes a file for nobody but its owner, and over no other.
fn write(to: &Path, pdf: &[u8]) -> std::io::Result<()> {
    let mut made = whole_file::begin(to, ".renkei-")?;
    made.write_all(pdf)?;
    whole_file::keep_new(made, to)
}
