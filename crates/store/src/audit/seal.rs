//! Chaining lines: each gets its place, and a seal over itself and the seal before it. Any number of
//! processes may chain; the row of `audit_head` lets one at a time.

use std::collections::BTreeSet;

use renkei_domain::audit::anchor::AuditAnchor;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::items;
use super::line::{COLUMNS, StoredLine};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// The most lines that are chained in one transaction: others may write between two of them.
const AT_ONCE: i64 = 200;

/// The most rows of the index that one statement writes.
const ROWS_AT_ONCE: usize = 1_000;

/// Where the chain ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) last_seq: i64,
    pub(super) last_seal: Option<Vec<u8>>,
}

impl Store {
    /// Chains lines that wait for it, some at most, and says how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn seal_lines(&self, now: Instant) -> Result<u64, StoreFault> {
        // Looking must not keep others from writing.
        let waiting = Sql::new("SELECT 1 FROM audit WHERE seq IS NULL LIMIT 1");
        let waiting = waiting.statement(&self.reader);
        if self.reader.query_one_raw(waiting).await?.is_none() {
            return Ok(0);
        }
        self.aside(move |work| Box::pin(async move { Ok(work.seal_waiting(now).await?) }))
            .await
    }

    /// The newest seal of the chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn newest_anchor(&self) -> Result<Option<AuditAnchor>, StoreFault> {
        newest(&self.reader).await
    }

    /// Keeps the newest seal beside the chain.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_anchor(&self, now: Instant) -> Result<Option<AuditAnchor>, StoreFault> {
        let Some(anchor) = self.newest_anchor().await? else {
            return Ok(None);
        };
        let sql = Sql::with(
            // The seal that was kept first stays what the chain is compared with; on a quiet day it is only
            // told again.
            "INSERT INTO audit_anchor (seq, seal, made_at) VALUES (?, ?, ?) \
             ON CONFLICT (seq) DO UPDATE SET made_at = excluded.made_at",
            [
                anchor.seq.into(),
                anchor.seal.to_vec().into(),
                now.micros().into(),
            ],
        );
        self.alone(sql.statement(&self.writer)).await?;
        Ok(Some(anchor))
    }

    /// The seals that are kept beside the chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn anchors(&self) -> Result<Vec<AuditAnchor>, StoreFault> {
        kept(&self.reader).await
    }

    /// When a seal was last kept beside the chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_anchored_at(&self) -> Result<Option<Instant>, StoreFault> {
        let sql = Sql::new("SELECT MAX(made_at) FROM audit_anchor");
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        let at = match row.await? {
            Some(row) => row.try_get_by_index::<Option<i64>>(0)?,
            None => None,
        };
        Ok(at.map(Instant::from_micros))
    }
}

impl Work {
    async fn seal_waiting(&self, now: Instant) -> Result<u64, StoreFault> {
        let key = self.audit().key()?;
        let connection = self.connection();
        let lock = if self.is_postgres() {
            " FOR UPDATE"
        } else {
            ""
        };
        let mut head = head(connection, lock).await?;
        let mut sql = Sql::new("SELECT ");
        sql.push(COLUMNS)
            .push(" FROM audit a WHERE a.seq IS NULL ORDER BY a.at, a.id LIMIT ")
            .bind(AT_ONCE);
        let waiting = connection.query_all_raw(sql.statement(connection)).await?;
        let mut subjects = Vec::new();
        for row in &waiting {
            let stored = StoredLine::read(row)?;
            let (seq, at) = (head.last_seq + 1, now.micros());
            let seal = stored.seal_after(key, seq, at, head.last_seal.as_deref());
            let sql = Sql::with(
                "UPDATE audit SET seq = ?, sealed_at = ?, seal = ? WHERE id = ?",
                [
                    seq.into(),
                    at.into(),
                    seal.to_vec().into(),
                    stored.line.id.into(),
                ],
            );
            connection.execute_raw(sql.statement(connection)).await?;
            head = Head {
                last_seq: seq,
                last_seal: Some(seal.to_vec()),
            };
            let groups = items::read(&stored.line.items);
            let of_line: BTreeSet<Uuid> =
                groups.iter().flat_map(|group| group.subjects()).collect();
            subjects.extend(of_line.into_iter().map(|subject| (subject, stored.line.id)));
        }
        self.index_subjects(&subjects).await?;
        let sql = Sql::with(
            "UPDATE audit_head SET last_seq = ?, last_seal = ? WHERE id = 1",
            [head.last_seq.into(), head.last_seal.into()],
        );
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(waiting.len() as u64)
    }

    /// Writes by which things lines are found. It is made from the lines and can be made again.
    async fn index_subjects(&self, subjects: &[(Uuid, Uuid)]) -> Result<(), StoreFault> {
        let connection = self.connection();
        for some in subjects.chunks(ROWS_AT_ONCE) {
            let mut sql = Sql::new("INSERT INTO audit_subject (subject_id, audit_id) VALUES ");
            for (place, (subject, line)) in some.iter().enumerate() {
                sql.push(if place == 0 { "(" } else { ", (" });
                sql.bind(*subject).push(", ").bind(*line).push(")");
            }
            sql.push(" ON CONFLICT DO NOTHING");
            connection.execute_raw(sql.statement(connection)).await?;
        }
        Ok(())
    }
}

/// The newest seal of a chain.
pub(super) async fn newest(
    connection: &impl ConnectionTrait,
) -> Result<Option<AuditAnchor>, StoreFault> {
    let head = head(connection, "").await?;
    let Some(seal) = head.last_seal else {
        return Ok(None);
    };
    Ok(Some(AuditAnchor {
        seq: head.last_seq,
        seal: seal_of("audit_head", &seal)?,
    }))
}

/// The seals that are kept beside a chain.
pub(super) async fn kept(
    connection: &impl ConnectionTrait,
) -> Result<Vec<AuditAnchor>, StoreFault> {
    let sql = Sql::new("SELECT seq, seal FROM audit_anchor ORDER BY seq");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    rows.iter().map(read_anchor).collect()
}

/// Reads where the chain ends.
pub(super) async fn head(
    connection: &impl ConnectionTrait,
    lock: &str,
) -> Result<Head, StoreFault> {
    let mut sql = Sql::new("SELECT last_seq, last_seal FROM audit_head WHERE id = 1");
    sql.push(lock);
    let row = connection.query_one_raw(sql.statement(connection)).await?;
    let row = row.ok_or_else(|| unreadable("audit_head", "no row"))?;
    Ok(Head {
        last_seq: row.try_get_by_index(0)?,
        last_seal: row.try_get_by_index(1)?,
    })
}

fn read_anchor(row: &QueryResult) -> Result<AuditAnchor, StoreFault> {
    Ok(AuditAnchor {
        seq: row.try_get_by_index(0)?,
        seal: seal_of("audit_anchor", &row.try_get_by_index::<Vec<u8>>(1)?)?,
    })
}

fn seal_of(table: &'static str, bytes: &[u8]) -> Result<[u8; 32], StoreFault> {
    bytes
        .try_into()
        .map_err(|_| unreadable(table, "no seal of 32 bytes"))
}
