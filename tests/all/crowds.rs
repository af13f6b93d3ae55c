//! Two thousand connections that say nothing, or say it very slowly, beside people who read.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use renkei_tests::pace::Pace;
use reqwest::Client;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::binary::{Running, folder, renkei};
use crate::record::fine;

/// How many connections the crowd opens where the machine lets it.
const CROWD: usize = 2_000;

/// How long somebody who says nothing, or says it slowly, is borne at most.
const BORNE: Duration = Duration::from_secs(15);

/// When nobody waits for the server to close any more.
const GENEROUS: Duration = Duration::from_secs(60);

/// How many of the crowd stand at once: as many as one address may hold, less a few who came too late to
/// be looked at.
const STANDING: usize = 450;

/// In how many rounds pages are read while the crowd stands, before it came and after it went, and how many pages
/// in each: few, so that several rounds fit into the seconds for which the crowd is borne.
const ROUNDS: usize = 8;
const PAGES: usize = 100;

/// How often somebody in the crowd sends a byte.
const TICK: Duration = Duration::from_secs(1);

/// How one of the crowd begins.
const WAYS: [&str; 3] = [
    "",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
     Content-Length: 60000\r\n\r\n",
];

/// The files that this process may have open at once.
fn most_files() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    soft.unwrap_or(1_024)
}

/// A connection from 127.0.0.2.
async fn connected(server: SocketAddr) -> TcpStream {
    let socket = fine(TcpSocket::new_v4());
    fine(socket.bind(SocketAddr::from(([127, 0, 0, 2], 0))));
    fine(socket.connect(server).await)
}

/// Waits until the server has taken every connection that came before. The system itself forgets those
/// that wait in too long a line, and whoever says nothing never learns of it.
async fn caught_up(server: SocketAddr) {
    let mut stream = fine(TcpStream::connect(server).await);
    let asked = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    fine(stream.write_all(asked).await);
    let mut told = Vec::new();
    fine(stream.read_to_end(&mut told).await);
}

/// Holds a connection for as long as the server bears it, and says how long that was.
async fn held(mut stream: TcpStream, way: &str) -> Option<Duration> {
    let began = Instant::now();
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
                () = sleep(TICK) => {
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

/// How many of the crowd the server still bears.
fn standing(crowd: &[JoinHandle<Option<Duration>>]) -> usize {
    crowd.iter().filter(|one| !one.is_finished()).count()
}

/// How long somebody who reads waits for pages.
async fn read(client: &Client, url: &str) -> Pace {
    let mut took = Vec::new();
    for _ in 0..PAGES {
        let began = Instant::now();
        let answer = fine(client.get(url).send().await);
        assert_eq!(answer.status(), 200);
        fine(answer.bytes().await);
        took.push(began.elapsed());
    }
    Pace::of(took)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_read_while_a_crowd_holds_connections_which_it_loses() {
    let folder = folder();
    let mut command = renkei(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    command.env("RENKEI_LIMITS__REQUESTS_PER_MINUTE", "0");
    let running = Running::of(command);
    let server: SocketAddr = fine(running.place().parse());
    #[expect(
        clippy::disallowed_methods,
        reason = "a reader calls the test's own server"
    )]
    let client = fine(Client::builder().no_proxy().build());
    // The first pages are slower: nothing was read from the disk before.
    read(&client, running.url()).await;
    let mut alone = Vec::new();
    for _ in 0..ROUNDS / 2 {
        alone.push(read(&client, running.url()).await);
    }

    let many = CROWD.min(most_files().saturating_sub(200));
    let mut crowd = Vec::new();
    for number in 0..many {
        let stream = connected(server).await;
        crowd.push(tokio::spawn(held(stream, WAYS[number % WAYS.len()])));
        if number % 100 == 0 {
            caught_up(server).await;
        }
    }
    let at_most = STANDING.min(many * 2 / 3);
    let mut beside = Vec::new();
    while beside.len() < ROUNDS && standing(&crowd) >= at_most {
        let took = read(&client, running.url()).await;
        // A round at whose end the crowd had gone says nothing of it.
        if standing(&crowd) >= at_most {
            beside.push(took);
        }
    }
    assert!(!beside.is_empty(), "the crowd stood for no whole round");
    let mut longest = Duration::ZERO;
    for (number, one) in crowd.into_iter().enumerate() {
        let way = WAYS[number % WAYS.len()];
        let took = fine(one.await).unwrap_or_else(|| panic!("still open after {way:?}"));
        longest = longest.max(took);
    }
    // Before and after: what slowed the machine down meanwhile slowed both.
    for _ in 0..ROUNDS / 2 {
        alone.push(read(&client, running.url()).await);
    }
    let (alone, beside) = (Pace::best(&alone), Pace::best(&beside));
    println!(
        "{many} connections: the longest was held {longest:.1?}; a page {alone:.1?} alone, {beside:.1?} beside them"
    );
    assert!(longest <= BORNE, "one was borne for {longest:.1?}");
    assert!(
        beside.keeps_up_with(&alone),
        "a page: {alone:.1?} alone, {beside:.1?} beside the crowd"
    );
    let after = fine(client.get(running.url()).send().await);
    assert_eq!(after.status(), 200);
    drop(client);
    assert_eq!(running.end(), Some(0));
}
