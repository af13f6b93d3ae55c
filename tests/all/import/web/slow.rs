//! A file over a slow line comes in; and nobody but whoever may import holds a connection by promising one.

use std::time::{Duration, Instant};

use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::world::Database;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{coordinator, desk_path, region};
use crate::connections::asked;
use crate::record::fine;

/// A pause between two pieces, short enough to be no pause of a body.
const PAUSE: Duration = Duration::from_millis(3_500);

/// The head of a request that promises a file, and nothing behind it.
fn promise(who: Option<&Somebody>, kind: &str, length: usize) -> String {
    let session = who.map(|who| format!("Cookie: __Host-renkei={}\r\n", who.secret.as_str()));
    format!(
        "POST {} HTTP/1.1\r\nHost: renkei.test\r\n{}Content-Type: {kind}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n",
        desk_path(),
        session.unwrap_or_default()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_who_promises_a_file_is_answered_before_any_of_it_comes() {
    let world = region(World::on(Database::Sqlite).await).await;
    let server = world.serve().await;
    let person = somebody(&world.app, Standing::Person, "hinata").await;
    for (who, kind, status) in [
        (None, "multipart/form-data; boundary=x", "303"),
        (None, "text/plain", "303"),
        (Some(&person), "multipart/form-data; boundary=x", "403"),
        (Some(&person), "text/plain", "403"),
    ] {
        let began = Instant::now();
        let answer = asked(server.address, &promise(who, kind, 40_000_000)).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{kind}: {answer}"
        );
        let took = began.elapsed();
        assert!(took < Duration::from_secs(5), "{status} after {took:?}");
    }
    // More than is ever read is refused by what it says of itself.
    let answer = asked(
        server.address,
        &promise(Some(&person), "text/plain", 1_000_000_000),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes 14 seconds: longer than the body of a form may"]
async fn a_coordinator_on_a_slow_line_hands_a_file_in_for_longer_than_a_form_may_take() {
    let world = region(World::on(Database::Sqlite).await).await;
    let server = world.serve().await;
    let (minato, _) = coordinator(&world, &server).await;
    let pieces = [
        "--x\r\nContent-Disposition: form-data; name=\"dataset\"\r\n\r\nlist\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n",
        "名称,電話\n",
        "うたう会,072-000-0001\n",
        "\r\n--x--\r\n",
    ];
    let length: usize = pieces.iter().map(|piece| piece.len()).sum();
    let head = promise(Some(&minato), "multipart/form-data; boundary=x", length);
    let mut stream = fine(TcpStream::connect(server.address).await);
    fine(stream.write_all(head.as_bytes()).await);
    for (piece, number) in pieces.iter().zip(0..) {
        if number > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        fine(stream.write_all(piece.as_bytes()).await);
    }
    let mut answer = String::new();
    fine(stream.read_to_string(&mut answer).await);
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
    server.stop().await;
}
