//! Two thousand connections that say nothing, or say it very slowly, beside people who read.
//!
//! Every page is read over a connection of its own, so that it passes the accept loop: a page waits where a crowd keeps
//! the loop from accepting, or the server from answering. That the measurement sees such a wait is tried on a server
//! that has no more places than a crowd takes.

use std::net::SocketAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use renkei_tests::World;
use renkei_tests::pace::{Pace, Windows};
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_web::PublicAddress;
use renkei_web::server::ConnectionLimits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::binary::{Running, folder, renkei};
use crate::connections::asked;
use crate::record::fine;

/// How many connections the crowd opens where the machine lets it.
const CROWD: usize = 2_000;

/// The files that the process has open beside the crowd.
const SPARE: usize = 200;

/// How long somebody who says nothing, or says it slowly, is borne at most.
const BORNE: Duration = Duration::from_secs(15);

/// When nobody waits for the server to close any more.
const GENEROUS: Duration = Duration::from_secs(60);

/// How many of the crowd stand at once: as many as one address may hold, less a few who came too late to
/// be looked at.
const STANDING: usize = 450;

/// How many windows there are of either kind, alone and beside a crowd, by turns; and how many pages are read in each:
/// enough that 99 of 100 of them says something, few enough that the crowd still stands at the end.
const TURNS: usize = 3;
const PAGES: usize = 300;

/// For so many pages one more is read beforehand and not counted: meanwhile a crowd settles, or leaves.
const FIRST: usize = 15;

/// How often all of it is measured anew where other work on the machine made the two part.
const SERIES: usize = 3;

/// A page, and a sign of life, each over a connection of its own.
const PAGE: &str = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
const ALIVE: &str = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

/// How often somebody in the crowd sends a byte.
const TICK: Duration = Duration::from_secs(1);

/// How one of the crowd begins.
const WAYS: [&str; 3] = [
    "",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
     Content-Length: 60000\r\n\r\n",
];

/// The way of one of the crowd.
const fn way_of(number: usize) -> &'static str {
    WAYS[number % WAYS.len()]
}

/// How many files this process may have open at once, and how many it may allow itself.
fn open_files() -> (usize, usize) {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let mut figures = line.into_iter().flat_map(str::split_whitespace);
    let mut next = || match figures.next()? {
        "unlimited" => Some(usize::MAX),
        figure => figure.parse().ok(),
    };
    let soft = next().unwrap_or(1_024);
    (soft, next().unwrap_or(soft))
}

/// The connections that this process can hold beside the files it needs. It allows itself as many files as it may;
/// where these do not suffice for the whole crowd, that is said aloud, since fewer show less.
fn most_connections() -> usize {
    let needed = CROWD + SPARE;
    let (soft, hard) = open_files();
    if soft < needed && hard > soft {
        let wanted = format!("--nofile={}:", needed.min(hard));
        let pid = format!("--pid={}", std::process::id());
        // Without the program it stays as it is, which is said below.
        drop(Command::new("prlimit").args([pid, wanted]).status());
    }
    let (soft, hard) = open_files();
    if soft < needed {
        println!(
            "a crowd of {} instead of {CROWD}: this process may open {soft} files (at most {hard}); allow {needed} (ulimit -n)",
            soft.saturating_sub(SPARE)
        );
    }
    soft.saturating_sub(SPARE)
}

/// A connection from 127.0.0.2.
async fn connected(server: SocketAddr) -> TcpStream {
    let socket = fine(TcpSocket::new_v4());
    fine(socket.bind(SocketAddr::from(([127, 0, 0, 2], 0))));
    fine(socket.connect(server).await)
}

/// Holds a connection for as long as the server bears it, and says how long that was. Each of a crowd sends at moments of
/// their own: all of them at once would be one burst a second.
async fn held(mut stream: TcpStream, number: usize) -> Option<Duration> {
    let began = Instant::now();
    let way = way_of(number);
    let mut pause = TICK * fine(u32::try_from(number % 100)) / 100;
    let until_closed = async {
        // Whoever is refused already is told so by the next look.
        drop(stream.write_all(way.as_bytes()).await);
        let mut told = [0_u8; 4_096];
        loop {
            tokio::select! {
                read = stream.read(&mut told) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(_) => {}
                },
                () = sleep(pause) => {
                    pause = TICK;
                    if !way.is_empty() && stream.write_all(b"a").await.is_err() {
                        return;
                    }
                }
            }
        }
    };
    let ended = timeout(GENEROUS, until_closed).await;
    ended.is_ok().then(|| began.elapsed())
}

/// Those who hold connections, and for how long each was borne.
type Crowd = Vec<JoinHandle<Option<Duration>>>;

/// A crowd in front of a server, each in one of the ways.
async fn gathered(server: SocketAddr, many: usize) -> Crowd {
    let mut crowd = Vec::new();
    for number in 0..many {
        let stream = connected(server).await;
        crowd.push(tokio::spawn(held(stream, number)));
        // The system itself forgets those that wait in too long a line, and whoever says nothing never learns of it:
        // the server takes every connection that came before.
        if number % 100 == 0 {
            asked(server, ALIVE).await;
        }
    }
    crowd
}

/// How many of a crowd the server still bears.
fn standing(crowd: &[JoinHandle<Option<Duration>>]) -> usize {
    crowd.iter().filter(|one| !one.is_finished()).count()
}

/// Ends a crowd that has been looked at.
async fn sent_away(crowd: Crowd) {
    for one in &crowd {
        one.abort();
    }
    for one in crowd {
        // It was stopped, or had been refused.
        drop(one.await);
    }
}

/// How long somebody who reads waits for pages.
async fn read(server: SocketAddr, pages: usize) -> Pace {
    for _ in 0..pages / FIRST {
        asked(server, PAGE).await;
    }
    let mut took = Vec::new();
    for _ in 0..pages {
        let began = Instant::now();
        let answer = asked(server, PAGE).await;
        took.push(began.elapsed());
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    Pace::of(took)
}

/// How a server is tried.
struct Trial {
    server: SocketAddr,
    /// How many come at once,
    crowd: usize,
    /// and how many of them have to stand to the end of a window, or it says nothing of them.
    standing: usize,
    /// How many windows there are of either kind,
    turns: usize,
    /// and how many pages are read in each.
    pages: usize,
}

impl Trial {
    /// Reads alone and beside a crowd, by turns.
    async fn measured(&self) -> Windows {
        let mut windows = Windows::default();
        for _ in 0..self.turns {
            windows.alone.push(read(self.server, self.pages).await);
            let crowd = gathered(self.server, self.crowd).await;
            let beside = read(self.server, self.pages).await;
            if standing(&crowd) >= self.standing {
                windows.beside.push(beside);
            }
            sent_away(crowd).await;
        }
        windows
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_read_while_a_crowd_holds_connections_which_it_loses() {
    // What the process allows itself, the one it starts may have as well.
    let many = CROWD.min(most_connections());
    let folder = folder();
    let mut command = renkei(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    command.env("RENKEI_LIMITS__REQUESTS_PER_MINUTE", "0");
    let running = Running::of(command);
    let server: SocketAddr = fine(running.place().parse());

    let mut longest = Duration::ZERO;
    for (number, one) in gathered(server, many).await.into_iter().enumerate() {
        let way = way_of(number);
        let took = fine(one.await).unwrap_or_else(|| panic!("still open after {way:?}"));
        longest = longest.max(took);
    }
    println!("{many} connections: the longest was held {longest:.1?}");
    assert!(longest <= BORNE, "one was borne for {longest:.1?}");

    let trial = Trial {
        server,
        crowd: many,
        standing: STANDING.min(many * 2 / 3),
        turns: TURNS,
        pages: PAGES,
    };
    let mut told = Vec::new();
    while told.len() < SERIES {
        let windows = trial.measured().await;
        println!("a page: {windows}");
        if windows.keep_up() {
            assert_eq!(running.end(), Some(0));
            return;
        }
        told.push(windows.to_string());
    }
    panic!("pages wait beside {many} connections: {told:#?}");
}

/// What is asked above of a server with room for everybody, asked of one whose places a crowd takes: people wait until
/// somebody in it is sent away, and are seen to wait.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_whom_a_crowd_keeps_waiting_are_seen_to_wait() {
    const PLACES: usize = 20;
    let world = World::on(Database::Sqlite).await;
    let limits = ConnectionLimits {
        at_once: PLACES,
        head: Duration::from_secs(1),
        ..ConnectionLimits::default()
    };
    let server = Server::start_with(world.app.clone(), PublicAddress::Unset, limits).await;
    let trial = Trial {
        server: server.address,
        crowd: PLACES,
        standing: 0,
        turns: 2,
        pages: 1,
    };
    let windows = trial.measured().await;
    assert!(!windows.keep_up(), "nobody waits: {windows}");
    server.stop().await;
}
