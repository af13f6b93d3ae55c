//! Requests in their table. Nothing changes one but its release, or that it is taken back.

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::ids::{AccountId, CaseId, CopyRequestId, OrganizationId, PersonId};
use renkei_domain::person_copy::{CopyAskedHow, CopyRelease, CopyRequest, CopyTakenBack};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::item::items_of;
use crate::cases::{note_change, rows, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "copy_request";

const COLUMNS: &str = "SELECT id, case_id, person_id, organization_id, how, asked_on, said, noted_by, noted_at, \
     released_by, released_at, taken_back_by, taken_back_at FROM copy_request WHERE case_id IN (";

/// The place of what is sealed.
const SAID: usize = 6;

/// That a request was neither released yet nor taken back.
pub(crate) const IS_OPEN: &str = "released_at IS NULL AND taken_back_at IS NULL";

fn cell(id: CopyRequestId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

fn read(row: &QueryResult, opener: &Opener) -> Result<CopyRequest, StoreFault> {
    let id = CopyRequestId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let said = opener.text_opt_at(&cell(id), row, SAID)?;
    let said = said.map(|text| Prose::parse(&text)).transpose();
    let released_by = row.try_get_by_index::<Option<Uuid>>(9)?;
    let released_at = row.try_get_by_index::<Option<i64>>(10)?;
    let released = released_by.zip(released_at).map(|(by, at)| CopyRelease {
        by: AccountId::from_uuid(by),
        at: Instant::from_micros(at),
    });
    let taken_back_by = row.try_get_by_index::<Option<Uuid>>(11)?;
    let taken_back_at = row.try_get_by_index::<Option<i64>>(12)?;
    let taken_back = taken_back_by
        .zip(taken_back_at)
        .map(|(by, at)| CopyTakenBack {
            by: AccountId::from_uuid(by),
            at: Instant::from_micros(at),
        });
    Ok(CopyRequest {
        id,
        case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        how: code(
            TABLE,
            CopyAskedHow::from_code,
            &row.try_get_by_index::<String>(4)?,
        )?,
        asked_on: row.try_get_by_index(5)?,
        said: said.map_err(|fault| unreadable(TABLE, fault))?,
        noted_by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(7)?),
        noted_at: Instant::from_micros(row.try_get_by_index(8)?),
        released,
        taken_back,
        items: Vec::new(),
    })
}

/// The cases among some in which a request is open, with the day of it: the earliest first. Nothing is opened for it.
pub(crate) async fn open_days(
    connection: &impl ConnectionTrait,
    cases: &[CaseId],
) -> Result<Vec<(CaseId, NaiveDate)>, StoreFault> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let ids = cases.iter().map(|case| case.uuid());
    let mut sql = Sql::new("SELECT case_id, asked_on FROM copy_request WHERE case_id IN (");
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(") AND ")
        .push(IS_OPEN)
        .push(" ORDER BY asked_on, id");
    let found = rows(connection, sql).await?;
    let read = |row: &QueryResult| {
        let case = CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        Ok((case, row.try_get_by_index(1)?))
    };
    found.iter().map(read).collect()
}

/// The requests of some cases with what was decided, the newest first.
pub(super) async fn requests_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    cases: &[CaseId],
) -> Result<Vec<CopyRequest>, StoreFault> {
    let ids = cases.iter().map(|case| case.uuid());
    let mut sql = Sql::new(COLUMNS);
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(") ORDER BY noted_at DESC, id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    let requests: Result<Vec<CopyRequest>, StoreFault> =
        found.iter().map(|row| read(row, &opener)).collect();
    let mut requests = requests?;
    if requests.is_empty() {
        return Ok(requests);
    }
    let ids: Vec<CopyRequestId> = requests.iter().map(|request| request.id).collect();
    for (of, item) in items_of(connection, keys, &ids).await? {
        let mut known = requests.iter_mut();
        if let Some(request) = known.find(|request| request.id == of) {
            request.items.push(item);
        }
    }
    Ok(requests)
}

impl Work {
    /// Keeps that somebody asked for the rest of their copy.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_copy_request(&self, request: &CopyRequest) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(request.person);
        let said = match &request.said {
            Some(said) => Some(
                self.seal_text(owner, cell(request.id), said.as_str())
                    .await?,
            ),
            None => None,
        };
        let mut sql = Sql::new(
            "INSERT INTO copy_request (id, case_id, person_id, organization_id, how, asked_on, said, noted_by, \
             noted_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(request.id.uuid()),
            Value::from(request.case.uuid()),
            Value::from(request.person.uuid()),
            Value::from(request.organization.uuid()),
            Value::from(request.how.code()),
            Value::from(request.asked_on),
            Value::from(said),
            Value::from(request.noted_by.uuid()),
            Value::from(request.noted_at.micros()),
        ]));
        write(self, sql).await?;
        let after = json!({
            "id": request.id.to_string(),
            "how": request.how.code(),
            "asked_on": request.asked_on.to_string(),
        });
        note_change(self, request.case, "copy", None, Some(after));
        Ok(())
    }

    /// Keeps that a copy was released.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn release_copy(
        &self,
        request: &CopyRequest,
        release: CopyRelease,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE copy_request SET released_by = ");
        sql.bind(release.by.uuid())
            .push(", released_at = ")
            .bind(release.at.micros())
            .push(" WHERE id = ")
            .bind(request.id.uuid());
        write(self, sql).await?;
        let after = json!({ "id": request.id.to_string(), "released": true });
        note_change(self, request.case, "copy", None, Some(after));
        Ok(())
    }

    /// Keeps that a request was taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_back_copy(
        &self,
        request: &CopyRequest,
        taken_back: CopyTakenBack,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE copy_request SET taken_back_by = ");
        sql.bind(taken_back.by.uuid())
            .push(", taken_back_at = ")
            .bind(taken_back.at.micros())
            .push(" WHERE id = ")
            .bind(request.id.uuid());
        write(self, sql).await?;
        let after = json!({ "id": request.id.to_string(), "taken_back": true });
        note_change(self, request.case, "copy", None, Some(after));
        Ok(())
    }

    /// The requests of a case with what was decided, the newest first, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn copy_requests(&self, case: &Case) -> Result<Vec<CopyRequest>, StoreFault> {
        requests_of(self.connection(), self.keys(), &[case.id]).await
    }

    /// The cases of a person in which a request is open, with the day of it: the earliest first. All their cases are
    /// held until the act ends, so that nobody asks meanwhile.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_copies_of(
        &self,
        person: PersonId,
    ) -> Result<Vec<(CaseId, NaiveDate)>, StoreFault> {
        let ids = self.lock_cases_of(person).await?;
        open_days(self.connection(), &ids).await
    }
}
