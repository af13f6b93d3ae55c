//! A server that answers from a list, one answer for each call, and is gone behind the last.

use std::sync::{Arc, Mutex, PoisonError};

use renkei_tests::patience::until;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::record::fine;

/// What a call gets.
#[derive(Debug, Clone)]
pub(super) enum Said {
    /// A status with lines of the head behind it, and a body.
    Answer(String, String),
    /// The connection breaks.
    Nothing,
}

impl Said {
    pub(super) fn answer(head: &str, body: &str) -> Self {
        Self::Answer(head.to_owned(), body.to_owned())
    }
}

/// The server; it ends with the test.
pub(super) struct Desk {
    pub(super) address: String,
    got: Arc<Mutex<Vec<String>>>,
}

impl Desk {
    pub(super) async fn start(script: Vec<Said>) -> Self {
        let listener = fine(TcpListener::bind(("127.0.0.1", 0)).await);
        let address = fine(listener.local_addr()).to_string();
        let got = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&got);
        tokio::spawn(async move {
            for said in script {
                let (stream, _) = fine(listener.accept().await);
                fine(serve(stream, &said, &kept).await);
            }
        });
        Self { address, got }
    }

    /// The bodies of the calls, in order.
    pub(super) fn got(&self) -> Vec<String> {
        let got = self.got.lock().unwrap_or_else(PoisonError::into_inner);
        got.clone()
    }

    /// Waits until nobody listens any more.
    pub(super) async fn is_gone(&self) {
        until("nobody listens", async || {
            TcpStream::connect(&self.address).await.is_err()
        })
        .await;
    }
}

async fn serve(
    mut stream: TcpStream,
    said: &Said,
    got: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.and_then(|length| length.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await?;
    let body = String::from_utf8_lossy(&body).into_owned();
    keep(got, body);
    if let Said::Answer(head, body) = said {
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
    }
    Ok(())
}

fn keep(got: &Mutex<Vec<String>>, body: String) {
    let mut got = got.lock().unwrap_or_else(PoisonError::into_inner);
    got.push(body);
}
