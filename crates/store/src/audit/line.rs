//! Rows of `audit`: writing them with their marks, reading them back, and their seals.

use renkei_domain::audit::{LineAction, Seen};
use renkei_domain::record::{Actor, Change};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::items;
use super::key::{AuditKey, Hash};
use super::request::Request;
use crate::fault::StoreFault;
use crate::record::actor_parts;
use crate::sql::Sql;
use crate::work::ActHeader;

/// What `actor_kind` says where nobody told who reads.
pub(super) const UNKNOWN: &str = "unknown";

/// A line as it is written; nothing of it changes afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) at: i64,
    pub(super) action: String,
    pub(super) purpose: String,
    pub(super) actor_kind: String,
    pub(super) account: Option<Uuid>,
    pub(super) known_by: Option<String>,
    pub(super) known_by_id: Option<Uuid>,
    pub(super) request: Option<Uuid>,
    pub(super) items: String,
    pub(super) detail_hash: Option<Vec<u8>>,
}

/// A line as it stands: with its mark, and with its seal as soon as it is chained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredLine {
    pub(super) line: Line,
    pub(super) mark: Vec<u8>,
    pub(super) seq: Option<i64>,
    pub(super) sealed_at: Option<i64>,
    pub(super) seal: Option<Vec<u8>>,
}

/// The columns of a line of the table `a`, in the order in which [`StoredLine::read`] takes them.
pub(super) const COLUMNS: &str = "a.id, a.at, a.action, a.purpose, a.actor_kind, a.account_id, \
     a.known_by, a.known_by_id, a.request_id, a.items, a.detail_hash, a.mark, a.seq, a.sealed_at, a.seal";

/// How many columns those are: what a statement reads beside them follows.
pub(super) const COLUMN_COUNT: usize = 15;

impl Line {
    /// The line of somebody's reading.
    pub(super) fn of_read(
        id: Uuid,
        at: Instant,
        reader: Option<Actor>,
        seen: &[Seen],
        request: Option<&Request>,
    ) -> Self {
        let mut rights: Vec<&str> = seen.iter().map(|seen| seen.kind.action().code()).collect();
        rights.sort_unstable();
        rights.dedup();
        let reader = request.and_then(Request::reader).or(reader);
        let line = Self {
            id,
            at: at.micros(),
            action: LineAction::Read.code().to_owned(),
            purpose: rights.join(" "),
            actor_kind: UNKNOWN.to_owned(),
            account: None,
            known_by: None,
            known_by_id: None,
            request: None,
            items: items::of_seen(seen),
            detail_hash: None,
        };
        line.by(reader).within(request)
    }

    /// The line of an act.
    pub(super) fn of_act(
        header: &ActHeader,
        changes: &[Change],
        request: Option<&Request>,
    ) -> Self {
        let line = Self {
            id: header.id.uuid(),
            at: header.at.micros(),
            action: LineAction::Act.code().to_owned(),
            purpose: header.purpose.code().to_owned(),
            actor_kind: UNKNOWN.to_owned(),
            account: None,
            known_by: None,
            known_by_id: None,
            request: None,
            items: items::of_changes(changes),
            detail_hash: None,
        };
        line.by(Some(header.actor)).within(request)
    }

    fn by(self, actor: Option<Actor>) -> Self {
        let Some(actor) = actor else {
            return self;
        };
        let (kind, account) = actor_parts(actor);
        Self {
            actor_kind: kind.to_owned(),
            account,
            ..self
        }
    }

    fn within(self, request: Option<&Request>) -> Self {
        let Some(request) = request else {
            return self;
        };
        let known_by = request.known_by();
        Self {
            known_by: known_by.map(|by| by.code().to_owned()),
            known_by_id: known_by.map(|by| by.uuid()),
            request: Some(request.id()),
            detail_hash: request.detail().map(|detail| detail.hash().to_vec()),
            ..self
        }
    }

    /// The mark of whoever has the key.
    pub(super) fn mark(&self, key: &AuditKey) -> Hash {
        let mut hashing = key.hashing("renkei audit line 1");
        for part in self.parts() {
            hashing.maybe(part.as_deref());
        }
        hashing.end()
    }

    fn parts(&self) -> [Option<Vec<u8>>; 11] {
        let text = |text: &str| Some(text.as_bytes().to_vec());
        let id = |id: Option<Uuid>| id.map(|id| id.as_bytes().to_vec());
        [
            id(Some(self.id)),
            Some(self.at.to_be_bytes().to_vec()),
            text(&self.action),
            text(&self.purpose),
            text(&self.actor_kind),
            id(self.account),
            self.known_by.as_deref().and_then(text),
            id(self.known_by_id),
            id(self.request),
            text(&self.items),
            self.detail_hash.clone(),
        ]
    }

    fn values(&self, mark: &Hash) -> [Value; 12] {
        [
            self.id.into(),
            self.at.into(),
            self.action.as_str().into(),
            self.purpose.as_str().into(),
            self.actor_kind.as_str().into(),
            self.account.into(),
            self.known_by.clone().into(),
            self.known_by_id.into(),
            self.request.into(),
            self.items.as_str().into(),
            self.detail_hash.clone().into(),
            mark.to_vec().into(),
        ]
    }
}

/// Writes lines, each once: who writes a batch again after a broken connection writes nothing twice.
pub(super) fn insert<'l>(lines: impl IntoIterator<Item = &'l Line>, key: &AuditKey) -> Sql {
    let mut sql = Sql::new(
        "INSERT INTO audit (id, at, action, purpose, actor_kind, account_id, known_by, known_by_id, \
         request_id, items, detail_hash, mark) VALUES ",
    );
    for (place, line) in lines.into_iter().enumerate() {
        sql.push(if place == 0 { "(" } else { ", (" });
        for (column, value) in line.values(&line.mark(key)).into_iter().enumerate() {
            if column > 0 {
                sql.push(", ");
            }
            sql.bind(value);
        }
        sql.push(")");
    }
    sql.push(" ON CONFLICT (id) DO NOTHING");
    sql
}

impl StoredLine {
    /// Reads a row whose columns begin with [`COLUMNS`].
    pub(super) fn read(row: &QueryResult) -> Result<Self, StoreFault> {
        Ok(Self {
            line: Line {
                id: row.try_get_by_index(0)?,
                at: row.try_get_by_index(1)?,
                action: row.try_get_by_index(2)?,
                purpose: row.try_get_by_index(3)?,
                actor_kind: row.try_get_by_index(4)?,
                account: row.try_get_by_index(5)?,
                known_by: row.try_get_by_index(6)?,
                known_by_id: row.try_get_by_index(7)?,
                request: row.try_get_by_index(8)?,
                items: row.try_get_by_index(9)?,
                detail_hash: row.try_get_by_index(10)?,
            },
            mark: row.try_get_by_index(11)?,
            seq: row.try_get_by_index(12)?,
            sealed_at: row.try_get_by_index(13)?,
            seal: row.try_get_by_index(14)?,
        })
    }

    /// Whether its mark is that of whoever has the key.
    pub(super) fn has_our_mark(&self, key: &AuditKey) -> bool {
        self.line.mark(key) == self.mark[..]
    }

    /// The seal that chains it to the one before it.
    pub(super) fn seal_after(
        &self,
        key: &AuditKey,
        seq: i64,
        sealed_at: i64,
        previous: Option<&[u8]>,
    ) -> Hash {
        let mut hashing = key.hashing("renkei audit seal 1");
        hashing.part(&seq.to_be_bytes());
        hashing.part(&sealed_at.to_be_bytes());
        hashing.maybe(previous);
        hashing.part(&self.mark);
        for part in self.line.parts() {
            hashing.maybe(part.as_deref());
        }
        hashing.end()
    }
}
