//! Records of what was told of a person ([`provision`]) and of what came in about them ([`receipt`]). Each is written
//! in the act in which it was told, under the key of the person, and never changed; of an [`incident`] the steps are. Whoever reads them starts from the case and its scope, in
//! [`crate::access::cases`]; the records are those that the agency of the case keeps of its person.

mod agency;
pub mod incident;
pub mod provision;
pub mod receipt;

use chrono::{NaiveDate, NaiveTime};
use renkei_domain::cases::case::Case;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::ExceptionSight;
use renkei_domain::ids::{AccountId, ExceptionId, OrganizationId};
use renkei_domain::provisions::{KeptIncident, KeptProvision, Receipt};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::cases::team::team_of;
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::sql::Sql;

/// What says who may see a record, in four columns of the exception by which it was told: its id, the acting
/// organization, who named it, and when it was released.
fn sight_at(row: &QueryResult, first: usize) -> Result<Option<ExceptionSight>, StoreFault> {
    let Some(id) = row.try_get_by_index::<Option<Uuid>>(first)? else {
        return Ok(None);
    };
    let released_at = row.try_get_by_index::<Option<i64>>(first + 3)?;
    Ok(Some(ExceptionSight {
        id: ExceptionId::from_uuid(id),
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(first + 1)?),
        by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(first + 2)?),
        is_released: released_at.is_some(),
    }))
}

/// From when until when, both days included; what is left out narrows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordsSpan {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl RecordsSpan {
    /// Whether a day is within it.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The records that the agency of a case keeps of its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsFile {
    /// The case.
    pub case: Case,
    /// Who helps or helped, in the order in which they came.
    pub team: Vec<TeamMember>,
    /// What was told, the newest first.
    pub provisions: Vec<KeptProvision>,
    /// What came in, the newest first.
    pub receipts: Vec<Receipt>,
    /// What reached somebody whom it was not meant for, of whatever day, the newest first.
    pub incidents: Vec<KeptIncident>,
}

/// Reads the records of a span. Of somebody who was erased nothing is there.
pub(crate) async fn file_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: Case,
    span: RecordsSpan,
) -> Result<RecordsFile, StoreFault> {
    if case.is_erased() {
        return Ok(RecordsFile {
            case,
            team: Vec::new(),
            provisions: Vec::new(),
            receipts: Vec::new(),
            incidents: Vec::new(),
        });
    }
    Ok(RecordsFile {
        team: team_of(connection, keys, case.id).await?,
        provisions: provision::provisions_of(connection, keys, &case, span).await?,
        receipts: receipt::receipts_of(connection, keys, &case, span).await?,
        incidents: incident::incidents_of(connection, keys, &case).await?,
        case,
    })
}

/// What was told in several cases and what came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllRecords {
    /// What was told, the newest first.
    pub provisions: Vec<KeptProvision>,
    /// What came in, the newest first.
    pub receipts: Vec<Receipt>,
    /// How many records more there are that are damaged.
    pub unread: usize,
}

/// Asks for the cases in which something was told or came in in a span.
pub(crate) fn has_records(span: RecordsSpan) -> Sql {
    let mut sql = Sql::new("c.id IN (SELECT case_id FROM provision WHERE 1 = 1");
    within(&mut sql, "told_at", span);
    sql.push(" UNION SELECT case_id FROM receipt WHERE 1 = 1");
    days_within(&mut sql, "received_on", span);
    sql.push(")");
    sql
}

/// Reads the records of some cases, of a span.
pub(crate) async fn all_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    cases: &[Case],
    span: RecordsSpan,
) -> Result<AllRecords, StoreFault> {
    if cases.is_empty() {
        return Ok(AllRecords::default());
    }
    let (provisions, untold) = provision::provisions_in(connection, keys, cases, span).await?;
    let (receipts, unheard) = receipt::receipts_in(connection, keys, cases, span).await?;
    Ok(AllRecords {
        provisions,
        receipts,
        unread: untold + unheard,
    })
}

/// Adds that a day in a column is within a span.
fn days_within(sql: &mut Sql, column: &str, span: RecordsSpan) {
    if let Some(from) = span.from {
        sql.push(&format!(" AND {column} >= ")).bind(from);
    }
    if let Some(until) = span.until {
        sql.push(&format!(" AND {column} <= ")).bind(until);
    }
}

/// The first moment of a day in Japan.
pub(crate) fn begins(day: NaiveDate) -> Instant {
    Instant::from_japan(day.and_time(NaiveTime::MIN))
}

/// Adds that an instant in a column is within a span.
fn within(sql: &mut Sql, column: &str, span: RecordsSpan) {
    if let Some(from) = span.from {
        sql.push(&format!(" AND {column} >= "))
            .bind(begins(from).micros());
    }
    if let Some(after) = span.until.and_then(|until| until.succ_opt()) {
        sql.push(&format!(" AND {column} < "))
            .bind(begins(after).micros());
    }
}
