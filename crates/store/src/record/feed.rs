//! The log as the feed of changes reads it: heads of acts, and the lines about what everybody may read. Of their values
//! nothing is read but where an entry went that became part of another.

use std::collections::HashMap;
use std::ops::Range;

use renkei_domain::directory::changed::{PublicGroup, Turned};
use renkei_domain::ids::{ActId, OrganizationId, ResourceId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult, Value};
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::publication::IS_SHOWN;
use crate::sql::Sql;
use crate::store::Store;

/// The head of an act, with how many lines it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedAct {
    /// Its id.
    pub id: ActId,
    /// Its place in the order of commits.
    pub seq: i64,
    /// When it was done.
    pub at: Instant,
    /// How many lines it has: their places begin with 0.
    pub lines: i64,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedSubject {
    /// An entry, and what was turned of it.
    Resource(ResourceId, Turned),
    /// A 法人 that stood before.
    Organization(OrganizationId),
}

/// A line about what everybody may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedLine {
    /// The act.
    pub act: ActId,
    /// Its place in the act.
    pub ordinal: i64,
    /// What it is about.
    pub subject: FeedSubject,
    /// The entry that the one of the line became part of.
    pub into: Option<ResourceId>,
}

const ACT: &str = "SELECT a.id, a.seq, a.at, \
     (SELECT MAX(c.ordinal) FROM change c WHERE c.act_id = a.id) FROM act a ";

const LINE: &str = "SELECT c.act_id, c.ordinal, c.subject_kind, c.subject_id, c.field_group, \
     CAST(CASE WHEN c.before_value IS NULL AND c.before_sealed IS NULL THEN 0 ELSE 1 END AS BIGINT), \
     CAST(CASE WHEN c.after_value IS NULL AND c.after_sealed IS NULL THEN 0 ELSE 1 END AS BIGINT), \
     CASE WHEN c.field_group = 'merged' THEN COALESCE(c.after_value, c.before_value) END \
     FROM change c WHERE ";

/// What a line of the feed is about: of a 法人 that is new nothing was told before.
const OF_ORGANIZATION: &str =
    "c.subject_kind = 'organization' AND c.field_group = 'facts' AND c.before_value IS NOT NULL";

/// The same for one that may be new.
pub(crate) const OF_ANY_ORGANIZATION: &str =
    "c.subject_kind = 'organization' AND c.field_group = 'facts'";

impl Store {
    /// The heads of acts from a place in the order of commits on, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn logged_acts(&self, from: i64, limit: u64) -> Result<Vec<LoggedAct>, StoreFault> {
        let mut sql = Sql::new(ACT);
        sql.push("WHERE a.seq >= ")
            .bind(from)
            .push(&format!(" ORDER BY a.seq LIMIT {limit}"));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?.iter().map(act).collect()
    }

    /// The head of the newest act; `None` before anything was done.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn newest_logged_act(&self) -> Result<Option<LoggedAct>, StoreFault> {
        let mut sql = Sql::new(ACT);
        sql.push("ORDER BY a.seq DESC LIMIT 1");
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        row.await?.as_ref().map(act).transpose()
    }

    /// The lines of some acts about what everybody may read, those of a range of places, each act by itself in its
    /// order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feed_lines(
        &self,
        acts: &[ActId],
        places: Range<i64>,
    ) -> Result<Vec<FeedLine>, StoreFault> {
        if acts.is_empty() || places.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(LINE);
        sql.push("c.act_id IN (")
            .add(Sql::ids(
                self.reader.get_database_backend(),
                acts.iter().map(|id| id.uuid()),
            ))
            .push(") AND c.ordinal >= ")
            .bind(places.start)
            .push(" AND c.ordinal < ")
            .bind(places.end)
            .push(" AND ((")
            .add(of_entries())
            .push(") OR (")
            .push(OF_ORGANIZATION)
            .push(")) ORDER BY c.act_id, c.ordinal");
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?.iter().map(line).collect()
    }

    /// The lines of one act about some entries, wherever in it they stand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feed_lines_about(
        &self,
        act: ActId,
        entries: &[ResourceId],
    ) -> Result<Vec<FeedLine>, StoreFault> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(LINE);
        sql.push("c.act_id = ")
            .bind(act.uuid())
            .push(" AND c.subject_id IN (")
            .add(Sql::ids(
                self.reader.get_database_backend(),
                entries.iter().map(|id| id.uuid()),
            ))
            .push(") AND ")
            .add(of_entries())
            .push(" ORDER BY c.ordinal");
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?.iter().map(line).collect()
    }

    /// When what everybody reads of some entries and 法人 changed last, by their ids.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_told(
        &self,
        entries: &[ResourceId],
        organizations: &[OrganizationId],
    ) -> Result<HashMap<Uuid, Instant>, StoreFault> {
        let entries = entries.iter().map(|id| id.uuid());
        let ids = entries.chain(organizations.iter().map(|id| id.uuid()));
        let mut sql = Sql::new("SELECT c.subject_id, MAX(a.at) FROM change c CROSS JOIN act a ");
        sql.push("WHERE a.id = c.act_id AND c.subject_id IN (")
            .add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND ((")
            .add(of_entries())
            .push(") OR (")
            .push(OF_ANY_ORGANIZATION)
            .push(")) GROUP BY c.subject_id");
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?
            .iter()
            .map(|row| {
                let id: Uuid = row.try_get_by_index(0)?;
                let at: i64 = row.try_get_by_index(1)?;
                Ok((id, Instant::from_micros(at)))
            })
            .collect()
    }

    /// The entries that some 法人 run as facts are shown now, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_run_by(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<Vec<(OrganizationId, ResourceId)>, StoreFault> {
        if organizations.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(&format!(
            "SELECT f.organization_id, f.resource_id FROM resource_facts f \
             WHERE {IS_SHOWN} AND f.organization_id IN ("
        ));
        sql.add(Sql::ids(
            self.reader.get_database_backend(),
            organizations.iter().map(|id| id.uuid()),
        ))
        .push(")");
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?
            .iter()
            .map(|row| {
                let organization: Uuid = row.try_get_by_index(0)?;
                let resource: Uuid = row.try_get_by_index(1)?;
                Ok((
                    OrganizationId::from_uuid(organization),
                    ResourceId::from_uuid(resource),
                ))
            })
            .collect()
    }
}

/// The condition under which a line about an entry tells of what everybody reads.
pub(crate) fn of_entries() -> Sql {
    let groups = PublicGroup::ALL
        .iter()
        .map(|group| Value::from(group.code()));
    let mut sql = Sql::new("c.subject_kind = 'resource' AND c.field_group IN ");
    sql.add(Sql::list(groups));
    sql
}

fn act(row: &QueryResult) -> Result<LoggedAct, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let at: i64 = row.try_get_by_index(2)?;
    let last: Option<i64> = row.try_get_by_index(3)?;
    Ok(LoggedAct {
        id: ActId::from_uuid(id),
        seq: row.try_get_by_index(1)?,
        at: Instant::from_micros(at),
        lines: last.map_or(0, |last| last + 1),
    })
}

fn line(row: &QueryResult) -> Result<FeedLine, StoreFault> {
    let (act, subject): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(3)?);
    let kind: String = row.try_get_by_index(2)?;
    let group: String = row.try_get_by_index(4)?;
    let (was, is): (i64, i64) = (row.try_get_by_index(5)?, row.try_get_by_index(6)?);
    let merging: Option<String> = row.try_get_by_index(7)?;
    let into = merging.as_deref().and_then(went_into);
    let subject = if kind == "organization" {
        FeedSubject::Organization(OrganizationId::from_uuid(subject))
    } else {
        let turned = Turned {
            group: PublicGroup::from_code(&group).ok_or(StoreFault::Unreadable {
                table: "change",
                value: group,
            })?,
            was: was == 1,
            is: is == 1,
            went: into.is_some(),
        };
        FeedSubject::Resource(ResourceId::from_uuid(subject), turned)
    };
    Ok(FeedLine {
        act: ActId::from_uuid(act),
        ordinal: row.try_get_by_index(1)?,
        subject,
        into,
    })
}

/// Where an entry went, by what the log says of the two that became one: the line of the other names where it came from.
fn went_into(value: &str) -> Option<ResourceId> {
    let value: serde_json::Value = serde_json::from_str(value).ok()?;
    value.get("into")?.as_str()?.parse().ok()
}
