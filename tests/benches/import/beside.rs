//! How long others wait for a small act while an edition is read in by another process.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use renkei::settings::Settings;
use renkei::wiring::application;
use renkei_app::{App, Caller, Place};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::ResourceId;
use renkei_tests::entries::office;
use renkei_tests::process::import;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

/// How often somebody acts.
const PACE: Duration = Duration::from_millis(50);

/// Reads an edition in while somebody corrects an entry again and again, and prints how long those acts
/// took.
pub(super) fn measure(place: &Place, csv: &Path) {
    let is_over = Arc::new(AtomicBool::new(false));
    let colleague = std::thread::spawn({
        let is_over = Arc::clone(&is_over);
        let place = place.clone();
        move || correct_until(&place, &is_over)
    });
    let measured = import(place, "wamnet", csv);
    is_over.store(true, Ordering::SeqCst);
    let mut waits = colleague
        .join()
        .unwrap_or_else(|_| panic!("the colleague gave up"));
    measured.print("import beside a writer", "no act waits > 1 s");
    print(&mut waits);
}

fn print(waits: &mut [Duration]) {
    waits.sort_unstable();
    let last = waits.len().saturating_sub(1);
    let share = |percent: usize| waits.get((waits.len() * percent / 100).min(last));
    for (what, wait) in [
        ("  an act beside it, p50", share(50)),
        ("  p99", share(99)),
        ("  the longest", waits.last()),
    ] {
        let milliseconds = wait.map_or(0.0, |wait| wait.as_secs_f64() * 1e3);
        println!(
            "{what:<28} {milliseconds:>8.1} ms   (of {} acts)",
            waits.len()
        );
    }
}

fn correct_until(place: &Place, is_over: &AtomicBool) -> Vec<Duration> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap_or_else(|fault| panic!("a runtime: {fault}"));
    runtime.block_on(async {
        let app = application(place, &settings(place).key_place())
            .await
            .unwrap_or_else(|fault| panic!("{fault}"));
        let id = enter(&app).await;
        let mut pace = tokio::time::interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut waits = Vec::new();
        while !is_over.load(Ordering::SeqCst) {
            pace.tick().await;
            // Never what stands there, so that each act has something to write.
            let capacity = (10 + waits.len() % 2).to_string();
            let since = Instant::now();
            let done = app
                .correct_field(
                    Caller::COMMAND,
                    id,
                    CorrectableField::Capacity,
                    Some(capacity),
                )
                .await;
            waits.push(since.elapsed());
            assert!(matches!(done, Ok(Ok(()))), "{done:?}");
        }
        waits
    })
}

/// What the command reads where only the place is named.
fn settings(place: &Place) -> Settings {
    let usual = Settings::default();
    match place {
        Place::Folder(data) => Settings {
            data: data.clone(),
            ..usual
        },
        Place::Postgres(_) => Settings {
            key: Some(renkei_tests::template::KEY.into()),
            ..usual
        },
    }
}

/// The entry that is corrected.
async fn enter(app: &App) -> ResourceId {
    let id = ResourceId::from_uuid(Uuid::from_u128(1));
    let facts = office(ResourceKind::PeerGroup, "みほんの会");
    let entered = app
        .register_resource(Caller::COMMAND, id, facts, Profile::default())
        .await;
    assert!(matches!(entered, Ok(Ok(()))), "{entered:?}");
    id
}
