//! The commands. Exit codes: 0 done, 1 refused or done in part with a report, 2 wrong usage, 3 the
//! data are damaged.

mod backup;
mod courier;
pub mod demo;
mod doctor;
mod ending;
mod export;
mod import;
mod import_report;
mod import_source;
mod key;
mod letter;
mod migrate;
mod network;
mod progress;
mod restore;
mod schema;
pub mod serve;
mod user;

use clap::{Parser, Subcommand};

use crate::settings::database::warn_of;
use crate::settings::{Flags, Settings};
use crate::{Ended, voice};

/// renkei（連携）: the directory and meeting desk of a regional support network
#[derive(Debug, Parser)]
#[command(name = "renkei", version, about)]
pub struct Line {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Settings given by flags.
    #[command(flatten)]
    pub flags: Flags,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a fresh demo network and serve it
    Demo,
    /// Serve the pages and the GraphQL endpoint
    Serve(serve::Arguments),
    /// Carry letters out, beside a serving process or elsewhere
    Courier,
    /// Try whether letters arrive, and look after those that did not leave
    Letter(letter::Arguments),
    /// Bring the schema up, take it back, or say where it stands
    Migrate(migrate::Arguments),
    /// Import published data
    Import(import::Arguments),
    /// Write the directory, as everybody may read it, into a file for spreadsheets or into files for other systems
    Export(export::Arguments),
    /// Found networks, and say who belongs to them
    Network(network::Arguments),
    /// Make the code by which an account is made or the link by which one is opened anew, stop or erase one
    User(user::Arguments),
    /// Look whether the database and the record of who read and did are whole
    Doctor(doctor::Arguments),
    /// Write everything in the database into one sealed file, while others work on
    Backup(backup::Arguments),
    /// Bring a backup back into a place that is empty
    Restore(restore::Arguments),
    /// Change the master key, put it on paper, or make the pair of keys for backups
    Key(key::Arguments),
    /// Print the GraphQL schema
    Schema(schema::Arguments),
}

impl Command {
    /// Whether it runs until it is told to end.
    #[must_use]
    pub const fn is_long_running(&self) -> bool {
        matches!(self, Self::Demo | Self::Serve(_) | Self::Courier)
    }
}

/// Runs a command.
pub async fn run(line: Line) -> Ended {
    let settings = match Settings::read(&line.flags) {
        Ok(settings) => settings,
        Err(fault) => {
            voice::complain(
                "SETTINGS",
                "設定を読めませんでした。名前と値を確かめてください。",
                &fault.to_string(),
            );
            return Ended::Usage;
        }
    };
    if !matches!(line.command, Command::Demo | Command::Schema(_)) {
        warn_of(&settings.place());
    }
    match line.command {
        Command::Demo => demo::run(&settings, line.flags.data.as_deref()).await,
        Command::Serve(arguments) => serve::run(&settings, &arguments).await,
        Command::Courier => courier::run(&settings).await,
        Command::Letter(arguments) => letter::run(&settings, &arguments).await,
        Command::Migrate(arguments) => migrate::run(&settings, &arguments).await,
        Command::Import(arguments) => import::run(&settings, &arguments).await,
        Command::Export(arguments) => export::run(&settings, &arguments).await,
        Command::Network(arguments) => network::run(&settings, &arguments).await,
        Command::User(arguments) => user::run(&settings, &arguments).await,
        Command::Doctor(arguments) => doctor::run(&settings, &arguments).await,
        Command::Backup(arguments) => backup::run(&settings, &arguments).await,
        Command::Restore(arguments) => restore::run(&settings, &arguments).await,
        Command::Key(arguments) => key::run(&settings, &arguments).await,
        Command::Schema(arguments) => schema::run(&arguments),
    }
}
