//! Consents whose end comes near: for the list of who keeps their cases.

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::ids::{ConsentId, PersonId};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::sql::Sql;

/// A consent whose end comes near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingConsent {
    /// The case of its person.
    pub case: Case,
    /// Which.
    pub consent: ConsentId,
    /// The last day on which it holds.
    pub last_day: NaiveDate,
}

/// From when until when consents end, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndingSpan {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// That a consent `g` ends within a span, none took its place, and nobody withdrew it as a whole.
pub(crate) fn ends_within(span: EndingSpan) -> Sql {
    Sql::with(
        "g.last_day >= ? AND g.last_day <= ? \
         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.renews_id = g.id) \
         AND NOT EXISTS (SELECT 1 FROM consent_halt h WHERE h.person_id = g.person_id \
         AND h.state = 'withdrawn' AND h.reach IS NULL \
         AND (h.consent_id = g.id OR (h.consent_id IS NULL AND h.seq > g.seq)))",
        [Value::from(span.from), Value::from(span.until)],
    )
}

/// That a case `c`, whose person is `p`, has such a consent, given to who leads it.
pub(crate) fn has_ending(span: EndingSpan) -> Sql {
    let mut sql = Sql::new(
        "EXISTS (SELECT 1 FROM consent g WHERE g.person_id = p.id \
         AND g.organization_id = c.organization_id AND ",
    );
    sql.add(ends_within(span)).push(")");
    sql
}

/// The consents of some cases that end within a span, the nearest end first.
pub(crate) async fn ending_of(
    connection: &impl ConnectionTrait,
    cases: Vec<Case>,
    span: EndingSpan,
) -> Result<Vec<EndingConsent>, StoreFault> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql =
        Sql::new("SELECT g.id, g.person_id, g.last_day FROM consent g WHERE g.person_id IN (");
    let persons = cases.iter().map(|case| case.person.uuid());
    sql.add(Sql::ids(connection.get_database_backend(), persons))
        .push(") AND ")
        .add(ends_within(span))
        .push(" ORDER BY g.last_day, g.id");
    let found = connection.query_all_raw(sql.statement(connection)).await?;
    let found = found.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let mut ending = Vec::new();
    for (consent, person, last_day) in found {
        let mut cases = cases.iter();
        if let Some(case) = cases.find(|case| case.person == person) {
            ending.push(EndingConsent {
                case: case.clone(),
                consent,
                last_day,
            });
        }
    }
    Ok(ending)
}

fn read(row: &QueryResult) -> Result<(ConsentId, PersonId, NaiveDate), StoreFault> {
    Ok((
        ConsentId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        PersonId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        row.try_get_by_index(2)?,
    ))
}
