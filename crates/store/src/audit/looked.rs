//! Who read a case, for the person it is about. Lines tell of ids alone; for which agency somebody worked on that day
//! is known by their memberships, and why they looked by where the request came to.

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_domain::audit::LineAction;
use renkei_domain::audit::looked::{Look, LookReason};
use renkei_domain::cases::case::Case;
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::cases::{rows, rows_of_person};
use crate::fault::StoreFault;
use crate::sql::Sql;

/// The most readings that are told: of so many nobody reads each.
const MOST: i64 = 5_000;

/// A case with who looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedFile {
    /// The case.
    pub case: Case,
    /// The readings, the newest first; the person's own are not among them.
    pub looks: Vec<Look>,
}

/// A time in which somebody worked for an agency.
struct Worked {
    agency: OrganizationId,
    since: NaiveDate,
    until: Option<NaiveDate>,
}

/// Where the request came to, of what is kept beside a line.
fn door(body: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    Some(body.get("door")?.as_str()?.to_owned())
}

/// For whom some accounts worked, and when.
async fn worked(
    connection: &impl ConnectionTrait,
    accounts: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Worked>>, StoreFault> {
    let mut worked: HashMap<Uuid, Vec<Worked>> = HashMap::new();
    let mut sql = Sql::new(
        "SELECT account_id, organization_id, since, until FROM membership \
         WHERE organization_id IS NOT NULL AND account_id IN (",
    );
    sql.add(Sql::ids(connection.get_database_backend(), accounts))
        .push(")");
    for row in rows(connection, sql).await? {
        let account = row.try_get_by_index::<Uuid>(0)?;
        worked.entry(account).or_default().push(Worked {
            agency: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
            since: row.try_get_by_index(2)?,
            until: row.try_get_by_index(3)?,
        });
    }
    Ok(worked)
}

/// The agency for which somebody looked at a case: that of the case, where they worked for it then.
fn agency(case: &Case, worked: &[Worked], day: NaiveDate) -> Option<OrganizationId> {
    let is_then = |one: &&Worked| one.since <= day && one.until.is_none_or(|until| day <= until);
    let mut then = worked.iter().filter(is_then);
    let first = then.next()?.agency;
    let is_lead = first == case.lead || then.any(|one| one.agency == case.lead);
    Some(if is_lead { case.lead } else { first })
}

/// Who read a case since an instant.
pub(crate) async fn looked_at(
    connection: &impl ConnectionTrait,
    case: Case,
    since: Instant,
) -> Result<LookedFile, StoreFault> {
    let mut sql = Sql::new(
        "SELECT a.at, a.account_id, d.body FROM audit a \
         LEFT JOIN audit_detail d ON d.request_id = a.request_id WHERE a.id IN ( \
         SELECT s.audit_id FROM audit_subject s WHERE s.subject_id = ",
    );
    // Who read what was told by an exception of the law is the person's to know once that was released to them.
    sql.bind(case.id.uuid())
        .push(
            " UNION SELECT s.audit_id FROM audit_subject s JOIN consent_exception e ON e.id = s.subject_id \
             WHERE e.released_at IS NOT NULL AND e.organization_id = ",
        )
        .bind(case.lead.uuid())
        .push(" AND e.person_id IN (")
        .add(rows_of_person(case.person))
        .push(")) AND a.action = ")
        .bind(LineAction::Read.code())
        .push(" AND a.at >= ")
        .bind(since.micros());
    if let Some(own) = case.account {
        // A line that names nobody is told too.
        sql.push(" AND (a.account_id IS NULL OR a.account_id <> ")
            .bind(own.uuid())
            .push(")");
    }
    sql.push(" ORDER BY a.at DESC, a.id DESC LIMIT ").bind(MOST);
    let found = rows(connection, sql).await?;
    let mut read = Vec::new();
    for row in &found {
        let at = Instant::from_micros(row.try_get_by_index(0)?);
        let account = row.try_get_by_index::<Option<Uuid>>(1)?;
        let body = row.try_get_by_index::<Option<String>>(2)?;
        read.push((at, account, body.as_deref().and_then(door)));
    }
    let mut accounts: Vec<Uuid> = read.iter().filter_map(|(_, account, _)| *account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let worked = worked(connection, accounts).await?;
    let looks = read.into_iter().map(|(at, account, door)| {
        let times = account.and_then(|account| worked.get(&account));
        let day = at.in_japan().date;
        Look {
            at,
            account: account.map(AccountId::from_uuid),
            agency: times.and_then(|times| agency(&case, times, day)),
            reason: LookReason::of_door(door.as_deref()),
        }
    });
    let looks = looks.collect();
    Ok(LookedFile { case, looks })
}
