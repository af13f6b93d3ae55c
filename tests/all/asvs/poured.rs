//! Bodies of 100 MB, poured into a serving process until it hears no more. They are refused by a process whose
//! memory stays as it was.

use std::net::SocketAddr;
use std::time::Duration;

use renkei::outside::SystemClock;
use renkei_domain::outside::Clock as _;
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::people::somebody;
use renkei_tests::process::{Serving, memory};
use renkei_tests::world::Database;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::binary::{folder, renkei};
use crate::connections::asked;
use crate::letters::invited::demo;
use crate::record::fine;
use crate::upgrades::on;

/// Of a file that is too large all is read, by a program that was built without optimization.
const PATIENCE: Duration = Duration::from_secs(300);

/// The bytes of a piece, and how many of them make 100 MB.
const PIECE: usize = 64 * 1024;
const PIECES: usize = 1_600;

/// By how many megabytes the memory of the process may grow meanwhile.
const GROWTH: f64 = 20.0;

/// A body of 100 MB: what stands before the pieces, each piece as it is sent, and what stands behind them.
struct Poured {
    path: String,
    headers: String,
    before: &'static str,
    piece: Vec<u8>,
    after: &'static str,
}

impl Poured {
    /// A body whose length is said beforehand.
    fn of_stated_length(
        path: &str,
        headers: &str,
        before: &'static str,
        after: &'static str,
    ) -> Self {
        let length = before.len() + PIECE * PIECES + after.len();
        Self {
            path: path.to_owned(),
            headers: format!("{headers}Content-Length: {length}\r\n"),
            before,
            piece: vec![b'a'; PIECE],
            after,
        }
    }

    /// A body that comes in chunks.
    fn in_chunks(path: &str, headers: &str) -> Self {
        let head = format!("{PIECE:x}\r\n");
        Self {
            path: path.to_owned(),
            headers: format!("{headers}Transfer-Encoding: chunked\r\n"),
            before: "",
            piece: [head.as_bytes(), &vec![b'a'; PIECE], b"\r\n"].concat(),
            after: "0\r\n\r\n",
        }
    }

    /// Pours it, and says what was answered.
    async fn into_server(self, server: SocketAddr) -> String {
        let Self {
            path,
            headers,
            before,
            piece,
            after,
        } = self;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {server}\r\n{headers}Connection: close\r\n\r\n{before}"
        );
        let (mut from, mut to) = fine(TcpStream::connect(server).await).into_split();
        let pouring = tokio::spawn(async move {
            // Who is refused early finds the connection closed before everything is sent.
            let mut is_heard = to.write_all(head.as_bytes()).await.is_ok();
            for _ in 0..PIECES {
                is_heard = is_heard && to.write_all(&piece).await.is_ok();
            }
            if is_heard {
                drop(to.write_all(after.as_bytes()).await);
            }
            to
        });
        let mut told = Vec::new();
        // A connection that is reset has ended as well.
        let ended = timeout(PATIENCE, from.read_to_end(&mut told)).await;
        assert!(ended.is_ok(), "{path} does not answer");
        pouring.abort();
        String::from_utf8_lossy(&told).into_owned()
    }
}

/// Forgets how much memory the process had at most, so that from now on it counts anew.
fn forget_the_peak(process: u32) {
    fine(std::fs::write(format!("/proc/{process}/clear_refs"), "5"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_5_2_1_a_body_of_100_megabytes_is_refused_and_takes_no_memory() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    // The process goes by the clock on the wall.
    world.clock.set(SystemClock.now());
    let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
    fine(world.store.clone().close().await);
    let home = folder();
    let mut command = renkei(
        &home,
        &on(&world.place, &["serve", "--listen", "127.0.0.1:0"]),
    );
    command.env("RENKEI_KEY_FILE", &world.key_file);
    let serving = Serving::start(command);
    let server: SocketAddr = fine(serving.address.parse());

    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let json = "Content-Type: application/json\r\n";
    let file = format!(
        "Content-Type: multipart/form-data; boundary=x\r\nCookie: __Host-renkei={}\r\n",
        minato.secret.as_str()
    );
    let desk = format!("/networks/{}/import", demo());
    let before_file = "--x\r\nContent-Disposition: form-data; name=\"dataset\"\r\n\r\nlist\r\n--x\r\n\
                       Content-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n";
    let bodies = [
        ("a form", Poured::of_stated_length("/sign-in", form, "", "")),
        ("a form in chunks", Poured::in_chunks("/sign-in", form)),
        ("a call", Poured::of_stated_length("/graphql", json, "", "")),
        ("a call in chunks", Poured::in_chunks("/graphql", json)),
        (
            "a file",
            Poured::of_stated_length(&desk, &file, before_file, "\r\n--x--\r\n"),
        ),
    ];
    // What the process reads of itself when it first answers is no memory that a body takes.
    let signed_in = format!("Cookie: __Host-renkei={}\r\n", minato.secret.as_str());
    for (path, cookie) in [
        ("/sign-in", ""),
        ("/graphql?query=%7B__typename%7D", ""),
        (&desk, &signed_in),
    ] {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {server}\r\n{cookie}Connection: close\r\n\r\n");
        let answer = asked(server, &request).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{path}: {answer}");
    }
    for (what, body) in bodies {
        let before = memory(serving.id(), "VmRSS:");
        forget_the_peak(serving.id());
        let answer = body.into_server(server).await;
        let status = answer.lines().next().unwrap_or_default();
        assert!(status.starts_with("HTTP/1.1 413 "), "{what}: {answer}");
        let growth = memory(serving.id(), "VmHWM:") - before;
        assert!(before > 0.0 && growth < GROWTH, "{what}: {growth:.1} MB");
    }
}
