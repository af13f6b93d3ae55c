//! `renkei doctor`, as an operator types it.

use chrono::TimeDelta;
use renkei_app::Place;
use renkei_domain::audit::anchor::AuditAnchor;
use renkei_store::Store;
use renkei_store::audit::copied::anchors_in;
use renkei_tests::on_every_database;
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use super::{act, behind as behind_the_back};
use crate::binary::{Ended, Running, folder, installation, renkei, run};
use crate::record::fine;
use crate::upgrades::on;

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

/// An installation that was served once, so that its lines are sealed.
fn served() -> TempDir {
    let folder = installation();
    let served = Running::start(&folder, &SERVE);
    assert_eq!(served.end(), Some(0));
    folder
}

fn behind(folder: &TempDir, statements: &str) {
    let file = folder.path().join("data").join("renkei.sqlite");
    let database = fine(Connection::open(file));
    fine(database.execute_batch(statements));
}

/// What the doctor found in the audit, by its codes.
fn codes(ended: &Ended) -> Vec<&str> {
    let findings = ended
        .said
        .iter()
        .filter(|line| line["event"] == "audit_finding");
    findings
        .filter_map(|line| line["finding"].as_str())
        .collect()
}

fn told<'e>(ended: &'e Ended, event: &str) -> &'e Value {
    let mut lines = ended.said.iter();
    lines
        .find(|line| line["event"] == event)
        .unwrap_or_else(|| panic!("no {event}: {ended:?}"))
}

#[test]
fn an_operator_is_told_that_all_is_well() {
    let folder = served();
    let ended = run(&folder, &["doctor"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(
        told(&ended, "audit")["sealed"].as_u64() > Some(0),
        "{ended:?}"
    );
    assert_eq!(told(&ended, "audit")["unsealed"], 0);
    told(&ended, "integrity_ok");
    told(&ended, "healthy");
}

#[test]
fn an_operator_is_told_what_somebody_did_to_the_record() {
    let folder = served();
    behind(
        &folder,
        "UPDATE audit SET purpose = 'nothing' WHERE seq = 1",
    );
    let ended = run(&folder, &["doctor"]);
    assert_eq!((ended.code, codes(&ended)), (Some(3), vec!["CHANGED"]));

    // A log of the time before knows more than what is left.
    let folder = served();
    let seal: Vec<u8> = {
        let file = folder.path().join("data").join("renkei.sqlite");
        let database = fine(Connection::open(file));
        let seal = database.query_row("SELECT last_seal FROM audit_head", [], |row| row.get(0));
        fine(seal)
    };
    let digits: String = seal.iter().map(|byte| format!("{byte:02x}")).collect();
    let log = format!("{{\"message\":\"renkei-audit-anchor 1 {digits}\"}}\n");
    fine(std::fs::write(folder.path().join("old.log"), log));
    behind(
        &folder,
        "DELETE FROM audit; DELETE FROM audit_anchor; UPDATE audit_head SET last_seq = 0, last_seal = NULL",
    );
    let ended = run(&folder, &["doctor"]);
    assert_eq!((ended.code, codes(&ended)), (Some(0), vec![]), "{ended:?}");
    let ended = run(&folder, &["doctor", "--anchor", "old.log"]);
    assert_eq!((ended.code, codes(&ended)), (Some(3), vec!["CUT_OFF"]));
}

#[test]
fn an_operator_is_told_that_somebody_emptied_the_tables_of_keys() {
    let folder = served();
    behind(
        &folder,
        "DELETE FROM data_key; DELETE FROM master_key_check",
    );
    let ended = run(&folder, &["doctor"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    told(&ended, "keys_missing");
    let ended = run(&folder, &["user", "add"]);
    assert_eq!(ended.refused(), (Some(3), "DAMAGED"), "nobody draws others");

    // A log knows of a record, whatever is left of the installation.
    let folder = installation();
    behind(
        &folder,
        "DELETE FROM audit_subject; DELETE FROM audit; DELETE FROM audit_anchor; DELETE FROM account; \
         UPDATE audit_head SET last_seq = 0, last_seal = NULL, key_check = NULL; \
         DELETE FROM data_key; DELETE FROM master_key_check",
    );
    let log = format!("renkei-audit-anchor 1 {}\n", "7a".repeat(32));
    fine(std::fs::write(folder.path().join("old.log"), log));
    assert_eq!(run(&folder, &["doctor"]).code, Some(0));
    let ended = run(&folder, &["doctor", "--anchor", "old.log"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    told(&ended, "keys_missing");
}

#[tokio::test]
async fn an_operator_finds_by_a_backup_what_was_cut_off_since() {
    let folder = served();
    let data = folder.path().join("data");
    let store = fine(Store::open(&Place::Folder(data.clone())).await);
    let copy = fine(store.back_up(&data, "copy.sqlite").await);
    fine(store.close().await);
    let anchors = fine(anchors_in(&copy).await);
    assert!(
        !anchors.is_empty(),
        "the copy carries the seal it ended with"
    );
    let ended = run(&folder, &["doctor", "--anchor", "data/copy.sqlite"]);
    assert_eq!((ended.code, codes(&ended)), (Some(0), vec![]), "{ended:?}");
    // What the doctor said can be kept beside a copy of another kind.
    let said = told(&ended, "audit_anchor")["anchor"].to_string();
    assert_eq!(AuditAnchor::find_in(&said).last(), anchors.last());
    behind(
        &folder,
        "DELETE FROM audit; DELETE FROM audit_anchor; UPDATE audit_head SET last_seq = 0, last_seal = NULL",
    );
    let ended = run(&folder, &["doctor"]);
    assert_eq!((ended.code, codes(&ended)), (Some(0), vec![]), "{ended:?}");
    let ended = run(&folder, &["doctor", "--anchor", "data/copy.sqlite"]);
    assert_eq!((ended.code, codes(&ended)), (Some(3), vec!["CUT_OFF"]));
    // Looking at a copy leaves nothing beside it.
    let left = fine(std::fs::read_dir(&data)).map(|entry| fine(entry).file_name());
    let left = left.filter(|name| name.to_string_lossy().starts_with("copy.sqlite"));
    assert_eq!(left.count(), 1);
}

on_every_database! {
    async fn an_operator_is_told_of_every_kind_of_harm_at_once(world) {
        for number in 1..=9 {
            act(&world.app, number).await;
        }
        fine(world.app.seal_audit().await);
        world.clock.pass(TimeDelta::hours(-1));
        act(&world.app, 10).await;
        world.clock.pass(TimeDelta::hours(1));
        fine(world.app.seal_audit().await);
        let folder = folder();
        let doctor = || {
            let mut command = renkei(&folder, &on(&world.place, &["doctor"]));
            command.env("RENKEI_KEY_FILE", &world.key_file);
            Ended::of(&mut command)
        };
        let ended = doctor();
        assert_eq!((ended.code, codes(&ended)), (Some(3), vec!["LATE"]), "{ended:?}");
        behind_the_back(
            &world,
            &[
                "UPDATE audit SET purpose = 'nothing' WHERE seq = 2",
                "DELETE FROM audit WHERE seq IN (4, 5)",
                "DELETE FROM audit WHERE seq > 8",
            ],
        )
        .await;
        let ended = doctor();
        assert_eq!((ended.code, codes(&ended)), (Some(3), vec!["CHANGED", "MISSING", "CUT_OFF"]), "{ended:?}");
    }
}

#[test]
fn an_operator_who_asks_for_nothing_that_is_there_makes_nothing() {
    let folder = folder();
    let ended = run(&folder, &["doctor"]);
    assert_eq!(ended.refused(), (Some(1), "NO_DATABASE"));
    assert!(!folder.path().join("data").exists());
    let folder = served();
    let ended = run(&folder, &["doctor", "--anchor", "nowhere.log"]);
    assert_eq!(ended.refused(), (Some(2), "ANCHOR_FILE"));
    fine(std::fs::write(folder.path().join("empty.log"), "nothing"));
    let ended = run(&folder, &["doctor", "--anchor", "empty.log"]);
    assert_eq!(ended.refused(), (Some(2), "NO_ANCHOR"));
}
