//! The figures of signing in and of cases: `cargo bench -p renkei-tests --bench people`.
//!
//! The demo network with fifty people, served by a process of its own: what a page costs more for somebody
//! who is signed in, what the pages of a supporter cost among ten thousand cases, and how long others wait while
//! five hundred people sign in at once. What it prints is read by people; nothing here fails on a slow machine.

mod calls;
mod cases;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use renkei::settings::Settings;
use renkei::wiring::application;
use renkei_app::Place;
use renkei_domain::people::Standing;
use renkei_tests::people::{PASSWORD, newcomer};
use renkei_tests::process::{self, Serving, memory};

use self::calls::{page, sign_in};
use self::cases::Supporter;

/// How many people have an account. Ten sign-ins of each at once are as many as are taken.
const PEOPLE: usize = 50;
const AT_ONCE: usize = 500;

/// How often a page is opened in each way.
const ROUNDS: usize = 1_000;

fn main() -> ExitCode {
    if process::is_the_command() {
        return renkei::run();
    }
    let folder = tempfile::tempdir().unwrap_or_else(|fault| panic!("temporary folder: {fault}"));
    let data = folder.path().join("data");
    let place = Place::Folder(data.clone());
    let settings = Settings {
        data,
        ..Settings::default()
    };
    let (cookie, supporter) = prepared(&place, &settings);
    let serving = Serving::the_command(&place);
    one_page(&serving, &cookie);
    cases::pages(&serving, &supporter);
    many_sign_ins(&serving);
    ExitCode::SUCCESS
}

/// Loads the demo network, gives people accounts and supporters cases; answers the cookie of one of the people, and
/// one of the supporters.
fn prepared(place: &Place, settings: &Settings) -> (String, Supporter) {
    let runtime = tokio::runtime::Runtime::new().unwrap_or_else(|fault| panic!("{fault}"));
    runtime.block_on(async {
        let app = application(place, &settings.key_place())
            .await
            .unwrap_or_else(|fault| panic!("{fault}"));
        app.load_seed(&renkei::commands::demo::files())
            .await
            .unwrap_or_else(|fault| panic!("{fault}"));
        let mut cookie = String::new();
        for number in 0..PEOPLE {
            let person = newcomer(&app, Standing::Person, &name(number)).await;
            cookie = format!("__Host-renkei={}", person.secret.as_str());
        }
        let supporter = cases::opened(&app).await;
        app.close().await.unwrap_or_else(|fault| panic!("{fault}"));
        (cookie, supporter)
    })
}

fn name(number: usize) -> String {
    format!("hito{number}")
}

/// The time below which so many of a hundred lie, in milliseconds.
fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(place).map_or(0.0, Duration::as_secs_f64) * 1e3
}

fn one_page(serving: &Serving, cookie: &str) {
    let (mut anonymous, mut signed_in) = (Vec::new(), Vec::new());
    let (open, own) = (page(None), page(Some(cookie)));
    for _ in 0..ROUNDS {
        anonymous.push(open.ask(&serving.address));
        signed_in.push(own.ask(&serving.address));
    }
    let (without, with) = (
        percentile(&mut anonymous, 50),
        percentile(&mut signed_in, 50),
    );
    println!(
        "{:<28} {without:>8.2} ms, signed in {with:.2} ms (aim: at most 1 ms more)",
        "a page, median"
    );
}

fn many_sign_ins(serving: &Serving) {
    let before = memory(serving.id(), "VmRSS:");
    let start = Arc::new(Barrier::new(AT_ONCE + 1));
    let is_over = Arc::new(AtomicBool::new(false));
    let crowd: Vec<_> = (0..AT_ONCE)
        .map(|number| {
            let (start, address) = (Arc::clone(&start), serving.address.clone());
            std::thread::spawn(move || {
                let mail = format!("{}@example.jp", name(number % PEOPLE));
                start.wait();
                sign_in(&address, &mail, PASSWORD)
            })
        })
        .collect();
    let reader = std::thread::spawn({
        let (is_over, address) = (Arc::clone(&is_over), serving.address.clone());
        move || {
            let (reading, mut waits) = (page(None), Vec::new());
            while !is_over.load(Ordering::SeqCst) {
                waits.push(reading.ask(&address));
            }
            waits
        }
    });
    start.wait();
    let began = Instant::now();
    let mut statuses = Vec::new();
    for one in crowd {
        statuses.push(one.join().unwrap_or_else(|_| panic!("somebody gave up")));
    }
    let took = began.elapsed().as_secs_f64();
    is_over.store(true, Ordering::SeqCst);
    let mut waits = reader
        .join()
        .unwrap_or_else(|_| panic!("the reader gave up"));
    let came_in = statuses.iter().filter(|status| **status == 303).count();
    println!(
        "{:<28} {took:>8.1} s, {came_in} of {AT_ONCE} came in",
        "500 sign-ins at once"
    );
    println!(
        "{:<28} {:>8.0} ms p99 of {} (aim <= 300 ms)",
        "pages meanwhile",
        percentile(&mut waits, 99),
        waits.len()
    );
    println!(
        "{:<28} {:>8.0} MB at most, {before:.0} MB before",
        "memory",
        memory(serving.id(), "VmHWM:")
    );
}
