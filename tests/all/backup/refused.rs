//! What cannot be backed up or brought back is refused, and leaves no trace.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use chrono::TimeDelta;
use renkei::backup::envelope::Sealing;
use renkei::backup::head::{Head, Origin};
use renkei::backup::key::PublicHalf;
use renkei::outside::SystemClock;
use renkei_app::Place;
use renkei_domain::outside::Clock as _;
use renkei_tests::on_every_database;
use renkei_tests::template::KEY;
use tempfile::TempDir;
use tokio::task::block_in_place;

use super::{Elsewhere, Pair, told};
use crate::binary::{Ended, folder, installation, renkei, run};
use crate::record::fine;
use crate::upgrades::on;

/// A backup with something else in it than a backup of ours has, for the right pair.
fn forge(file: &Path, pair: &Pair, schema: &str, kept: TimeDelta, content: &[u8]) {
    let to = PublicHalf::parse(&pair.public).unwrap_or_else(|| panic!("{}", pair.public));
    let (made_at, kept_until) = Head::moments(SystemClock.now(), kept);
    let head = Head {
        origin: Origin::Embedded,
        schema: schema.to_owned(),
        made_at,
        kept_until,
        to,
        anchor: None,
    };
    let mut sealing = fine(Sealing::begin(fine(File::create(file)), &head));
    fine(sealing.write_all(content));
    fine(sealing.finish());
}

/// Restores and expects a refusal that leaves the place as it was.
async fn refused(
    folder: &TempDir,
    pair: &Pair,
    elsewhere: &Elsewhere,
    file: &str,
) -> (Option<i32>, String) {
    let ended = block_in_place(|| pair.restore(folder, &elsewhere.place, file));
    assert!(
        ended.said.iter().all(|line| line["event"] == "progress"),
        "{ended:?}"
    );
    assert!(
        elsewhere.is_untouched().await,
        "something was written: {ended:?}"
    );
    let (code, name) = ended.refused();
    (code, name.to_owned())
}

on_every_database! {
    async fn an_operator_with_a_wrong_key_or_a_damaged_file_writes_nothing(world) {
        let folder = folder();
        let (pair, other) = (Pair::made(&folder, "paper.key"), Pair::made(&folder, "other.key"));
        let ended = block_in_place(|| pair.back_up(&folder, &world.place, "whole.renkei"));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let elsewhere = Elsewhere::like(&world.place, &folder).await;
        let whole = fine(std::fs::read(folder.path().join("whole.renkei")));
        assert!(whole.len() > 10_000, "{} bytes", whole.len());
        let put = |bytes: &[u8]| fine(std::fs::write(folder.path().join("changed.renkei"), bytes));

        let with_other = refused(&folder, &other, &elsewhere, "whole.renkei").await;
        assert_eq!(with_other, (Some(2), "BACKUP_KEY_WRONG".to_owned()));
        let damaged = (Some(3), "BACKUP_DAMAGED".to_owned());
        for at in [600, whole.len() / 2, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            put(&changed);
            let ended = refused(&folder, &pair, &elsewhere, "changed.renkei").await;
            assert_eq!(ended, damaged, "byte {at}");
        }
        for length in [whole.len() / 2, whole.len() - 1] {
            put(&whole[..length]);
            let ended = refused(&folder, &pair, &elsewhere, "changed.renkei").await;
            assert_eq!(ended, damaged, "{length} bytes");
        }
        put(b"a letter");
        let letter = refused(&folder, &pair, &elsewhere, "changed.renkei").await;
        assert_eq!(letter, (Some(2), "NOT_A_BACKUP".to_owned()));
        let missing = refused(&folder, &pair, &elsewhere, "nowhere.renkei").await;
        assert_eq!(missing, (Some(1), "FILE".to_owned()));
        fine(std::fs::write(folder.path().join(other.name), &pair.public));
        let public = refused(&folder, &other, &elsewhere, "whole.renkei").await;
        assert_eq!(public, (Some(2), "BACKUP_KEY_UNREADABLE".to_owned()));

        // The place that it came from is not empty, and stays as it is.
        let ended = block_in_place(|| pair.restore(&folder, &world.place, "whole.renkei"));
        assert_eq!(ended.refused(), (Some(1), "NOT_EMPTY"));
        fine(world.app.is_ready().await);
        // And what was refused so often can be brought back.
        let ended = block_in_place(|| pair.restore(&folder, &elsewhere.place, "whole.renkei"));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        elsewhere.end().await;
    }
}

on_every_database! {
    async fn an_operator_gets_no_backup_over_another_file_or_without_the_tools(world) {
        let folder = folder();
        let pair = Pair::made(&folder, "paper.key");
        fine(std::fs::write(folder.path().join("taken.renkei"), "of last week"));
        let ended = block_in_place(|| pair.back_up(&folder, &world.place, "taken.renkei"));
        assert_eq!(ended.refused(), (Some(2), "FILE_EXISTS"));
        let kept = fine(std::fs::read_to_string(folder.path().join("taken.renkei")));
        assert_eq!(kept, "of last week");
        let ended = block_in_place(|| pair.back_up(&folder, &world.place, "no/folder.renkei"));
        assert_eq!(ended.refused(), (Some(1), "FILE"));

        if let Place::Postgres(_) = &world.place {
            let mut command = renkei(&folder, &on(&world.place, &["backup", "new.renkei"]));
            command.env("RENKEI_BACKUP__RECIPIENT", &pair.public).env("PATH", folder.path());
            let ended = block_in_place(|| Ended::of(&mut command));
            assert_eq!(ended.refused(), (Some(1), "NO_PG_TOOLS"));
            assert!(ended.complaints[0].to_string().contains("pg_dump"), "{ended:?}");
        } else {
            let mut command = renkei(&folder, &on(&world.place, &["backup", "new.renkei"]));
            command.env("RENKEI_BACKUP__RECIPIENT", &pair.public).env("RENKEI_KEY", "7b".repeat(32));
            let ended = block_in_place(|| Ended::of(&mut command));
            assert_eq!(ended.refused(), (Some(2), "MASTER_KEY_WRONG"));
        }
        let left: Vec<_> = fine(std::fs::read_dir(folder.path()))
            .map(|entry| fine(entry).file_name())
            .collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}

#[test]
fn an_operator_sets_the_pair_up_before_the_first_backup() {
    let folder = installation();
    let ended = run(&folder, &["backup", "new.renkei"]);
    assert_eq!(ended.refused(), (Some(2), "NO_BACKUP_KEY"));
    let pair = Pair::made(&folder, "paper.key");
    let other = Pair::made(&folder, "other.key");
    assert_ne!(pair.public, other.public, "every pair is a new one");

    let with = |recipient: &str| {
        let settings = format!("[backup]\nrecipient = \"{recipient}\"\nkeep_days = 10\n");
        fine(std::fs::write(folder.path().join("renkei.toml"), settings));
        run(&folder, &["backup", "new.renkei"])
    };
    // The wrong half, and one digit mistyped.
    let mut mistyped = pair.public.clone();
    let digit = if mistyped[40..].starts_with('0') {
        "1"
    } else {
        "0"
    };
    mistyped.replace_range(40..41, digit);
    for wrong in [&pair.private, &mistyped] {
        let ended = with(wrong);
        assert_eq!(ended.refused(), (Some(2), "SETTINGS"));
        let digits = &pair.private[30..];
        assert!(!format!("{ended:?}").contains(digits), "the secret is told");
    }
    let ended = with(&pair.public);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let mark = &told(&ended, "backup_taken")["mark"];
    assert_eq!(mark.as_str(), pair.public.get(21..29));
    let ended = run(&folder, &["backup", "new.renkei", "--data", "nowhere"]);
    assert_eq!(ended.refused(), (Some(2), "FILE_EXISTS"));
    let ended = run(&folder, &["backup", "newer.renkei", "--data", "nowhere"]);
    assert_eq!(ended.refused(), (Some(1), "NO_DATABASE"));
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn an_operator_who_takes_the_private_half_on_a_sheet_is_not_shown_it() {
    let folder = folder();
    let words = ["key", "backup", "--sheet", "paper.pdf"];
    let ended = run(&folder, &words);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let line = told(&ended, "backup_key_made");
    assert!(
        line["private"].is_null() && line["public"].is_string(),
        "{line}"
    );
    let sheet = folder.path().join("paper.pdf");
    let pdf = fine(std::fs::read(&sheet));
    assert!(pdf.starts_with(b"%PDF"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fine(std::fs::metadata(&sheet)).permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(run(&folder, &words).refused(), (Some(2), "FILE_EXISTS"));
    assert_eq!(fine(std::fs::read(&sheet)), pdf);
}

#[test]
fn an_operator_is_kept_from_what_a_backup_should_not_hold() {
    let folder = folder();
    let pair = Pair::made(&folder, "paper.key");
    let restore = |words: &[&str]| {
        let mut all = vec![
            "restore",
            "forged.renkei",
            "--key",
            pair.name,
            "--data",
            "restored",
        ];
        all.extend(words);
        run(&folder, &all)
    };
    let file = folder.path().join("forged.renkei");
    let (known, day) = ("m0001_record", TimeDelta::days(1));
    let restored = folder.path().join("restored");

    forge(&file, &pair, "m9999_of_next_year", day, b"whatever");
    assert_eq!(restore(&[]).refused(), (Some(1), "NEWER_SCHEMA"));
    forge(&file, &pair, known, -day, b"whatever");
    assert_eq!(restore(&[]).refused(), (Some(1), "BACKUP_EXPIRED"));
    assert!(!restored.exists(), "nothing was to be written");
    for content in [&b"no database, although it was sealed for us"[..], b""] {
        forge(&file, &pair, known, -day, content);
        assert_eq!(
            restore(&["--expired"]).refused(),
            (Some(3), "BACKUP_UNSOUND")
        );
        let database = restored.join("renkei.sqlite");
        assert!(!database.exists(), "half a database has its name");
    }
    let server = "postgres://127.0.0.1:1/renkei";
    let words = [
        "restore",
        "forged.renkei",
        "--key",
        pair.name,
        "--database",
        server,
    ];
    assert_eq!(run(&folder, &words).refused(), (Some(2), "OTHER_DATABASE"));

    // What is there already stays, and the key may be there before.
    fine(std::fs::write(restored.join("master.key"), KEY));
    fine(std::fs::write(restored.join("letter.txt"), "拝啓"));
    assert_eq!(restore(&["--expired"]).refused(), (Some(1), "NOT_EMPTY"));
    fine(std::fs::remove_file(restored.join("letter.txt")));
    assert_eq!(
        restore(&["--expired"]).refused(),
        (Some(3), "BACKUP_UNSOUND")
    );
}
