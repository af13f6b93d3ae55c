//! The emergency sheet of a case.

use renkei_domain::cases::case::Case;
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::ids::CaseId;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;

use super::{line_at, note_change, prose_at, rows, seal_opt, write};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const TABLE: &str = "emergency_sheet";

/// The sealed columns, in the order in which they are read.
const COLUMNS: [&str; 6] = [
    "doctor",
    "doctor_phone",
    "contacts",
    "on_seizure",
    "on_bad_day",
    "leave_steps",
];

/// Their places.
const SEALED: &[usize] = &[0, 1, 2, 3, 4, 5];

/// The texts of a sheet in that order.
fn texts(sheet: &EmergencySheet) -> [Option<&str>; 6] {
    [
        sheet.doctor.as_ref().map(|text| text.as_str()),
        sheet.doctor_phone.as_ref().map(|text| text.as_str()),
        sheet.contacts.as_ref().map(|text| text.as_str()),
        sheet.on_seizure.as_ref().map(|text| text.as_str()),
        sheet.on_bad_day.as_ref().map(|text| text.as_str()),
        sheet.leave_steps.as_ref().map(|text| text.as_str()),
    ]
}

fn read(case: CaseId, row: &QueryResult, opener: &Opener) -> Result<EmergencySheet, StoreFault> {
    let cell = |place: usize| Cell::of(TABLE, COLUMNS[place], case.uuid());
    let one_line = |place: usize| line_at(opener, TABLE, cell(place), row, place);
    let lines = |place: usize| prose_at(opener, TABLE, cell(place), row, place);
    Ok(EmergencySheet {
        doctor: one_line(0)?,
        doctor_phone: one_line(1)?,
        contacts: lines(2)?,
        on_seizure: lines(3)?,
        on_bad_day: lines(4)?,
        leave_steps: lines(5)?,
        agreed_on: row.try_get_by_index(COLUMNS.len())?,
    })
}

pub(super) async fn sheet_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Option<EmergencySheet>, StoreFault> {
    let mut sql = Sql::new("SELECT ");
    sql.push(&COLUMNS.join(", "))
        .push(", agreed_on FROM emergency_sheet WHERE case_id = ")
        .bind(case.uuid());
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, SEALED).await?;
    found
        .first()
        .map(|row| read(case, row, &opener))
        .transpose()
}

/// What the log keeps of a sheet.
fn logged(sheet: &EmergencySheet) -> serde_json::Value {
    let texts = COLUMNS.into_iter().zip(texts(sheet));
    let said: std::collections::BTreeMap<&str, &str> = texts
        .filter_map(|(column, text)| Some((column, text?)))
        .collect();
    json!({ "said": said, "agreed_on": sheet.agreed_on.map(|day| day.to_string()) })
}

impl Work {
    /// The emergency sheet of a case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn emergency_sheet_of(
        &self,
        case: &Case,
    ) -> Result<Option<EmergencySheet>, StoreFault> {
        sheet_of(self.connection(), self.keys(), case.id).await
    }

    /// Keeps the emergency sheet of a case in place of the one before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_emergency_sheet(
        &self,
        case: CaseId,
        before: Option<&EmergencySheet>,
        sheet: &EmergencySheet,
    ) -> Result<(), StoreFault> {
        let owner = super::key_owner(self, case.uuid()).await?;
        let mut values = vec![Value::from(case.uuid())];
        for (column, text) in COLUMNS.into_iter().zip(texts(sheet)) {
            let cell = Cell::of(TABLE, column, case.uuid());
            values.push(Value::from(seal_opt(self, owner, cell, text).await?));
        }
        values.push(Value::from(sheet.agreed_on));
        let mut sql = Sql::new("DELETE FROM emergency_sheet WHERE case_id = ");
        sql.bind(case.uuid());
        write(self, sql).await?;
        let mut sql = Sql::new("INSERT INTO emergency_sheet (case_id, ");
        sql.push(&COLUMNS.join(", "))
            .push(", agreed_on) VALUES ")
            .add(Sql::row(values));
        write(self, sql).await?;
        self.touch_case(case).await?;
        note_change(
            self,
            case,
            "emergency",
            before.map(logged),
            Some(logged(sheet)),
        );
        Ok(())
    }
}
