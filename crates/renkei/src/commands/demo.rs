//! `renkei demo`: a fresh demo network in a folder of its own.

use std::path::PathBuf;

use renkei_app::Place;
use rust_embed::RustEmbed;

use super::serve;
use crate::settings::Settings;
use crate::wiring::{application, is_demo, mark_demo, report_store};
use crate::{Ended, voice};

#[derive(RustEmbed)]
#[folder = "../../seed"]
struct Seed;

/// The folder of the demo where none is named.
const FOLDER: &str = "renkei-demo";

pub(super) async fn run(settings: &Settings, folder_named: bool) -> Ended {
    if settings.database.is_some() {
        voice::complain(
            "DEMO_ON_SERVER",
            "体験用の名簿は、このパソコンの中の専用フォルダにだけ作れます。--database を外してください。",
            "a demo is made in a folder only",
        );
        return Ended::Usage;
    }
    let folder = if folder_named {
        settings.data.clone()
    } else {
        PathBuf::from(FOLDER)
    };
    let place = Place::Folder(folder.clone());
    let Some(_lock) = serve::take_lock(&place) else {
        return Ended::Refused;
    };
    if let Err(ended) = make_room(&folder) {
        return ended;
    }
    let app = match application(&place).await {
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
    let settings = Settings {
        data: folder,
        ..settings.clone()
    };
    serve::serve(app, &settings, true).await
}

/// A demo begins anew each time; a folder that holds anything but a demo is left alone.
fn make_room(folder: &std::path::Path) -> Result<(), Ended> {
    let refused = |fault: std::io::Error| {
        voice::complain(
            "DATA_FOLDER",
            "データのフォルダに書けません。場所と権限を確かめてください。",
            &fault.to_string(),
        );
        Ended::Refused
    };
    let database = folder.join("renkei.sqlite");
    if database.exists() && !is_demo(folder) {
        voice::complain(
            "NOT_A_DEMO",
            "このフォルダには体験用でない名簿があります。消さないように、ここで止めました。--data で別のフォルダを使ってください。",
            "the folder holds a database that is not a demo",
        );
        return Err(Ended::Refused);
    }
    for name in ["renkei.sqlite", "renkei.sqlite-wal", "renkei.sqlite-shm"] {
        match std::fs::remove_file(folder.join(name)) {
            Ok(()) => {}
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {}
            Err(fault) => return Err(refused(fault)),
        }
    }
    mark_demo(folder).map_err(refused)
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
