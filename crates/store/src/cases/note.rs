//! Notes on a case. Nothing changes one; a correction is a row of its own.

use renkei_domain::cases::case::Case;
use renkei_domain::cases::note::{CaseNote, NoteCategory, NoteScope};
use renkei_domain::ids::{AccountId, CaseId, CaseNoteId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{note_change, prose_at, rows, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "case_note";

const COLUMNS: &str = "SELECT id, author_id, noted_on, written_at, category, scope, body, corrects_id \
     FROM case_note WHERE case_id = ";

/// The place of the one among them that is sealed.
const BODY: usize = 6;

fn body(id: CaseNoteId) -> Cell<'static> {
    Cell::of(TABLE, "body", id.uuid())
}

fn read(row: &QueryResult, opener: &Opener) -> Result<CaseNote, StoreFault> {
    let id = CaseNoteId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let text = prose_at(opener, TABLE, body(id), row, BODY)?;
    let corrects = row.try_get_by_index::<Option<Uuid>>(7)?;
    Ok(CaseNote {
        id,
        author: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        on: row.try_get_by_index(2)?,
        written_at: Instant::from_micros(row.try_get_by_index(3)?),
        category: code(
            TABLE,
            NoteCategory::from_code,
            &row.try_get_by_index::<String>(4)?,
        )?,
        scope: code(
            TABLE,
            NoteScope::from_code,
            &row.try_get_by_index::<String>(5)?,
        )?,
        body: text.ok_or_else(|| unreadable(TABLE, id))?,
        corrects: corrects.map(CaseNoteId::from_uuid),
    })
}

pub(super) async fn notes_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Vec<CaseNote>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(case.uuid())
        .push(" ORDER BY noted_on DESC, written_at DESC, id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[BODY]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

impl Work {
    /// The notes of a case, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn notes_of(&self, case: &Case) -> Result<Vec<CaseNote>, StoreFault> {
        notes_of(self.connection(), self.keys(), case.id).await
    }

    /// Keeps a note.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_case_note(&self, case: CaseId, note: &CaseNote) -> Result<(), StoreFault> {
        let owner = super::key_owner(self, case.uuid()).await?;
        let sealed = self
            .seal_text(owner, body(note.id), note.body.as_str())
            .await?;
        let mut sql = Sql::new(
            "INSERT INTO case_note (id, case_id, author_id, noted_on, written_at, category, scope, body, \
             corrects_id) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(note.id.uuid()),
            Value::from(case.uuid()),
            Value::from(note.author.uuid()),
            Value::from(note.on),
            Value::from(note.written_at.micros()),
            Value::from(note.category.code()),
            Value::from(note.scope.code()),
            Value::from(sealed),
            Value::from(note.corrects.map(CaseNoteId::uuid)),
        ]));
        write(self, sql).await?;
        // What a note says stands in its row alone, which nothing changes.
        let after = json!({
            "id": note.id.to_string(),
            "category": note.category.code(),
            "scope": note.scope.code(),
            "corrects": note.corrects.map(|id| id.to_string()),
        });
        note_change(self, case, "notes", None, Some(after));
        Ok(())
    }
}
