//! Rows of CSV with the line of the file on which each begins: people look for a defect by its line.

use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};

use crate::finding::{FindingKind, RowFault};

/// The rows of a stream of UTF-8, blank lines left out.
pub(crate) struct CsvRows<'a> {
    reader: csv::Reader<LineEnds<Box<dyn Read + 'a>>>,
    record: StringRecord,
    ended: bool,
}

impl<'a> CsvRows<'a> {
    pub(crate) fn new(reader: impl Read + 'a) -> Self {
        let stream: Box<dyn Read + 'a> = Box::new(reader);
        Self {
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(LineEnds::new(stream)),
            record: StringRecord::new(),
            ended: false,
        }
    }

    /// The next row with its line. A stream that breaks ends with a fault.
    pub(crate) fn next_row(&mut self) -> Option<Result<(u64, Vec<String>), RowFault>> {
        if self.ended {
            return None;
        }
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {
                let cells = self.record.iter().map(str::to_owned).collect();
                Some(Ok((self.line(), cells)))
            }
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                Some(Err(RowFault {
                    line: self.reader.position().line(),
                    kind: FindingKind::FileUnreadable,
                    message: format!("ここから先を読めませんでした（{error}）"),
                    raw: Vec::new(),
                }))
            }
        }
    }

    /// The reader counts a row from the end of the one before, blank lines included; so the line is
    /// counted back from its end, which [`LineEnds`] makes one line feed always.
    fn line(&self) -> u64 {
        let within = self.record.as_slice().matches('\n').count() as u64;
        self.reader.position().line().saturating_sub(within + 1)
    }
}

/// A stream in which every line end is one line feed, and the last line has one too.
struct LineEnds<R> {
    inner: R,
    after_return: bool,
    last: Option<u8>,
    ended: bool,
}

impl<R: Read> LineEnds<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            after_return: false,
            last: None,
            ended: false,
        }
    }

    /// Rewrites the line ends of a piece in place and returns its new length.
    fn rewrite(&mut self, piece: &mut [u8]) -> usize {
        if !self.after_return && !piece.contains(&b'\r') {
            return piece.len();
        }
        let mut length = 0;
        for place in 0..piece.len() {
            let byte = piece[place];
            let is_second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !is_second_half {
                piece[length] = if byte == b'\r' { b'\n' } else { byte };
                length += 1;
            }
        }
        length
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended && !buffer.is_empty() {
            let length = self.inner.read(buffer)?;
            if length == 0 {
                self.ended = true;
                if self.last.is_some_and(|byte| byte != b'\n') {
                    buffer[0] = b'\n';
                    return Ok(1);
                }
                return Ok(0);
            }
            let length = self.rewrite(&mut buffer[..length]);
            if length > 0 {
                self.last = Some(buffer[length - 1]);
                return Ok(length);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_knows_its_line_whatever_ends_the_lines() {
        for (text, lines) in [
            ("a,b\n1,2\n3,4\n", [1, 2, 3]),
            ("a,b\r\n1,2\r\n3,4\r\n", [1, 2, 3]),
            ("a,b\r1,2\r3,4", [1, 2, 3]),
            ("\na,b\n\n1,2\n3,4", [2, 4, 5]),
            ("a,b\r\n1,\"2\r\n2\"\r\n3,4", [1, 2, 4]),
        ] {
            let mut rows = CsvRows::new(text.as_bytes());
            let found: Vec<u64> = std::iter::from_fn(|| rows.next_row())
                .filter_map(|row| row.ok().map(|(line, _)| line))
                .collect();
            assert_eq!(found, lines, "{text:?}");
        }
    }
}
