//! The binary beside the tests: run to its end, or serving until it is told to end.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use renkei_exchange::municipality;
use renkei_tests::template::KEY;
use serde_json::Value;
use tempfile::TempDir;

const MUNICIPALITIES: [[&str; 10]; 2] = [
    [
        "1",
        "大阪府",
        "27207",
        "高槻市",
        "たかつきし",
        "34.84",
        "135.61",
        "",
        "",
        "272078",
    ],
    [
        "2",
        "東京都",
        "13206",
        "府中市",
        "ふちゅうし",
        "35.66",
        "139.47",
        "",
        "",
        "132063",
    ],
];

/// The binary in a folder of the test's own, deaf to the settings of whoever runs the tests.
pub(crate) fn renkei(folder: &TempDir, words: &[&str]) -> Command {
    let tests = std::env::current_exe().unwrap_or_else(|fault| panic!("{fault}"));
    let built = tests.ancestors().nth(2).map(|debug| debug.join("renkei"));
    let built = built.filter(|binary| binary.is_file());
    let mut command = Command::new(built.unwrap_or_else(|| panic!("build the workspace first")));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("RENKEI_") {
            command.env_remove(name);
        }
    }
    command
        .args(words)
        .current_dir(folder.path())
        .env("RUST_LOG", "error")
        .stdin(Stdio::null());
    if words.contains(&"--database") {
        // No folder says where the master key of a server's database lies.
        command.env("RENKEI_KEY", KEY);
    }
    command
}

/// What a command that ended leaves behind.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit code.
    pub(crate) code: Option<i32>,
    /// What it said.
    pub(crate) said: Vec<Value>,
    /// Why it refused what.
    pub(crate) complaints: Vec<Value>,
}

/// Runs a command to its end.
pub(crate) fn run(folder: &TempDir, words: &[&str]) -> Ended {
    Ended::of(&mut renkei(folder, words))
}

impl Ended {
    /// Runs a command that was made ready to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output();
        let Output {
            status,
            stdout,
            stderr,
        } = output.unwrap_or_else(|fault| panic!("{fault}"));
        let mut complaints = json_lines(&stderr);
        complaints.retain(|line| line["event"] == "refused");
        Self {
            code: status.code(),
            said: json_lines(&stdout),
            complaints,
        }
    }

    /// The exit code and the code of the one complaint, which must say in Japanese what to do and in
    /// English what happened.
    pub(crate) fn refused(&self) -> (Option<i32>, &str) {
        let [complaint] = self.complaints.as_slice() else {
            panic!("not one complaint: {self:?}");
        };
        let message = complaint["message"].as_str().unwrap_or_default();
        assert!(message.ends_with('。'), "{complaint}");
        let cause = complaint["cause"].as_str().unwrap_or_default();
        // Names of files and columns may stand in it, in whatever letters they have.
        let begins = cause.split(' ').next().unwrap_or_default();
        let is_english = begins.is_ascii() && cause.contains(|c: char| c.is_ascii_alphabetic());
        assert!(is_english && !cause.ends_with('。'), "{complaint}");
        let code = complaint["code"].as_str();
        (self.code, code.unwrap_or_default())
    }
}

/// Whoever pipes a command reads one JSON value a line and nothing else.
fn json_lines(text: &[u8]) -> Vec<Value> {
    let mut values = Vec::new();
    for line in String::from_utf8_lossy(text).lines() {
        let value = serde_json::from_str::<Value>(line);
        values.push(value.unwrap_or_else(|_| panic!("no JSON: {line}")));
    }
    values
}

/// Writes a CSV file.
pub(crate) fn table(folder: &TempDir, name: &str, rows: &[&[&str]]) {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    std::fs::write(folder.path().join(name), text).unwrap_or_else(|fault| panic!("{fault}"));
}

/// An empty folder.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap_or_else(|fault| panic!("{fault}"))
}

/// A folder with a database whose table of municipalities is loaded, 高槻市 and 府中市.
pub(crate) fn installation() -> TempDir {
    let folder = folder();
    let [takatsuki, fuchu] = &MUNICIPALITIES;
    let rows: [&[&str]; 3] = [municipality::LAYOUT.columns, takatsuki, fuchu];
    table(&folder, "towns.csv", &rows);
    let ended = run(&folder, &["import", "municipality", "towns.csv"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    folder
}

/// A serving process; it ends with the test.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    lines: Receiver<String>,
    address: String,
    /// Whether it calls itself a demo.
    pub(crate) demo: bool,
    /// How many agencies it said it entered.
    pub(crate) entered: Option<u64>,
    /// Where it tells numbers.
    pub(crate) metrics: Option<String>,
}

impl Running {
    /// Starts a command and waits until it serves.
    pub(crate) fn start(folder: &TempDir, words: &[&str]) -> Self {
        Self::of(renkei(folder, words))
    }

    /// Starts a command that was made ready and waits until it serves.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|fault| panic!("{fault}"));
        let (told, lines) = channel();
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    // A test that is over listens no longer.
                    drop(told.send(line));
                }
            });
        }
        let mut running = Self {
            child,
            lines,
            address: String::new(),
            demo: false,
            entered: None,
            metrics: None,
        };
        while running.address.is_empty() {
            let line = running.lines.recv_timeout(Duration::from_secs(120));
            let line = line.unwrap_or_else(|fault| panic!("{command:?} does not serve: {fault}"));
            for event in json_lines(line.as_bytes()) {
                if event["event"] == "serving" {
                    running.address = event["address"].as_str().unwrap_or_default().to_owned();
                    running.demo = event["demo"] == true;
                    running.metrics = event["metrics"].as_str().map(str::to_owned);
                } else if event["event"]
                    .as_str()
                    .is_some_and(|name| name.starts_with("demo_"))
                {
                    // The ways into a demo, which tests of sign-in use.
                } else if [
                    "backup",
                    "backup_taken",
                    "key_sheet",
                    "master_key",
                    "progress",
                ]
                .contains(&event["event"].as_str().unwrap_or_default())
                {
                    // Where the copy, the key and its sheet lie is seen in the folder.
                } else {
                    assert_eq!(event["event"], "seed", "{event}");
                    running.entered = event["resources"].as_u64();
                }
            }
        }
        running
    }

    /// Where it listens, as it was told to people.
    pub(crate) fn url(&self) -> &str {
        &self.address
    }

    /// Where it listens, as `127.0.0.1:8080`.
    pub(crate) fn place(&self) -> &str {
        let place = self.address.split_once("://").map_or("", |(_, rest)| rest);
        place.trim_end_matches('/')
    }

    /// Sends a signal, by its name.
    pub(crate) fn signal(&self, name: &str) {
        let signal = format!("kill -{name} {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &signal]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "{name} is sent");
    }

    /// Opens a page: the status, and everything that came.
    pub(crate) fn open(&self, path: &str) -> (String, String) {
        let place = self.place();
        let mut stream =
            TcpStream::connect(place).unwrap_or_else(|fault| panic!("{place}: {fault}"));
        let request = format!("GET {path} HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n");
        let mut answer = String::new();
        let sent = stream.write_all(request.as_bytes());
        sent.and_then(|()| stream.read_to_string(&mut answer))
            .unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
        (status, answer)
    }

    /// Ends it as a service manager does, and answers with the exit code.
    pub(crate) fn end(mut self) -> Option<i32> {
        self.signal("TERM");
        // The line to us breaks when the process is gone.
        let silence = self.lines.recv_timeout(Duration::from_secs(5));
        assert_eq!(
            silence,
            Err(RecvTimeoutError::Disconnected),
            "it ends within five seconds"
        );
        let status = self.child.wait();
        status.unwrap_or_else(|fault| panic!("{fault}")).code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // After an end of its own there is nothing left to kill.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
