//! One look over a whole table in constant memory, before any row is kept: how many rows, how many
//! cells, whether it was cut short. What comes after may then trust that no row is endless.

use super::Limits;
use super::fault::InputFault;

/// A published table has at least this many columns; lists that people keep may have fewer, and
/// their last row may leave out empty cells.
const PUBLISHED_COLUMNS: usize = 10;

/// The shape of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    /// Rows under the header.
    rows: u64,
    /// Cells of the header (of the first row that is not blank).
    header_cells: usize,
    /// The line on which the last row begins.
    last_line: u64,
    /// Cells of the last row.
    last_cells: usize,
    /// Rows with fewer cells than the header.
    short_rows: u64,
    /// Whether the last row ends with a line end.
    ends_with_newline: bool,
    /// Whether a quotation mark was never closed.
    open_quote: bool,
}

impl Shape {
    /// The line of the last row, where nothing ends it.
    pub(super) fn open_line(&self) -> Option<u64> {
        (!self.ends_with_newline).then_some(self.last_line)
    }

    fn cut_short(&self) -> bool {
        let last_is_short = self.rows > 0 && self.last_cells < self.header_cells;
        let only_one =
            self.short_rows == 1 && self.rows > 1 && self.header_cells >= PUBLISHED_COLUMNS;
        self.open_quote || (last_is_short && (!self.ends_with_newline || only_one))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Bare,
    Quoted,
    AfterQuote,
}

/// Reads CSV (RFC 4180) byte by byte and keeps nothing but counts.
pub(super) struct Scan {
    limits: Limits,
    place: Place,
    line: u64,
    row_line: u64,
    row_bytes: u64,
    cells: usize,
    any_row: bool,
    shape: Shape,
}

impl Scan {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            place: Place::CellStart,
            line: 1,
            row_line: 1,
            row_bytes: 0,
            cells: 1,
            any_row: false,
            shape: Shape::default(),
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// Stops as soon as a limit is passed.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), InputFault> {
        for &byte in bytes {
            match (self.place, byte) {
                (Place::Quoted, b'"') => self.place = Place::AfterQuote,
                (Place::Quoted, _) => {}
                (Place::CellStart | Place::AfterQuote, b'"') => self.place = Place::Quoted,
                (_, b'\n' | b'\r') => {
                    self.end_row()?;
                    if byte == b'\n' {
                        self.line += 1;
                    }
                    self.row_line = self.line;
                    continue;
                }
                (_, b',') => {
                    self.cells += 1;
                    self.place = Place::CellStart;
                }
                (_, _) => self.place = Place::Bare,
            }
            if byte == b'\n' {
                self.line += 1;
            }
            self.row_bytes += 1;
            if self.row_bytes > self.limits.max_row_bytes {
                return Err(InputFault::RowTooLong {
                    line: self.row_line,
                    limit: self.limits.max_row_bytes,
                });
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), InputFault> {
        if self.row_bytes > 0 {
            if self.any_row {
                self.shape.rows += 1;
                if self.shape.rows > self.limits.max_rows {
                    return Err(InputFault::TooManyRows {
                        limit: self.limits.max_rows,
                    });
                }
                self.shape.short_rows += u64::from(self.cells < self.shape.header_cells);
            } else {
                self.any_row = true;
                self.shape.header_cells = self.cells;
            }
            self.shape.last_cells = self.cells;
            self.shape.last_line = self.row_line;
        }
        self.row_bytes = 0;
        self.cells = 1;
        self.place = Place::CellStart;
        Ok(())
    }

    /// The shape, when all bytes were fed.
    ///
    /// # Errors
    /// Refuses a table that is empty or was cut short.
    pub(super) fn finish(mut self) -> Result<Shape, InputFault> {
        self.shape.ends_with_newline = self.row_bytes == 0;
        self.shape.open_quote = self.place == Place::Quoted;
        self.end_row()?;
        let shape = self.shape;
        if !self.any_row {
            return Err(InputFault::Empty);
        }
        if shape.cut_short() {
            return Err(InputFault::Truncated {
                line: shape.last_line,
                cells: shape.last_cells,
                expected: shape.header_cells,
            });
        }
        if shape.rows == 0 {
            return Err(InputFault::NoRows);
        }
        Ok(shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str, limits: Limits) -> Result<Shape, &'static str> {
        let mut scan = Scan::new(limits);
        scan.feed(text.as_bytes())
            .and_then(|()| scan.finish())
            .map_err(|fault| fault.code())
    }

    #[test]
    fn a_whole_table_has_a_shape_and_a_cut_one_is_refused() {
        let few = Limits {
            max_rows: 2,
            max_row_bytes: 40,
            ..Limits::default()
        };
        let wide = "a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,0\n";
        for (text, expected) in [
            ("a,b\r\n\r\n1,\"x,\"\"\ny\"\r\n", Ok(1)),
            ("a,b\n1,2", Ok(1)),
            ("a,b\n1,2\n3\n", Ok(2)),
            ("a,b\n1,2\n3", Err("TRUNCATED")),
            ("a,b\n1,\"2\n", Err("TRUNCATED")),
            (&format!("{wide}1,2\n")[..], Err("TRUNCATED")),
            ("a,b\n1,2\n3,4\n5,6\n", Err("TOO_MANY_ROWS")),
            (&format!("a\n{}\n", "x".repeat(50))[..], Err("ROW_TOO_LONG")),
            ("\n\n", Err("EMPTY")),
            ("a,b\n", Err("NO_ROWS")),
        ] {
            assert_eq!(scan(text, few).map(|shape| shape.rows), expected, "{text}");
        }
    }
}
