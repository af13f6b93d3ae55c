//! What GraphQL is compared with on SQLite: the page of 20 by a handler written by hand over rusqlite. It knows this
//! question alone, reads it by one prepared statement on a thread with a connection of its own, and writes the same
//! JSON from structs.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::serve::ListenerExt as _;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use renkei_domain::ids::ResourceId;
use renkei_graphql::global_id;
use renkei_tests::bench::fine;
use renkei_tests::bench::ground::file;
use renkei_tests::process;
use rusqlite::{Connection, OpenFlags, Params, Row, Statement, params};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use uuid::Uuid;

/// Set for the process that is the handler: the folder it reads. Not `RENKEI_…`: those are settings.
const READS: &str = "BENCH_API_HANDLER_READS";

/// How many threads read: as many connections as the application has.
const READERS: usize = 4;

/// How many entries a page has.
const PAGE: usize = 20;

/// Whatever goes wrong: the bench shows it and ends.
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The entries of a kind that anybody may see and that have not closed, and one more than a page has. The sum keeps
/// SQLite from the index of publications, in which nearly every row stands.
macro_rules! page {
    ($beyond:literal) => {
        concat!(
            "SELECT f.resource_id, f.sort_key, f.kind, f.name, f.kana, f.office_number, f.postal_code, \
             f.municipality_code, f.city, f.rest, f.latitude, f.longitude, f.url \
             FROM resource_facts f WHERE f.kind = ?1 \
             AND f.born + 0 <= (SELECT visible FROM publication WHERE id = 1) \
             AND (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1)) \
             AND f.resource_id NOT IN (SELECT id FROM resource WHERE lifecycle <> 'active')",
            $beyond,
            " ORDER BY f.sort_key, f.resource_id LIMIT 21"
        )
    };
}

const FIRST: &str = page!("");
const NEXT: &str = page!(" AND (f.sort_key, f.resource_id) > (?2, ?3)");

/// A call, its document left aside.
#[derive(Deserialize)]
struct Call {
    variables: Asked,
}

#[derive(Deserialize)]
struct Asked {
    kind: String,
    after: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    data: Data,
}

#[derive(Serialize)]
struct Data {
    resources: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    edges: Vec<Edge>,
    page_info: PageInfo,
}

#[derive(Serialize)]
struct Edge {
    cursor: String,
    node: Node,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    id: String,
    kind: String,
    name: String,
    kana: Option<String>,
    office_number: Option<String>,
    address: Option<Address>,
    location: Option<Location>,
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    postal_code: Option<String>,
    municipality_code: Option<String>,
    line: String,
}

#[derive(Serialize)]
struct Location {
    latitude: f64,
    longitude: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

/// The folder that this process was started to read.
pub(super) fn of_this_process() -> Option<PathBuf> {
    std::env::var_os(READS).map(PathBuf::from)
}

/// The handler as a process.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = process::own();
    command.env(READS, folder);
    command
}

/// Serves until it is ended.
pub(super) fn run(folder: &Path) -> ExitCode {
    fine(tokio::runtime::Runtime::new()).block_on(serve(folder));
    ExitCode::SUCCESS
}

async fn serve(folder: &Path) {
    let readers = Readers::start(&file(folder));
    let router: Router = Router::new()
        .route("/graphql", post(answered))
        .with_state(readers);
    let listener = fine(TcpListener::bind(("127.0.0.1", 0)).await);
    println!("http://{}/", fine(listener.local_addr()));
    let listener = listener.tap_io(|stream| fine(stream.set_nodelay(true)));
    fine(axum::serve(listener, router).await);
}

async fn answered(State(readers): State<Readers>, body: Bytes) -> Response {
    let Ok(Call { variables }) = serde_json::from_slice(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match readers.page(variables).await {
        Ok(json) => ([(CONTENT_TYPE, "application/json")], json).into_response(),
        Err(fault) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response(),
    }
}

/// The threads, by the queue they take from.
#[derive(Clone)]
struct Readers(Sender<Job>);

/// One page to be read.
struct Job {
    asked: Asked,
    reply: oneshot::Sender<Result<Vec<u8>, Fault>>,
}

/// What is said where a thread has ended.
const GONE: &str = "a reader is gone";

impl Readers {
    fn start(file: &Path) -> Self {
        let (sender, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..READERS {
            let queue = Arc::clone(&queue);
            let connection = fine(open(file));
            std::thread::spawn(move || work(&connection, &queue));
        }
        Self(sender)
    }

    async fn page(&self, asked: Asked) -> Result<Vec<u8>, Fault> {
        let (reply, replied) = oneshot::channel();
        self.0.send(Job { asked, reply }).map_err(|_| GONE)?;
        replied.await.map_err(|_| GONE)?
    }
}

fn open(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    // As the application reads.
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON; \
         PRAGMA cache_size = -4096;",
    )?;
    Ok(connection)
}

fn work(connection: &Connection, queue: &Mutex<Receiver<Job>>) {
    loop {
        // Whoever holds the lock waits for the next page; the others wait for the lock.
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { asked, reply }) = job else {
            return;
        };
        // Who asked may have gone.
        drop(reply.send(page(connection, &asked)));
    }
}

fn page(connection: &Connection, asked: &Asked) -> Result<Vec<u8>, Fault> {
    let kind = asked.kind.to_ascii_lowercase();
    let mut edges = match &asked.after {
        None => {
            let mut first = connection.prepare_cached(FIRST)?;
            read(&mut first, params![kind])?
        }
        Some(cursor) => {
            let (sort_key, id) = key(cursor)?;
            let mut next = connection.prepare_cached(NEXT)?;
            read(&mut next, params![kind, sort_key, id.as_slice()])?
        }
    };
    let has_next_page = edges.len() > PAGE;
    edges.truncate(PAGE);
    let end_cursor = edges.last().map(|edge| edge.cursor.clone());
    let resources = Page {
        edges,
        page_info: PageInfo {
            has_next_page,
            end_cursor,
        },
    };
    let data = Data { resources };
    Ok(serde_json::to_vec(&Answer { data })?)
}

fn read(statement: &mut Statement<'_>, asked: impl Params) -> rusqlite::Result<Vec<Edge>> {
    let mut rows = statement.query(asked)?;
    let mut edges = Vec::with_capacity(PAGE + 1);
    while let Some(row) = rows.next()? {
        edges.push(edge(row)?);
    }
    Ok(edges)
}

fn edge(row: &Row<'_>) -> rusqlite::Result<Edge> {
    let id: [u8; 16] = row.get(0)?;
    let sort_key = row.get_ref(1)?.as_bytes()?;
    let kind: String = row.get(2)?;
    let municipality: Option<i32> = row.get(7)?;
    let city: Option<String> = row.get(8)?;
    let rest: Option<String> = row.get(9)?;
    let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(10)?, row.get(11)?);
    let postal_code = row.get(6)?;
    Ok(Edge {
        cursor: BASE64_URL_SAFE_NO_PAD.encode([id.as_slice(), sort_key].concat()),
        node: Node {
            id: global_id(ResourceId::from_uuid(Uuid::from_bytes(id))),
            kind: kind.to_ascii_uppercase(),
            name: row.get(3)?,
            kana: row.get(4)?,
            office_number: row.get(5)?,
            address: city.map(|city| Address {
                postal_code,
                municipality_code: municipality.map(|code| format!("{code:06}")),
                line: city + rest.as_deref().unwrap_or_default(),
            }),
            location: latitude
                .zip(longitude)
                .map(|(latitude, longitude)| Location {
                    latitude,
                    longitude,
                }),
            url: row.get(12)?,
        },
    })
}

/// What a cursor holds: the key that the list is ordered by, and the id.
fn key(cursor: &str) -> Result<(String, [u8; 16]), Fault> {
    let bytes = BASE64_URL_SAFE_NO_PAD
        .decode(cursor)
        .map_err(|fault| fault.to_string())?;
    let (id, sort_key) = bytes
        .split_first_chunk::<16>()
        .ok_or("a cursor of another list")?;
    Ok((String::from_utf8(sort_key.to_vec())?, *id))
}
