//! The figures of the import: `cargo bench -p renkei-tests --bench import`.
//!
//! A generator makes 200,000 offices from the real rows of `../shared/data/wamnet` (or from invented
//! ones without them). Every step is a process of its own, as an operator would start it: this program
//! calls itself with the words of the `renkei` command. What it prints is read by people; nothing
//! here fails on a slow machine.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
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
    generate(source.as_deref(), &csv);
    if let Some(source) = &source {
        import(
            &data,
            "municipality",
            &source.join("municipality/localgovjp-utf8.csv"),
        );
        import(&data, "holiday", &source.join("holiday/syukujitsu.csv"));
    }
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
    serve(&data);
    ExitCode::SUCCESS
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

fn serve(data: &Path) {
    let began = Instant::now();
    let mut child = command(data)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|fault| panic!("start: {fault}"));
    let mut lines =
        BufReader::new(child.stdout.take().unwrap_or_else(|| panic!("no output"))).lines();
    let address = lines
        .find_map(|line| {
            let line = line.unwrap_or_default();
            let rest = line.split("http://").nth(1)?;
            rest.split('/').next().map(str::to_owned)
        })
        .unwrap_or_else(|| panic!("the server did not say where it is"));
    let (status, _) = get(&address, "/healthz");
    assert_eq!(status, 200);
    println!(
        "{:<28} {:>8.0} ms             (aim <= 300 ms)",
        "start to first answer",
        began.elapsed().as_secs_f64() * 1e3
    );
    let kinds = [
        "employment_transition",
        "continuous_employment_a",
        "employment_retention",
        "residential_life_training",
    ];
    let mut pages = 0;
    let began = Instant::now();
    for round in 1..=50 {
        for kind in kinds {
            let (status, page) = get(&address, &format!("/kinds/{kind}?page={round}"));
            assert!(status == 200 || status == 404, "status {status}");
            pages += 1;
            for path in page
                .split("href=\"")
                .skip(1)
                .filter_map(|part| part.split('"').next())
            {
                if path.starts_with("/resources/") && round % 10 == 0 {
                    get(&address, path);
                    pages += 1;
                }
            }
        }
        get(&address, "/areas/272078");
        pages += 1;
    }
    println!(
        "{:<28} {:>8.1} ms a page",
        "serving",
        began.elapsed().as_secs_f64() * 1e3 / f64::from(pages)
    );
    println!(
        "{:<28} {:>8.0} MB after {pages} pages (aim <= 120 MB)",
        "resident memory",
        memory(&child, "VmRSS:")
    );
    drop(child.kill());
    drop(child.wait());
}

fn get(address: &str, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|fault| panic!("connect: {fault}"));
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .unwrap_or_else(|fault| panic!("write: {fault}"));
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .unwrap_or_else(|fault| panic!("read: {fault}"));
    let status = answer
        .split_whitespace()
        .nth(1)
        .and_then(|code| code.parse().ok())
        .unwrap_or(0);
    (status, answer)
}

/// Repeats the real rows with numbers, names and addresses of their own.
fn generate(source: Option<&Path>, target: &Path) {
    let files: Vec<PathBuf> = source
        .map(|source| {
            ["034", "045", "060", "062"]
                .map(|n| source.join(format!("wamnet/csvdownload{n}.csv")))
                .to_vec()
        })
        .unwrap_or_default();
    let mut header = renkei_exchange::wamnet::LAYOUT.columns.join(",");
    let mut rows: Vec<Vec<String>> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        header = lines.next().unwrap_or_default().to_owned();
        rows.extend(lines.map(cells));
    }
    if rows.is_empty() {
        rows = (0..1_000).map(invented).collect();
    }
    let mut out = std::io::BufWriter::new(
        std::fs::File::create(target).unwrap_or_else(|fault| panic!("{fault}")),
    );
    let mut write = |line: String| {
        out.write_all(line.as_bytes())
            .unwrap_or_else(|fault| panic!("{fault}"))
    };
    write(format!("\u{feff}{header}\n"));
    for number in 0..OFFICES {
        let mut row = rows[number % rows.len()].clone();
        let round = number / rows.len();
        row[14] = format!("{:010}", number + 1_000_000_000);
        row[12] = format!("{}{round}", row[12]);
        row[16] = format!("{} {round}号", row[16]);
        let line: Vec<String> = row
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        write(format!("{}\n", line.join(",")));
    }
}

/// The cells of a published line; quotes stand around whole cells and no cell holds a line break.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => {
                if let Some(last) = cells.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    cells
}

fn invented(number: usize) -> Vec<String> {
    let mut row = vec![String::new(); 29];
    row[3] = format!("社会福祉法人みほん{}会", number / 3);
    row[11] = "就労移行支援".to_owned();
    row[12] = format!("みほんワークス{number}");
    row[13] = format!("みほんわーくす{number}");
    row[15] = "大阪府高槻市".to_owned();
    row[16] = format!("架空町{number}-1");
    row[17] = format!("072-{:03}-{:04}", number % 1000, number);
    row[22] = "09:00-17:00".to_owned();
    row
}
