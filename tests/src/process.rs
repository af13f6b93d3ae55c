//! The command in processes of its own, as an operator starts it: a benchmark calls its own program
//! with the words of the `renkei` command, and looks at what the system says about the process.

use std::io::{BufRead as _, BufReader, Lines, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use renkei_app::Place;

use crate::generated;

/// Set for the processes that are the command itself. Not `RENKEI_…`: those are settings.
const CHILD: &str = "BENCH_IS_THE_COMMAND";

/// The ticks of a second in `/proc/PID/stat`: the same on every Linux, whatever its kernel counts in.
const TICKS: u64 = 100;

/// Whether this process was started to be the command.
#[must_use]
pub fn is_the_command() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// This very program once more.
#[must_use]
pub fn own() -> Command {
    let own = std::env::current_exe().unwrap_or_else(|fault| panic!("own path: {fault}"));
    let mut command = Command::new(own);
    command.stdin(Stdio::null());
    command
}

/// The command on some data; its words follow.
#[must_use]
pub fn command(place: &Place) -> Command {
    let mut command = own();
    command.env(CHILD, "1").env("RUST_LOG", "warn");
    // One machine asks for what many would.
    command.env("RENKEI_LIMITS__REQUESTS_PER_MINUTE", "0");
    command.env("RENKEI_LIMITS__POINTS_PER_MINUTE", "0");
    match place {
        Place::Folder(folder) => command.arg("--data").arg(folder),
        Place::Postgres(url) => command
            .arg("--database")
            .arg(url)
            .env("RENKEI_KEY", crate::template::KEY),
    };
    command
}

/// What a run of the command took.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// From its start to its end.
    pub seconds: f64,
    /// The most memory it had at once.
    pub peak_megabytes: f64,
    /// Rows and milliseconds of the step that took longest, where any row was written.
    pub longest_step: Option<(u64, f64)>,
}

impl Measured {
    /// Prints it beside what it should be.
    pub fn print(&self, what: &str, aim: &str) {
        println!(
            "{what:<28} {:>8.2} s {:>8.0} MB   (aim {aim})",
            self.seconds, self.peak_megabytes
        );
        if let Some((rows, milliseconds)) = self.longest_step {
            println!(
                "{:<28} {milliseconds:>8.1} ms   (of {rows} rows; aim <= 300 ms)",
                "  the longest step"
            );
        }
    }
}

/// Reads a file in by `renkei import`.
pub fn import(place: &Place, what: &str, file: &Path) -> Measured {
    let began = Instant::now();
    let mut child = command(place)
        .args(["import", what])
        .arg(file)
        .env("RUST_LOG", "warn,renkei_app::import=debug")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|fault| panic!("start: {fault}"));
    let log = child.stderr.take();
    let steps = std::thread::spawn(move || log.and_then(longest_step));
    let mut peak = 0.0_f64;
    loop {
        peak = peak.max(memory(child.id(), "VmHWM:"));
        match child.try_wait() {
            Ok(Some(status)) => {
                assert!(status.code() != Some(2), "the command refused its words");
                return Measured {
                    seconds: began.elapsed().as_secs_f64(),
                    peak_megabytes: peak,
                    longest_step: steps.join().unwrap_or_default(),
                };
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(fault) => panic!("wait: {fault}"),
        }
    }
}

/// The longest step that a command's log tells of; what else it says is passed on.
fn longest_step(log: impl Read) -> Option<(u64, f64)> {
    let mut longest: Option<(u64, f64)> = None;
    for text in BufReader::new(log).lines().map_while(Result::ok) {
        let line: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let (rows, milliseconds) = (line["rows"].as_u64(), line["ms"].as_f64());
        match (rows, milliseconds) {
            (Some(rows), Some(took)) if line["message"] == "step" => {
                if longest.is_none_or(|(_, most)| took > most) {
                    longest = Some((rows, took));
                }
            }
            _ => eprintln!("{text}"),
        }
    }
    longest
}

/// Loads what offices are matched with, real where it is there.
pub fn reference_tables(place: &Place, source: Option<&Path>, folder: &Path) {
    if let Some(source) = source {
        let towns = source.join("municipality/localgovjp-utf8.csv");
        import(place, "municipality", &towns);
        import(place, "holiday", &source.join("holiday/syukujitsu.csv"));
    } else {
        let towns = folder.join("towns.csv");
        generated::towns(&towns);
        import(place, "municipality", &towns);
    }
}

/// `renkei serve` on a port of its own.
#[must_use]
pub fn serve(place: &Place) -> Command {
    let mut serve = command(place);
    serve.args(["serve", "--listen", "127.0.0.1:0"]);
    serve
}

/// A process that serves; it ends when this is dropped.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    /// Held open, so that the process can go on telling.
    _told: Lines<BufReader<ChildStdout>>,
    /// Where it listens, as `127.0.0.1:8080`.
    pub address: String,
}

impl Serving {
    /// `renkei serve` on a port of its own.
    #[must_use]
    pub fn the_command(place: &Place) -> Self {
        Self::start(serve(place))
    }

    /// Starts a process and waits until it prints the address it listens on.
    #[must_use]
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|fault| panic!("start: {fault}"));
        let told = child.stdout.take().unwrap_or_else(|| panic!("no output"));
        let mut told = BufReader::new(told).lines();
        let address = told
            .by_ref()
            .find_map(|line| {
                let line = line.unwrap_or_default();
                let rest = line.split("http://").nth(1)?;
                rest.split('/').next().map(str::to_owned)
            })
            .unwrap_or_else(|| panic!("the server did not say where it is"));
        Self {
            child,
            _told: told,
            address,
        }
    }

    /// The process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A line of `/proc/PID/status`, in megabytes.
#[must_use]
pub fn memory(process: u32, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kilobytes = status.lines().find_map(|text| {
        text.strip_prefix(line)?
            .split_whitespace()
            .next()?
            .parse::<f64>()
            .ok()
    });
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// The time that processors have spent on a process, in its own code and in the system's, in steps of
/// 10 ms.
#[must_use]
pub fn processor_time(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in brackets may hold anything; behind it stand the 3rd field and the others.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let mut ticks = fields.split_whitespace().skip(11);
    let mut next = || -> u64 {
        ticks
            .next()
            .and_then(|ticks| ticks.parse().ok())
            .unwrap_or(0)
    };
    Duration::from_millis((next() + next()) * 1_000 / TICKS)
}
