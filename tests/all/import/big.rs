//! A big edition is read in beside people who go on with their work. How long they wait at most is a
//! figure of the benchmark `import`; here stands that they get their turns.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use renkei_app::Caller;
use renkei_app::import::{Progress, Watcher};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::Purpose;
use renkei_exchange::input::Limits;
use renkei_tests::published::{Row, marked, request, table};
use renkei_tests::{World, on_every_database};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};

use super::look::{log, office, total};

const ROWS: u32 = 8_000;
/// The most rows that are read and not yet written: a step on its way, and one that is gathered.
const TWO_STEPS: u64 = 3_000;

/// What a colleague found at one of their turns.
struct Turn {
    /// Rows that the import had read.
    read: u64,
    /// Rows that it had written and let go of.
    written: u64,
}

on_every_database! {
    async fn a_colleague_gets_a_turn_after_every_step_of_a_big_edition(world) {
        let world = Arc::new(world.with_towns().await);
        world.import("small.csv", &[Row::nth(1)]).await;
        let id = office(&world, "ひなたワーク1").await.id;
        let rows: Vec<Row> = (1..=ROWS).map(Row::nth).collect();
        let bytes = marked(&table(&rows));
        let edition = world.open_edition("big.csv", &bytes, &Limits::default()).await;
        let edition = Arc::new(edition.expect("a table"));

        let (watcher, colleague) = beside(&world, id);
        let report = world.app.import_offices(request("big.csv"), edition, watcher).await;
        let turns = colleague.join().expect("the colleague's work");

        let report = report.expect("imported");
        assert_eq!((report.created, report.unchanged), (u64::from(ROWS) - 1, 1));
        assert_eq!(total(&world).await, u64::from(ROWS));
        assert!(turns.len() > 10, "only {} turns: this shows nothing", turns.len());
        for Turn { read, written } in &turns {
            assert!(read - written <= TWO_STEPS, "{written} of {read} rows were written");
        }
        // What the colleague did was committed while nobody saw the edition yet.
        let acts = log(&world).await;
        let purposes: Vec<Purpose> = acts.iter().map(|one| one.act.purpose).collect();
        assert_eq!(purposes.last(), Some(&Purpose::ImportPublished));
        let corrections = purposes.iter().filter(|done| **done == Purpose::CorrectField);
        assert_eq!(corrections.count(), turns.len());
    }
}

/// An import that goes on only when a colleague, in a process of their own, has committed an act. Were
/// anybody shut out between two steps, it would never end.
fn beside(world: &Arc<World>, id: ResourceId) -> (Watcher, JoinHandle<Vec<Turn>>) {
    let (tell, told) = channel();
    let (let_go, may_go) = channel();
    let colleague = std::thread::spawn({
        let world = Arc::clone(world);
        move || act_at_each(&world, id, &told, &let_go)
    });
    let line = Mutex::new((tell, may_go));
    let watcher: Watcher = Arc::new(move |progress| {
        if let Progress::Writing { rows, .. } = progress {
            let line = line.lock().unwrap_or_else(PoisonError::into_inner);
            line.0.send(rows).expect("the colleague listens");
            line.1.recv().expect("the colleague is done");
        }
    });
    (watcher, colleague)
}

/// Corrects an entry each time the import tells how many rows it has read.
fn act_at_each(
    world: &World,
    id: ResourceId,
    told: &Receiver<u64>,
    let_go: &Sender<()>,
) -> Vec<Turn> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let (app, _store) = world.second_process().await;
        let database = sea_orm::Database::connect(world.url())
            .await
            .expect("the database");
        let mut turns: Vec<Turn> = Vec::new();
        while let Ok(read) = told.recv() {
            // Neither is what stands there, so that each act has something to write.
            let capacity = ["10", "11"][turns.len() % 2];
            app.correct_field(
                Caller::COMMAND,
                id,
                CorrectableField::Capacity,
                Some(capacity.to_owned()),
            )
            .await
            .expect("the store answers")
            .expect("a correction that is accepted");
            let written = rows_nobody_sees(&database).await;
            turns.push(Turn { read, written });
            if let_go.send(()).is_err() {
                break;
            }
        }
        turns
    })
}

/// Rows of the edition that is being written.
async fn rows_nobody_sees(database: &DatabaseConnection) -> u64 {
    let count = "SELECT COUNT(*) FROM source_record WHERE born > (SELECT visible FROM publication)";
    let count = Statement::from_string(database.get_database_backend(), count);
    let row = database.query_one_raw(count).await.expect("an answer");
    let rows: i64 = row.expect("a count").try_get_by_index(0).expect("a count");
    u64::try_from(rows).expect("not below nothing")
}
