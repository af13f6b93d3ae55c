//! Lists of contacts that people keep, as CSV or Excel. Columns are known by their names or by a
//! [`ListMapping`]; what no column is known for stays in the raw cells, unless somebody said that it is not
//! used.

mod columns;
mod kinds;
mod mapping;
mod number;
mod outline;
mod row;
mod sheet;

use std::collections::HashMap;
use std::io::Read;

use renkei_domain::directory::kind::ResourceKind;

use crate::cell::Notebook;
use crate::csv_rows::CsvRows;
use crate::finding::RowFault;
use crate::input::{Format, Input, InputFault, Limits};
use crate::municipality_table::MunicipalityTable;
use crate::office::PublishedOffice;
use crate::records::Seen;

use columns::Columns;
pub use columns::Field;
pub use mapping::{ChosenColumns, ListMapping};
pub use outline::{Outline, outline};
use row::Row;

/// Above the header may stand a title, a date, a remark; not more than this.
const HEADER_WITHIN: usize = 20;

/// The offices of a list, row by row.
pub struct Rows<'a> {
    source: Source<'a>,
    header: Vec<String>,
    columns: Columns,
    /// Columns of which somebody said that they are not used: nothing of them is kept.
    unused: Vec<usize>,
    default_kind: Option<ResourceKind>,
    place: Option<String>,
    kinds: HashMap<String, Option<ResourceKind>>,
    municipalities: &'a MunicipalityTable,
    seen: Seen,
    ended: bool,
}

enum Source<'a> {
    Csv(Box<CsvRows<'a>>),
    Sheet(std::vec::IntoIter<(u64, Vec<String>)>),
}

impl<'a> Rows<'a> {
    /// Reads a list, CSV or Excel, and finds its header.
    ///
    /// # Errors
    /// The file cannot be read, or none of its first rows is a header.
    pub fn open(
        input: &'a mut Input,
        mapping: &ListMapping,
        municipalities: &'a MunicipalityTable,
    ) -> Result<Self, InputFault> {
        match input.format() {
            Format::Csv => Self::csv(input.reader()?, mapping, municipalities),
            Format::Xlsx => {
                let limits: Limits = *input.limits();
                let sheets = sheet::sheets(input.file(), &limits)?;
                Self::first_sheet(sheets, mapping, municipalities)
            }
        }
    }

    /// Reads a list in CSV.
    ///
    /// # Errors
    /// The stream cannot be read, or none of its first rows is a header.
    pub fn csv(
        reader: impl Read + 'a,
        mapping: &ListMapping,
        municipalities: &'a MunicipalityTable,
    ) -> Result<Self, InputFault> {
        let mut source = Source::Csv(Box::new(CsvRows::new(reader)));
        for _ in 0..HEADER_WITHIN {
            match source.next_row() {
                Some(Ok((line, cells))) => {
                    if let Some(columns) = columns_under(0, line, &cells, mapping) {
                        return Ok(Self::under(source, cells, columns, mapping, municipalities));
                    }
                }
                Some(Err(fault)) => {
                    return Err(InputFault::Io(std::io::Error::other(fault)));
                }
                None => break,
            }
        }
        Err(InputFault::NoHeaderRow {
            searched: HEADER_WITHIN,
        })
    }

    fn first_sheet(
        sheets: Vec<sheet::SheetRows>,
        mapping: &ListMapping,
        municipalities: &'a MunicipalityTable,
    ) -> Result<Self, InputFault> {
        for (number, rows) in sheets.into_iter().enumerate() {
            let width = rows.iter().map(|(_, cells)| cells.len()).max();
            let mut rows = rows.into_iter();
            let header = rows.by_ref().take(HEADER_WITHIN).find_map(|(line, cells)| {
                let columns = columns_under(number, line, &cells, mapping)?;
                Some((cells, columns))
            });
            if let Some((mut header, columns)) = header {
                // In a sheet nothing can slip sideways: cells beside the header are somebody's notes.
                header.resize(width.unwrap_or_default(), String::new());
                let source = Source::Sheet(rows);
                return Ok(Self::under(
                    source,
                    header,
                    columns,
                    mapping,
                    municipalities,
                ));
            }
        }
        Err(InputFault::NoHeaderRow {
            searched: HEADER_WITHIN,
        })
    }

    fn under(
        source: Source<'a>,
        header: Vec<String>,
        columns: Columns,
        mapping: &ListMapping,
        municipalities: &'a MunicipalityTable,
    ) -> Self {
        let unused = match mapping.chosen() {
            Some(chosen) => (0..header.len())
                .filter(|place| !matches!(chosen.fields.get(*place), Some(Some(_))))
                .collect(),
            None => Vec::new(),
        };
        Self {
            source,
            header,
            columns,
            unused,
            default_kind: mapping.kind(),
            place: mapping.place().map(str::to_owned),
            kinds: HashMap::new(),
            municipalities,
            seen: Seen::default(),
            ended: false,
        }
    }

    /// The header as its owner wrote it; `raw` of an office follows it.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    fn office(&mut self, line: u64, mut raw: Vec<String>) -> Result<PublishedOffice, RowFault> {
        let expected = self.header.len();
        if raw
            .iter()
            .skip(expected)
            .any(|cell| !cell.trim().is_empty())
        {
            return Err(RowFault::of_wrong_width(line, expected, self.quoted(raw)));
        }
        // Spreadsheets leave out the empty cells at the end of a row.
        raw.resize(expected, String::new());
        let kind_text = Row::new(&self.header, &self.columns, &raw)
            .cell(Field::Kind)
            .map(|cell| cell.text.trim().to_owned())
            .unwrap_or_default();
        let named_kind = *self
            .kinds
            .entry(kind_text)
            .or_insert_with_key(|text| kinds::kind_of(text));
        let mut notes = Notebook::new(line);
        let row = Row::new(&self.header, &self.columns, &raw).standing_in(self.place.as_deref());
        match row.read(
            &mut notes,
            named_kind,
            self.default_kind,
            self.municipalities,
        ) {
            Some(read) => {
                for place in &self.unused {
                    raw[*place].clear();
                }
                Ok(read.beside(line, raw, notes))
            }
            None => Err(RowFault::nameless(line, "名称", self.quoted(raw))),
        }
    }

    /// A row as the report quotes it. Who works somewhere and what somebody noted stays in the file, and so
    /// does what nobody said the meaning of.
    fn quoted(&self, mut raw: Vec<String>) -> Vec<String> {
        let fields = self.columns.fields(raw.len());
        for (cell, field) in raw.iter_mut().zip(fields) {
            if matches!(field, None | Some(Field::Person | Field::Note)) {
                cell.clear();
            }
        }
        raw
    }
}

/// The columns of a row that is a header: the one that was chosen, or one that reads like a header.
fn columns_under(
    sheet: usize,
    line: u64,
    cells: &[String],
    mapping: &ListMapping,
) -> Option<Columns> {
    match mapping.chosen() {
        Some(chosen) if (chosen.sheet, chosen.header_line) == (sheet, line) => {
            Columns::chosen(&chosen.fields)
        }
        Some(_) => None,
        None => Columns::of(cells, mapping),
    }
}

impl Source<'_> {
    fn next_row(&mut self) -> Option<Result<(u64, Vec<String>), RowFault>> {
        match self {
            Self::Csv(rows) => rows.next_row(),
            Self::Sheet(rows) => rows.next().map(Ok),
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<PublishedOffice, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.source.next_row() {
                None => self.ended = true,
                Some(Err(fault)) => {
                    self.ended = true;
                    return Some(Err(fault));
                }
                // A row of empty cells separates groups; it is no office without a name.
                Some(Ok((_, cells))) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Some(Ok((line, cells))) => {
                    return Some(
                        self.office(line, cells)
                            .and_then(|office| self.seen.once(office, None)),
                    );
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
