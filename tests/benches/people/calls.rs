//! Calls that cost little beside what they ask.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A page that is opened again and again.
pub(super) struct Reading(String);

/// The list of one kind, for nobody or for whoever a cookie names.
pub(super) fn page(cookie: Option<&str>) -> Reading {
    at("/kinds/employment_transition", cookie)
}

/// A page by its path, for nobody or for whoever a cookie names.
pub(super) fn at(path: &str, cookie: Option<&str>) -> Reading {
    let cookie = cookie.map(|cookie| format!("Cookie: {cookie}\r\n"));
    Reading(format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}Connection: close\r\n\r\n",
        cookie.unwrap_or_default()
    ))
}

impl Reading {
    /// Opens it and says how long that took.
    pub(super) fn ask(&self, address: &str) -> Duration {
        let began = Instant::now();
        let answer = exchanged(address, &self.0);
        assert_eq!(status(&answer), 200, "{answer}");
        began.elapsed()
    }
}

/// Signs in and says with which status.
pub(super) fn sign_in(address: &str, mail: &str, password: &str) -> u16 {
    let packed: String = password
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    let form = format!("mail={}&password={packed}", mail.replace('@', "%40"));
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    status(&exchanged(address, &request))
}

fn exchanged(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|fault| panic!("connect: {fault}"));
    let mut answer = Vec::new();
    let exchange = stream
        .set_read_timeout(Some(PATIENCE))
        .and_then(|()| stream.write_all(request.as_bytes()))
        .and_then(|()| stream.read_to_end(&mut answer));
    exchange.unwrap_or_else(|fault| panic!("{fault}"));
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    let status = answer.split_whitespace().nth(1);
    status.and_then(|code| code.parse().ok()).unwrap_or(0)
}
