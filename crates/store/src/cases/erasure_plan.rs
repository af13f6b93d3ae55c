//! What is planned for those of whom no law asks to keep anything any more: since which day the agency knows, and whether
//! it holds them back. Of one who was erased the row waits until the files were swept. Every act about a person locks all
//! their cases first, in one order, so that whoever holds somebody back comes before they are erased, or finds them gone.

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::erasure::{ErasurePlan, Hold, HoldReason};
use renkei_domain::ids::{AccountId, CaseId, OrganizationId, PersonId};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{note_change, rows, rows_of_person, write};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "erasure_plan";

/// The columns of a plan, where its table is `e`.
pub(crate) const PLANNED: &str = "e.announced_on, e.held_for, e.held_until, e.held_by";

/// A plan whose columns begin at a place, where there is one.
pub(crate) fn planned_at(
    row: &QueryResult,
    first: usize,
) -> Result<Option<ErasurePlan>, StoreFault> {
    let Some(announced_on) = row.try_get_by_index::<Option<NaiveDate>>(first)? else {
        return Ok(None);
    };
    let reason = row.try_get_by_index::<Option<String>>(first + 1)?;
    let until = row.try_get_by_index::<Option<NaiveDate>>(first + 2)?;
    let by = row.try_get_by_index::<Option<Uuid>>(first + 3)?;
    let hold = match (reason, until, by) {
        (Some(reason), Some(until), Some(by)) => Some(Hold {
            reason: code(TABLE, HoldReason::from_code, &reason)?,
            until,
            by: AccountId::from_uuid(by),
        }),
        _ => None,
    };
    Ok(Some(ErasurePlan { announced_on, hold }))
}

fn first_of(found: &[QueryResult]) -> Result<Option<ErasurePlan>, StoreFault> {
    found.first().map_or(Ok(None), |row| planned_at(row, 0))
}

fn persons(found: &[QueryResult]) -> Result<Vec<PersonId>, StoreFault> {
    let read = |row: &QueryResult| Ok(PersonId::from_uuid(row.try_get_by_index::<Uuid>(0)?));
    found.iter().map(read).collect()
}

/// A plan as the log keeps it.
fn logged(plan: &ErasurePlan) -> serde_json::Value {
    json!({
        "announced_on": plan.announced_on.to_string(),
        "day": plan.day().to_string(),
        "held_for": plan.hold.map(|hold| hold.reason.code()),
        "held_until": plan.hold.map(|hold| hold.until.to_string()),
    })
}

impl Store {
    /// What is planned for the person of a case, where something is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn erasure_planned(&self, case: &Case) -> Result<Option<ErasurePlan>, StoreFault> {
        let mut sql = Sql::new("SELECT ");
        sql.push(PLANNED)
            .push(" FROM erasure_plan e WHERE e.erased_at IS NULL AND e.person_id = ")
            .bind(case.person.uuid());
        first_of(&rows(&self.reader, sql).await?)
    }

    /// For whom something is planned whom nobody holds back on a day, whether the law asks to keep something of theirs
    /// again or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn persons_planned_for(&self, today: NaiveDate) -> Result<Vec<PersonId>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT person_id FROM erasure_plan WHERE erased_at IS NULL \
             AND (held_until IS NULL OR held_until < ",
        );
        sql.bind(today).push(") ORDER BY person_id");
        persons(&rows(&self.reader, sql).await?)
    }

    /// Who was erased and may still stand in pages of the files that nobody reads any more.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn persons_to_sweep(&self) -> Result<Vec<PersonId>, StoreFault> {
        let sql =
            "SELECT person_id FROM erasure_plan WHERE erased_at IS NOT NULL ORDER BY person_id";
        persons(&rows(&self.reader, Sql::new(sql)).await?)
    }

    /// Forgets the plans of some who were erased before the files were swept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_swept(&self, swept: &[PersonId]) -> Result<(), StoreFault> {
        if swept.is_empty() {
            return Ok(());
        }
        let ids = swept.iter().map(|person| person.uuid());
        let mut sql =
            Sql::new("DELETE FROM erasure_plan WHERE erased_at IS NOT NULL AND person_id IN (");
        sql.add(Sql::ids(self.writer.get_database_backend(), ids))
            .push(")");
        self.alone(sql.statement(&self.writer)).await?;
        Ok(())
    }
}

impl Work {
    /// All cases of a person, held until the act ends.
    pub(crate) async fn lock_cases_of(&self, person: PersonId) -> Result<Vec<CaseId>, StoreFault> {
        let mut sql = Sql::new("SELECT id FROM support_case WHERE person_id IN (");
        sql.add(rows_of_person(person)).push(") ORDER BY id");
        // The embedded database has one writer at a time anyway.
        if self.is_postgres() {
            sql.push(" FOR UPDATE");
        }
        let read = |row: &QueryResult| Ok(CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?));
        let found = rows(self.connection(), sql).await?;
        found.iter().map(read).collect()
    }

    /// What is planned for a person, all whose cases are held until the act ends.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn erasure_plan(&self, person: PersonId) -> Result<Option<ErasurePlan>, StoreFault> {
        self.lock_cases_of(person).await?;
        let mut sql = Sql::new("SELECT ");
        sql.push(PLANNED)
            .push(" FROM erasure_plan e WHERE e.erased_at IS NULL AND e.person_id = ")
            .bind(person.uuid());
        first_of(&rows(self.connection(), sql).await?)
    }

    /// Keeps what is planned for a person of an agency, with a line of the log for each of their cases.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_erasure_plan(
        &self,
        (lead, person): (OrganizationId, PersonId),
        before: Option<ErasurePlan>,
        after: ErasurePlan,
    ) -> Result<(), StoreFault> {
        if before == Some(after) {
            return Ok(());
        }
        let mut sql = Sql::new(
            "INSERT INTO erasure_plan (person_id, organization_id, announced_on, held_for, held_until, held_by) \
             VALUES ",
        );
        sql.add(Sql::row([
            Value::from(person.uuid()),
            Value::from(lead.uuid()),
            Value::from(after.announced_on),
            Value::from(after.hold.map(|hold| hold.reason.code())),
            Value::from(after.hold.map(|hold| hold.until)),
            Value::from(after.hold.map(|hold| hold.by.uuid())),
        ]))
        .push(
            " ON CONFLICT (person_id) DO UPDATE SET announced_on = excluded.announced_on, \
             held_for = excluded.held_for, held_until = excluded.held_until, held_by = excluded.held_by",
        );
        write(self, sql).await?;
        self.note_plan(person, before.as_ref(), Some(&after)).await
    }

    /// Takes back what was planned for a person, of whom something is to be kept again; says whether anything was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_erasure_plan(&self, person: PersonId) -> Result<bool, StoreFault> {
        let Some(before) = self.erasure_plan(person).await? else {
            return Ok(false);
        };
        let mut sql = Sql::new("DELETE FROM erasure_plan WHERE erased_at IS NULL AND person_id = ");
        sql.bind(person.uuid());
        write(self, sql).await?;
        self.note_plan(person, Some(&before), None).await?;
        Ok(true)
    }

    async fn note_plan(
        &self,
        person: PersonId,
        before: Option<&ErasurePlan>,
        after: Option<&ErasurePlan>,
    ) -> Result<(), StoreFault> {
        for case in self.lock_cases_of(person).await? {
            let [was, is] = [before, after].map(|plan| plan.map(logged));
            note_change(self, case, TABLE, was, is);
        }
        Ok(())
    }

    /// Keeps when somebody was erased for whom it was planned, until the files are swept.
    pub(super) async fn settle_erasure_plan(
        &self,
        person: PersonId,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "UPDATE erasure_plan SET held_for = NULL, held_until = NULL, held_by = NULL, erased_at = ",
        );
        sql.bind(now.micros())
            .push(" WHERE person_id IN (")
            .add(rows_of_person(person))
            .push(")");
        write(self, sql).await?;
        Ok(())
    }
}
