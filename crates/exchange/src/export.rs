//! Lists for other people's spreadsheets, in either of two forms: CSV in UTF-8 with a byte order mark, since the common
//! program reads Japanese only so, and with no cell that it would take for a formula; and XLSX ([`Book`]), in which a
//! cell is what it is, so that the zeros before a number and the plus of a phone stay.

use chrono::NaiveDate;

mod book;
mod read;
#[cfg(test)]
mod tests;

pub use book::{Book, Waiting};
pub use read::rows_of;

/// A list that could not be written: the machine has no room for it, or it has more rows than a sheet.
#[derive(Debug, thiserror::Error)]
#[error("the list could not be written")]
pub struct ExportFault(#[from] rust_xlsxwriter::XlsxError);

/// In which form a list leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text that every program reads.
    Csv,
    /// A workbook of Excel.
    Xlsx,
}

impl Form {
    /// What it is called where files travel.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A cell. What is looked up and not reckoned with, a phone or the code of a municipality, is text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text; an empty one is an empty cell.
    Text(String),
    /// So many of something.
    Count(u64),
    /// A day.
    Day(NaiveDate),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

/// The head of a list.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// What its sheet is called in a workbook: at most 31 characters, none of `[]:*?/\`.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// On which day it was made.
    pub made_on: NaiveDate,
}

/// A list that is being written.
pub enum Table {
    /// As CSV.
    Csv(Vec<u8>),
    /// As a workbook with one sheet.
    Xlsx(Box<Book>),
}

impl Table {
    /// Begins a list.
    ///
    /// # Errors
    /// When its workbook cannot be begun.
    pub fn begin(form: Form, head: &Head, waiting: Waiting) -> Result<Self, ExportFault> {
        Ok(match form {
            Form::Csv => {
                let mut bytes = "\u{feff}".as_bytes().to_vec();
                write_line(&mut bytes, head.columns.iter().map(|cell| quoted(cell)));
                Self::Csv(bytes)
            }
            Form::Xlsx => Self::Xlsx(Box::new(Book::begin(head, waiting)?)),
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When the sheet is full, or its file cannot be written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportFault> {
        match self {
            Self::Csv(bytes) => {
                write_line(bytes, cells.iter().map(|cell| quoted(&plain(cell))));
                Ok(())
            }
            Self::Xlsx(book) => book.row(cells),
        }
    }

    /// The whole list as a file.
    ///
    /// # Errors
    /// When the workbook cannot be put together.
    pub fn finish(self) -> Result<Vec<u8>, ExportFault> {
        match self {
            Self::Csv(bytes) => Ok(bytes),
            Self::Xlsx(book) => book.finish(),
        }
    }
}

/// A whole list at once, which is written nowhere on the way.
///
/// # Errors
/// When it has more rows than a sheet.
pub fn table(form: Form, head: &Head, rows: &[Vec<Cell>]) -> Result<Vec<u8>, ExportFault> {
    let mut table = Table::begin(form, head, Waiting::InMemory)?;
    for row in rows {
        table.row(row)?;
    }
    table.finish()
}

fn write_line(bytes: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.collect();
    bytes.extend_from_slice(cells.join(",").as_bytes());
    bytes.extend_from_slice(b"\r\n");
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheets show as text.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}
