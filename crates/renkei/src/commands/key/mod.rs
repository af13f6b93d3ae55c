//! `renkei key rotate|sheet`: another master key in place of the one there is, and the one there is on
//! paper.

mod rotate;
mod sheet;

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
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    match &arguments.way {
        Way::Rotate => rotate::run(settings).await,
        Way::Sheet { file } => sheet::run(settings, file).await,
    }
}
