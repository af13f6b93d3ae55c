//! Writing lines. That of an act stands in its transaction. Those of readings are written before the
//! answers leave, all that wait at a time in one transaction: a commit costs a wait for the disk, and
//! many readers then share it.

use std::sync::Arc;

use renkei_domain::audit::Seen;
use renkei_domain::record::{Actor, Change};
use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait as _;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::line::{self, Line};
use super::request::Request;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::{ActHeader, Work};

/// The most lines that are written at once.
const AT_ONCE: usize = 200;

/// What somebody read.
#[derive(Debug, Clone)]
pub struct ReadLine {
    /// The id the line will have.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who, where the request does not know.
    pub reader: Option<Actor>,
    /// What.
    pub seen: Vec<Seen>,
    /// For which request.
    pub request: Option<Arc<Request>>,
}

/// A line ready to be written, with the request whose detail belongs to it.
#[derive(Debug)]
struct Ready {
    line: Line,
    request: Option<Arc<Request>>,
}

/// A line that somebody waits for.
#[derive(Debug)]
pub(super) struct Waiting {
    ready: Arc<Ready>,
    done: oneshot::Sender<Result<(), String>>,
}

impl Store {
    /// Writes down what somebody read. It stands when this returns.
    ///
    /// # Errors
    /// When it does not: then what was read must not leave the house.
    pub async fn keep_read(&self, read: ReadLine) -> Result<(), StoreFault> {
        let request = read.request.as_deref();
        let ready = Arc::new(Ready {
            line: Line::of_read(read.id, read.at, read.reader, &read.seen, request),
            request: read.request,
        });
        loop {
            let (done, told) = oneshot::channel();
            let ready = Arc::clone(&ready);
            self.audit.put(Waiting { ready, done });
            {
                let _turn = self.audit.turn.lock().await;
                self.write_waiting().await;
            }
            match told.await {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(fault)) => return Err(StoreFault::Unkept(fault)),
                // Whoever wrote for this one as well went away in the middle of it.
                Err(_) => {}
            }
        }
    }

    async fn write_waiting(&self) {
        let mut waiting = self.audit.take().into_iter();
        loop {
            let batch: Vec<Waiting> = waiting.by_ref().take(AT_ONCE).collect();
            if batch.is_empty() {
                return;
            }
            let lines: Arc<[Arc<Ready>]> = batch.iter().map(|one| Arc::clone(&one.ready)).collect();
            let written = self.aside(move |work| {
                let lines = Arc::clone(&lines);
                Box::pin(async move { Ok(work.write_lines(&lines).await?) })
            });
            let written = written.await.map_err(|fault| fault.to_string());
            for one in batch {
                // Nobody waits any more where the request was given up.
                drop(one.done.send(written.clone()));
            }
        }
    }
}

impl Work {
    /// Writes the line of an act into its transaction.
    pub(crate) async fn audit_act(
        &self,
        header: &ActHeader,
        changes: &[Change],
    ) -> Result<(), StoreFault> {
        let request = Request::current();
        let line = Line::of_act(header, changes, request.as_deref());
        self.write_lines(&[Arc::new(Ready { line, request })]).await
    }

    async fn write_lines(&self, lines: &[Arc<Ready>]) -> Result<(), StoreFault> {
        let connection = self.connection();
        if let Some(sql) = details(lines) {
            connection.execute_raw(sql.statement(connection)).await?;
        }
        let key = self.audit().key()?;
        let sql = line::insert(lines.iter().map(|ready| &ready.line), key);
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }
}

/// The details of the requests of some lines; two lines of one request share theirs.
fn details(lines: &[Arc<Ready>]) -> Option<Sql> {
    let mut sql = Sql::new("INSERT INTO audit_detail (request_id, made_at, salt, body) VALUES ");
    let mut written: Vec<Uuid> = Vec::new();
    for ready in lines {
        let Some(request) = ready.request.as_deref() else {
            continue;
        };
        let Some(detail) = request.detail() else {
            continue;
        };
        if written.contains(&request.id()) {
            continue;
        }
        sql.push(if written.is_empty() { "(" } else { ", (" });
        written.push(request.id());
        sql.bind(request.id()).push(", ");
        sql.bind(ready.line.at).push(", ");
        sql.bind(detail.salt.to_vec()).push(", ");
        sql.bind(detail.body.as_str()).push(")");
    }
    sql.push(" ON CONFLICT (request_id) DO NOTHING");
    (!written.is_empty()).then_some(sql)
}
