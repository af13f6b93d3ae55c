//! The binary's library: settings, wiring and commands.
//!
//! Start with [`commands`]; each command is a module. [`settings`] says where values come from,
//! [`wiring`] puts the application together, [`upgrade`] brings an older database up, [`master_key`] says
//! where the key to everything sealed lies, [`sealer`] chains lines of the audit, [`courier`] carries letters out,
//! [`mail_reader`] reads what comes back, [`certificates`] looks after TLS, [`tidying`] puts away what is over,
//! [`calendars`] fetches calendars of people, [`webhooks`] tells programs what changed, [`duplicates`] compares entries with each other, [`backup`] takes everything out of the house and brings it back,
//! [`outside`] holds the real clock and randomness, [`voice`] how a command speaks: for people on a terminal,
//! in JSON lines elsewhere.

pub mod backup;
pub mod calendars;
pub mod certificates;
pub mod commands;
pub mod courier;
pub mod duplicates;
pub mod mail_reader;
pub mod master_key;
pub mod outside;
pub mod sealer;
pub mod settings;
pub mod tidying;
pub mod upgrade;
pub mod voice;
pub mod webhooks;
pub mod whole_file;
pub mod wiring;

use std::process::ExitCode;

use clap::Parser as _;

/// How much each thread may put on its stack, in bytes.
const STACK: usize = 8 * 1024 * 1024;

/// A quarter of an import's time went into asking the system for memory, SQLite's share included.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Done.
    Done,
    /// Refused, or done in part with a report.
    Refused,
    /// Called with words that do not fit.
    Usage,
    /// The data are damaged.
    Damaged,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(match ended {
            Ended::Done => 0,
            Ended::Refused => 1,
            Ended::Usage => 2,
            Ended::Damaged => 3,
        })
    }
}

/// Runs the command on the command line.
pub fn run() -> ExitCode {
    // One TLS provider in the whole process, before anything can ask for one.
    if rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .is_err()
    {
        return Ended::Refused.into();
    }
    let line = match commands::Line::try_parse() {
        Ok(line) => line,
        Err(fault) => {
            // `--help` and `--version` end here as well, with nothing wrong.
            let ended = if fault.use_stderr() {
                Ended::Usage
            } else {
                Ended::Done
            };
            // If even this cannot be printed there is nobody to tell.
            drop(fault.print());
            return ended.into();
        }
    };
    voice::set_up_log(&line.command);
    // A mutation passes every part of the schema: without optimization that takes more than the usual 2 MiB.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(fault) => {
            voice::complain(
                "RUNTIME",
                "プログラムを始められませんでした。",
                &fault.to_string(),
            );
            return Ended::Refused.into();
        }
    };
    runtime.block_on(commands::run(line)).into()
}
