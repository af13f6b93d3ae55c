//! The beginning of a list, for people who say what its columns hold: its header, what each column seems
//! to hold, and the first rows under it.

use super::columns::{Columns, Field};
use super::mapping::ListMapping;
use super::{HEADER_WITHIN, sheet};
use crate::csv_rows::CsvRows;
use crate::input::{Format, Input, InputFault};

/// How many rows under the header are shown.
const SHOWN: usize = 5;

/// Wider than any list that people keep.
const MOST_COLUMNS: usize = 100;

/// A row with its line.
type Numbered = (u64, Vec<String>);

/// The beginning of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Which sheet of a workbook, from 0.
    pub sheet: usize,
    /// The line of the header.
    pub header_line: u64,
    /// The header as its owner wrote it.
    pub header: Vec<String>,
    /// What each column seems to hold, by its name.
    pub guessed: Vec<Option<Field>>,
    /// The first rows under the header.
    pub rows: Vec<Vec<String>>,
}

/// Reads the beginning of a list, CSV or Excel. Where no row reads like a header, the first that fills two
/// cells is taken for one.
///
/// # Errors
/// The file cannot be read, or holds no such row.
pub fn outline(input: &mut Input) -> Result<Outline, InputFault> {
    let most = HEADER_WITHIN + SHOWN;
    let sheets: Vec<Vec<Numbered>> = match input.format() {
        Format::Csv => {
            let mut rows = CsvRows::new(input.reader()?);
            let mut first = Vec::with_capacity(most);
            while first.len() < most {
                match rows.next_row() {
                    Some(Ok(row)) => first.push(row),
                    Some(Err(fault)) => {
                        return Err(InputFault::Io(std::io::Error::other(fault)));
                    }
                    None => break,
                }
            }
            vec![first]
        }
        Format::Xlsx => {
            let limits = *input.limits();
            let mut sheets = sheet::sheets(input.file(), &limits)?;
            for rows in &mut sheets {
                rows.truncate(most);
            }
            sheets
        }
    };
    let reads_like_one = |cells: &[String]| Columns::of(cells, &ListMapping::default()).is_some();
    let fills_two = |cells: &[String]| {
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty());
        filled.count() >= 2
    };
    find(&sheets, reads_like_one)
        .or_else(|| find(&sheets, fills_two))
        .map(|(number, place)| outline_of(number, &sheets[number], place))
        .ok_or(InputFault::NoHeaderRow {
            searched: HEADER_WITHIN,
        })
}

/// The sheet and the place in it of the first row that is a header.
fn find(sheets: &[Vec<Numbered>], is_header: impl Fn(&[String]) -> bool) -> Option<(usize, usize)> {
    sheets.iter().enumerate().find_map(|(number, rows)| {
        let mut first = rows.iter().take(HEADER_WITHIN);
        let place = first.position(|(_, cells)| is_header(cells))?;
        Some((number, place))
    })
}

fn outline_of(sheet: usize, rows: &[Numbered], place: usize) -> Outline {
    let (header_line, header) = &rows[place];
    let below = &rows[place + 1..];
    let filled = below
        .iter()
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
        .take(SHOWN);
    let rows: Vec<Vec<String>> = filled.map(|(_, cells)| cells.clone()).collect();
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = header.len().max(widest).min(MOST_COLUMNS);
    let fitted = |cells: &[String]| {
        let mut cells = cells.to_vec();
        cells.resize(width, String::new());
        cells
    };
    let known = Columns::of(header, &ListMapping::default());
    Outline {
        sheet,
        header_line: *header_line,
        guessed: match known {
            Some(columns) => columns.fields(width),
            None => vec![None; width],
        },
        header: fitted(header),
        rows: rows.iter().map(|cells| fitted(cells)).collect(),
    }
}
