//! `renkei migrate up|down|status`.

use clap::{Args, Subcommand};
use renkei_app::Place;
use renkei_store::Store;

use crate::settings::Settings;
use crate::upgrade::{self, Upgrade};
use crate::wiring::report_store;
use crate::{Ended, voice};

/// Where to.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    /// Bring the schema up to this version
    Up,
    /// Take back the last steps
    Down {
        /// How many
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// Say which steps are applied
    Status,
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let place = settings.place();
    if let (Way::Status, Place::Folder(folder)) = (&arguments.way, &place)
        && !folder.join("renkei.sqlite").exists()
    {
        // Asking must not make what is asked about.
        voice::complain(
            "NO_DATABASE",
            "このフォルダには まだ名簿がありません。",
            "there is no database in this folder",
        );
        return Ended::Refused;
    }
    let store = match Store::open(&place).await {
        Ok(store) => store,
        Err(fault) => return report_store(&fault),
    };
    let done = match &arguments.way {
        Way::Up => upgrade::bring_up(&store, &place, Upgrade::BehindTheirs).await,
        Way::Down { steps } => store.migrate_down(*steps).await,
        Way::Status => Ok(()),
    };
    if let Err(fault) = done {
        return report_store(&fault);
    }
    let status = store.migration_status().await;
    if let Err(fault) = store.close().await {
        return report_store(&fault);
    }
    match status {
        Ok(steps) => {
            for step in steps {
                let state = if step.applied {
                    "適用ずみ"
                } else {
                    "まだ"
                };
                voice::say(
                    "migration",
                    &format!("{state}  {}", step.name),
                    serde_json::json!({ "name": step.name, "applied": step.applied }),
                );
            }
            Ended::Done
        }
        Err(fault) => report_store(&fault),
    }
}
