//! A big edition is read in beside people who go on with their work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use renkei_app::Caller;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::ids::ResourceId;
use renkei_exchange::input::Limits;
use renkei_tests::published::{Row, marked, request, table, unwatched};
use renkei_tests::{World, on_every_database};
use tokio::time::MissedTickBehavior;

use super::look::{office, total};

const ROWS: u32 = 20_000;
/// The promise: nobody waits longer for a small act because an import runs.
const PROMISED: Duration = Duration::from_secs(1);
/// How often the colleague acts. This paces the work; nothing is awaited by it.
const PACE: Duration = Duration::from_millis(40);

on_every_database! {
    async fn a_colleague_corrects_an_entry_while_a_big_edition_is_read_in(world) {
        let world = Arc::new(world.with_towns().await);
        world.import("small.csv", &[Row::nth(1)]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        let rows: Vec<Row> = (1..=ROWS).map(Row::nth).collect();
        let bytes = marked(&table(&rows));
        let edition = world.open_edition("big.csv", &bytes, &Limits::default()).await;
        let edition = Arc::new(edition.expect("a table"));
        let is_over = Arc::new(AtomicBool::new(false));
        let colleague = std::thread::spawn({
            let (world, is_over) = (Arc::clone(&world), Arc::clone(&is_over));
            move || correct_until(&world, id, &is_over)
        });

        let report = world.app.import_offices(request("big.csv"), edition, unwatched()).await;
        is_over.store(true, Ordering::SeqCst);
        let waits = colleague.join().expect("the colleague's work");

        let report = report.expect("imported");
        assert_eq!((report.created, report.unchanged), (u64::from(ROWS) - 1, 1));
        assert_eq!(total(&world).await, u64::from(ROWS));
        assert!(waits.len() > 10, "only {} acts: this shows nothing", waits.len());
        let longest = waits.iter().max().copied().unwrap_or_default();
        assert!(longest < PROMISED, "an act took {longest:?} of {} acts", waits.len());
    }
}

/// Corrects an entry over and over, as another process with connections of its own, and says how long
/// each correction took.
fn correct_until(world: &World, id: ResourceId, is_over: &AtomicBool) -> Vec<Duration> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let (app, _store) = world.second_process().await;
        let mut pace = tokio::time::interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut waits = Vec::new();
        while !is_over.load(Ordering::SeqCst) {
            pace.tick().await;
            // Neither is what stands there, so that each act has something to write.
            let capacity = if waits.len().is_multiple_of(2) {
                "10"
            } else {
                "11"
            };
            let since = Instant::now();
            app.correct_field(
                Caller::COMMAND,
                id,
                CorrectableField::Capacity,
                Some(capacity.to_owned()),
            )
            .await
            .expect("the store answers")
            .expect("a correction that is accepted");
            waits.push(since.elapsed());
        }
        waits
    })
}
