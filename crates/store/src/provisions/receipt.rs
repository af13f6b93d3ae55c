//! Receipt records in their table. Nothing changes one.

use renkei_domain::cases::case::Case;
use renkei_domain::consent::{InformationCategory, Means};
use renkei_domain::ids::{AccountId, CaseId, OrganizationId, PersonId, ReceiptId};
use renkei_domain::provisions::{ObtainedHow, Receipt, ReceivedBy};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::agency::SaidAgency;
use super::{RecordsSpan, days_within};
use crate::cases::{as_far_as_it_opens, note_change, rows, rows_of_person, write};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "receipt";

const COLUMNS: &str = "SELECT id, person_id, organization_id, case_id, received_on, noted_by, noted_at, said \
     FROM receipt WHERE ";

/// The place of what is sealed.
const SAID: usize = 7;

fn cell(id: ReceiptId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

/// What is sealed of a record.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    of: Option<String>,
    from: SaidAgency,
    obtained: String,
    ground: String,
    categories: Vec<String>,
    what: Option<String>,
    means: String,
}

impl Said {
    fn of(record: &Receipt) -> Self {
        let categories = record.categories.iter();
        Self {
            of: record.name.as_ref().map(ToString::to_string),
            from: SaidAgency::of(&record.from),
            obtained: record.obtained.code().to_owned(),
            ground: record.ground.code().to_owned(),
            categories: categories.map(|one| one.code().to_owned()).collect(),
            what: record.what.as_ref().map(ToString::to_string),
            means: record.means.code().to_owned(),
        }
    }
}

fn read(row: &QueryResult, opener: &Opener) -> Result<Receipt, StoreFault> {
    let id = ReceiptId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let text = opener.text_at(&cell(id), row, SAID)?;
    // What serde says of a text may repeat some of it.
    let said: Said = serde_json::from_str(&text).map_err(|_| unreadable(TABLE, "said"))?;
    let name = said.of.as_deref().map(|name| line(TABLE, name));
    let what = said.what.as_deref().map(Prose::parse).transpose();
    let categories = said.categories.iter();
    let categories = categories.map(|word| code(TABLE, InformationCategory::from_code, word));
    Ok(Receipt {
        id,
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        on: row.try_get_by_index(4)?,
        noted_by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(5)?),
        noted_at: Instant::from_micros(row.try_get_by_index(6)?),
        name: name.transpose()?,
        obtained: code(TABLE, ObtainedHow::from_code, &said.obtained)?,
        ground: code(TABLE, ReceivedBy::from_code, &said.ground)?,
        categories: categories.collect::<Result<_, StoreFault>>()?,
        what: what.map_err(|fault| unreadable(TABLE, fault))?,
        means: code(TABLE, Means::from_code, &said.means)?,
        from: said.from.read(TABLE)?,
    })
}

/// What came in to the agency of a case about its person in a span, the newest first.
pub(super) async fn receipts_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: &Case,
    span: RecordsSpan,
) -> Result<Vec<Receipt>, StoreFault> {
    let mut condition = Sql::new("person_id IN (");
    condition
        .add(rows_of_person(case.person))
        .push(") AND organization_id = ")
        .bind(case.lead.uuid());
    found(connection, keys, condition, span).await
}

/// What came in in some cases in a span, the newest first. A record that is damaged is counted beside them.
pub(super) async fn receipts_in(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    cases: &[Case],
    span: RecordsSpan,
) -> Result<(Vec<Receipt>, usize), StoreFault> {
    let ids = cases.iter().map(|case| case.id.uuid());
    let mut condition = Sql::new("case_id IN (");
    condition
        .add(Sql::ids(connection.get_database_backend(), ids))
        .push(")");
    let found = found_rows(connection, condition, span).await?;
    let opener = keys.opener_of_list(connection, &found, &[SAID]).await?;
    let mut records = Vec::new();
    for row in &found {
        let id: Uuid = row.try_get_by_index(0)?;
        records.extend(as_far_as_it_opens(id, read(row, &opener))?);
    }
    let unread = found.len() - records.len();
    Ok((records, unread))
}

async fn found(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
    span: RecordsSpan,
) -> Result<Vec<Receipt>, StoreFault> {
    let found = found_rows(connection, condition, span).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

async fn found_rows(
    connection: &impl ConnectionTrait,
    condition: Sql,
    span: RecordsSpan,
) -> Result<Vec<QueryResult>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition);
    days_within(&mut sql, "received_on", span);
    sql.push(" ORDER BY received_on DESC, id DESC");
    rows(connection, sql).await
}

impl Work {
    /// Keeps a receipt.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_receipt(&self, record: &Receipt) -> Result<(), StoreFault> {
        let said = serde_json::to_string(&Said::of(record));
        let said = said.map_err(|fault| unreadable(TABLE, fault))?;
        let owner = KeyOwner::Person(record.person);
        let said = self.seal_text(owner, cell(record.id), &said).await?;
        let mut sql = Sql::new(
            "INSERT INTO receipt (id, person_id, organization_id, case_id, received_on, noted_by, noted_at, \
             said) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(record.id.uuid()),
            Value::from(record.person.uuid()),
            Value::from(record.organization.uuid()),
            Value::from(record.case.uuid()),
            Value::from(record.on),
            Value::from(record.noted_by.uuid()),
            Value::from(record.noted_at.micros()),
            Value::from(said),
        ]));
        write(self, sql).await?;
        let after = json!({ "id": record.id.to_string(), "on": record.on.to_string() });
        note_change(self, record.case, "receipts", None, Some(after));
        Ok(())
    }
}
