//! What people see who type a command: sentences, a bar and a table, where programs get lines of JSON.

use std::process::{Command, Stdio};

use renkei_tests::published::{self, Row};
use tempfile::TempDir;

use crate::binary::{installation, renkei};
use crate::record::fine;

/// Runs a command on a terminal of 24 lines and copies what it shows.
const TERMINAL: &str = "
import fcntl, os, pty, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 100, 0, 0))
    os.execv(sys.argv[1], sys.argv[1:])
while True:
    try:
        shown = os.read(terminal, 4096)
    except OSError:
        break
    if not shown:
        break
    sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
";

/// The exit code of a command, and everything that stood on the terminal.
fn typed(folder: &TempDir, words: &[&str]) -> (Option<i32>, String) {
    let command = renkei(folder, words);
    let mut terminal = Command::new("python3");
    terminal
        .args(["-c", TERMINAL])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .env("TERM", "xterm");
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => terminal.env(name, value),
            None => terminal.env_remove(name),
        };
    }
    let ended = fine(terminal.output());
    assert!(ended.stderr.is_empty(), "{ended:?}");
    (ended.status.code(), fine(String::from_utf8(ended.stdout)))
}

#[test]
fn an_operator_who_types_sees_a_bar_and_a_table_and_no_json() {
    let folder = installation();
    let rows = [
        Row::nth(1),
        Row::nth(2).with("事業所電話番号", "0720000003"),
    ];
    let table = published::table(&rows);
    fine(std::fs::write(folder.path().join("offices.csv"), table));
    let (code, shown) = typed(&folder, &["import", "wamnet", "offices.csv"]);
    assert_eq!(code, Some(0), "{shown}");
    let is_moving = ["読んでいます [", "入れています ["];
    assert!(is_moving.iter().any(|bar| shown.contains(bar)), "{shown:?}");
    for line in [
        "offices.csv",
        "        2  読んだ行",
        "        2  新しい",
        "        0  変わった",
        "  気づいたこと",
        "        1  電話・FAX番号の区切りが標準でない",
    ] {
        assert!(
            shown.lines().any(|shown| shown.ends_with(line)),
            "{line}: {shown:?}"
        );
    }
    assert!(!shown.contains("{\"event\""), "{shown}");
}

#[test]
fn an_operator_who_types_is_refused_in_two_languages() {
    let folder = installation();
    let (code, shown) = typed(&folder, &["import", "wamnet", "missing.csv"]);
    assert_eq!(code, Some(1), "{shown}");
    let lines: Vec<&str> = shown.lines().collect();
    let japanese = lines.iter().position(|line| line.contains("missing.csv: "));
    let japanese = japanese.unwrap_or_else(|| panic!("{shown:?}"));
    assert!(lines[japanese].ends_with('。'), "{shown:?}");
    assert_eq!(
        lines.get(japanese + 1),
        Some(&"(IO: the file cannot be read)"),
        "{shown:?}"
    );
    assert!(!shown.contains("{\"event\""), "{shown}");
}
