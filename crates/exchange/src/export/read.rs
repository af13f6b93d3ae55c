//! A sheet of a workbook that [`super::Book`] wrote, read again.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx, XlsxError};

/// The rows of a sheet below its headings, as text; none where there is no such sheet, or no row.
///
/// # Errors
/// The workbook is damaged.
pub fn rows_of(workbook: &[u8], sheet: &str) -> Result<Vec<Vec<String>>, XlsxError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook))?;
    if !book.sheet_names().iter().any(|name| name == sheet) {
        return Ok(Vec::new());
    }
    let range = book.worksheet_range(sheet)?;
    let rows = range.rows().skip(1);
    let rows = rows.map(|row| row.iter().map(ToString::to_string).collect());
    Ok(rows.collect())
}
