//! How long the law asks to keep what stands in the cases of a person, and finding them by the number of one.

use chrono::NaiveDate;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::ids::{CaseId, OrganizationId, PersonId};
use renkei_domain::retention::{RecordKind, Retention};
use renkei_domain::time::Instant;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::case::number_column;
use super::{rows, rows_of_person};
use crate::fault::StoreFault;
use crate::provisions::begins;
use crate::sql::Sql;
use crate::work::Work;

/// A case as its number leads to it, or its id, without anything that is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberedCase {
    /// The agency that leads.
    pub lead: OrganizationId,
    /// Who is helped. Of a consultation that turned out to be of somebody who is known, that is them.
    pub person: PersonId,
    /// Whether what was known of them was erased.
    pub is_erased: bool,
}

/// What says of which day a row is.
#[derive(Debug, Clone, Copy)]
enum Dated {
    /// A column with a day.
    Day(&'static str),
    /// A column with a moment, whose day is that in Japan.
    Moment(&'static str),
}

/// Rows that the law asks to keep for a time after their day.
#[derive(Debug, Clone, Copy)]
struct Counted {
    /// The table, as `o`, up to the person `q` whose its rows are, and which of them count.
    rows: &'static str,
    dated: Dated,
    /// As what they are kept.
    kind: RecordKind,
}

/// From what the law counts: the end of a case, and whatever was done later, the newest of each.
const COUNTED: &[Counted] = &[
    Counted {
        rows: "support_case o JOIN person q ON q.id = o.person_id WHERE o.ended_on IS NOT NULL",
        dated: Dated::Day("o.ended_on"),
        kind: RecordKind::SupportRecord,
    },
    Counted {
        rows: "case_note o JOIN support_case c ON c.id = o.case_id \
               JOIN person q ON q.id = c.person_id WHERE o.noted_on IS NOT NULL",
        dated: Dated::Day("o.noted_on"),
        kind: RecordKind::SupportRecord,
    },
    Counted {
        rows: "conference o JOIN person q ON q.id = o.person_id \
               WHERE o.state IN ('held', 'closed') AND o.begins_at IS NOT NULL",
        dated: Dated::Moment("o.begins_at"),
        kind: RecordKind::SupportRecord,
    },
    Counted {
        rows: "incident o JOIN person q ON q.id = o.person_id WHERE o.noticed_on IS NOT NULL",
        dated: Dated::Day("o.noticed_on"),
        kind: RecordKind::SupportRecord,
    },
    Counted {
        rows: "receipt o JOIN person q ON q.id = o.person_id WHERE o.received_on IS NOT NULL",
        dated: Dated::Day("o.received_on"),
        kind: RecordKind::ProvisionRecord,
    },
    // It is kept from the day on which it was made, which may lie after that on which it was told.
    Counted {
        rows: "provision o JOIN person q ON q.id = o.person_id WHERE o.told_at IS NOT NULL",
        dated: Dated::Moment("COALESCE(o.noted_at, o.told_at)"),
        kind: RecordKind::ProvisionRecord,
    },
];

impl Counted {
    /// The day of the newest of a person.
    async fn newest_of(
        &self,
        work: &Work,
        person: PersonId,
    ) -> Result<Option<NaiveDate>, StoreFault> {
        let (Dated::Day(column) | Dated::Moment(column)) = self.dated;
        let mut sql = Sql::new(&format!("SELECT {column} FROM {} AND q.id IN (", self.rows));
        sql.add(rows_of_person(person))
            .push(") ORDER BY 1 DESC LIMIT 1");
        let found = rows(work.connection(), sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let day = match self.dated {
            Dated::Day(_) => row.try_get_by_index(0)?,
            Dated::Moment(_) => {
                Instant::from_micros(row.try_get_by_index(0)?)
                    .in_japan()
                    .date
            }
        };
        Ok(Some(day))
    }

    /// That a person `p` has some that the law asks to keep on a day.
    fn kept_on(&self, today: NaiveDate) -> Option<Sql> {
        let over = Retention::over_since(self.kind, today)?;
        let mut sql = Sql::new("EXISTS (SELECT 1 FROM ");
        sql.push(self.rows)
            .push(" AND (q.id = p.id OR q.same_as = p.id) AND ");
        match self.dated {
            Dated::Day(column) => sql.push(column).push(" > ").bind(over),
            Dated::Moment(column) => {
                let first = begins(over.succ_opt()?);
                sql.push(column).push(" >= ").bind(first.micros())
            }
        };
        sql.push(")");
        Some(sql)
    }
}

/// That all cases of a person `p` have ended, and that the law does not ask on a day to keep anything of theirs.
pub(crate) fn is_over(today: NaiveDate) -> Option<Sql> {
    let mut sql = Sql::new(
        "NOT EXISTS (SELECT 1 FROM support_case o JOIN person q ON q.id = o.person_id \
         WHERE (q.id = p.id OR q.same_as = p.id) AND o.ended_on IS NULL)",
    );
    for one in COUNTED {
        sql.push(" AND NOT ").add(one.kept_on(today)?);
    }
    Some(sql)
}

/// The cases by what stands in the open.
const NUMBERED: &str = "SELECT c.organization_id, p.id, p.erased_at FROM support_case c \
     JOIN person k ON k.id = c.person_id JOIN person p ON p.id = COALESCE(k.same_as, k.id) WHERE ";

fn numbered(row: &QueryResult) -> Result<NumberedCase, StoreFault> {
    Ok(NumberedCase {
        lead: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        is_erased: row.try_get_by_index::<Option<i64>>(2)?.is_some(),
    })
}

impl Work {
    /// A case by what stands in the open: what is sealed in it need not open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case_unopened(&self, id: CaseId) -> Result<Option<NumberedCase>, StoreFault> {
        let mut sql = Sql::new(NUMBERED);
        sql.push("c.id = ").bind(id.uuid());
        let found = rows(self.connection(), sql).await?;
        found.first().map(numbered).transpose()
    }

    /// The cases of every agency that have a number. Each agency draws its own.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cases_numbered(
        &self,
        number: CaseNumber,
    ) -> Result<Vec<NumberedCase>, StoreFault> {
        let mut sql = Sql::new(NUMBERED);
        sql.push("c.number = ")
            .bind(number_column(number))
            .push(" ORDER BY c.organization_id");
        let found = rows(self.connection(), sql).await?;
        found.iter().map(numbered).collect()
    }

    /// The last day on which the law asks to keep what stands of a person, all of whose cases have ended, where
    /// anything does.
    ///
    /// # Errors
    /// [`StoreFault::CaseGoesOn`] while one of them has not ended, or when the database cannot be read.
    pub(super) async fn kept_until(
        &self,
        person: PersonId,
    ) -> Result<Option<NaiveDate>, StoreFault> {
        let mut sql = Sql::new("SELECT ended_on FROM support_case WHERE person_id IN (");
        sql.add(rows_of_person(person)).push(") ORDER BY id");
        // Whoever takes one up again does so before this, or finds that its person was erased.
        if self.is_postgres() {
            sql.push(" FOR UPDATE");
        }
        for row in rows(self.connection(), sql).await? {
            if row.try_get_by_index::<Option<NaiveDate>>(0)?.is_none() {
                return Err(StoreFault::CaseGoesOn);
            }
        }
        let mut kept = None;
        for one in COUNTED {
            let newest = one.newest_of(self, person).await?;
            kept = kept.max(newest.and_then(|day| Retention::bound_until(one.kind, day)));
        }
        Ok(kept)
    }
}
