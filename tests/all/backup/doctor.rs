//! The doctor warns of backups that nobody takes.

use rusqlite::Connection;
use tempfile::TempDir;

use super::{Pair, told};
use crate::binary::{Ended, installation, run};
use crate::record::fine;
use renkei_app::Place;

/// Lets everything have been done eight days earlier.
fn a_week_passes(folder: &TempDir) {
    let file = folder.path().join("data").join("renkei.sqlite");
    let database = fine(Connection::open(file));
    let passed = "UPDATE act SET at = at - 8 * 86400000000";
    fine(database.execute_batch(passed));
}

/// What it says of backups, and nothing is damaged by it.
fn of_backups(ended: &Ended) -> Vec<&str> {
    assert_eq!(ended.code, Some(0), "{ended:?}");
    told(ended, "healthy");
    let events = ended.said.iter().filter_map(|line| line["event"].as_str());
    events
        .filter(|event| event.starts_with("backup_"))
        .collect()
}

#[test]
fn an_operator_is_warned_after_a_week_without_a_backup() {
    let folder = installation();
    let nothing: [&str; 0] = [];
    assert_eq!(
        of_backups(&run(&folder, &["doctor"])),
        nothing,
        "it is a day old"
    );
    a_week_passes(&folder);
    let ended = run(&folder, &["doctor"]);
    assert_eq!(of_backups(&ended), ["backup_due"]);
    assert!(told(&ended, "backup_due")["last"].is_null());

    let pair = Pair::made(&folder, "paper.key");
    let place = Place::Folder(folder.path().join("data"));
    let ended = pair.back_up(&folder, &place, "one.renkei");
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let ended = run(&folder, &["doctor", "--anchor", "one.renkei"]);
    assert_eq!(of_backups(&ended), ["backup_ok"]);
    a_week_passes(&folder);
    let ended = run(&folder, &["doctor"]);
    assert_eq!(of_backups(&ended), ["backup_due"]);
    assert!(told(&ended, "backup_due")["last"].is_string());
}
