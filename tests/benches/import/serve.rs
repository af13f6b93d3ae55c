//! Serving a database of this size: the first answer, many pages, the memory they leave.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Instant;

use renkei_app::Place;
use renkei_tests::process::{Serving, memory};

/// Starts the server on a full database, asks for many pages and prints what it took.
///
/// It was started once before, as on any existing database: the very first start prints the sheet of the master key.
pub(super) fn measure(place: &Place) {
    let first = Serving::the_command(place);
    get(&first.address, "/");
    drop(first);
    let began = Instant::now();
    let serving = Serving::the_command(place);
    let address = serving.address.as_str();
    let (status, _) = get(address, "/areas/272078");
    assert_eq!(status, 200);
    println!(
        "{:<28} {:>8.0} ms             (aim <= 300 ms)",
        "start to first page",
        began.elapsed().as_secs_f64() * 1e3
    );
    let kinds = [
        "employment_transition",
        "continuous_employment_a",
        "employment_retention",
        "residential_life_training",
    ];
    let mut pages = 0;
    let mut next = kinds.map(|kind| format!("/kinds/{kind}"));
    let began = Instant::now();
    for round in 1..=50 {
        for (place, kind) in kinds.iter().enumerate() {
            let (status, page) = get(address, &next[place]);
            assert_eq!(status, 200);
            pages += 1;
            next[place] = following(&page).unwrap_or_else(|| format!("/kinds/{kind}"));
            for path in page
                .split("href=\"")
                .skip(1)
                .filter_map(|part| part.split('"').next())
            {
                if path.starts_with("/resources/") && round % 10 == 0 {
                    get(address, path);
                    pages += 1;
                }
            }
        }
        get(address, "/areas/272078");
        pages += 1;
    }
    println!(
        "{:<28} {:>8.1} ms a page",
        "serving",
        began.elapsed().as_secs_f64() * 1e3 / f64::from(pages)
    );
    println!(
        "{:<28} {:>8.0} MB after {pages} pages (aim <= 120 MB)",
        "resident memory",
        memory(serving.id(), "VmRSS:")
    );
}

/// Where the page after this one is.
fn following(page: &str) -> Option<String> {
    let (before, _) = page.split_once("\" rel=\"next\"")?;
    let (_, path) = before.rsplit_once("href=\"")?;
    Some(path.to_owned())
}

fn get(address: &str, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|fault| panic!("connect: {fault}"));
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .unwrap_or_else(|fault| panic!("write: {fault}"));
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .unwrap_or_else(|fault| panic!("read: {fault}"));
    let status = answer
        .split_whitespace()
        .nth(1)
        .and_then(|code| code.parse().ok())
        .unwrap_or(0);
    (status, answer)
}
