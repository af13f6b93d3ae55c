//! What was decided about each thing, in its table. Until the copy is released another decision takes the place of
//! the one before; the log keeps that there were both.

use chrono::NaiveDate;
use renkei_domain::ids::{AccountId, CopyItemId, CopyRequestId};
use renkei_domain::person_copy::{
    CopyDecision, CopyEntry, CopyFact, CopyItem, CopyKind, CopyRequest, CopyValue,
};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::cases::{note_change, rows, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "copy_item";

const COLUMNS: &str = "SELECT id, request_id, kind, source_id, decision, said, decided_by, decided_at \
     FROM copy_item WHERE request_id IN (";

/// The place of what is sealed.
const SAID: usize = 5;

fn cell(id: CopyItemId) -> Cell<'static> {
    Cell::of(TABLE, "said", id.uuid())
}

/// What is sealed: why something is withheld, or what is given.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    reason: Option<String>,
    entry: Option<SaidEntry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidEntry {
    heading: String,
    facts: Vec<SaidFact>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidFact {
    code: String,
    label: String,
    values: Vec<SaidValue>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SaidValue {
    text: String,
    code: Option<String>,
    on: Option<String>,
}

impl SaidEntry {
    fn of(entry: &CopyEntry) -> Self {
        let facts = entry.facts.iter().map(|fact| SaidFact {
            code: fact.code.clone(),
            label: fact.label.clone(),
            values: fact.values.iter().map(SaidValue::of).collect(),
        });
        Self {
            heading: entry.heading.clone(),
            facts: facts.collect(),
        }
    }

    fn read(self, kind: CopyKind, source: Uuid) -> Result<CopyEntry, StoreFault> {
        let facts = self.facts.into_iter().map(SaidFact::read);
        Ok(CopyEntry {
            kind,
            source,
            heading: self.heading,
            facts: facts.collect::<Result<_, _>>()?,
        })
    }
}

impl SaidFact {
    fn read(self) -> Result<CopyFact, StoreFault> {
        let values = self.values.into_iter().map(SaidValue::read);
        Ok(CopyFact {
            code: self.code,
            label: self.label,
            values: values.collect::<Result<_, _>>()?,
        })
    }
}

impl SaidValue {
    fn of(value: &CopyValue) -> Self {
        Self {
            text: value.text.clone(),
            code: value.code.clone(),
            on: value.on.map(|day| day.to_string()),
        }
    }

    fn read(self) -> Result<CopyValue, StoreFault> {
        let on = self.on.map(|day| day.parse::<NaiveDate>()).transpose();
        Ok(CopyValue {
            text: self.text,
            code: self.code,
            on: on.map_err(|fault| unreadable(TABLE, fault))?,
        })
    }
}

fn read(row: &QueryResult, opener: &Opener) -> Result<(CopyRequestId, CopyItem), StoreFault> {
    let id = CopyItemId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let kind: String = row.try_get_by_index(2)?;
    let kind = code(TABLE, CopyKind::from_code, &kind)?;
    let source: Uuid = row.try_get_by_index(3)?;
    let decision: String = row.try_get_by_index(4)?;
    let text = opener.text_at(&cell(id), row, SAID)?;
    // What serde says of a text may repeat some of it.
    let said: Said = serde_json::from_str(&text).map_err(|_| unreadable(TABLE, "said"))?;
    let reason = said.reason.map(|text| Prose::parse(&text)).transpose();
    let entry = said.entry.map(|entry| entry.read(kind, source));
    let item = CopyItem {
        id,
        kind,
        source,
        decision: code(TABLE, CopyDecision::from_code, &decision)?,
        reason: reason.map_err(|fault| unreadable(TABLE, fault))?,
        entry: entry.transpose()?,
        by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(6)?),
        at: Instant::from_micros(row.try_get_by_index(7)?),
    };
    let request = CopyRequestId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
    Ok((request, item))
}

/// What was decided for some requests, in the order in which it was.
pub(super) async fn items_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    requests: &[CopyRequestId],
) -> Result<Vec<(CopyRequestId, CopyItem)>, StoreFault> {
    let ids = requests.iter().map(|request| request.uuid());
    let mut sql = Sql::new(COLUMNS);
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(") ORDER BY decided_at, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

impl Work {
    /// Keeps what was decided about something, in the place of what was decided about it before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_copy_item(
        &self,
        request: &CopyRequest,
        item: &CopyItem,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM copy_item WHERE request_id = ");
        sql.bind(request.id.uuid())
            .push(" AND kind = ")
            .bind(item.kind.code())
            .push(" AND source_id = ")
            .bind(item.source);
        write(self, sql).await?;
        let said = Said {
            reason: item.reason.as_ref().map(ToString::to_string),
            entry: item.entry.as_ref().map(SaidEntry::of),
        };
        let said = serde_json::to_string(&said).map_err(|fault| unreadable(TABLE, fault))?;
        let owner = KeyOwner::Person(request.person);
        let said = self.seal_text(owner, cell(item.id), &said).await?;
        let mut sql = Sql::new(
            "INSERT INTO copy_item (id, request_id, person_id, kind, source_id, decision, said, decided_by, \
             decided_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(item.id.uuid()),
            Value::from(request.id.uuid()),
            Value::from(request.person.uuid()),
            Value::from(item.kind.code()),
            Value::from(item.source),
            Value::from(item.decision.code()),
            Value::from(said),
            Value::from(item.by.uuid()),
            Value::from(item.at.micros()),
        ]));
        write(self, sql).await?;
        let mut before = request.items.iter();
        let before = before.find(|known| (known.kind, known.source) == (item.kind, item.source));
        let decided = |item: &CopyItem| {
            json!({
                "request": request.id.to_string(),
                "kind": item.kind.code(),
                "source": item.source.to_string(),
                "decision": item.decision.code(),
            })
        };
        let (was, is) = (before.map(decided), decided(item));
        note_change(self, request.case, "copy", was, Some(is));
        Ok(())
    }
}
