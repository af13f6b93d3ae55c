//! `renkei demo`: a fresh demo network in a folder of its own.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use renkei_app::Place;
use renkei_app::people::DemoAccounts;
use rust_embed::RustEmbed;

use super::serve::{self, Installation};
use crate::settings::Settings;
use crate::wiring::{application, is_demo, mark_demo, report_store};
use crate::{Ended, voice};

#[derive(RustEmbed)]
#[folder = "../../seed"]
struct Seed;

/// The folder of the demo where none is named.
const FOLDER: &str = "renkei-demo";

/// Makes the demo in the folder that was named, or in one of its own.
pub(super) async fn run(settings: &Settings, named: Option<&Path>) -> Ended {
    if settings.database.is_some() {
        voice::complain(
            "DEMO_ON_SERVER",
            "体験用の名簿は、このパソコンの中の専用フォルダにだけ作れます。--database を外してください。",
            "a demo is made in a folder only",
        );
        return Ended::Usage;
    }
    let certificates = match serve::certificates(settings) {
        Ok(certificates) => certificates,
        Err(ended) => return ended,
    };
    let folder = named.map_or_else(|| PathBuf::from(FOLDER), Path::to_owned);
    // Before the lock, which puts a file of its own into the folder.
    if let Err(ended) = refuse_foreign(&folder) {
        return ended;
    }
    let place = Place::Folder(folder.clone());
    let Some(_lock) = serve::take_lock(&place) else {
        return Ended::Refused;
    };
    if let Err(ended) = make_room(&folder) {
        return ended;
    }
    let settings = Settings {
        data: folder,
        ..settings.clone()
    };
    let app = match application(&place, &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    match app.load_seed(&files()).await {
        Ok(counts) => voice::say(
            "seed",
            &format!("体験用の機関 {}件を入れました。", counts.resources),
            serde_json::json!({ "organizations": counts.organizations, "resources": counts.resources }),
        ),
        Err(fault) => {
            voice::complain(
                "SEED",
                "体験用の名簿を作れませんでした。",
                &fault.to_string(),
            );
            return Ended::Refused;
        }
    }
    let accounts = match app.found_demo_accounts().await {
        Ok(accounts) => accounts,
        Err(fault) => {
            voice::complain(
                "SEED",
                "体験用のアカウントを作れませんでした。",
                &fault.to_string(),
            );
            return Ended::Refused;
        }
    };
    if let Err(fault) = app.load_demo_cases(&files(), &accounts).await {
        voice::complain(
            "SEED",
            "体験用のケースを作れませんでした。",
            &fault.to_string(),
        );
        return Ended::Refused;
    }
    let say_ways_in = move |url: &str| ways_in(url, &accounts);
    serve::serve(
        app,
        &settings,
        certificates,
        Installation::Demo,
        say_ways_in,
    )
    .await
}

/// Says by which links the demo is entered, each once, and what programs use.
fn ways_in(url: &str, accounts: &DemoAccounts) {
    for entry in &accounts.entries {
        let (word, mail) = (&entry.word, &entry.mail);
        let link = format!("{url}enter/{}", entry.code);
        voice::say(
            "demo_account",
            &format!("{word} として入る（1回だけ）:\n  {link}\n  メールアドレス: {mail}"),
            serde_json::json!({ "role": entry.role, "word": word, "mail": mail.as_str(), "link": link }),
        );
    }
    let (password, token) = (&accounts.password, &accounts.token);
    voice::say(
        "demo_secrets",
        &format!("上のアカウントのパスワード: {password}\nGraphQL のトークン: {token}\n"),
        serde_json::json!({ "password": password, "token": token }),
    );
}

/// A folder that holds anything but a demo is left alone.
fn refuse_foreign(folder: &Path) -> Result<(), Ended> {
    if is_demo(folder) || is_free(folder).map_err(|fault| unusable(&fault))? {
        return Ok(());
    }
    voice::complain(
        "NOT_A_DEMO",
        "このフォルダには体験用でないものがあります。消さないように、ここで止めました。--data で別のフォルダを使ってください。",
        "the folder holds something that is not a demo",
    );
    Err(Ended::Refused)
}

/// Whether a folder is not there yet or empty. A lock alone is what a start that went no further left.
fn is_free(folder: &Path) -> std::io::Result<bool> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(true),
        Err(fault) => return Err(fault),
    };
    for entry in entries {
        if entry?.file_name() != "serve.lock" {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A demo begins anew each time.
fn make_room(folder: &Path) -> Result<(), Ended> {
    for name in ["renkei.sqlite", "renkei.sqlite-wal", "renkei.sqlite-shm"] {
        match std::fs::remove_file(folder.join(name)) {
            Ok(()) => {}
            Err(fault) if fault.kind() == ErrorKind::NotFound => {}
            Err(fault) => return Err(unusable(&fault)),
        }
    }
    mark_demo(folder).map_err(|fault| unusable(&fault))
}

fn unusable(fault: &std::io::Error) -> Ended {
    voice::complain(
        "DATA_FOLDER",
        "データのフォルダに書けません。場所と権限を確かめてください。",
        &fault.to_string(),
    );
    Ended::Refused
}

/// The seed files that are part of the product.
pub fn files() -> Vec<(String, String)> {
    Seed::iter()
        .filter_map(|name| {
            let file = Seed::get(&name)?;
            Some((
                name.into_owned(),
                String::from_utf8_lossy(&file.data).into_owned(),
            ))
        })
        .collect()
}
