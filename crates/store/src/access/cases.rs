//! The cases with which somebody may do something: the list, one of them with everything in it, and finding the
//! cases of a person by name, which the database cannot read.

use renkei_domain::access::scope::CaseScope;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::ids::{AccountId, CaseId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::narrowing::OwnerColumns;
use crate::audit::Inside;
use crate::audit::looked::{LookedFile, looked_at};
use crate::cases::case::{COLUMNS, SEALED, number_column, read, read_listed};
use crate::cases::team::teams_of;
use crate::cases::{CaseFile, file_of};
use crate::consent::ending::{EndingConsent, EndingSpan, ending_of, has_ending};
use crate::consent::{self, ConsentFile};
use crate::fault::StoreFault;
use crate::person_copy::request::IS_OPEN as COPY_IS_OPEN;
use crate::person_copy::{self, OpenCopyRequest, PersonCopyFile};
use crate::provisions::incident::{IS_OPEN, OpenIncident, open_incidents_of};
use crate::provisions::{self, AllRecords, RecordsFile, RecordsSpan, has_records};
use crate::sql::Sql;
use crate::store::Store;

/// Which cases of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CaseQuery {
    /// Those that this account keeps.
    pub keeper: Option<AccountId>,
    /// Those that go on, or those that have ended.
    pub course: Option<Course>,
    /// The one with this number.
    pub number: Option<CaseNumber>,
    /// Those after this one.
    pub after: Option<CaseId>,
    /// Those about the person with this account.
    pub about: Option<AccountId>,
}

/// Whether a case goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// It goes on.
    Open,
    /// It has ended.
    Ended,
}

pub(super) const OWNERS: OwnerColumns = OwnerColumns {
    keeper: "NULL",
    run_by: "c.organization_id",
    about: "p.account_id",
    sent_by: "NULL",
    observed_by: "NULL",
    named: "NULL",
};

impl Store {
    /// The cases of a scope, the newest first, at most so many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cases_in_scope(
        &self,
        scope: &CaseScope,
        query: &CaseQuery,
        limit: u32,
    ) -> Result<Inside<Vec<Case>>, StoreFault> {
        let found = self.queried_cases(scope, query, limit).await?;
        Ok(Inside::of(found))
    }

    /// The same, each with its team.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn teams_in_scope(
        &self,
        scope: &CaseScope,
        query: &CaseQuery,
        limit: u32,
    ) -> Result<Inside<Vec<(Case, Vec<TeamMember>)>>, StoreFault> {
        let found = self.queried_cases(scope, query, limit).await?;
        let ids: Vec<CaseId> = found
            .iter()
            .filter(|case| !case.is_erased())
            .map(|case| case.id)
            .collect();
        let mut teams = teams_of(&self.reader, &self.keys, &ids).await?;
        let with_teams = found.into_iter().map(|case| {
            let team = teams.remove(&case.id).unwrap_or_default();
            (case, team)
        });
        Ok(Inside::of(with_teams.collect()))
    }

    async fn queried_cases(
        &self,
        scope: &CaseScope,
        query: &CaseQuery,
        limit: u32,
    ) -> Result<Vec<Case>, StoreFault> {
        let mut conditions = Vec::new();
        let CaseQuery {
            keeper,
            course,
            number,
            after,
            about,
        } = *query;
        conditions.extend(
            keeper.map(|account| Sql::with("c.keeper_id = ?", [Value::from(account.uuid())])),
        );
        conditions.extend(course.map(|course| {
            Sql::new(match course {
                Course::Open => "c.ended_on IS NULL",
                Course::Ended => "c.ended_on IS NOT NULL",
            })
        }));
        conditions.extend(
            number.map(|number| Sql::with("c.number = ?", [Value::from(number_column(number))])),
        );
        conditions.extend(
            about.map(|account| Sql::with("p.account_id = ?", [Value::from(account.uuid())])),
        );
        conditions.extend(after.map(|id| Sql::with("c.id < ?", [Value::from(id.uuid())])));
        self.listed_cases(scope, conditions, Some(limit)).await
    }

    /// The cases of a scope whose person has a text in their name or its reading, the newest first, at most so
    /// many. Only those that are found count as read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cases_named_in_scope(
        &self,
        scope: &CaseScope,
        text: &str,
        limit: usize,
    ) -> Result<Inside<Vec<Case>>, StoreFault> {
        let named = vec![Sql::new("p.name IS NOT NULL")];
        let listed = self.listed_cases(scope, named, None).await?;
        // Whoever looks for somebody whose name does not open is not told that there is nobody.
        let (damaged, read): (Vec<Case>, Vec<Case>) =
            listed.into_iter().partition(Case::is_damaged);
        let read = read.into_iter();
        let found = read.filter(|case| case.known().is_some_and(|person| person.is_found_by(text)));
        Ok(Inside::of(found.chain(damaged).take(limit).collect()))
    }

    /// One case of a scope with everything in it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case_in_scope(
        &self,
        scope: &CaseScope,
        id: CaseId,
    ) -> Result<Inside<Option<CaseFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(Inside::of(match case {
            Some(case) => Some(file_of(&self.reader, &self.keys, case).await?),
            None => None,
        }))
    }

    /// Everything about the consents of the person of a case of a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consents_in_scope(
        &self,
        scope: &CaseScope,
        id: CaseId,
    ) -> Result<Inside<Option<ConsentFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(Inside::of(match case {
            Some(case) => Some(consent::file_of(&self.reader, &self.keys, case).await?),
            None => None,
        }))
    }

    /// The records that the agency of a case of a scope keeps of its person, of a span.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn records_in_scope(
        &self,
        scope: &CaseScope,
        id: CaseId,
        span: RecordsSpan,
    ) -> Result<Inside<Option<RecordsFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(Inside::of(match case {
            Some(case) => Some(provisions::file_of(&self.reader, &self.keys, case, span).await?),
            None => None,
        }))
    }

    /// Who read a case of a scope since an instant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn looked_in_scope(
        &self,
        scope: &CaseScope,
        id: CaseId,
        since: Instant,
    ) -> Result<Inside<Option<LookedFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let case = self.scoped_cases(scope, it, Some(1)).await?.pop();
        Ok(Inside::of(match case {
            Some(case) => Some(looked_at(&self.reader, case, since).await?),
            None => None,
        }))
    }

    /// What was told in the cases of a scope and what came in, of a span.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all_records_in_scope(
        &self,
        scope: &CaseScope,
        span: RecordsSpan,
    ) -> Result<Inside<AllRecords>, StoreFault> {
        let cases = self
            .listed_cases(scope, vec![has_records(span)], None)
            .await?;
        let all = provisions::all_of(&self.reader, &self.keys, &cases, span).await?;
        Ok(Inside::of(all))
    }

    /// The incidents in the cases of a scope about which something is left to do.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_incidents_in_scope(
        &self,
        scope: &CaseScope,
    ) -> Result<Inside<Vec<OpenIncident>>, StoreFault> {
        let has_open = Sql::new(&format!(
            "c.id IN (SELECT case_id FROM incident WHERE {IS_OPEN})"
        ));
        let cases = self.listed_cases(scope, vec![has_open], None).await?;
        let open = open_incidents_of(&self.reader, &self.keys, cases).await?;
        Ok(Inside::of(open))
    }

    /// Everything from which the copy of the person of a case of a scope is made, with who read it since an instant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn person_copy_in_scope(
        &self,
        scope: &CaseScope,
        id: CaseId,
        looked_since: Instant,
    ) -> Result<Inside<Option<PersonCopyFile>>, StoreFault> {
        let it = vec![Sql::with("c.id = ?", [Value::from(id.uuid())])];
        let Some(case) = self.scoped_cases(scope, it, Some(1)).await?.pop() else {
            return Ok(Inside::of(None));
        };
        let mut file = person_copy::file_of(&self.reader, &self.keys, case.clone()).await?;
        file.looks = looked_at(&self.reader, case, looked_since).await?.looks;
        Ok(Inside::of(Some(file)))
    }

    /// The copies that were asked for in the cases of a scope and not released yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_copies_in_scope(
        &self,
        scope: &CaseScope,
    ) -> Result<Inside<Vec<OpenCopyRequest>>, StoreFault> {
        let has_open = Sql::new(&format!(
            "c.id IN (SELECT case_id FROM copy_request WHERE {COPY_IS_OPEN})"
        ));
        let cases = self.listed_cases(scope, vec![has_open], None).await?;
        let open = person_copy::open_of(&self.reader, cases).await?;
        Ok(Inside::of(open))
    }

    /// The consents that end within a span, of the cases of a scope that somebody keeps and that go on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ending_consents_in_scope(
        &self,
        scope: &CaseScope,
        keeper: AccountId,
        span: EndingSpan,
    ) -> Result<Inside<Vec<EndingConsent>>, StoreFault> {
        let conditions = vec![
            Sql::with("c.keeper_id = ?", [Value::from(keeper.uuid())]),
            Sql::new("c.ended_on IS NULL"),
            has_ending(span),
        ];
        let cases = self.listed_cases(scope, conditions, None).await?;
        let ending = ending_of(&self.reader, cases, span).await?;
        Ok(Inside::of(ending))
    }

    /// The consents that end within a span, of the cases of a scope about somebody's own account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn own_ending_in_scope(
        &self,
        scope: &CaseScope,
        account: AccountId,
        span: EndingSpan,
    ) -> Result<Inside<Vec<EndingConsent>>, StoreFault> {
        let conditions = vec![
            Sql::with("p.account_id = ?", [Value::from(account.uuid())]),
            has_ending(span),
        ];
        let cases = self.listed_cases(scope, conditions, None).await?;
        let ending = ending_of(&self.reader, cases, span).await?;
        Ok(Inside::of(ending))
    }

    /// The cases of a scope. One that is damaged is a fault.
    pub(super) async fn scoped_cases(
        &self,
        scope: &CaseScope,
        conditions: Vec<Sql>,
        limit: Option<u32>,
    ) -> Result<Vec<Case>, StoreFault> {
        let found = self.case_rows(scope, conditions, limit).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, SEALED);
        let opener = opener.await?;
        found.iter().map(|row| read(row, &opener)).collect()
    }

    /// The same for a list: one that is damaged stands there without a name.
    pub(super) async fn listed_cases(
        &self,
        scope: &CaseScope,
        conditions: Vec<Sql>,
        limit: Option<u32>,
    ) -> Result<Vec<Case>, StoreFault> {
        let found = self.case_rows(scope, conditions, limit).await?;
        let opener = self.keys.opener_of_list(&self.reader, &found, SEALED);
        let opener = opener.await?;
        found.iter().map(|row| read_listed(row, &opener)).collect()
    }

    async fn case_rows(
        &self,
        scope: &CaseScope,
        mut conditions: Vec<Sql>,
        limit: Option<u32>,
    ) -> Result<Vec<QueryResult>, StoreFault> {
        let scope = scope.scope();
        if scope.is_nothing() {
            return Ok(Vec::new());
        }
        conditions.push(OWNERS.within(scope, self.reader.get_database_backend()));
        let mut sql = Sql::new(COLUMNS);
        sql.add(Sql::joined(conditions, " AND ", "1 = 1"))
            .push(" ORDER BY c.id DESC");
        if let Some(limit) = limit {
            sql.push(" LIMIT ").bind(i64::from(limit));
        }
        let found = self.reader.query_all_raw(sql.statement(&self.reader));
        Ok(found.await?)
    }
}
