//! Reading by rusqlite: threads with a connection each, that read a page and write its JSON.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use renkei::outside::SystemClock;
use renkei_domain::outside::Clock as _;
use renkei_tests::bench::fine;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::answer;
use super::asked::{Tables, Wanted};
use super::found::{Found, Hit, Organization};
use super::serve::Fault;
use super::statements::{self, Cell, Text};
use super::{Dialect, SQLITE_READERS, Way};

/// How many statements a connection keeps prepared: as many as sqlx does.
const PREPARED: usize = 100;

/// The threads, by the queue they take from.
pub(super) struct Readers(Sender<Job>);

/// One page to be read.
struct Job {
    wanted: Wanted,
    way: Way,
    reply: oneshot::Sender<Result<Vec<u8>, Fault>>,
}

impl Readers {
    pub(super) fn start(file: &Path, tables: &Arc<Tables>) -> Self {
        let (sender, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..SQLITE_READERS {
            let (queue, tables) = (Arc::clone(&queue), Arc::clone(tables));
            let file: PathBuf = file.to_owned();
            std::thread::spawn(move || work(&fine(open(&file)), &queue, &tables));
        }
        Self(sender)
    }

    pub(super) async fn page(&self, wanted: Wanted, way: Way) -> Result<Vec<u8>, Fault> {
        let (reply, replied) = oneshot::channel();
        self.0.send(Job { wanted, way, reply }).map_err(|_| GONE)?;
        replied.await.map_err(|_| GONE)?
    }
}

/// What is said where a thread has ended.
const GONE: &str = "a reader is gone";

fn open(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON;",
    )?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

fn work(connection: &Connection, queue: &Mutex<Receiver<Job>>, tables: &Tables) {
    loop {
        // Whoever holds the lock waits for the next page; the others wait for the lock.
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { wanted, way, reply }) = job else {
            return;
        };
        let page = found(connection, &wanted, way)
            .map_err(Fault::from)
            .and_then(|found| answer::json(&wanted, &found, tables, SystemClock.now()));
        // Who asked may have gone.
        drop(reply.send(page));
    }
}

fn found(connection: &Connection, wanted: &Wanted, way: Way) -> rusqlite::Result<Found> {
    let Text { sql, cells, .. } = statements::hits(wanted, way, Dialect::Sqlite);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(cells.into_iter().map(value)))?;
    let mut hits = Vec::with_capacity(statements::PAGE + 1);
    while let Some(row) = rows.next()? {
        hits.push(Hit {
            tier: row.get(0)?,
            row: row.get(1)?,
            id: Uuid::from_bytes(row.get(2)?),
            name: row.get(3)?,
            kana: row.get(4)?,
            office_number: row.get(5)?,
            url: row.get(6)?,
            organization: row.get::<_, Option<[u8; 16]>>(7)?.map(Uuid::from_bytes),
            municipality: row.get(8)?,
            city: row.get(9)?,
            rest: row.get(10)?,
            phones: row.get(11)?,
            hours: row.get(12)?,
            squared: row.get(13)?,
        });
    }
    let ids: BTreeSet<Uuid> = hits.iter().filter_map(|hit| hit.organization).collect();
    let mut organizations = HashMap::with_capacity(ids.len());
    if !ids.is_empty() {
        let Text { sql, cells, .. } = statements::organizations(ids, Dialect::Sqlite);
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(cells.into_iter().map(value)))?;
        while let Some(row) = rows.next()? {
            let organization = Organization {
                name: row.get(1)?,
                corporate_number: row.get(2)?,
            };
            organizations.insert(Uuid::from_bytes(row.get(0)?), organization);
        }
    }
    Ok(Found {
        hits,
        organizations,
    })
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Text(text) => Value::Text(text),
        Cell::Number(number) => Value::Integer(number.into()),
        Cell::Real(number) => Value::Real(number),
        Cell::Id(id) => Value::Blob(id.into_bytes().to_vec()),
    }
}
