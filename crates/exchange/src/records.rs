//! The rows of a published table: header checked, cells counted, duplicates left out.

use std::collections::HashMap;
use std::io::{self, Read};

use crate::csv_rows::CsvRows;
use crate::finding::{FindingKind, RowFault};
use crate::header::Layout;
use crate::input::InputFault;
use crate::office::{PublishedOffice, content};

/// The rows of a CSV stream whose header fits a layout.
pub(crate) struct Records<'a> {
    rows: CsvRows<'a>,
    header: Vec<String>,
}

impl<'a> Records<'a> {
    /// Reads and checks the header.
    ///
    /// # Errors
    /// The stream is empty or broken, or the header is another dataset's.
    pub(crate) fn open(reader: impl Read + 'a, layout: &Layout) -> Result<Self, InputFault> {
        let mut rows = CsvRows::new(reader);
        let (_, mut header) = rows
            .next_row()
            .ok_or(InputFault::Empty)?
            .map_err(|fault| InputFault::Io(io::Error::other(fault)))?;
        // A mark is dropped on the way in; streams from elsewhere may still carry one.
        if let Some(first) = header.first_mut()
            && let Some(rest) = first.strip_prefix('\u{FEFF}')
        {
            *first = rest.to_owned();
        }
        layout.check(&header)?;
        Ok(Self { rows, header })
    }

    /// The header as published.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row with its line, cells as published; its number of cells is the header's.
    pub(crate) fn next_row(&mut self) -> Option<Result<(u64, Vec<String>), RowFault>> {
        let (line, cells) = match self.rows.next_row()? {
            Ok(row) => row,
            Err(fault) => return Some(Err(fault)),
        };
        let expected = self.header.len();
        if cells.len() == expected {
            Some(Ok((line, cells)))
        } else {
            Some(Err(RowFault::of_wrong_width(line, expected, cells)))
        }
    }
}

/// Which offices were seen in this file. Equal rows are published now and then, and equal keys with
/// other cells (a corrected entry beside the old one); the first stands, the others are reported.
#[derive(Debug, Default)]
pub(crate) struct Seen(HashMap<u128, (u64, u128)>);

impl Seen {
    /// Passes an office on the first time. A serial number differs in every row, so its column is left
    /// out where cells are compared.
    ///
    /// # Errors
    /// Names the row that came before.
    pub(crate) fn once(
        &mut self,
        office: PublishedOffice,
        serial: Option<usize>,
    ) -> Result<PublishedOffice, RowFault> {
        let key = office.key.full();
        let compared = office.raw.iter().enumerate();
        let cells = content(
            compared
                .filter(|(place, _)| Some(*place) != serial)
                .map(|(_, cell)| cell.as_str()),
        );
        match self.0.get(&key) {
            None => {
                self.0.insert(key, (office.line, cells));
                Ok(office)
            }
            Some((line, before)) => Err(RowFault {
                line: office.line,
                kind: FindingKind::DuplicateRow,
                message: if *before == cells {
                    format!("{line}行目と同じ内容のため、省きました")
                } else {
                    format!(
                        "{line}行目と番号・サービス・名称・所在地が同じで、ほかの欄が違います。先の行を使いました"
                    )
                },
                raw: office.raw,
            }),
        }
    }
}
