//! A client that costs little beside what it asks: a request is bytes made beforehand, an answer is read
//! for its length and its first letters alone.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::fine;

/// Much longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection that is kept from request to request.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    /// The answer, from its head on.
    held: Vec<u8>,
    chunk: Vec<u8>,
}

/// Where an answer lies in what was read.
struct Extent {
    body: usize,
    end: usize,
}

impl Connection {
    /// A connection to a server on this machine.
    #[must_use]
    pub fn open(address: &str) -> Self {
        let stream = fine(TcpStream::connect(address));
        fine(stream.set_nodelay(true));
        fine(stream.set_read_timeout(Some(PATIENCE)));
        Self {
            stream,
            held: Vec::new(),
            chunk: vec![0; 64 * 1024],
        }
    }

    /// The body of the answer to a request.
    ///
    /// # Panics
    /// Where it is not a good one.
    pub fn ask(&mut self, request: &[u8]) -> &[u8] {
        fine(self.stream.write_all(request));
        self.held.clear();
        let mut extent = None;
        let whole = loop {
            let count = fine(self.stream.read(&mut self.chunk));
            assert!(count > 0, "the connection was closed: {}", self.told());
            self.held.extend_from_slice(&self.chunk[..count]);
            extent = extent.or_else(|| extent_of(&self.held));
            match extent {
                Some(Extent { body, end }) if self.held.len() >= end => break body..end,
                _ => {}
            }
        };
        let is_good =
            self.held.starts_with(b"HTTP/1.1 200") && !self.held[whole.start..].starts_with(ERRORS);
        assert!(is_good, "{}", self.told());
        &self.held[whole]
    }

    fn told(&self) -> String {
        String::from_utf8_lossy(&self.held)
            .chars()
            .take(2_000)
            .collect()
    }
}

/// How an answer begins in which something went wrong.
const ERRORS: &[u8] = b"{\"errors\"";

fn extent_of(held: &[u8]) -> Option<Extent> {
    let head = held.windows(4).position(|four| four == b"\r\n\r\n")?;
    let lines = fine(std::str::from_utf8(&held[..head]));
    let length = lines
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.parse::<usize>().ok());
    let length = length.unwrap_or_else(|| panic!("an answer of no stated length: {lines}"));
    let body = head + 4;
    Some(Extent {
        body,
        end: body + length,
    })
}

/// A POST of JSON on a connection that is kept.
#[must_use]
pub fn posted(path: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: renkei.test\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
