//! How many answers a server gives in a second to many clients at once.
//!
//! The clients share the machine with the server, so they must not be what is measured: each is a thread
//! that writes bytes made beforehand to a connection it keeps, and reads the answer for its length and
//! its first letters. That takes a client a few system calls, some 20 µs of processor time an answer;
//! every server here takes several times that. What the clients took is measured as well, and so is the
//! processor time of the server alone, which no client can slow down. Servers that are compared take
//! turns, so that a machine that slows down slows all of them down.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::client::Connection;
use super::times::{Times, WARMING, milliseconds, timed};
use crate::process::processor_time;

/// Clients at once.
pub const CLIENTS: usize = 32;
/// How long each turn takes.
pub const SPAN: Duration = Duration::from_secs(3);
/// How many turns there are, where the middle one is wanted alone.
const TURNS: usize = 3;

/// A server with what it is asked.
#[derive(Debug)]
pub struct Target<'a> {
    /// Where it listens.
    pub address: &'a str,
    /// Its process.
    pub process: u32,
    /// Asked one after another, and from the beginning again.
    pub requests: Vec<Vec<u8>>,
}

/// What a server did in a turn.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// How many answers came, to all clients together.
    pub answers: usize,
    /// The same for a second.
    pub answers_a_second: f64,
    /// What a client waited for the answer in the middle.
    pub median: Duration,
    /// And for 99 of 100.
    pub p99: Duration,
    /// Processor time of the server for an answer, in microseconds. What a database server spends in
    /// processes of its own is not in it.
    pub server_micros: f64,
    /// Processor time of the clients for an answer, in microseconds.
    pub client_micros: f64,
}

impl std::fmt::Display for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:.0}/s (median {}, p99 {}; processor: server {:.0} µs, client {:.0} µs an answer)",
            self.answers_a_second,
            milliseconds(self.median),
            milliseconds(self.p99),
            self.server_micros,
            self.client_micros
        )
    }
}

/// Asks each server in turn, and again; of its turns the middle one counts.
#[must_use]
pub fn in_turns(targets: &[Target<'_>]) -> Vec<Load> {
    turns(targets, TURNS)
        .into_iter()
        .map(|mut loads| {
            loads.sort_by(|a, b| a.answers_a_second.total_cmp(&b.answers_a_second));
            loads[loads.len() / 2]
        })
        .collect()
}

/// Asks each server in turn, so many times: of each its turns, in their order.
#[must_use]
pub fn turns(targets: &[Target<'_>], count: usize) -> Vec<Vec<Load>> {
    for target in targets {
        let mut connection = Connection::open(target.address);
        for request in target.requests.iter().take(WARMING) {
            connection.ask(request);
        }
    }
    let mut turns: Vec<Vec<Load>> = targets.iter().map(|_| Vec::new()).collect();
    for _ in 0..count {
        for (target, loads) in targets.iter().zip(&mut turns) {
            loads.push(turn(target));
        }
    }
    turns
}

/// Asks one server for one turn.
///
/// # Panics
/// Where it gave no answer, or a wrong one.
#[must_use]
pub fn turn(target: &Target<'_>) -> Load {
    let is_over = AtomicBool::new(false);
    let start = Barrier::new(CLIENTS + 1);
    let (server, client) = (target.process, std::process::id());
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (is_over, start) = (&is_over, &start);
                scope.spawn(move || {
                    let mut connection = Connection::open(target.address);
                    // Each begins elsewhere, so that no two ask the same at once.
                    let first = number * target.requests.len() / CLIENTS;
                    let requests = target.requests.iter().cycle().skip(first);
                    start.wait();
                    let mut times = Vec::new();
                    for request in requests {
                        if is_over.load(Ordering::Relaxed) {
                            break;
                        }
                        times.push(timed(&mut connection, request));
                    }
                    times
                })
            })
            .collect();
        start.wait();
        let began = Instant::now();
        let before = (processor_time(server), processor_time(client));
        std::thread::sleep(SPAN);
        is_over.store(true, Ordering::Relaxed);
        let times: Vec<Duration> = clients
            .into_iter()
            .flat_map(|client| client.join().unwrap_or_else(|_| panic!("a client gave up")))
            .collect();
        let seconds = began.elapsed().as_secs_f64();
        let answers = times.len();
        let micros = |process: u32, before: Duration| {
            processor_time(process).saturating_sub(before).as_secs_f64() * 1e6 / answers as f64
        };
        let (server_micros, client_micros) = (micros(server, before.0), micros(client, before.1));
        let times = Times::of(times);
        Load {
            answers,
            answers_a_second: answers as f64 / seconds,
            median: times.median(),
            p99: times.p99(),
            server_micros,
            client_micros,
        }
    })
}
