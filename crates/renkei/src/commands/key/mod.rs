//! `renkei key rotate|sheet|backup`: another master key in place of the one there is, the one there is on
//! paper, and a pair of keys for backups.

mod backup;
mod rotate;
pub(super) mod sheet;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::Ended;
use crate::settings::Settings;

/// What to do.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    /// Make another master key and wrap everything under it, while others work on
    Rotate,
    /// Write the master key as a sheet to be printed and locked away
    Sheet {
        /// The PDF to write
        file: PathBuf,
    },
    /// Make a pair of keys for backups: the public half for the settings, the private half for paper
    Backup {
        /// Put the private half on a sheet, a PDF to be printed, instead of showing it
        #[arg(long, value_name = "FILE")]
        sheet: Option<PathBuf>,
    },
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    match &arguments.way {
        Way::Rotate => rotate::run(settings).await,
        Way::Sheet { file } => sheet::run(settings, file).await,
        Way::Backup { sheet } => backup::run(sheet.as_deref()),
    }
}
