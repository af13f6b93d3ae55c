//! The figures of conferences: `cargo bench -p renkei-tests --bench conference`.
//!
//! A conference of thirty people as its host opens it, and a thousand invitations, once by mail and once by FAX: prepared,
//! put into words with their entries for calendars, and printed. All of it on the embedded database, by a server in this
//! process, under a clock that stands still until it is moved past the minutes that mails wait. What it prints is read by
//! people; nothing here fails on a slow machine.

mod ground;

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::letters::address::{MailAddress, MailHost};
use renkei_tests::World;
use renkei_tests::people::Somebody;
use renkei_tests::server::{Server, Visitor};
use renkei_tests::world::Database;
use reqwest::Method;

use self::ground::{Called, Host, PEOPLE, fine};

/// How often a page is opened.
const ROUNDS: usize = 300;

/// So many conferences call a few more than a thousand people.
const CONFERENCES: usize = 34;

/// How many letters a courier takes at a time.
const AT_ONCE: u64 = 50;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    fine(runtime).block_on(measured());
}

async fn measured() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let host = Host::at(&world).await;
    let one = host.called(&world, CallChannel::Fax).await;
    host.send(&world.app, one).await;
    let mut by_mail = Vec::with_capacity(CONFERENCES);
    let mut by_fax = Vec::with_capacity(CONFERENCES);
    for _ in 0..CONFERENCES {
        by_mail.push(host.called(&world, CallChannel::Mail).await);
        by_fax.push(host.called(&world, CallChannel::Fax).await);
    }
    let server = world.serve().await;
    pages(&server, &host.who, one).await;
    let mails = mails(&world, &host, &by_mail).await;
    let faxes = faxes(&world, &server, (&host, &by_fax)).await;
    println!(
        "{:<36} {:>8.2} s (aim: 10 s for a thousand)",
        "both",
        (mails + faxes).as_secs_f64()
    );
    server.stop().await;
}

/// Opens a page as its host, and answers how much of it came.
async fn open(visitor: &Visitor, who: &Somebody, path: &str) -> usize {
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let asked = visitor.request(Method::GET, path).header("cookie", cookie);
    let answer = fine(asked.send().await);
    assert_eq!(answer.status(), 200, "{path}");
    fine(answer.bytes().await).len()
}

async fn pages(server: &Server, who: &Somebody, Called { case, id }: Called) {
    let visitor = server.visitor();
    let conference = format!("/cases/{case}/conferences/{id}");
    for (what, path) in [
        ("a conference of thirty", conference.clone()),
        ("how they are called", format!("{conference}/calls")),
    ] {
        let mut times = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let began = Instant::now();
            open(&visitor, who, &path).await;
            times.push(began.elapsed());
        }
        times.sort_unstable();
        let at = |percent: usize| {
            let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
            times.get(place).map_or(0.0, Duration::as_secs_f64) * 1e3
        };
        println!(
            "{what:<36} {:>8.2} ms median, p99 {:.1} (aim: median <= 15 ms)",
            at(50),
            at(99)
        );
    }
}

/// Prepares the invitations of all, and puts them into words with their entries for calendars, as a courier does.
async fn mails(world: &World, host: &Host, all: &[Called]) -> Duration {
    let app = &world.app;
    let from = fine(MailAddress::parse("office@example.jp"));
    let lease = Duration::from_secs(60);
    let terms = app.courier_terms(fine(MailHost::parse("example.jp")), lease);
    let terms = terms.sent_by(from);
    let began = Instant::now();
    for called in all {
        host.send(app, *called).await;
    }
    world.clock.pass(TimeDelta::minutes(6));
    let mut with_entries = 0;
    loop {
        let claimed = fine(app.claim_letters(&terms, AT_ONCE).await);
        if claimed.is_empty() {
            break;
        }
        let letters = claimed.iter();
        with_entries += letters.filter(|one| one.letter.calendar.is_some()).count();
    }
    let took = began.elapsed();
    assert_eq!(with_entries, all.len() * PEOPLE, "nobody is missed");
    println!(
        "{:<36} {:>8.2} s",
        format!("{with_entries} by mail, with their entries"),
        took.as_secs_f64()
    );
    took
}

/// Prepares the invitations of all, and prints the sheets of each conference.
async fn faxes(world: &World, server: &Server, (host, all): (&Host, &[Called])) -> Duration {
    let visitor = server.visitor();
    let began = Instant::now();
    let mut bytes = 0;
    for called in all {
        host.send(&world.app, *called).await;
        let Called { case, id } = called;
        let sheets = format!("/cases/{case}/conferences/{id}/paper/fax");
        bytes += open(&visitor, &host.who, &sheets).await;
    }
    let took = began.elapsed();
    println!(
        "{:<36} {:>8.2} s, {:.1} MB of paper",
        format!("{} by FAX, printed", all.len() * PEOPLE),
        took.as_secs_f64(),
        bytes as f64 / 1e6
    );
    took
}
