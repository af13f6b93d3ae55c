//! A newer program over the data of an older one: a copy first, then step by step, and whole whenever the
//! machine fails on the way.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use renkei_app::Place;
use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_store::Store;
use renkei_tests::{World, on_every_database};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

use crate::binary::{Ended, Running, folder, renkei, run};
use crate::migrations::every_page;
use crate::record::fine;

/// The step that rewrites the big table.
const BIG_STEP: &str = "m0007_editing";

/// Rows enough for the step to take a while.
const MANY: i64 = 100_000;

/// Words for the command on a world's data.
pub(crate) fn on<'w>(place: &'w Place, words: &[&'w str]) -> Vec<&'w str> {
    let mut words = words.to_vec();
    match place {
        Place::Folder(data) => words.extend(["--data", data.to_str().unwrap_or_default()]),
        Place::Postgres(url) => words.extend(["--database", url.as_str()]),
    }
    words
}

/// How an operator who has taken a copy starts the newer version.
fn serve(world: &World, folder: &TempDir) -> Command {
    let mut words = vec!["serve", "--listen", "127.0.0.1:0"];
    if matches!(world.place, Place::Postgres(_)) {
        words.push("--migrate");
    }
    renkei(folder, &on(&world.place, &words))
}

pub(crate) async fn connect(url: &str) -> DatabaseConnection {
    fine(Database::connect(url).await)
}

pub(crate) async fn number(connection: &DatabaseConnection, sql: &str) -> i64 {
    let asked = Statement::from_string(connection.get_database_backend(), sql);
    let row = fine(connection.query_one_raw(asked).await);
    let row = row.unwrap_or_else(|| panic!("no row: {sql}"));
    fine(row.try_get_by_index(0))
}

/// What SQLite says when it reads the file through; the other database looks after itself.
pub(crate) async fn assert_sound(connection: &DatabaseConnection) {
    if connection.get_database_backend() == DbBackend::Sqlite {
        let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
        let row = fine(connection.query_one_raw(asked).await);
        let found: Option<String> = row.and_then(|row| row.try_get_by_index(0).ok());
        assert_eq!(found.as_deref(), Some("ok"));
    }
}

/// The steps with whether each is applied, as another process sees them.
pub(crate) async fn steps(place: &Place) -> Vec<(String, bool)> {
    let store = fine(Store::open(place).await);
    let steps = fine(store.migration_status().await);
    fine(store.close().await);
    let steps = steps.into_iter();
    steps.map(|step| (step.name, step.applied)).collect()
}

/// Takes a world back to before a step; whoever comes next is a process of its own.
pub(crate) async fn take_back_to_before(world: &World, name: &str) {
    let all = steps(&world.place).await;
    let place = all.iter().position(|(known, _)| known == name);
    let place = place.unwrap_or_else(|| panic!("no step {name}"));
    let back = fine(u32::try_from(all.len() - place));
    fine(world.store.migrate_down(back).await);
    fine(world.store.clone().close().await);
}

/// The copies beside the embedded database, and whatever else ends like one.
pub(crate) fn copies(world: &World) -> Vec<PathBuf> {
    let Place::Folder(data) = &world.place else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = fine(std::fs::read_dir(data))
        .map(|entry| fine(entry).path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("renkei-") || name.ends_with(".part")
        })
        .collect();
    found.sort();
    found
}

async fn of_copy(copy: &std::path::Path) -> DatabaseConnection {
    connect(&format!("sqlite://{}?mode=rw", copy.display())).await
}

on_every_database! {
    async fn an_operator_gets_a_copy_before_an_older_database_is_changed(world) {
        let world = world.seeded().await;
        let all = steps(&world.place).await;
        let (last, before) = (&all[all.len() - 1].0, &all[all.len() - 2].0);
        take_back_to_before(&world, last).await;
        let before_it = connect(&world.url()).await;
        let entries = number(&before_it, "SELECT COUNT(*) FROM resource").await;
        fine(before_it.close().await);
        let folder = folder();

        let mut with_another_key = serve(&world, &folder);
        with_another_key.env("RENKEI_KEY", "7b".repeat(32));
        let ended = Ended::of(&mut with_another_key);
        assert_eq!(ended.refused(), (Some(2), "MASTER_KEY_WRONG"));
        assert!(!steps(&world.place).await[all.len() - 1].1, "nothing was changed");
        assert!(copies(&world).is_empty(), "nor copied");
        if matches!(world.place, Place::Postgres(_)) {
            let words = on(&world.place, &["serve", "--listen", "127.0.0.1:0"]);
            let ended = run(&folder, &words);
            assert_eq!(ended.refused(), (Some(1), "OLDER_SCHEMA"));
            assert!(ended.complaints[0].to_string().contains("pg_dump"), "{ended:?}");
            assert!(!steps(&world.place).await[all.len() - 1].1, "nothing was changed");
        }
        let running = Running::of(serve(&world, &folder));
        assert_eq!(running.open("/readyz").0, "200");
        assert_eq!(running.end(), Some(0));
        assert_eq!(steps(&world.place).await, all);

        let copies_then = copies(&world);
        if matches!(world.place, Place::Folder(_)) {
            let [copy] = copies_then.as_slice() else {
                panic!("not one copy: {copies_then:?}");
            };
            let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
            assert!(name.starts_with(&format!("renkei-{before}-20")), "{name}");
            let copy = of_copy(copy).await;
            assert_sound(&copy).await;
            assert_eq!(number(&copy, "SELECT COUNT(*) FROM resource").await, entries);
            fine(copy.close().await);
        }
        // There is nothing to copy at the next start.
        let running = Running::of(serve(&world, &folder));
        assert_eq!(running.end(), Some(0));
        assert_eq!(copies(&world), copies_then);

        let newer = connect(&world.url()).await;
        let line = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_of_next_year', 0)";
        fine(newer.execute_unprepared(line).await);
        fine(newer.close().await);
        let words = on(&world.place, &["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(run(&folder, &words).refused(), (Some(1), "NEWER_SCHEMA"));
        assert_eq!(copies(&world), copies_then);
    }
}

/// Fills the table that the step rewrites.
async fn fill(connection: &DatabaseConnection) {
    let from = match connection.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT gen_random_uuid(), r.id, n, 'strong', 'other', 'x', DATE '2026-01-01', w.id, o.id FROM generate_series(1, MANY) n,"
        }
        _ => {
            "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < MANY) \
             SELECT randomblob(16), r.id, n, 'strong', 'other', 'x', '2026-01-01', w.id, o.id FROM number,"
        }
    };
    let sql = format!(
        "INSERT INTO strength (id, resource_id, ordinal, valence, topic, statement, stated_on, network_id, observer_id) \
         {from} (SELECT id FROM resource LIMIT 1) r, (SELECT id FROM network LIMIT 1) w, (SELECT id FROM organization LIMIT 1) o"
    );
    let sql = sql.replace("MANY", &MANY.to_string());
    fine(connection.execute_unprepared(&sql).await);
}

on_every_database! {
    async fn an_operator_whose_machine_fails_while_the_schema_changes_goes_on_from_there(world) {
        let world = world.seeded().await;
        take_back_to_before(&world, BIG_STEP).await;
        let connection = connect(&world.url()).await;
        fill(&connection).await;
        let all = number(&connection, "SELECT COUNT(*) FROM strength").await;
        fine(connection.close().await);
        let folder = folder();

        let is_whole = async || steps(&world.place).await.iter().all(|(_, applied)| *applied);
        let mut kills = 0;
        let mut delay = Duration::from_millis(20);
        while !is_whole().await {
            assert!(kills < 60, "it never comes to an end");
            let mut child = fine(serve(&world, &folder).stdout(Stdio::null()).spawn());
            // Each a little later than the one before, so that every point on the way is met.
            tokio::time::sleep(delay).await;
            fine(child.kill());
            fine(child.wait());
            kills += 1;
            delay = delay.mul_f64(1.25);

            let connection = connect(&world.url()).await;
            // On a PostgreSQL this waits for what the dead process left running there.
            let has_column = connection.execute_unprepared("SELECT told_on FROM strength LIMIT 1").await.is_ok();
            assert_eq!(number(&connection, "SELECT COUNT(*) FROM strength").await, all, "after kill {kills}");
            assert_sound(&connection).await;
            fine(connection.close().await);
            let applied = steps(&world.place).await;
            let step = applied.iter().find(|(name, _)| name == BIG_STEP);
            assert_eq!(step.map(|(_, applied)| *applied), Some(has_column), "half a step after kill {kills}");
        }
        assert!(kills > 1, "the first kill came too late to tell anything");

        let running = Running::of(serve(&world, &folder));
        assert_eq!(running.open("/readyz").0, "200");
        assert_eq!(running.end(), Some(0));
        let connection = connect(&world.url()).await;
        let told = "SELECT COUNT(*) FROM strength WHERE network_id IS NULL OR told_on IS NOT NULL";
        assert_eq!(number(&connection, told).await, all);
        fine(connection.close().await);

        let copies = copies(&world);
        assert_eq!(copies.is_empty(), matches!(world.place, Place::Postgres(_)));
        for copy in copies {
            assert!(copy.extension().is_some_and(|ending| ending == "sqlite"), "{copy:?}");
            let copy = of_copy(&copy).await;
            assert_sound(&copy).await;
            assert_eq!(number(&copy, "SELECT COUNT(*) FROM strength").await, all);
            fine(copy.close().await);
        }
    }
}

on_every_database! {
    async fn a_reader_finds_every_entry_although_the_machine_failed_while_search_was_built(world) {
        let world = world.seeded().await;
        let connection = connect(&world.url()).await;
        let all = number(&connection, "SELECT COUNT(*) FROM resource_facts").await;
        // What a process leaves that was ended after the first of its steps.
        let behind = "DELETE FROM resource_search WHERE row_id > (SELECT MIN(row_id) FROM resource_facts)";
        fine(connection.execute_unprepared(behind).await);
        if connection.get_database_backend() == DbBackend::Sqlite {
            let words = "DELETE FROM resource_fts WHERE rowid > (SELECT MIN(row_id) FROM resource_facts)";
            fine(connection.execute_unprepared(words).await);
            let letters = "DELETE FROM resource_letters WHERE rowid > (SELECT MIN(row_id) FROM resource_facts)";
            fine(connection.execute_unprepared(letters).await);
            let boxes = "DELETE FROM resource_box WHERE row_id > (SELECT MIN(row_id) FROM resource_facts)";
            fine(connection.execute_unprepared(boxes).await);
        }
        fine(world.store.migrate_up().await);
        assert_eq!(number(&connection, "SELECT COUNT(*) FROM resource_search").await, all);
        fine(connection.close().await);
    }
}

on_every_database! {
    async fn a_reader_finds_an_address_in_every_form_where_search_was_built_before_that(world) {
        let world = world.seeded().await;
        take_back_to_before(&world, "m0032_blocks").await;
        let connection = connect(&world.url()).await;
        let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
        // Search rows as an older program left them; what exactly stood there does not matter.
        let (column, pairs) = if is_sqlite { ("", "") } else { (", pairs", ", CAST('' AS tsvector)") };
        let older = format!(
            "INSERT INTO resource_search (row_id, name, kana, whole{column}) \
             SELECT row_id, 'older', '', 'older'{pairs} FROM resource_facts"
        );
        fine(connection.execute_unprepared(&older).await);
        if is_sqlite {
            for older in [
                "INSERT INTO resource_fts (rowid, name, kana, head, body) SELECT row_id, 'older', '', '', '' FROM resource_facts",
                "INSERT INTO resource_box SELECT row_id, latitude, latitude, longitude, longitude FROM resource_facts WHERE latitude IS NOT NULL",
            ] {
                fine(connection.execute_unprepared(older).await);
            }
        }
        let newer = fine(Store::open(&world.place).await);
        fine(newer.migrate_up().await);
        fine(newer.close().await);

        let all = number(&connection, "SELECT COUNT(*) FROM resource_facts").await;
        let rebuilt = "SELECT COUNT(*) FROM resource_search WHERE name <> 'older'";
        assert_eq!(number(&connection, rebuilt).await, all);
        if is_sqlite {
            let older = "SELECT COUNT(*) FROM resource_fts WHERE resource_fts MATCH 'older'";
            assert_eq!(number(&connection, older).await, 0);
            let boxes = "SELECT COUNT(*) FROM resource_box";
            let placed = "SELECT COUNT(*) FROM resource_facts WHERE latitude IS NOT NULL";
            assert_eq!(number(&connection, boxes).await, number(&connection, placed).await);
        }
        assert_sound(&connection).await;
        fine(connection.close().await);
        let (app, _) = world.second_process().await;
        let mut found = Vec::new();
        for text in ["津之江町2-24-12", "津之江町二丁目２４番１２号"] {
            let request = ListRequest { text: text.to_owned(), ..ListRequest::default() };
            let listed = every_page(&app, &Viewer::Anonymous, request).await;
            found.push(listed.iter().map(|entry| entry.id).collect::<Vec<_>>());
        }
        assert!(!found[0].is_empty() && found[0] == found[1], "{found:?}");
    }
}
