//! How long the law asks to keep what stands in the cases of a person, and finding them by the number of one.

use chrono::NaiveDate;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::ids::{CaseId, OrganizationId, PersonId};
use renkei_domain::retention::{RecordKind, Retention};
use sea_orm::QueryResult;
use uuid::Uuid;

use super::case::number_column;
use super::{rows, rows_of_person};
use crate::fault::StoreFault;
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

    /// The last day on which the law asks to keep what stands in the cases of a person, all of which have ended.
    /// It counts from the end of the last one, or from a later day of which something was noted.
    ///
    /// # Errors
    /// [`StoreFault::CaseGoesOn`] while one of them has not ended, or when the database cannot be read.
    pub(super) async fn helped_until(
        &self,
        person: PersonId,
    ) -> Result<Option<NaiveDate>, StoreFault> {
        let mut sql = Sql::new("SELECT ended_on FROM support_case WHERE person_id IN (");
        sql.add(rows_of_person(person)).push(") ORDER BY id");
        // Whoever takes one up again does so before this, or finds that its person was erased.
        if self.is_postgres() {
            sql.push(" FOR UPDATE");
        }
        let mut newest: Option<NaiveDate> = None;
        for row in rows(self.connection(), sql).await? {
            let Some(ended_on) = row.try_get_by_index::<Option<NaiveDate>>(0)? else {
                return Err(StoreFault::CaseGoesOn);
            };
            newest = newest.max(Some(ended_on));
        }
        let mut sql = Sql::new(
            "SELECT n.noted_on FROM case_note n JOIN support_case c ON c.id = n.case_id \
             WHERE c.person_id IN (",
        );
        sql.add(rows_of_person(person))
            .push(") ORDER BY n.noted_on DESC LIMIT 1");
        for row in rows(self.connection(), sql).await? {
            newest = newest.max(Some(row.try_get_by_index::<NaiveDate>(0)?));
        }
        Ok(newest.and_then(|day| Retention::bound_until(RecordKind::SupportRecord, day)))
    }
}
