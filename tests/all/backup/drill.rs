//! The drill: a backup while others write, brought back elsewhere, opened with the key from paper, looked
//! through and served.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use renkei::outside::SystemClock;
use renkei_app::{App, Caller, Place};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::outside::Clock as _;
use renkei_tests::on_every_database;
use renkei_tests::patience::until;
use renkei_tests::schema::contents_at;
use renkei_tests::template::KEY;
use tokio::task::{JoinHandle, block_in_place};

use super::{Elsewhere, Pair, holds, told};
use crate::binary::{Running, folder, run};
use crate::record::fine;
use crate::upgrades::{assert_sound, connect, number, on};

/// How many letters an operator has asked for before somebody backs up.
const SOME: u64 = 10;

const LETTERS: &str = "SELECT COUNT(*) FROM test_letter";

/// Somebody who writes without a pause until told to end.
struct Writing {
    done: Arc<AtomicU64>,
    end: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

impl Writing {
    fn begin(app: App) -> Self {
        let (done, end) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        let (counted, asked) = (Arc::clone(&done), Arc::clone(&end));
        let task = tokio::spawn(async move {
            while !asked.load(Ordering::SeqCst) {
                let to = fine(MailAddress::parse("hinata@example.jp"));
                fine(app.queue_test_letter(Caller::COMMAND, to).await);
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { done, end, task }
    }

    fn done(&self) -> u64 {
        self.done.load(Ordering::SeqCst)
    }

    async fn end(self) {
        self.end.store(true, Ordering::SeqCst);
        fine(self.task.await);
    }
}

/// Everything in a database. How rows are sorted is the database's own.
async fn everything(url: &str) -> BTreeMap<String, Vec<String>> {
    let mut contents = contents_at(url, &[]).await;
    contents.values_mut().for_each(|rows| rows.sort());
    contents
}

on_every_database! {
    async fn an_operator_backs_up_while_others_write_and_has_one_moment_of_it(world) {
        let world = world.seeded().await;
        // The commands go by the clock on the wall.
        fine(world.app.seal_audit().await);
        world.clock.set(SystemClock.now());
        let folder = folder();
        let pair = Pair::made(&folder, "paper.key");
        let file = folder.path().join("one.renkei");

        let writing = Writing::begin(world.app.clone());
        until("somebody writes", async || writing.done() >= SOME).await;
        let before = writing.done();
        let ended = block_in_place(|| pair.back_up(&folder, &world.place, "one.renkei"));
        let after = writing.done();
        assert!(after > before, "nobody wrote meanwhile");
        writing.end().await;
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let taken = told(&ended, "backup_taken");
        assert!(taken["opens_erased_until"].as_str() > taken["made_at"].as_str(), "{taken}");
        let anchor = taken["anchor"].as_str().unwrap_or_default();
        assert!(holds(&file, anchor), "the newest seal stands in the head");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fine(std::fs::metadata(&file)).permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        for secret in [KEY, "SQLite format 3", "PGDMP", "seaql_migrations", pair.private.as_str()] {
            assert!(!holds(&file, secret), "{secret} can be read in the backup");
        }
        if let Place::Folder(data) = &world.place {
            assert!(!data.join("renkei.sqlite.backup").exists(), "the copy is left");
        }

        let elsewhere = Elsewhere::like(&world.place, &folder).await;
        let ended = block_in_place(|| pair.restore(&folder, &elsewhere.place, "one.renkei"));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let key = match &world.place {
            Place::Folder(_) => "missing",
            // In a setting, and so at hand.
            Place::Postgres(_) => "fits",
        };
        assert_eq!(told(&ended, "restored")["master_key"], key);
        let restored = connect(&elsewhere.url()).await;
        assert_sound(&restored).await;
        let letters = fine(u64::try_from(number(&restored, LETTERS).await));
        assert!((before..=after + 1).contains(&letters), "{before} ≤ {letters} ≤ {after}");
        // Of one act there is all of it or nothing.
        let acts = "SELECT COUNT(*) FROM act WHERE purpose = 'queue_test_letter'";
        assert_eq!(number(&restored, acts).await, number(&restored, LETTERS).await);
        let queued = "SELECT COUNT(*) FROM letter JOIN test_letter ON test_letter.id = letter.subject_id";
        assert_eq!(number(&restored, queued).await, number(&restored, LETTERS).await);
        let last = "SELECT MAX(seq) - COUNT(*) FROM act";
        assert_eq!(number(&restored, last).await, 0, "no act is missing between others");
        let counter = "SELECT last_seq - (SELECT MAX(seq) FROM act) FROM act_counter";
        assert_eq!(number(&restored, counter).await, 0);
        fine(restored.close().await);

        elsewhere.give_key();
        let words = ["doctor", "--anchor", "one.renkei"];
        let ended = block_in_place(|| run(&folder, &on(&elsewhere.place, &words)));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert!(told(&ended, "sealed")["opened"].as_u64() > Some(0), "{ended:?}");
        assert!(told(&ended, "audit")["anchors"].as_u64() > Some(0), "{ended:?}");
        block_in_place(|| {
            let words = on(&elsewhere.place, &["serve", "--listen", "127.0.0.1:0"]);
            let running = Running::start(&folder, &words);
            assert_eq!(running.open("/readyz").0, "200");
            assert_eq!(running.end(), Some(0));
        });
        elsewhere.end().await;
    }
}

on_every_database! {
    async fn an_operator_brings_back_every_row_and_the_record_of_the_backup_stays(world) {
        let world = world.seeded().await;
        fine(world.app.seal_audit().await);
        let folder = folder();
        let pair = Pair::made(&folder, "paper.key");
        let before = everything(&world.url()).await;
        assert!(before["resource"].len() > 100 && !before["audit"].is_empty());
        let ended = block_in_place(|| pair.back_up(&folder, &world.place, "all.renkei"));
        assert_eq!(ended.code, Some(0), "{ended:?}");

        let elsewhere = Elsewhere::like(&world.place, &folder).await;
        let ended = block_in_place(|| pair.restore(&folder, &elsewhere.place, "all.renkei"));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let restored = everything(&elsewhere.url()).await;
        for (table, rows) in &before {
            assert!(restored.get(table) == Some(rows), "{table} is not as it was");
        }
        assert_eq!(restored.len(), before.len());
        elsewhere.end().await;

        let noted = connect(&world.url()).await;
        let act = "SELECT COUNT(*) FROM act WHERE purpose = 'take_backup' AND actor_kind = 'operator'";
        assert_eq!(number(&noted, act).await, 1);
        let line = "SELECT COUNT(*) FROM audit WHERE purpose = 'take_backup' AND seq IS NOT NULL";
        assert_eq!(number(&noted, line).await, 1, "its line is chained");
        fine(noted.close().await);
    }
}
