//! The master key as an operator meets it: made at the first start, missing, another, on paper.

#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::binary::{Running, folder, installation, run};
use crate::record::fine;

fn key_file(folder: &TempDir) -> PathBuf {
    folder.path().join("data").join("master.key")
}

#[cfg(unix)]
fn mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fine(std::fs::metadata(file)).permissions().mode() & 0o777
}

#[test]
fn an_operator_is_told_once_where_the_key_lies_and_nothing_else_holds_it() {
    let folder = folder();
    let ended = run(&folder, &["user", "add"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(ended.said[0]["event"], "master_key", "{ended:?}");
    let again = run(&folder, &["user", "add"]);
    let is_told = again.said.iter().any(|line| line["event"] == "master_key");
    assert!(!is_told, "{again:?}");

    let file = key_file(&folder);
    #[cfg(unix)]
    assert_eq!(mode(&file), 0o600);
    let text = fine(std::fs::read_to_string(&file));
    let digits = text.lines().find(|line| line.len() == 64);
    let digits = digits.unwrap_or_else(|| panic!("no key in its file"));
    let bytes: Vec<u8> = (0..32)
        .map(|place| fine(u8::from_str_radix(&digits[2 * place..2 * place + 2], 16)))
        .collect();
    let holds = |all: &[u8], some: &[u8]| all.windows(some.len()).any(|window| window == some);
    let mut others = 0;
    for entry in fine(std::fs::read_dir(folder.path().join("data"))) {
        let path = fine(entry).path();
        if path != file {
            let read = fine(std::fs::read(&path));
            let tells = holds(&read, digits.as_bytes()) || holds(&read, &bytes);
            assert!(!tells, "{} holds the key", path.display());
            others += 1;
        }
    }
    assert!(others > 0, "there is no database");
}

#[test]
fn an_operator_who_lost_the_key_is_told_so_and_gets_no_other() {
    let folder = installation();
    let (key, away) = (key_file(&folder), folder.path().join("away"));
    fine(std::fs::rename(&key, &away));
    for words in [
        &["user", "add"][..],
        &["doctor"],
        &["key", "rotate"],
        &["key", "sheet", "key.pdf"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let ended = run(&folder, words);
        assert_eq!(
            ended.refused(),
            (Some(2), "MASTER_KEY_MISSING"),
            "{words:?}"
        );
        assert!(!key.exists(), "another key would open nothing");
    }
    for (text, code) in [
        ("00".repeat(32), "MASTER_KEY_WRONG"),
        ("a key".to_owned(), "MASTER_KEY_UNREADABLE"),
    ] {
        fine(std::fs::write(&key, text));
        for words in [["user", "add"], ["key", "rotate"]] {
            let ended = run(&folder, &words);
            assert_eq!(ended.refused(), (Some(2), code), "{words:?}");
        }
    }
    fine(std::fs::rename(&away, &key));
    assert_eq!(run(&folder, &["user", "add"]).code, Some(0));
    let ended = run(&folder, &["doctor"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let sealed = ended.said.iter().find(|line| line["event"] == "sealed");
    let sealed = sealed.unwrap_or_else(|| panic!("{ended:?}"));
    assert!(sealed["opened"].as_u64() > Some(0), "{sealed}");
    assert_eq!(sealed["unopened"], 0);
}

#[test]
fn an_operator_prints_the_key_and_types_it_in_from_the_paper() {
    let folder = installation();
    let of_paper = || {
        let ended = run(&folder, &["doctor"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let mut events = ended.said.iter().filter_map(|line| line["event"].as_str());
        let event = events.find(|event| event.starts_with("key_sheet_"));
        event.map(str::to_owned)
    };
    assert_eq!(of_paper().as_deref(), Some("key_sheet_due"));
    let ended = run(&folder, &["key", "sheet", "key.pdf"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(of_paper().as_deref(), Some("key_sheet_ok"));
    let sheet = folder.path().join("key.pdf");
    let pdf = fine(std::fs::read(&sheet));
    assert!(pdf.starts_with(b"%PDF"));
    #[cfg(unix)]
    assert_eq!(mode(&sheet), 0o600);
    let again = run(&folder, &["key", "sheet", "key.pdf"]);
    assert_eq!(again.refused(), (Some(2), "FILE_EXISTS"));
    assert_eq!(fine(std::fs::read(&sheet)), pdf);

    // That of a key that is used no more is no help.
    assert_eq!(run(&folder, &["key", "rotate"]).code, Some(0));
    assert_eq!(of_paper().as_deref(), Some("key_sheet_due"));

    // The groups of the sheet, in capitals.
    let key = key_file(&folder);
    let text = fine(std::fs::read_to_string(&key));
    let digits = text.lines().find(|line| line.len() == 64);
    let digits: Vec<char> = digits.unwrap_or_default().to_uppercase().chars().collect();
    let groups: Vec<String> = digits
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    assert_eq!(groups.len(), 16);
    fine(std::fs::write(&key, groups.join(" ")));
    assert_eq!(run(&folder, &["user", "add"]).code, Some(0));
    #[cfg(unix)]
    assert_eq!(
        mode(&key),
        0o600,
        "a file that was written by hand is closed to others"
    );
}

#[test]
fn whoever_serves_first_finds_the_key_on_a_sheet_and_is_told_until_it_is_gone() {
    let folder = installation();
    let sheet = folder.path().join("data").join("master.key.pdf");
    assert!(!sheet.exists(), "other commands make none");
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let told = || {
        let ended = run(&folder, &["doctor"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let events = ended.said.iter().filter_map(|line| line["event"].as_str());
        let events = events.filter(|event| event.starts_with("key_sheet_"));
        events.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told(), ["key_sheet_due"]);
    assert_eq!(Running::start(&folder, &serve).end(), Some(0));
    let pdf = fine(std::fs::read(&sheet));
    assert!(pdf.starts_with(b"%PDF"));
    #[cfg(unix)]
    assert_eq!(mode(&sheet), 0o600);
    assert_eq!(told(), ["key_sheet_ok", "key_sheet_lies"]);
    assert_eq!(Running::start(&folder, &serve).end(), Some(0));
    assert_eq!(fine(std::fs::read(&sheet)), pdf, "it is made once");

    fine(std::fs::remove_file(&sheet));
    assert_eq!(told(), ["key_sheet_ok"]);
    assert_eq!(Running::start(&folder, &serve).end(), Some(0));
    assert!(!sheet.exists(), "nor again");
}

#[test]
fn an_operator_finds_out_what_was_changed_behind_the_back() {
    let folder = installation();
    assert_eq!(run(&folder, &["user", "add"]).code, Some(0));
    let file = folder.path().join("data").join("renkei.sqlite");
    let database = fine(rusqlite::Connection::open(file));
    let changed = "UPDATE invitation SET invited_name = zeroblob(64)";
    assert_eq!(fine(database.execute(changed, [])), 1);
    drop(database);
    let ended = run(&folder, &["doctor"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    let told = ended.said.iter().find(|line| line["event"] == "unopened");
    let told = told.unwrap_or_else(|| panic!("{ended:?}"));
    assert_eq!(told["table"], "invitation");
    assert_eq!(told["column"], "invited_name");
}
