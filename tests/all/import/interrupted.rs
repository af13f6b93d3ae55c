//! An import that ends before its time leaves nothing behind.

use chrono::TimeDelta;
use renkei::tidying::{FIRST_ROUND, round};
use renkei_domain::directory::source::Dataset;
use renkei_exchange::input::Limits;
use renkei_tests::published::{Row, marked, request, table, unwatched};
use renkei_tests::{World, on_every_database};

use super::held::{self, HELD_BEFORE, ROWS, Reading, breaking, hold};
use super::look::{acts, names, office, total};

/// Three offices stand in the directory; a new edition would change them and bring others.
async fn three_offices(world: World) -> (World, Vec<u8>) {
    let world = world.with_towns().await;
    let old: Vec<Row> = (1..=3).map(Row::nth).collect();
    world.import("old.csv", &old).await;
    let new: Vec<Row> = held::rows()
        .into_iter()
        .map(|row| row.with("定員", "30"))
        .collect();
    (world, marked(&table(&new)))
}

async fn known(world: &World) -> usize {
    let known = world.store.known_records(Dataset::Wamnet).await;
    known.expect("the store answers").records.len()
}

on_every_database! {
    async fn an_operator_starts_anew_after_a_run_that_died(world) {
        let (world, bytes) = three_offices(world).await;
        let acts_before = acts(&world).await;
        let edition = world.open_edition("died.csv", &bytes, &Limits::default()).await;
        let (edition, mut holder, watcher) =
            hold(edition.expect("a table"), Reading::Second, HELD_BEFORE);
        {
            // It is dropped half-way without a word, as when the process is killed.
            let importing = world.app.import_offices(request("died.csv"), edition, watcher);
            tokio::pin!(importing);
            tokio::select! {
                ended = &mut importing => panic!("it ended by itself: {ended:?}"),
                () = holder.is_half_written() => {}
            }
        }
        drop(holder);

        assert_eq!(names(&world).await, ["ひなたワーク1", "ひなたワーク2", "ひなたワーク3"]);
        assert_eq!(office(&world, "ひなたワーク1").await.facts.capacity, Some(20));
        let (starting, _store) = world.second_process().await;
        assert_eq!(starting.clean_up().await.expect("cleaned"), 0, "it may still be alive");

        // It serves, and goes round once as long after.
        world.clock.pass(TimeDelta::from_std(FIRST_ROUND).expect("seconds"));
        round(&starting).await;
        assert_eq!(starting.clean_up().await.expect("cleaned"), 0, "once is enough");
        assert_eq!((total(&world).await, known(&world).await), (3, 3));
        assert_eq!(acts(&world).await, acts_before);

        let report = world.try_import(request("new.csv"), &bytes, &Limits::default()).await;
        let report = report.expect("imported");
        assert_eq!((report.created, report.updated), (u64::from(ROWS) - 3, 3));
        assert_eq!(total(&world).await, u64::from(ROWS));
        assert_eq!(known(&world).await, ROWS as usize);
        assert_eq!(world.app.imported_editions().await.expect("editions").len(), 3);
    }
}

on_every_database! {
    async fn an_operator_whose_file_breaks_off_sees_the_old_list(world) {
        let (world, bytes) = three_offices(world).await;
        let acts_before = acts(&world).await;
        let edition = world.open_edition("broken.csv", &bytes, &Limits::default()).await;
        let broken = breaking(edition.expect("a table"));

        let fault = world
            .app
            .import_offices(request("broken.csv"), broken, unwatched())
            .await
            .expect_err("it breaks off");
        assert_eq!(fault.code(), "BROKEN_OFF");
        assert_eq!(
            fault.message_ja(),
            "601行目から先を読めませんでした。ファイルを取り直してください。名簿は何も変わっていません。"
        );
        assert_eq!((total(&world).await, known(&world).await), (3, 3));
        assert_eq!(office(&world, "ひなたワーク1").await.facts.capacity, Some(20));
        assert_eq!(acts(&world).await, acts_before);

        // It was taken back at once: nobody has to wait before the next try.
        let report = world.try_import(request("new.csv"), &bytes, &Limits::default()).await;
        assert_eq!(report.expect("imported").created, u64::from(ROWS) - 3);
    }
}
