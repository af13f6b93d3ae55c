//! Pairs of entries that may be one office: kept by a search, listed for whoever keeps one of the two, and what people
//! said of them. Which pairs those are is decided by the domain; a pair stands here with a mark of what it was judged
//! by, so that what somebody said of it counts as long as that stays as it is.

use std::collections::BTreeSet;

use renkei_domain::directory::duplicate::Reason;
use renkei_domain::ids::{ActId, NetworkId, ResourceId};
use renkei_domain::record::Actor;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult};

use super::words::{code, line_opt, unreadable};
use crate::fault::StoreFault;
use crate::import::undecided::Keepers;
use crate::publication::IS_SHOWN;
use crate::record::actor_from_parts;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

mod search;

pub use search::{SearchDue, SearchState};

const PAIRS: &str = "duplicate_pair";
const DECISIONS: &str = "duplicate_decision";

/// Of what two entries were judged by.
pub type Mark = [u8; 16];

/// Two entries, the one with the smaller id first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PairIds {
    /// The one with the smaller id.
    pub left: ResourceId,
    /// The other one.
    pub right: ResourceId,
}

impl PairIds {
    /// Two entries in the order of their ids; nothing where they are one.
    #[must_use]
    pub fn of(one: ResourceId, other: ResourceId) -> Option<Self> {
        (one != other).then(|| Self {
            left: one.min(other),
            right: one.max(other),
        })
    }

    /// Both.
    #[must_use]
    pub const fn both(self) -> [ResourceId; 2] {
        [self.left, self.right]
    }
}

/// A pair that may be one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPair {
    /// Which entries.
    pub ids: PairIds,
    /// How likely they are one.
    pub score: i32,
    /// Why.
    pub reasons: BTreeSet<Reason>,
    /// By what they were judged.
    pub mark: Mark,
}

/// A pair of which somebody said that they are not one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedPair {
    /// Which entries.
    pub ids: PairIds,
    /// Why, in the words of whoever said it.
    pub reason: Option<Line>,
    /// Who said it.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

impl Store {
    /// How many pairs wait for those who keep one of the two, of one reason where one is named.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_duplicates(
        &self,
        keepers: &Keepers,
        reason: Option<Reason>,
    ) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) ");
        sql.add(self.open_pairs(keepers, reason));
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        let count = match row.await? {
            Some(row) => row.try_get_by_index::<i64>(0)?,
            None => 0,
        };
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// A page of these pairs, the likeliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duplicates(
        &self,
        keepers: &Keepers,
        reason: Option<Reason>,
        (page, size): (u64, u64),
    ) -> Result<Vec<StoredPair>, StoreFault> {
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut sql = Sql::new("SELECT p.left_id, p.right_id, p.score, p.reasons, p.mark ");
        sql.add(self.open_pairs(keepers, reason))
            .push(" ORDER BY p.score DESC, p.left_id, p.right_id LIMIT ")
            .bind(whole(size))
            .push(" OFFSET ")
            .bind(whole(page.saturating_sub(1).saturating_mul(size)));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?.iter().map(read).collect()
    }

    /// Pairs of which was said that they are not one, for those who keep one of the two: the last said first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn decided_duplicates(
        &self,
        keepers: &Keepers,
        limit: u64,
    ) -> Result<Vec<DecidedPair>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT p.left_id, p.right_id, p.reason, t.actor_kind, t.actor_id, t.at \
             FROM duplicate_decision p JOIN act t ON t.id = p.act_id ",
        );
        sql.add(self.both_kept(keepers))
            .push(" ORDER BY t.seq DESC, p.left_id, p.right_id LIMIT ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?.iter().map(read_decided).collect()
    }

    /// The pairs of which nobody has said anything yet as they are now.
    fn open_pairs(&self, keepers: &Keepers, reason: Option<Reason>) -> Sql {
        let mut sql = Sql::new("FROM duplicate_pair p ");
        sql.add(self.both_kept(keepers)).push(
            " AND NOT EXISTS (SELECT 1 FROM duplicate_decision d WHERE d.left_id = p.left_id \
             AND d.right_id = p.right_id AND d.mark = p.mark)",
        );
        if let Some(reason) = reason {
            sql.push(" AND ' ' || p.reasons || ' ' LIKE ")
                .bind(format!("% {} %", reason.code()));
        }
        sql
    }

    /// The heads of both entries of a pair `p`, which are shown and open, and of which one is kept by somebody.
    fn both_kept(&self, keepers: &Keepers) -> Sql {
        let mut sql = Sql::new(
            "JOIN resource a ON a.id = p.left_id AND a.lifecycle = 'active' \
             JOIN resource b ON b.id = p.right_id AND b.lifecycle = 'active' WHERE ",
        );
        for column in ["p.left_id", "p.right_id"] {
            sql.push(&format!(
                "EXISTS (SELECT 1 FROM resource_facts f WHERE f.resource_id = {column} AND {IS_SHOWN}) AND "
            ));
        }
        let backend = self.reader.get_database_backend();
        let kept = ["a", "b"].map(|head| {
            let mut kept = Sql::new(&format!("{head}.steward_network_id IN ("));
            let networks = keepers.networks.iter().copied().map(NetworkId::uuid);
            kept.add(Sql::ids(backend, networks)).push(")");
            if keepers.or_nobody {
                kept.push(&format!(" OR {head}.steward_network_id IS NULL"));
            }
            kept
        });
        sql.push("(")
            .add(Sql::joined(kept, " OR ", "1 = 0"))
            .push(")");
        sql
    }
}

impl Work {
    /// By what a pair was judged that waits for somebody to say something of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_duplicate(&self, ids: PairIds) -> Result<Option<Mark>, StoreFault> {
        let sql = Sql::with(
            "SELECT p.mark FROM duplicate_pair p WHERE p.left_id = ? AND p.right_id = ? \
             AND NOT EXISTS (SELECT 1 FROM duplicate_decision d WHERE d.left_id = p.left_id \
             AND d.right_id = p.right_id AND d.mark = p.mark)",
            [ids.left.uuid().into(), ids.right.uuid().into()],
        );
        let connection = self.connection();
        let row = connection.query_one_raw(sql.statement(connection)).await?;
        row.map(|row| mark(&row, 0)).transpose()
    }

    /// Keeps that two entries are not one, as they are now, in place of what was said of them as they were before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_apart(
        &self,
        ids: PairIds,
        (mark, reason): (Mark, Option<&Line>),
        act: ActId,
    ) -> Result<(), StoreFault> {
        self.forget_apart(ids).await?;
        let sql = Sql::with(
            "INSERT INTO duplicate_decision (left_id, right_id, mark, reason, act_id) \
             VALUES (?, ?, ?, ?, ?)",
            [
                ids.left.uuid().into(),
                ids.right.uuid().into(),
                mark.to_vec().into(),
                reason.map(ToString::to_string).into(),
                act.uuid().into(),
            ],
        );
        run(self, sql).await?;
        Ok(())
    }

    /// Takes back that two entries are not one; whether that was said.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_apart(&self, ids: PairIds) -> Result<bool, StoreFault> {
        let sql = Sql::with(
            "DELETE FROM duplicate_decision WHERE left_id = ? AND right_id = ?",
            [ids.left.uuid().into(), ids.right.uuid().into()],
        );
        Ok(run(self, sql).await? > 0)
    }
}

/// Runs a write, and tells how many rows it touched.
async fn run(work: &Work, sql: Sql) -> Result<u64, StoreFault> {
    let connection = work.connection();
    let done = connection.execute_raw(sql.statement(connection)).await?;
    Ok(done.rows_affected())
}

fn ids(row: &QueryResult) -> Result<PairIds, StoreFault> {
    Ok(PairIds {
        left: ResourceId::from_uuid(row.try_get_by_index(0)?),
        right: ResourceId::from_uuid(row.try_get_by_index(1)?),
    })
}

fn mark(row: &QueryResult, place: usize) -> Result<Mark, StoreFault> {
    let bytes: Vec<u8> = row.try_get_by_index(place)?;
    let length = bytes.len();
    bytes
        .try_into()
        .map_err(|_| unreadable(PAIRS, format!("a mark of {length} bytes")))
}

fn read(row: &QueryResult) -> Result<StoredPair, StoreFault> {
    let reasons: String = row.try_get_by_index(3)?;
    let reasons = reasons.split_whitespace();
    let reasons = reasons.map(|reason| code(PAIRS, Reason::from_code, reason));
    Ok(StoredPair {
        ids: ids(row)?,
        score: row.try_get_by_index(2)?,
        reasons: reasons.collect::<Result<_, StoreFault>>()?,
        mark: mark(row, 4)?,
    })
}

fn read_decided(row: &QueryResult) -> Result<DecidedPair, StoreFault> {
    let reason: Option<String> = row.try_get_by_index(2)?;
    let kind: String = row.try_get_by_index(3)?;
    let actor = actor_from_parts(&kind, row.try_get_by_index(4)?);
    Ok(DecidedPair {
        ids: ids(row)?,
        reason: line_opt(DECISIONS, reason.as_deref())?,
        by: actor.ok_or_else(|| unreadable(DECISIONS, kind))?,
        at: Instant::from_micros(row.try_get_by_index(5)?),
    })
}
