//! The offices of a published table, row by row: what is the same for every table whose columns are
//! fixed. What each of them makes of a row stands with it ([`crate::wamnet`], [`crate::iryo`],
//! [`crate::kaigo`]).

mod shared;

use std::io::Read;

use renkei_domain::text::Line;

use crate::cell::{Cell, Notebook};
use crate::finding::RowFault;
use crate::header::Layout;
use crate::input::InputFault;
use crate::office::{PublishedOffice, ReadOffice};
use crate::records::{Records, Seen};

use shared::Shared;

/// A published table, with the columns that matter before a row is read.
pub(crate) struct Table {
    /// Its columns.
    pub(crate) layout: Layout,
    /// The name of the office. A row without one is left out.
    pub(crate) name: usize,
    /// Its reading.
    pub(crate) kana: usize,
    /// A running number: it differs between rows that are otherwise equal.
    pub(crate) serial: Option<usize>,
    /// The latitude, where published points are those of a town as often as those of a house.
    pub(crate) latitude: Option<usize>,
    /// The number of the office, where main and branch offices share one.
    pub(crate) office_number: Option<usize>,
}

/// Makes an office of a row that has a name.
type ReadRow<'a> = dyn FnMut(Row<'_>, Line, &mut Notebook) -> ReadOffice + 'a;

/// The offices of a published table, row by row.
pub struct OfficeRows<'a> {
    table: &'static Table,
    records: Records<'a>,
    seen: Seen,
    shared: Shared,
    read: Box<ReadRow<'a>>,
}

impl<'a> OfficeRows<'a> {
    /// Reads and checks the header.
    ///
    /// # Errors
    /// The header is another one.
    pub(crate) fn open(
        reader: impl Read + 'a,
        table: &'static Table,
        read: impl FnMut(Row<'_>, Line, &mut Notebook) -> ReadOffice + 'a,
    ) -> Result<Self, InputFault> {
        Ok(Self {
            table,
            records: Records::open(reader, &table.layout)?,
            seen: Seen::default(),
            shared: Shared::default(),
            read: Box::new(read),
        })
    }

    /// The header as published; `raw` of an office follows it.
    #[must_use]
    pub fn header(&self) -> &[String] {
        self.records.header()
    }

    fn office(&mut self, line: u64, raw: Vec<String>) -> Result<PublishedOffice, RowFault> {
        let columns = self.table.layout.columns;
        let mut notes = Notebook::new(line);
        let row = Row {
            columns,
            cells: &raw,
        };
        match notes.name(row.cell(self.table.name), Some(row.cell(self.table.kana))) {
            Some(name) => {
                let read = (self.read)(row, name, &mut notes);
                Ok(read.beside(line, raw, notes))
            }
            None => Err(RowFault::nameless(line, columns[self.table.name], raw)),
        }
    }
}

impl Iterator for OfficeRows<'_> {
    type Item = Result<PublishedOffice, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.records.next_row()?;
        let office = row.and_then(|(line, raw)| self.office(line, raw));
        let office = office.and_then(|office| self.seen.once(office, self.table.serial));
        Some(office.map(|office| self.shared.noted(office, self.table)))
    }
}

/// One row of a published table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    columns: &'static [&'static str],
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The text of a column as published.
    pub(crate) fn text(self, place: usize) -> &'a str {
        self.cells.get(place).map_or("", String::as_str)
    }

    /// The cell of a column.
    pub(crate) fn cell(self, place: usize) -> Cell<'a> {
        Cell::fixed(self.columns[place], self.text(place))
    }

    /// The cells of some columns.
    pub(crate) fn cells<const N: usize>(self, places: [usize; N]) -> [Cell<'a>; N] {
        places.map(|place| self.cell(place))
    }
}

#[cfg(test)]
pub(crate) mod sample;
