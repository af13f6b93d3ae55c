//! The sheets of an Excel workbook as rows of text, bounded: a workbook may name a cell in the last
//! row of the last column, and nobody may be made to hold everything before it in memory.

use std::collections::BTreeMap;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use renkei_domain::time::Minute;

use crate::input::{FileBytes, InputFault, Limits, Opened};

/// Columns beyond this are left out: no list has so many.
const MOST_COLUMNS: u32 = 256;

/// The rows of one sheet with their numbers, blank rows left out.
pub(super) type SheetRows = Vec<(u64, Vec<String>)>;

/// Every sheet of a workbook, in its order.
///
/// # Errors
/// The workbook is damaged or too large.
pub(super) fn sheets(file: &FileBytes, limits: &Limits) -> Result<Vec<SheetRows>, InputFault> {
    let mut book: Xlsx<Opened> = Xlsx::new(file.open()?).map_err(broken)?;
    let mut room = limits.max_workbook_bytes;
    book.sheet_names()
        .iter()
        .map(|name| sheet(&mut book, name, limits, &mut room))
        .collect()
}

fn broken(error: XlsxError) -> InputFault {
    InputFault::SpreadsheetBroken {
        reason: error.to_string(),
    }
}

fn sheet(
    book: &mut Xlsx<Opened>,
    name: &str,
    limits: &Limits,
    room: &mut u64,
) -> Result<SheetRows, InputFault> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet that is a chart has no cells.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(broken(error)),
    };
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if column >= MOST_COLUMNS || text.trim().is_empty() {
            continue;
        }
        let cells_of_row = rows.entry(row).or_default();
        let place = column as usize;
        // Every cell costs its text and its place, and so do the empty cells before it.
        let added = (place + 1).saturating_sub(cells_of_row.len());
        *room = room
            .checked_sub((text.len() + added * size_of::<String>()) as u64)
            .ok_or(InputFault::TooLarge {
                limit: limits.max_workbook_bytes,
            })?;
        if added > 0 {
            cells_of_row.resize(place + 1, String::new());
        }
        cells_of_row[place] = text;
        if rows.len() as u64 > limits.max_rows.saturating_add(1) {
            return Err(InputFault::TooManyRows {
                limit: limits.max_rows,
            });
        }
    }
    Ok(rows
        .into_iter()
        .map(|(row, cells)| (u64::from(row) + 1, cells))
        .collect())
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => u8::from(*yes).to_string(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Whole numbers without a point: ids and phone numbers are kept as numbers in many sheets.
fn number_text(number: f64) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// A time of day, or a date, as the sheet shows it.
fn moment_text(moment: &ExcelDateTime) -> String {
    match time_of_day(moment.as_f64()) {
        Some(minute) => minute.to_string(),
        None => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
    }
}

/// The time of day a spreadsheet writes as a part of one: 0.375 is 9:00.
pub(super) fn time_of_day(part: f64) -> Option<Minute> {
    let within = (0.0..=1.0).contains(&part);
    within
        .then(|| Minute::new((part * 1_440.0).round() as u16))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_people_wrote_them() {
        for (number, text) in [
            (20.0, "20"),
            (726_866_663.0, "726866663"),
            (9_430_001_076_731.0, "9430001076731"),
            (0.5, "0.5"),
        ] {
            assert_eq!(number_text(number), text);
        }
        assert_eq!(
            time_of_day(0.375).map(|minute| minute.to_string()),
            Some("9:00".to_owned())
        );
        assert_eq!(time_of_day(45_000.0), None);
    }
}
