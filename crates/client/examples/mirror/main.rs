//! Keeps a copy of the directory of an installation in a SQLite of its own: reads everything once, then follows what
//! changes. It may be stopped at any time and goes on where it was; `--once` is for cron.

mod copy;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;
use renkei_client::Client;

use copy::{Fault, Mirror, Step};

/// Keeps a copy of the directory of an installation.
#[derive(Parser)]
struct Wanted {
    /// The installation, as https://renkei.example.jp.
    address: String,
    /// The file of the copy; it is made where it is not there.
    file: PathBuf,
    /// A token with no more than `directory:read`: without one the calls are counted for this address.
    #[arg(long, env = "RENKEI_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Ends as soon as the copy is as new as the directory.
    #[arg(long)]
    once: bool,
    /// How many entries or changes are asked for at once.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(i32).range(1..=100))]
    page: i32,
    /// How many seconds it rests when there is nothing new.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    rest: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let wanted = Wanted::parse();
    let mut builder = Client::builder(wanted.address);
    if let Some(token) = wanted.token {
        builder = builder.token(token);
    }
    let client = builder.build()?;
    let rest = Duration::from_secs(wanted.rest);
    let mut copy = Mirror::open(&wanted.file, wanted.page)?;
    loop {
        let is_new = match copy.step(&client).await {
            Ok(step) => {
                tell(step);
                matches!(
                    step,
                    Step::Followed {
                        has_more: false,
                        ..
                    }
                )
            }
            // The server was asked again already; whoever runs on waits for it, cron comes back by itself.
            Err(Fault::Call(fault)) if !wanted.once && fault.is_passing() => {
                eprintln!("{fault}");
                tokio::time::sleep(fault.retry_after().unwrap_or(rest).max(rest)).await;
                continue;
            }
            Err(fault) => return Err(fault).context("the copy stands as before this page"),
        };
        if is_new && wanted.once {
            println!("up to date: {} entries", copy.entries()?);
            return Ok(());
        }
        if is_new {
            tokio::time::sleep(rest).await;
        }
    }
}

/// Prints what a step did, where it did anything.
fn tell(step: Step) {
    match step {
        Step::Began => println!("reading everything"),
        Step::Read {
            entries,
            gone,
            is_whole,
        } => {
            println!("read {entries} entries");
            if is_whole {
                println!("read everything; {gone} of before are gone");
            }
        }
        Step::Followed { changes: 0, .. } => {}
        Step::Followed {
            changes,
            kept,
            gone,
            ..
        } => {
            println!("{changes} changes: {kept} entries written, {gone} taken out");
        }
    }
}
