//! Reading the whole chain again: what was changed, taken away, put in or cut off by somebody who has not
//! the key. Nothing is written.

use std::collections::BTreeMap;

use renkei_domain::audit::anchor::AuditAnchor;
use sea_orm::{ConnectionTrait as _, QueryResult};
use uuid::Uuid;

use super::key::AuditKey;
use super::line::{COLUMN_COUNT, COLUMNS, StoredLine};
use super::request;
use super::seal::{Head, head};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// How many lines are read at once.
const AT_ONCE: i64 = 500;

/// How much older than a seal before it a line may say it is: as long as an act waits for another.
const LATE_MICROS: i64 = 120 * 1_000_000;

/// The most findings that are told one by one.
const MOST_FINDINGS: usize = 1_000;

/// Something that should not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditFinding {
    /// A line does not fit its seal.
    Changed {
        /// Its place.
        seq: i64,
    },
    /// A line was written by somebody who has not the key.
    Inserted {
        /// Its id.
        id: Uuid,
        /// Its place, where it was chained since.
        seq: Option<i64>,
    },
    /// Lines are gone.
    Missing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// The end of the chain is gone.
    CutOff {
        /// The last line that is there.
        after: i64,
        /// A line that was there once.
        known: i64,
    },
    /// A line came long after the time it tells.
    Late {
        /// Its id.
        id: Uuid,
        /// Its place, where it is chained.
        seq: Option<i64>,
    },
    /// A detail is not the one that was written with its line.
    DetailChanged {
        /// Of which request.
        request: Uuid,
    },
    /// A line has not the seal that an anchor tells.
    OffAnchor {
        /// Its place.
        seq: i64,
    },
    /// The chain does not end where it is said to.
    WrongHead,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditCheck {
    /// How many lines are chained.
    pub sealed: u64,
    /// How many wait to be chained.
    pub unsealed: u64,
    /// Of how many lines the detail was erased, as it may be.
    pub erased_details: u64,
    /// How many anchors were compared.
    pub anchors: usize,
    /// The findings, each once; no more than a thousand.
    pub findings: Vec<AuditFinding>,
}

/// A line with its detail, where that was not erased.
struct Detailed {
    stored: StoredLine,
    detail: Option<(Vec<u8>, String)>,
}

/// The walk along the chain.
struct Walk<'k> {
    key: &'k AuditKey,
    anchors: BTreeMap<i64, Vec<[u8; 32]>>,
    /// The place of the last line read.
    last: i64,
    /// The seals that the next line may be chained to: the one that stands there, and the one that should.
    previous: Vec<Option<Vec<u8>>>,
    /// When the last line was sealed.
    sealed_at: Option<i64>,
    check: AuditCheck,
}

impl Store {
    /// Looks through the whole chain, and compares it with anchors that were kept elsewhere and with those
    /// beside it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check_audit(&self, elsewhere: &[AuditAnchor]) -> Result<AuditCheck, StoreFault> {
        let key = self.audit.key()?;
        let mut anchors: BTreeMap<i64, Vec<[u8; 32]>> = BTreeMap::new();
        for anchor in elsewhere.iter().chain(&self.anchors().await?) {
            anchors.entry(anchor.seq).or_default().push(anchor.seal);
        }
        let mut walk = Walk {
            key,
            last: 0,
            previous: vec![None],
            sealed_at: None,
            check: AuditCheck {
                anchors: anchors.values().map(Vec::len).sum(),
                ..AuditCheck::default()
            },
            anchors,
        };
        let head = loop {
            let lines = self.chained_after(walk.last).await?;
            for line in &lines {
                walk.chained(line);
            }
            if lines.is_empty() {
                // Lines may have been chained since: the chain ends only where its end is said to be.
                let head = head(&self.reader, "").await?;
                if head.last_seq <= walk.last || self.chained_after(walk.last).await?.is_empty() {
                    break head;
                }
            }
        };
        walk.end(&head);
        let mut after = Uuid::nil();
        loop {
            let lines = self.waiting_after(after).await?;
            for line in &lines {
                walk.waiting(line);
            }
            match lines.last() {
                Some(last) => after = last.stored.line.id,
                None => return Ok(walk.check),
            }
        }
    }

    async fn chained_after(&self, seq: i64) -> Result<Vec<Detailed>, StoreFault> {
        let after = Sql::with("a.seq > ?", [seq.into()]);
        self.detailed(after, "a.seq").await
    }

    async fn waiting_after(&self, id: Uuid) -> Result<Vec<Detailed>, StoreFault> {
        let after = Sql::with("a.seq IS NULL AND a.id > ?", [id.into()]);
        self.detailed(after, "a.id").await
    }

    async fn detailed(&self, condition: Sql, order: &str) -> Result<Vec<Detailed>, StoreFault> {
        let mut sql = Sql::new("SELECT ");
        sql.push(COLUMNS)
            .push(", d.salt, d.body FROM audit a LEFT JOIN audit_detail d ON d.request_id = a.request_id WHERE ")
            .add(condition)
            .push(" ORDER BY ")
            .push(order)
            .push(" LIMIT ")
            .bind(AT_ONCE);
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?.iter().map(read).collect()
    }
}

fn read(row: &QueryResult) -> Result<Detailed, StoreFault> {
    let salt: Option<Vec<u8>> = row.try_get_by_index(COLUMN_COUNT)?;
    let body: Option<String> = row.try_get_by_index(COLUMN_COUNT + 1)?;
    Ok(Detailed {
        stored: StoredLine::read(row)?,
        detail: salt.zip(body),
    })
}

impl Walk<'_> {
    fn find(&mut self, finding: AuditFinding) {
        let findings = &mut self.check.findings;
        if findings.len() < MOST_FINDINGS && !findings.contains(&finding) {
            findings.push(finding);
        }
    }

    /// The next line of the chain.
    fn chained(&mut self, line: &Detailed) {
        let stored = &line.stored;
        let Some(seq) = stored.seq else {
            return;
        };
        self.check.sealed += 1;
        let follows = seq == self.last + 1;
        if !follows {
            self.find(AuditFinding::Missing {
                from: self.last + 1,
                to: seq - 1,
            });
        }
        let sealed_at = stored.sealed_at.unwrap_or_default();
        let seal_after = |previous: &Option<Vec<u8>>| {
            stored.seal_after(self.key, seq, sealed_at, previous.as_deref())
        };
        let should: Vec<Vec<u8>> = self
            .previous
            .iter()
            .map(|previous| seal_after(previous).to_vec())
            .collect();
        let is_chained = should.iter().any(|seal| Some(seal) == stored.seal.as_ref());
        let is_ours = stored.has_our_mark(self.key);
        // After a gap nobody knows what the line was chained to; its mark still holds.
        if (follows && !is_chained) || (!follows && !is_ours) {
            self.find(AuditFinding::Changed { seq });
        } else if !is_ours {
            self.find(AuditFinding::Inserted {
                id: stored.line.id,
                seq: Some(seq),
            });
        }
        self.look_at_time(stored);
        self.look_at_detail(line);
        let is_off = |anchors: &Vec<[u8; 32]>| {
            let seal = stored.seal.as_deref();
            anchors.iter().any(|anchor| Some(&anchor[..]) != seal)
        };
        if self.anchors.get(&seq).is_some_and(is_off) {
            self.find(AuditFinding::OffAnchor { seq });
        }
        self.last = seq;
        self.sealed_at = stored.sealed_at.or(self.sealed_at);
        self.previous = should.into_iter().take(1).map(Some).collect();
        if self.previous.first() != Some(&stored.seal) {
            self.previous.push(stored.seal.clone());
        }
    }

    /// A line that waits to be chained.
    fn waiting(&mut self, line: &Detailed) {
        let stored = &line.stored;
        self.check.unsealed += 1;
        if !stored.has_our_mark(self.key) {
            self.find(AuditFinding::Inserted {
                id: stored.line.id,
                seq: None,
            });
        }
        self.look_at_time(stored);
        self.look_at_detail(line);
    }

    /// Whether a line that was there when others were sealed would have been sealed with them.
    fn look_at_time(&mut self, stored: &StoredLine) {
        let sealed_before = self.sealed_at.unwrap_or(i64::MIN);
        if stored.line.at.saturating_add(LATE_MICROS) < sealed_before {
            self.find(AuditFinding::Late {
                id: stored.line.id,
                seq: stored.seq,
            });
        }
    }

    fn look_at_detail(&mut self, line: &Detailed) {
        let written = &line.stored.line;
        let (Some(hash), Some(request)) = (&written.detail_hash, written.request) else {
            return;
        };
        match &line.detail {
            None => self.check.erased_details += 1,
            Some((salt, body)) if request::hash(salt, body) != hash[..] => {
                self.find(AuditFinding::DetailChanged { request });
            }
            Some(_) => {}
        }
    }

    /// The end of the chain.
    fn end(&mut self, head: &Head) {
        let last = self.last;
        let known = self.anchors.keys().copied().max().unwrap_or(0);
        let known = known.max(head.last_seq);
        if known > last {
            self.find(AuditFinding::CutOff { after: last, known });
        } else if head.last_seq < last || !self.previous.contains(&head.last_seal) {
            self.find(AuditFinding::WrongHead);
        }
    }
}
