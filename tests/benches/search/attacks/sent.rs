//! Sending what a server may refuse before it has read all of it.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use renkei_tests::bench::fine;

/// Much longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sends a request on a connection of its own and reads while it is still being sent. The status, and how
/// long it took; a status of 0 where nothing was answered.
pub(super) fn send(address: &str, request: &[u8]) -> (u16, Duration) {
    let began = Instant::now();
    let mut from = fine(TcpStream::connect(address));
    fine(from.set_nodelay(true));
    fine(from.set_read_timeout(Some(PATIENCE)));
    let mut to = fine(from.try_clone());
    let mut told = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // Who is refused early finds the connection closed before everything is sent.
            drop(to.write_all(request));
        });
        // The same closing may cut the reading off; what was told before stands.
        drop(from.read_to_end(&mut told));
        drop(from.shutdown(Shutdown::Both));
    });
    let took = began.elapsed();
    let head = String::from_utf8_lossy(&told[..told.len().min(64)]).into_owned();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    (status.unwrap_or(0), took)
}
