//! The exceptions of the law in a case that somebody may see, with what was told by them and what was done with them
//! later. Of one that they may not see nothing comes out of the database.

use renkei_domain::access::scope::{CaseScope, ExceptionScope};
use renkei_domain::cases::case::Case;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::Exception;
use renkei_domain::ids::{AccountId, CaseId, ExceptionId, OrganizationId, PersonId};
use renkei_domain::provisions::Provision;
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::narrowing::OwnerColumns;
use crate::audit::Inside;
use crate::cases::team::team_of;
use crate::cases::{rows, rows_of_person};
use crate::consent::except::{self, ExceptionRow, TakenStep, steps_of};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::Opener;
use crate::provisions::RecordsSpan;
use crate::provisions::provision::provisions_of;
use crate::sql::Sql;
use crate::store::Store;

/// An exception as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptException {
    /// The exception.
    pub exception: Exception,
    /// What was told by it, the newest first.
    pub told: Vec<Provision>,
    /// What was done with it later, in its order.
    pub steps: Vec<TakenStep>,
}

/// A case with those of its exceptions that somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionsFile {
    /// The case.
    pub case: Case,
    /// The exceptions, the newest first.
    pub exceptions: Vec<KeptException>,
    /// Who helps or helped, where one of them names somebody.
    pub team: Vec<TeamMember>,
}

/// The person may know of an exception once it was released.
const OWNERS: OwnerColumns = OwnerColumns {
    keeper: "NULL",
    run_by: "e.organization_id",
    about: "CASE WHEN e.released_at IS NOT NULL THEN p.account_id END",
    sent_by: "NULL",
    observed_by: "NULL",
    named: "NULL",
};

const COLUMNS: &str = "SELECT e.id, e.organization_id, e.named_by, e.named_at, e.ended_at, e.released_at, e.said \
     FROM consent_exception e JOIN person k ON k.id = e.person_id \
     JOIN person p ON p.id = COALESCE(k.same_as, k.id) WHERE ";

/// The same, each with its person and the newest of the agency's cases in which it stands.
const LISTED: &str = "SELECT e.id, e.organization_id, e.named_by, e.named_at, e.ended_at, e.released_at, e.said, \
     p.id, c.id, c.number FROM consent_exception e JOIN person k ON k.id = e.person_id \
     JOIN person p ON p.id = COALESCE(k.same_as, k.id) JOIN support_case c ON c.id = ( \
     SELECT s.id FROM support_case s WHERE s.person_id = e.person_id \
     AND s.organization_id = e.organization_id ORDER BY s.id DESC LIMIT 1) WHERE ";

/// The place of what is sealed.
const SAID: usize = 6;

/// An exception in a list of those of many cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedException {
    /// The case in which it is looked at.
    pub case: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// The exception.
    pub exception: Exception,
}

fn read(person: PersonId, row: &QueryResult, opener: &Opener) -> Result<Exception, StoreFault> {
    let id = ExceptionId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let text = opener.text_at(&except::cell(id), row, SAID)?;
    let ended_at = row.try_get_by_index::<Option<i64>>(4)?;
    let released_at = row.try_get_by_index::<Option<i64>>(5)?;
    let row = ExceptionRow {
        id,
        person,
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        at: Instant::from_micros(row.try_get_by_index(3)?),
        ended_at: ended_at.map(Instant::from_micros),
        released_at: released_at.map(Instant::from_micros),
    };
    row.read(&text)
}

impl Store {
    /// The exceptions of a scope that the agency of a case named about its person, in a case of another scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn exceptions_in_scope(
        &self,
        cases: &CaseScope,
        scope: &ExceptionScope,
        id: CaseId,
    ) -> Result<Inside<Option<ExceptionsFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let case = self.scoped_cases(cases, it, Some(1)).await?.pop();
        Ok(Inside::of(match case {
            Some(case) => Some(self.exceptions_of(scope, case).await?),
            None => None,
        }))
    }

    /// The newest exceptions of a scope that some organizations named, in all of their cases, at most so many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all_exceptions_in_scope(
        &self,
        scope: &ExceptionScope,
        organizations: &[OrganizationId],
        limit: u32,
    ) -> Result<Inside<Vec<ListedException>>, StoreFault> {
        if scope.scope().is_nothing() || organizations.is_empty() {
            return Ok(Inside::of(Vec::new()));
        }
        let backend = self.reader.get_database_backend();
        let mut acting = Sql::new("e.organization_id IN (");
        let ids = organizations.iter().map(|id| id.uuid());
        acting.add(Sql::ids(backend, ids)).push(")");
        let conditions = vec![
            Sql::new("p.erased_at IS NULL"),
            acting,
            OWNERS.within(scope.scope(), backend),
        ];
        let mut sql = Sql::new(LISTED);
        sql.add(Sql::joined(conditions, " AND ", "1 = 1"))
            .push(" ORDER BY e.named_at DESC, e.id DESC LIMIT ")
            .bind(i64::from(limit));
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[SAID]);
        let opener = opener.await?;
        let listed = found.iter().map(|row| {
            let person = PersonId::from_uuid(row.try_get_by_index::<Uuid>(7)?);
            let number = row.try_get_by_index::<i32>(9)?;
            let known = u32::try_from(number).ok().and_then(CaseNumber::new);
            Ok(ListedException {
                case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(8)?),
                number: known.ok_or_else(|| unreadable("support_case", number))?,
                exception: read(person, row, &opener)?,
            })
        });
        let listed: Vec<ListedException> = listed.collect::<Result<_, StoreFault>>()?;
        Ok(Inside::of(listed))
    }

    async fn exceptions_of(
        &self,
        scope: &ExceptionScope,
        case: Case,
    ) -> Result<ExceptionsFile, StoreFault> {
        let nothing = ExceptionsFile {
            case,
            exceptions: Vec::new(),
            team: Vec::new(),
        };
        let case = &nothing.case;
        if case.is_erased() || scope.scope().is_nothing() {
            return Ok(nothing);
        }
        let mut of_person = Sql::new("e.person_id IN (");
        of_person.add(rows_of_person(case.person)).push(")");
        let conditions = vec![
            of_person,
            Sql::with("e.organization_id = ?", [Value::from(case.lead.uuid())]),
            OWNERS.within(scope.scope(), self.reader.get_database_backend()),
        ];
        let mut sql = Sql::new(COLUMNS);
        sql.add(Sql::joined(conditions, " AND ", "1 = 1"))
            .push(" ORDER BY e.named_at DESC, e.id DESC");
        let found = rows(&self.reader, sql).await?;
        if found.is_empty() {
            return Ok(nothing);
        }
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[SAID]);
        let opener = opener.await?;
        let exceptions = found.iter().map(|row| read(case.person, row, &opener));
        let exceptions: Vec<Exception> = exceptions.collect::<Result<_, StoreFault>>()?;
        let ids: Vec<ExceptionId> = exceptions.iter().map(|exception| exception.id).collect();
        let steps = steps_of(&self.reader, &self.keys, &ids).await?;
        let span = RecordsSpan::default();
        let records = provisions_of(&self.reader, &self.keys, case, span).await?;
        let team = team_of(&self.reader, &self.keys, case.id).await?;
        let exceptions = exceptions.into_iter().map(|exception| {
            let told = records.iter().map(|kept| &kept.record);
            let told = told.filter(|record| record.exception() == Some(exception.id));
            let taken = steps.iter().filter(|(id, _)| *id == exception.id);
            KeptException {
                told: told.cloned().collect(),
                steps: taken.map(|(_, step)| step.clone()).collect(),
                exception,
            }
        });
        let exceptions = exceptions.collect();
        Ok(ExceptionsFile {
            exceptions,
            team,
            ..nothing
        })
    }
}
