//! The rows of a reference table. Everything else is decided with such a table, so a row that cannot be
//! read refuses it whole.

use std::io::Read;

use renkei_domain::text::{Line, TextFault};

use crate::header::Layout;
use crate::input::InputFault;
use crate::records::Records;

/// The rows of a reference table, one after the other.
pub(crate) struct ReferenceRows<'a>(Records<'a>);

impl<'a> ReferenceRows<'a> {
    /// Reads and checks the header.
    ///
    /// # Errors
    /// The header is another one.
    pub(crate) fn open(reader: impl Read + 'a, layout: &Layout) -> Result<Self, InputFault> {
        Records::open(reader, layout).map(Self)
    }
}

impl Iterator for ReferenceRows<'_> {
    type Item = Result<ReferenceRow, InputFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.0.next_row()?;
        Some(match row {
            Ok((line, cells)) => Ok(ReferenceRow { line, cells }),
            Err(fault) => Err(InputFault::BadValue {
                line: fault.line,
                reason: fault.message,
            }),
        })
    }
}

/// One row of a reference table.
pub(crate) struct ReferenceRow {
    line: u64,
    cells: Vec<String>,
}

impl ReferenceRow {
    /// A cell without the spaces around it.
    pub(crate) fn text(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", |cell| cell.trim())
    }

    /// A name. Pages show it as it stands, so one that cannot be stored refuses the table.
    ///
    /// # Errors
    /// The cell is empty, too long, or holds a control character.
    pub(crate) fn name(&self, place: usize, what: &str) -> Result<Line, InputFault> {
        Line::parse(self.text(place)).map_err(|fault| {
            self.refused(match fault {
                TextFault::Empty => format!("{what}がない"),
                TextFault::Control(code) => format!("{what}に制御文字 U+{code:04X} がある"),
                TextFault::TooLong { limit } => format!("{what}が{limit}文字より長い"),
            })
        })
    }

    /// Why the table cannot be used.
    pub(crate) fn refused(&self, reason: String) -> InputFault {
        InputFault::BadValue {
            line: self.line,
            reason,
        }
    }
}
