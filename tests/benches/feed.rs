//! The figures of a feed: `cargo bench -p renkei-tests --bench feed`.
//!
//! What the calendar of somebody reads who sees to five hundred conferences in twenty-five cases, beside what it reads of
//! one: opened, written as iCalendar and given its tag, on the embedded database. What it prints is read by people; nothing
//! here fails on a slow machine.

use std::fmt::{Debug, Display};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use renkei_app::cases::open::NewCase;
use renkei_app::conference::SeenConference;
use renkei_app::conference::begin::NewConference;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::cases::case::About;
use renkei_domain::cases::person::Person;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::conference::{ConferenceKind, ConferencePurpose, Presence, Slot};
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::people::Standing;
use renkei_domain::text::Line;
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::world::Database;

const CASES: usize = 25;

/// How many conferences each case has.
const EACH: i64 = 20;

const ROUNDS: usize = 101;

/// What must go well for anything to be measured.
#[track_caller]
fn fine<T, E: Display>(ended: Result<T, E>) -> T {
    ended.unwrap_or_else(|fault| panic!("{fault}"))
}

/// The same of what may be refused.
#[track_caller]
fn well<T, R: Debug, F: Display>(outcome: Result<Result<T, R>, F>) -> T {
    fine(outcome).unwrap_or_else(|refusal| panic!("refused: {refusal:?}"))
}

fn line(text: &str) -> Line {
    fine(Line::parse(text))
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    fine(runtime).block_on(measured());
}

async fn measured() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let demo: NetworkId = fine("01932f00-0000-7000-8000-000000000001".parse());
    let members = fine(world.store.member_organizations(demo).await);
    let lead = members.first().map(|(id, _)| *id);
    let lead = lead.unwrap_or_else(|| panic!("nobody belongs to the network"));
    let many = somebody(&world.app, Standing::Staff(lead), "haruka").await;
    for number in 0..CASES {
        case(&world, (&many, lead), (number, EACH)).await;
    }
    let few = somebody(&world.app, Standing::Staff(lead), "minato").await;
    case(&world, (&few, lead), (0, 1)).await;
    let many = read(&world, &many).await;
    let few = read(&world, &few).await;
    println!(
        "a feed of {} entries: median {:.2} ms (aim: 5 ms), {:.1} × one of {}",
        many.1,
        many.0.as_secs_f64() * 1e3,
        many.0.as_secs_f64() / few.0.as_secs_f64(),
        few.1
    );
}

/// A case of somebody with so many conferences, one each day.
async fn case(
    world: &World,
    (who, lead): (&Somebody, OrganizationId),
    (number, conferences): (usize, i64),
) {
    let app = &world.app;
    let desk = by_page(&who.principal);
    let new = NewCase {
        lead,
        about: About::Person(Box::new(Person::named(line(&format!("見本 本人{number}"))))),
        topic: None,
        started_on: app.now().in_japan().date,
    };
    let case = well(app.open_case(&desk, new).await).0;
    for day in 1..=conferences {
        let new = NewConference {
            kind: ConferenceKind::CaseConference,
            purpose: ConferencePurpose::Handover,
            presence: Presence::default(),
            host: None,
            to_bring: None,
        };
        let id = well(app.begin_conference(&desk, case, new).await).0;
        let slot = Slot {
            begins: app.now().plus(TimeDelta::days(day)),
            minutes: 90,
            place: line("見本市役所 3階 第2会議室"),
        };
        let seen = SeenConference {
            case,
            id,
            version: 1,
        };
        well(
            app.step_conference(&desk, seen, ConferenceStep::Fix(slot))
                .await,
        );
    }
}

/// How long the calendar of somebody reads, by the median, and how many entries.
async fn read(world: &World, who: &Somebody) -> (Duration, usize) {
    let desk = by_page(&who.principal);
    let feed = well(world.app.make_feed(&desk, CalendarProgram::Other).await);
    let mut spent = Vec::with_capacity(ROUNDS);
    let mut entries = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let read = fine(world.app.read_feed(&feed.secret).await);
        spent.push(begun.elapsed());
        let text = read.map(|read| read.text).unwrap_or_default();
        entries = text.matches("BEGIN:VEVENT").count();
    }
    spent.sort_unstable();
    let median = spent.get(ROUNDS / 2).copied().unwrap_or_default();
    (median, entries)
}
