//! Trying whether everything that is sealed opens. Nothing is written, and nothing of what was opened leaves.

use uuid::Uuid;

use super::{Cell, cipher};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// A column whose values are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The column whose id is bound into the value.
    pub row: &'static str,
    /// The column that tells rows of one id apart, where there is one.
    pub within: Option<&'static str>,
    /// The column that says that the value was taken out, where that happens: it is empty then.
    pub emptied: Option<&'static str>,
}

/// What came of trying.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SealedCheck {
    /// How many values opened.
    pub opened: u64,
    /// How many did not.
    pub unopened: u64,
    /// Where they stand; no more than a hundred.
    pub places: Vec<(SealedColumn, Uuid)>,
}

/// The most places that are told one by one.
const MOST_PLACES: usize = 100;

/// How many values are read at once.
const AT_ONCE: usize = 500;

const fn column(table: &'static str, column: &'static str, row: &'static str) -> SealedColumn {
    SealedColumn {
        table,
        column,
        row,
        within: None,
        emptied: None,
    }
}

/// Every column whose values are sealed.
pub const SEALED: &[SealedColumn] = &[
    column("account", "name", "id").emptied("erased_at"),
    column("account", "mail", "id").emptied("erased_at"),
    column("invitation", "invited_name", "id").emptied("forgotten_at"),
    column("invitation", "mail", "id"),
    column("session", "device", "id"),
    column("token", "name", "id"),
    column("trusted_document", "body", "id"),
    column("passkey", "name", "id"),
    column("busy_calendar", "address", "account_id"),
    column("webhook", "name", "id"),
    column("webhook", "address", "id"),
    column("webhook", "secret", "id"),
    column("webhook", "former_secret", "id"),
    column("planned_call", "note", "id"),
    column("totp", "secret", "account_id"),
    column("totp_offer", "secret", "session_id"),
    column("draft", "body", "account_id").within("form"),
    column("contact_person", "said", "id"),
    column("relation", "said", "id"),
    column("test_letter", "recipient", "id"),
    column("address_change", "old_mail", "id"),
    column("resource_map", "said", "account_id"),
    column("resource_map", "said_before", "account_id"),
    column("map_version", "said", "id"),
    column("map_picture", "body", "id"),
    column("map_suggestion", "said", "id"),
    column("map_share", "said", "id"),
    column("person", "name", "id"),
    column("person", "kana", "id"),
    column("person", "birth_date", "id"),
    column("person", "phone", "id"),
    column("person", "mail", "id"),
    column("person", "address", "id"),
    column("person", "preferred", "id"),
    column("person", "contact_note", "id"),
    column("person", "helps", "id"),
    column("support_case", "topic", "id"),
    column("employment", "employer", "id"),
    column("employment", "corporate_number", "id"),
    column("team_member", "agency", "id"),
    column("team_member", "contact", "id"),
    column("team_member", "does", "id"),
    column("team_member", "reach", "id"),
    column("team_member", "address", "id"),
    column("team_member", "head", "id"),
    column("case_note", "body", "id"),
    column("emergency_sheet", "doctor", "case_id"),
    column("emergency_sheet", "doctor_phone", "case_id"),
    column("emergency_sheet", "contacts", "case_id"),
    column("emergency_sheet", "on_seizure", "case_id"),
    column("emergency_sheet", "on_bad_day", "case_id"),
    column("emergency_sheet", "leave_steps", "case_id"),
    column("consent", "terms", "id"),
    column("consent", "asking", "id"),
    column("consent_halt", "reach", "id"),
    column("consent_exception", "said", "id"),
    column("exception_step", "reason", "id"),
    column("provision", "said", "id"),
    column("receipt", "said", "id"),
    column("incident", "said", "id"),
    column("consent_sheet", "asked", "id"),
    column("evidence_piece", "body", "evidence_id").within("ordinal"),
    column("copy_request", "said", "id"),
    column("copy_item", "said", "id"),
    column("directory_proposal", "said", "id"),
    column("directory_proposal", "tell_to", "id"),
    column("source_record", "raw_sealed", "resource_id"),
    column("upload", "named", "id"),
    column("upload", "report_sealed", "id"),
    column("undecided_row", "raw_sealed", "id"),
    column("inquiry_contact", "said", "id"),
    column("inquiry_answer", "said", "id"),
    column("conference", "said", "id"),
    column("conference_participant", "said", "id"),
    column("agenda_item", "said", "id"),
    column("poll", "said", "id"),
    column("poll_answer", "said", "id"),
    column("poll_notice", "said", "id"),
    column("conference_way", "said", "id"),
    column("conference_invitation", "said", "id"),
    column("conference_notice", "said", "id"),
    column("conference_mark", "said", "id"),
    column("conference_reply", "said", "id"),
    column("about_link", "said", "id"),
    column("received_mail", "said", "id"),
    column("received_mail_piece", "body", "mail_id").within("ordinal"),
    column("minutes_item", "said", "id"),
    column("conference_attendance", "said", "id"),
    column("conference_decision", "said", "id"),
    column("meeting_series", "said", "id"),
    column("meeting_occurrence", "said", "id"),
    column("meeting_notice", "said", "id"),
    column("meeting_mail", "said", "id"),
    column("meeting_mail_piece", "body", "mail_id").within("ordinal"),
    column("change", "before_sealed", "act_id").within("ordinal"),
    column("change", "after_sealed", "act_id").within("ordinal"),
];

impl SealedColumn {
    const fn within(self, within: &'static str) -> Self {
        Self {
            within: Some(within),
            ..self
        }
    }

    const fn emptied(self, emptied: &'static str) -> Self {
        Self {
            emptied: Some(emptied),
            ..self
        }
    }

    /// Asks for the values after a place, in the order of places.
    fn after(&self, place: Option<&(Uuid, String)>) -> Sql {
        let Self {
            table,
            column,
            row,
            within,
            emptied,
        } = self;
        let within = within.unwrap_or("''");
        let mut sql = Sql::new(&format!(
            "SELECT {row}, CAST({within} AS TEXT), {column} FROM {table} WHERE {column} IS NOT NULL"
        ));
        if let Some(emptied) = emptied {
            sql.push(&format!(
                " AND NOT ({emptied} IS NOT NULL AND LENGTH({column}) = 0)"
            ));
        }
        if let Some((row_id, text)) = place {
            sql.push(&format!(" AND ({row}, CAST({within} AS TEXT)) > ("))
                .bind(*row_id)
                .push(", ")
                .bind(text.as_str())
                .push(")");
        }
        sql.push(&format!(" ORDER BY 1, 2 LIMIT {AT_ONCE}"));
        sql
    }
}

impl Store {
    /// Tries whether everything that is sealed opens where it stands.
    ///
    /// # Errors
    /// When the database cannot be read, or the master key is not there.
    pub async fn check_sealed(&self) -> Result<SealedCheck, StoreFault> {
        let mut check = SealedCheck::default();
        for column in SEALED {
            self.check_column(*column, &mut check).await?;
        }
        Ok(check)
    }

    /// Whether any key that is left opens a value that stood in a place once, whichever key it was sealed
    /// with: what was erased must not.
    ///
    /// # Errors
    /// When the database cannot be read, or the master key is not there.
    pub async fn opens_with_any_key(
        &self,
        column: SealedColumn,
        row: Uuid,
        within: &str,
        sealed: &[u8],
    ) -> Result<bool, StoreFault> {
        let cell = Cell::of(column.table, column.column, row).within(within);
        let keys = self.keys.all(&self.reader).await?;
        Ok(keys
            .iter()
            .any(|key| cipher::open(&key.bytes, &cell, sealed).is_ok()))
    }

    async fn check_column(
        &self,
        column: SealedColumn,
        check: &mut SealedCheck,
    ) -> Result<(), StoreFault> {
        use sea_orm::ConnectionTrait as _;
        let mut last: Option<(Uuid, String)> = None;
        loop {
            let sql = column.after(last.as_ref());
            let rows = self.reader.query_all_raw(sql.statement(&self.reader));
            let rows = rows.await?;
            let opener = self.keys.opener_of_rows(&self.reader, &rows, &[2]).await?;
            for row in &rows {
                let (id, within): (Uuid, String) =
                    (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                let cell = Cell::of(column.table, column.column, id).within(&within);
                let sealed: Vec<u8> = row.try_get_by_index(2)?;
                if opener.open(&cell, &sealed).is_ok() {
                    check.opened += 1;
                } else {
                    check.unopened += 1;
                    if check.places.len() < MOST_PLACES {
                        check.places.push((column, id));
                    }
                }
                last = Some((id, within));
            }
            if rows.len() < AT_ONCE {
                return Ok(());
            }
        }
    }
}
