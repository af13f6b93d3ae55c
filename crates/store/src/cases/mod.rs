//! Cases in tables: [`case`] with its person, [`employment`]s, [`team`], [`note`]s and the [`emergency`] sheet. Whatever
//! tells of the person is sealed under the key of the person as it is written and opened as it is read; so are the lines
//! of the log about a case. Whoever reads cases for somebody starts from their scope, in
//! [`crate::access::cases`]; inside an act a case is read by its id, after which the rule is asked.

use renkei_domain::cases::case::Case;
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::note::CaseNote;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::cases::workplace::Employment;
use renkei_domain::ids::{CaseId, PersonId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::{Line, Prose};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::directory::words::{line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

pub mod case;
pub mod emergency;
pub mod employment;
mod erasure;
pub(crate) mod erasure_plan;
pub(crate) mod floor;
mod keeper;
mod link;
pub mod note;
mod same;
pub mod team;
mod texts;

/// A case with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// The case.
    pub case: Case,
    /// Where the person works or worked, the newest first.
    pub employments: Vec<Employment>,
    /// Who helps or helped, in the order in which they came.
    pub team: Vec<TeamMember>,
    /// What was noted, the newest first.
    pub notes: Vec<CaseNote>,
    /// What to do in an emergency.
    pub emergency: Option<EmergencySheet>,
}

/// Reads what stands in a case.
pub(crate) async fn file_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: Case,
) -> Result<CaseFile, StoreFault> {
    if case.is_erased() {
        return Ok(CaseFile {
            case,
            employments: Vec::new(),
            team: Vec::new(),
            notes: Vec::new(),
            emergency: None,
        });
    }
    Ok(CaseFile {
        employments: employment::employments_of(connection, keys, case.id).await?,
        team: team::team_of(connection, keys, case.id).await?,
        notes: note::notes_of(connection, keys, case.id).await?,
        emergency: emergency::sheet_of(connection, keys, case.id).await?,
        case,
    })
}

/// Under whom a case was begun. Of a consultation that turned out to be of somebody who is known that is still the
/// nameless person of before, whose key seals what stands in it.
async fn person_of(work: &Work, case: Uuid) -> Result<PersonId, StoreFault> {
    let mut sql = Sql::new("SELECT person_id FROM support_case WHERE id = ");
    sql.bind(case);
    let found = rows(work.connection(), sql).await?;
    let row = found
        .first()
        .ok_or_else(|| unreadable("support_case", "no row"))?;
    Ok(PersonId::from_uuid(row.try_get_by_index::<Uuid>(0)?))
}

/// Asks for every row of a person who is known: their own, and those of consultations that turned out to be theirs.
pub(crate) fn rows_of_person(person: PersonId) -> Sql {
    let id = Value::from(person.uuid());
    Sql::with(
        "SELECT id FROM person WHERE id = ? OR same_as = ?",
        [id.clone(), id],
    )
}

/// Whose key seals what stands in a case.
async fn key_owner(work: &Work, case: Uuid) -> Result<KeyOwner, StoreFault> {
    Ok(KeyOwner::Person(person_of(work, case).await?))
}

/// Whose key seals a line of the log about a case. Nobody's, once the person was erased: such a line says that
/// something changed, and no more of what it was.
pub(crate) async fn log_owner(work: &Work, case: Uuid) -> Result<Option<KeyOwner>, StoreFault> {
    let owner = key_owner(work, case).await?;
    let is_erased = work.is_erased(owner).await?;
    Ok((!is_erased).then_some(owner))
}

pub(crate) async fn rows(
    connection: &impl ConnectionTrait,
    sql: Sql,
) -> Result<Vec<QueryResult>, StoreFault> {
    let statement = sql.statement(connection);
    Ok(connection.query_all_raw(statement).await?)
}

/// Runs a statement and says how many rows it touched.
pub(crate) async fn write(work: &Work, sql: Sql) -> Result<u64, StoreFault> {
    let statement = sql.statement(work.connection());
    let done = work.connection().execute_raw(statement).await?;
    Ok(done.rows_affected())
}

/// Seals a text that may be absent.
async fn seal_opt(
    work: &Work,
    owner: KeyOwner,
    cell: Cell<'_>,
    text: Option<&str>,
) -> Result<Option<Vec<u8>>, StoreFault> {
    match text {
        Some(text) => Ok(Some(work.seal_text(owner, cell, text).await?)),
        None => Ok(None),
    }
}

/// Opens a line that may be absent.
fn line_at(
    opener: &Opener,
    table: &'static str,
    cell: Cell<'_>,
    row: &QueryResult,
    column: usize,
) -> Result<Option<Line>, StoreFault> {
    let text = opener.text_opt_at(&cell, row, column)?;
    text.map(|text| line(table, &text)).transpose()
}

/// Opens a text of several lines that may be absent.
fn prose_at(
    opener: &Opener,
    table: &'static str,
    cell: Cell<'_>,
    row: &QueryResult,
    column: usize,
) -> Result<Option<Prose>, StoreFault> {
    let text = opener.text_opt_at(&cell, row, column)?;
    text.map(|text| Prose::parse(&text).map_err(|fault| unreadable(table, fault)))
        .transpose()
}

/// What was read of a row of a list, where it can be read. One that is damaged is named in the log, by its id and the
/// place, and keeps nobody from the others.
pub(crate) fn as_far_as_it_opens<T>(
    row: Uuid,
    read: Result<T, StoreFault>,
) -> Result<Option<T>, StoreFault> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(fault) if fault.is_damage() => {
            tracing::error!(%row, %fault, "a row of a list cannot be read");
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

/// Notes a change of a case for the log, which seals it.
pub(crate) fn note_change(
    work: &Work,
    case: CaseId,
    group: &str,
    before: Option<serde_json::Value>,
    after: Option<serde_json::Value>,
) {
    work.note(Change {
        subject: Subject::Case(case),
        field_group: group.to_owned(),
        before: before.map(|value| value.to_string()),
        after: after.map(|value| value.to_string()),
    });
}
