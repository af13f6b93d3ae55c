//! The figures of the import: `cargo bench -p renkei-tests --bench import`.
//!
//! A generator makes 200,000 offices from the real rows of `../shared/data/wamnet` (or from invented
//! ones without them). Every step is a process of its own, as an operator would start it: this program
//! calls itself with the words of the `renkei` command. What it prints is read by people; nothing
//! here fails on a slow machine.

mod beside;
mod generate;
mod serve;

use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use renkei_tests::shared;

/// Set for the processes that are the command itself. Not `RENKEI_…`: those are settings.
const CHILD: &str = "BENCH_IS_THE_COMMAND";
const OFFICES: usize = 200_000;

fn main() -> ExitCode {
    if std::env::var_os(CHILD).is_some() {
        return renkei::run();
    }
    let folder = tempfile::tempdir().unwrap_or_else(|fault| panic!("temporary folder: {fault}"));
    let data = folder.path().join("data");
    let csv = folder.path().join("offices.csv");
    let source = shared::data("bench import");
    generate::generate(source.as_deref(), &csv);
    reference_tables(&data, source.as_deref(), folder.path());
    println!(
        "{OFFICES} offices, SQLite, {} cores",
        std::thread::available_parallelism().map_or(0, usize::from)
    );
    let first = import(&data, "wamnet", &csv);
    first.print("import", "<= 40 s, <= 400 MB");
    let again = import(&data, "wamnet", &csv);
    again.print("the same file again", "<= 15 s");
    println!(
        "{:<28} {:>8.2}",
        "again / first",
        again.seconds / first.seconds
    );
    serve::measure(&data);
    // Last and in a folder of its own: whoever acts beside an import slows it down.
    let beside = folder.path().join("beside");
    reference_tables(&beside, source.as_deref(), folder.path());
    beside::measure(&beside, &csv);
    ExitCode::SUCCESS
}

/// Loads what offices are matched with, real where it is there.
fn reference_tables(data: &Path, source: Option<&Path>, folder: &Path) {
    if let Some(source) = source {
        let towns = source.join("municipality/localgovjp-utf8.csv");
        import(data, "municipality", &towns);
        import(data, "holiday", &source.join("holiday/syukujitsu.csv"));
    } else {
        let towns = folder.join("towns.csv");
        generate::towns(&towns);
        import(data, "municipality", &towns);
    }
}

struct Measured {
    seconds: f64,
    peak_megabytes: f64,
}

impl Measured {
    fn print(&self, what: &str, aim: &str) {
        println!(
            "{what:<28} {:>8.2} s {:>8.0} MB   (aim {aim})",
            self.seconds, self.peak_megabytes
        );
    }
}

fn command(data: &Path) -> Command {
    let own = std::env::current_exe().unwrap_or_else(|fault| panic!("own path: {fault}"));
    let mut command = Command::new(own);
    command
        .env(CHILD, "1")
        .env("RUST_LOG", "warn")
        .arg("--data")
        .arg(data)
        .stdin(Stdio::null());
    command
}

fn import(data: &Path, what: &str, file: &Path) -> Measured {
    let began = Instant::now();
    let mut child = command(data)
        .args(["import", what])
        .arg(file)
        .stdout(Stdio::null())
        .spawn()
        .unwrap_or_else(|fault| panic!("start: {fault}"));
    let mut peak = 0.0_f64;
    loop {
        peak = peak.max(memory(&child, "VmHWM:"));
        match child.try_wait() {
            Ok(Some(status)) => {
                assert!(status.code() != Some(2), "the command refused its words");
                return Measured {
                    seconds: began.elapsed().as_secs_f64(),
                    peak_megabytes: peak,
                };
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(fault) => panic!("wait: {fault}"),
        }
    }
}

/// A line of `/proc/PID/status`, in megabytes.
fn memory(child: &Child, line: &str) -> f64 {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let kilobytes = status.lines().find_map(|text| {
        text.strip_prefix(line)?
            .split_whitespace()
            .next()?
            .parse::<f64>()
            .ok()
    });
    kilobytes.unwrap_or(0.0) / 1024.0
}
