//! What a partner's program is answered at `/graphql`, and what somebody who means no good is.

mod attacks;
mod bodies;
mod cursors;
mod faults;
mod federation;
mod others;
mod searches;
mod strangers;
mod values;
mod ways;

use std::net::SocketAddr;
use std::time::Duration;

use renkei_tests::calls::{self, JSON, NEWER, request};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::record::fine;

/// Much longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came back.
#[derive(Debug)]
struct Answered {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answered {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|fault| panic!("{fault} in {}", String::from_utf8_lossy(&self.body)))
    }

    /// The codes of the errors, in their order.
    fn codes(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        let codes = errors
            .iter()
            .map(|error| error["extensions"]["code"].as_str());
        codes
            .map(|code| code.unwrap_or("none").to_owned())
            .collect()
    }
}

/// Sends a request on a connection of its own and reads while it is still being sent.
async fn sent(address: SocketAddr, request: Vec<u8>) -> Answered {
    let stream = fine(TcpStream::connect(address).await);
    let (mut from, mut to) = stream.into_split();
    let writing = tokio::spawn(async move {
        // Who is refused early finds the connection closed before everything is sent.
        drop(to.write_all(&request).await);
        to
    });
    let mut told = Vec::new();
    let ended = timeout(PATIENCE, from.read_to_end(&mut told)).await;
    writing.abort();
    assert!(ended.is_ok(), "no answer ends within {PATIENCE:?}");
    let end_of_head = told.windows(4).position(|four| four == b"\r\n\r\n");
    let end_of_head = end_of_head.unwrap_or_else(|| panic!("nothing is answered"));
    let head = String::from_utf8_lossy(&told[..end_of_head]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answered {
        status: status.unwrap_or_else(|| panic!("{head}")),
        body: told.split_off(end_of_head + 4),
        head,
    }
}

/// Sends a body as a well-behaved client does.
async fn posted(address: SocketAddr, body: &[u8]) -> Answered {
    sent(address, calls::posted(body)).await
}

/// Asks a document with variables.
async fn asked(address: SocketAddr, document: &str, variables: Value) -> Answered {
    sent(address, calls::asked(document, &variables)).await
}

/// Whether the next visitor is answered.
async fn assert_alive(address: SocketAddr, after: &str) {
    let answer = asked(address, "{ __typename }", Value::Null).await;
    assert_eq!(answer.status, 200, "after {after}");
    assert_eq!(
        answer.json()["data"]["__typename"],
        "Query",
        "after {after}"
    );
}

/// A text as it stands in an address.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |done, byte| {
        if byte.is_ascii_alphanumeric() {
            done + &char::from(byte).to_string()
        } else {
            done + &format!("%{byte:02X}")
        }
    })
}
