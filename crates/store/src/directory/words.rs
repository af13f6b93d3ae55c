//! Reading codes, days and texts back from rows. A value that cannot be read is a damaged row and is
//! reported with its table, never guessed.

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::phone::{Confirmation, Phone};
use renkei_domain::text::{Line, Prose};
use serde::{Deserialize, Serialize};

use crate::fault::StoreFault;

pub(crate) fn unreadable(table: &'static str, value: impl ToString) -> StoreFault {
    StoreFault::Unreadable {
        table,
        value: value.to_string(),
    }
}

/// Reads a code by the `from_code` of its list.
pub(crate) fn code<T>(
    table: &'static str,
    read: impl Fn(&str) -> Option<T>,
    code: &str,
) -> Result<T, StoreFault> {
    read(code).ok_or_else(|| unreadable(table, code))
}

/// Reads an optional code.
pub(super) fn code_opt<T>(
    table: &'static str,
    read: impl Fn(&str) -> Option<T>,
    value: Option<&str>,
) -> Result<Option<T>, StoreFault> {
    value.map(|text| code(table, read, text)).transpose()
}

pub(crate) fn line(table: &'static str, text: &str) -> Result<Line, StoreFault> {
    Line::parse(text).map_err(|fault| unreadable(table, fault))
}

pub(super) fn line_opt(
    table: &'static str,
    text: Option<&str>,
) -> Result<Option<Line>, StoreFault> {
    text.map(|text| line(table, text)).transpose()
}

pub(super) fn prose_opt(
    table: &'static str,
    text: Option<&str>,
) -> Result<Option<Prose>, StoreFault> {
    text.map(|text| Prose::parse(text).map_err(|fault| unreadable(table, fault)))
        .transpose()
}

pub(super) fn text_opt(text: Option<&impl ToString>) -> Option<String> {
    text.map(ToString::to_string)
}

pub(super) fn municipality(
    table: &'static str,
    number: i32,
) -> Result<MunicipalityCode, StoreFault> {
    MunicipalityCode::parse(&format!("{number:06}")).map_err(|fault| unreadable(table, fault))
}

pub(crate) fn municipality_opt(
    table: &'static str,
    number: Option<i32>,
) -> Result<Option<MunicipalityCode>, StoreFault> {
    number.map(|number| municipality(table, number)).transpose()
}

pub(crate) fn number(code: MunicipalityCode) -> i32 {
    // Six digits fit.
    code.number() as i32
}

pub(super) fn count_opt(
    table: &'static str,
    value: Option<i32>,
) -> Result<Option<u32>, StoreFault> {
    value
        .map(|n| u32::try_from(n).map_err(|fault| unreadable(table, fault)))
        .transpose()
}

pub(super) fn count_row(value: Option<u32>) -> Option<i32> {
    value.map(|n| i32::try_from(n).unwrap_or(i32::MAX))
}

/// A phone as it stands in a JSON column.
#[derive(Debug, Serialize, Deserialize)]
struct PhoneCell {
    written: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice_guide_key: Option<String>,
    confirmation: String,
}

impl From<&Phone> for PhoneCell {
    fn from(phone: &Phone) -> Self {
        Self {
            written: phone.written.to_string(),
            label: text_opt(phone.label.as_ref()),
            extension: text_opt(phone.extension.as_ref()),
            voice_guide_key: text_opt(phone.voice_guide_key.as_ref()),
            confirmation: phone.confirmation.code().to_owned(),
        }
    }
}

impl PhoneCell {
    fn read(&self, table: &'static str) -> Result<Phone, StoreFault> {
        Ok(Phone {
            written: line(table, &self.written)?,
            label: line_opt(table, self.label.as_deref())?,
            extension: line_opt(table, self.extension.as_deref())?,
            voice_guide_key: line_opt(table, self.voice_guide_key.as_deref())?,
            confirmation: code(table, Confirmation::from_code, &self.confirmation)?,
        })
    }
}

/// Lines as they stand in a JSON column.
pub(super) fn lines_cell(lines: &[Line]) -> String {
    let texts: Vec<&str> = lines.iter().map(Line::as_str).collect();
    serde_json::json!(texts).to_string()
}

pub(super) fn read_lines(table: &'static str, cell: &str) -> Result<Vec<Line>, StoreFault> {
    let texts: Vec<String> =
        serde_json::from_str(cell).map_err(|fault| unreadable(table, fault))?;
    texts.iter().map(|text| line(table, text)).collect()
}

pub(super) fn phones_cell(phones: &[Phone]) -> Result<String, StoreFault> {
    let cells: Vec<PhoneCell> = phones.iter().map(PhoneCell::from).collect();
    serde_json::to_string(&cells).map_err(|fault| unreadable("phone", fault))
}

pub(super) fn phone_cell(phone: Option<&Phone>) -> Result<Option<String>, StoreFault> {
    phone
        .map(|phone| {
            serde_json::to_string(&PhoneCell::from(phone))
                .map_err(|fault| unreadable("phone", fault))
        })
        .transpose()
}

pub(super) fn read_phones(table: &'static str, cell: &str) -> Result<Vec<Phone>, StoreFault> {
    let cells: Vec<PhoneCell> =
        serde_json::from_str(cell).map_err(|fault| unreadable(table, fault))?;
    cells.iter().map(|cell| cell.read(table)).collect()
}

pub(super) fn read_phone(
    table: &'static str,
    cell: Option<&str>,
) -> Result<Option<Phone>, StoreFault> {
    cell.map(|cell| {
        let cell: PhoneCell =
            serde_json::from_str(cell).map_err(|fault| unreadable(table, fault))?;
        cell.read(table)
    })
    .transpose()
}
