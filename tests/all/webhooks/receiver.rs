//! A program of a partner on this machine: it keeps what it is told, and answers as it is wanted to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use renkei_delivery::fetch::OutboundSettings;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::import::address::SecureServer;

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Got {
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

#[derive(Debug, Default)]
struct Desk {
    got: Vec<Got>,
    answer: String,
}

/// The program.
pub(crate) struct Receiver {
    server: SecureServer,
    desk: Arc<Mutex<Desk>>,
}

impl Receiver {
    /// Starts one that takes everything.
    pub(crate) async fn start() -> Self {
        let desk = Arc::new(Mutex::new(Desk::default()));
        let kept = Arc::clone(&desk);
        let server = SecureServer::start(move |stream| {
            let kept = Arc::clone(&kept);
            async move { answer(stream, &kept).await }
        });
        let receiver = Self {
            server: server.await,
            desk,
        };
        receiver.answers("200 OK");
        receiver
    }

    /// From now on it answers so: a status, and lines of the head behind it.
    pub(crate) fn answers(&self, answer: &str) {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        answer.clone_into(&mut desk.answer);
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.server.port)
    }

    pub(crate) fn settings(&self, allowed: &[&str]) -> OutboundSettings {
        self.server.settings(allowed)
    }

    pub(crate) fn connections(&self) -> usize {
        self.server.connections()
    }

    /// What it was told, in order.
    pub(crate) fn got(&self) -> Vec<Got> {
        let desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.got.clone()
    }
}

async fn answer(mut stream: TlsStream<TcpStream>, desk: &Mutex<Desk>) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers: BTreeMap<String, String> = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length");
    let length = length.and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let answer = {
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.got.push(Got {
            path: path.clone(),
            headers,
            body,
        });
        desk.answer.clone()
    };
    match path.as_str() {
        // It never says a word.
        "/silent" => std::future::pending::<std::io::Result<()>>().await,
        // It takes the message, and never ends what it says.
        "/endless" => {
            let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
            stream.write_all(head).await?;
            loop {
                stream.write_all(&[0; 4_096]).await?;
            }
        }
        _ => {
            let head =
                format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            stream.shutdown().await
        }
    }
}
