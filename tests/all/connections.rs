//! The accept loop, seen by visitors who are slow, many, or in the way when the server ends.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};
use renkei_web::PublicAddress;
use renkei_web::headers::Patience;
use renkei_web::server::ConnectionLimits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// Much longer than anything here takes; whoever waits this long waits in vain.
const PATIENCE: Duration = Duration::from_secs(20);

const ALIVE: &str = "GET /healthz HTTP/1.1\r\nHost: renkei.test\r\n\r\n";
const ALIVE_ONCE: &str = "GET /healthz HTTP/1.1\r\nHost: renkei.test\r\nConnection: close\r\n\r\n";
const LARGE: &str = "GET /assets/biz-udpgothic-400.woff2 HTTP/1.1\r\nHost: renkei.test\r\n\r\n";

/// Limits small enough to be met.
fn small() -> ConnectionLimits {
    ConnectionLimits {
        at_once: 8,
        from_one_address: 4,
        head: Duration::from_millis(300),
        drain: Duration::from_secs(2),
    }
}

/// The same for visitors who stay a while.
fn small_but_patient() -> ConnectionLimits {
    ConnectionLimits {
        head: PATIENCE,
        ..small()
    }
}

async fn served(limits: ConnectionLimits) -> (World, Server) {
    let world = World::on(Database::Sqlite).await;
    let server = Server::start_with(world.app.clone(), PublicAddress::Unset, limits).await;
    (world, server)
}

async fn connect(address: SocketAddr) -> TcpStream {
    connect_from([127, 0, 0, 1], address).await
}

/// Connects as another machine would: every address of 127.0.0.0/8 is this one.
async fn connect_from(from: [u8; 4], address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap_or_else(|fault| panic!("{fault}"));
    socket
        .bind(SocketAddr::from((from, 0)))
        .unwrap_or_else(|fault| panic!("{fault}"));
    let connected = socket.connect(address).await;
    connected.unwrap_or_else(|fault| panic!("{fault}"))
}

async fn send(stream: &mut TcpStream, text: &str) {
    // A server that has closed already is seen by whoever reads next.
    drop(stream.write_all(text.as_bytes()).await);
}

/// What the server says until it closes; `None` when it does not close in time.
async fn until_closed(stream: &mut TcpStream, patience: Duration) -> Option<Vec<u8>> {
    let mut told = Vec::new();
    // A connection that is reset has ended as well.
    let ended = timeout(patience, stream.read_to_end(&mut told)).await;
    ended.is_ok().then_some(told)
}

/// Reads the answer to [`ALIVE`], after which the connection is free for another request.
async fn is_alive(stream: &mut TcpStream) -> bool {
    let mut told = Vec::new();
    while !told.ends_with(b"\r\n\r\nok\n") {
        match timeout(PATIENCE, stream.read_buf(&mut told)).await {
            Ok(Ok(read)) if read > 0 => {}
            _ => return false,
        }
    }
    told.starts_with(b"HTTP/1.1 200 ")
}

/// Sends a request of one connection and answers with everything that came back.
pub(crate) async fn asked(address: SocketAddr, request: &str) -> String {
    let mut stream = connect(address).await;
    send(&mut stream, request).await;
    let told = until_closed(&mut stream, PATIENCE).await;
    let told = told.unwrap_or_else(|| panic!("the connection stays open after {request}"));
    String::from_utf8_lossy(&told).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_who_dawdles_over_a_request_loses_the_connection() {
    let (_world, server) = served(small()).await;
    for (said, heard) in [
        ("", ""),
        ("GET /healthz HTTP/1.1\r\nHo", ""),
        // After an answer the wait for the next request is bounded in the same way.
        (ALIVE, "ok\n"),
    ] {
        let mut stream = connect(server.address).await;
        send(&mut stream, said).await;
        let told = until_closed(&mut stream, Duration::from_secs(2)).await;
        let told = told.unwrap_or_else(|| panic!("still open after {said:?}"));
        let told = String::from_utf8_lossy(&told).into_owned();
        assert!(told.ends_with(heard), "{said:?} is answered with {told:?}");
        assert_eq!(told.contains("200 OK"), !heard.is_empty(), "{said:?}");
    }
    assert!(asked(server.address, ALIVE_ONCE).await.ends_with("ok\n"));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_is_answered_while_another_sends_nonsense_or_no_body() {
    let (_world, server) = served(small()).await;
    let mut slow = connect(server.address).await;
    let head = "POST / HTTP/1.1\r\nHost: renkei.test\r\nContent-Length: 10\r\n\r\n1";
    send(&mut slow, head).await;
    let mut wild = connect(server.address).await;
    send(&mut wild, "\u{0}\u{1}\u{2} / HTTP/9.9\r\n\r\n").await;
    assert!(asked(server.address, ALIVE_ONCE).await.ends_with("ok\n"));
    let told = until_closed(&mut wild, PATIENCE).await;
    let told = told.unwrap_or_else(|| panic!("nonsense keeps its connection"));
    assert!(!told.starts_with(b"HTTP/1.1 2"));
    drop(slow);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_whose_body_does_not_come_is_told_so_and_loses_the_connection() {
    let world = World::on(Database::Sqlite).await;
    let patience = Patience {
        body: Duration::from_millis(200),
        ..Patience::default()
    };
    let server = Server::start_patient(world.app.clone(), patience).await;
    let unfinished = "POST /graphql HTTP/1.1\r\nHost: renkei.test\r\nContent-Type: application/json\r\n\
         Content-Length: 100\r\n\r\n{";
    // Whoever asks reads until the server closes.
    let told = asked(server.address, unfinished).await;
    assert!(told.starts_with("HTTP/1.1 408 "), "{told}");
    for word in [r#""BODY_TIMEOUT""#, r#""bodyPauseSeconds""#] {
        assert!(told.contains(word), "{told}");
    }
    assert!(asked(server.address, ALIVE_ONCE).await.ends_with("ok\n"));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_with_too_many_connections_is_refused_and_a_neighbour_is_served() {
    let (_world, server) = served(small_but_patient()).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut stream = connect(server.address).await;
        send(&mut stream, ALIVE).await;
        assert!(is_alive(&mut stream).await);
        held.push(stream);
    }
    assert_eq!(asked(server.address, ALIVE_ONCE).await, "", "the fifth");

    let mut neighbour = connect_from([127, 0, 0, 2], server.address).await;
    send(&mut neighbour, ALIVE).await;
    assert!(is_alive(&mut neighbour).await);
    for stream in &mut held {
        send(stream, ALIVE).await;
        assert!(is_alive(stream).await, "the four go on");
    }

    drop(held.pop());
    let mut told = String::new();
    // The server learns of the end of a connection a moment later than we do.
    for _ in 0..1_000 {
        told = asked(server.address, ALIVE_ONCE).await;
        if !told.is_empty() {
            break;
        }
    }
    assert!(
        told.ends_with("ok\n"),
        "the place of the fourth is free again"
    );
    drop((held, neighbour));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_to_a_full_server_waits_until_another_leaves() {
    let (_world, server) = served(small_but_patient()).await;
    let mut held = Vec::new();
    for number in 0..8 {
        let mut stream = connect_from([127, 0, 0, 1 + number / 4], server.address).await;
        send(&mut stream, ALIVE).await;
        assert!(is_alive(&mut stream).await, "connection {number}");
        held.push(stream);
    }
    let mut ninth = connect_from([127, 0, 0, 3], server.address).await;
    send(&mut ninth, ALIVE).await;
    let mut byte = [0_u8];
    let early = timeout(Duration::from_millis(300), ninth.read(&mut byte)).await;
    assert!(early.is_err(), "the ninth is served beside eight");
    drop(held.pop());
    assert!(is_alive(&mut ninth).await);
    drop((held, ninth));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_ends_the_server_although_visitors_are_idle_or_half_done() {
    let (_world, server) = served(small_but_patient()).await;
    let address = server.address;
    let mut half = connect(address).await;
    send(&mut half, "GET /healthz HTTP/1.1\r\nHo").await;
    // Connections are taken in their order: once this one is answered, the first is held as well.
    let mut idle = connect(address).await;
    send(&mut idle, ALIVE).await;
    assert!(is_alive(&mut idle).await);

    let began = Instant::now();
    let stopping = tokio::spawn(server.stop());
    send(&mut half, "st: renkei.test\r\n\r\n").await;
    let told = until_closed(&mut half, PATIENCE).await;
    let told = told.unwrap_or_else(|| panic!("the half request keeps its connection"));
    let whole = told.starts_with(b"HTTP/1.1 200 ") && told.ends_with(b"ok\n");
    assert!(told.is_empty() || whole, "answered in full or not at all");
    assert_eq!(until_closed(&mut idle, PATIENCE).await, Some(Vec::new()));
    stopping.await.unwrap_or_else(|fault| panic!("{fault}"));
    let took = began.elapsed();
    assert!(took < Duration::from_secs(3), "the end took {took:?}");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_gets_every_answer_whole_that_was_begun_before_the_end() {
    let (_world, server) = served(small_but_patient()).await;
    let mut stream = connect(server.address).await;
    // More than the buffers between the two can hold, so that an answer is in flight.
    send(&mut stream, &LARGE.repeat(12)).await;
    let mut told = vec![0_u8; 1];
    let first = timeout(PATIENCE, stream.read_exact(&mut told)).await;
    assert!(matches!(first, Ok(Ok(_))), "nothing is answered");
    let stopping = tokio::spawn(server.stop());
    let rest = until_closed(&mut stream, PATIENCE).await;
    told.extend(rest.unwrap_or_else(|| panic!("the connection stays open")));
    stopping.await.unwrap_or_else(|fault| panic!("{fault}"));

    let mut left = told.as_slice();
    let mut answers = 0;
    while !left.is_empty() {
        let head = left.windows(4).position(|window| window == b"\r\n\r\n");
        let head = head.unwrap_or_else(|| panic!("a head is cut off"));
        let text = String::from_utf8_lossy(&left[..head]).into_owned();
        let length = text.split("content-length: ").nth(1).unwrap_or_default();
        let length = length.lines().next().unwrap_or_default().parse::<usize>();
        let end = head + 4 + length.unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert!(end <= left.len(), "answer {answers} is cut off");
        left = &left[end..];
        answers += 1;
    }
    assert!((1..=12).contains(&answers), "{answers}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_waits_only_so_long_for_a_visitor_who_never_reads() {
    let (_world, server) = served(small_but_patient()).await;
    let mut stream = connect(server.address).await;
    send(&mut stream, &LARGE.repeat(24)).await;
    let mut byte = [0_u8];
    let first = timeout(PATIENCE, stream.read(&mut byte)).await;
    assert!(matches!(first, Ok(Ok(1))), "nothing is answered");
    let began = Instant::now();
    server.stop().await;
    let took = began.elapsed();
    assert!(took < Duration::from_secs(3), "the end took {took:?}");
    drop(stream);
}

on_every_database! {
    async fn an_operator_sees_whether_the_process_lives_and_whether_it_can_answer(world) {
        let server = world.serve().await;
        let visitor = server.visitor();
        assert_eq!(visitor.read("/healthz").await, (200, "ok\n".to_owned()));
        assert_eq!(visitor.read("/readyz").await, (200, "ready\n".to_owned()));

        let closed = world.store.clone().close().await;
        closed.unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(visitor.read("/healthz").await, (200, "ok\n".to_owned()));
        assert_eq!(visitor.read("/readyz").await, (503, "the database does not answer\n".to_owned()));

        // A visitor is told nothing of the cause, but a number to ask about.
        let answer = visitor.open("/").await;
        assert_eq!(answer.status().as_u16(), 500);
        let id = answer.headers().get("x-request-id").and_then(|id| id.to_str().ok());
        let id = id.map(str::to_owned).unwrap_or_default();
        let html = answer.text().await.unwrap_or_default();
        assert!(html.contains("うまく表示できませんでした"));
        assert!(id.len() == 32 && html.contains(&id), "{id}");
        assert!(!html.to_lowercase().contains("pool"));
        server.stop().await;
    }
}
