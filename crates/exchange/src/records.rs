//! The rows of a published table: header checked, cells counted, duplicates left out.

use std::collections::HashMap;
use std::io::{self, Read};

use renkei_domain::text::{Line, TextFault};

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
        let kind = match cells.len().cmp(&expected) {
            std::cmp::Ordering::Equal => return Some(Ok((line, cells))),
            std::cmp::Ordering::Less => FindingKind::RowTooShort,
            std::cmp::Ordering::Greater => FindingKind::RowTooLong,
        };
        Some(Err(RowFault {
            line,
            kind,
            message: match kind {
                FindingKind::RowTooShort => {
                    format!("{expected} 列のはずが {} 列しかありません", cells.len())
                }
                _ => format!("{expected} 列のはずが {} 列あります", cells.len()),
            },
            raw: cells,
        }))
    }
}

/// A name in a reference table. Pages show it as it stands, so a table with a name that cannot be stored
/// is refused whole.
///
/// # Errors
/// The cell is empty, too long, or holds a control character.
pub(crate) fn reference_name(line: u64, what: &str, cell: &str) -> Result<Line, InputFault> {
    Line::parse(cell).map_err(|fault| InputFault::BadValue {
        line,
        reason: match fault {
            TextFault::Empty => format!("{what}がない"),
            TextFault::Control(code) => format!("{what}に制御文字 U+{code:04X} がある"),
            TextFault::TooLong { limit } => format!("{what}が{limit}文字より長い"),
        },
    })
}

/// Which offices were seen in this file. Equal rows are published now and then, and equal keys with
/// other cells (a corrected entry beside the old one); the first stands, the others are reported.
#[derive(Debug, Default)]
pub(crate) struct Seen(HashMap<u128, (u64, u128)>);

impl Seen {
    /// Passes an office on the first time.
    ///
    /// # Errors
    /// Names the row that came before.
    pub(crate) fn once(&mut self, office: PublishedOffice) -> Result<PublishedOffice, RowFault> {
        self.once_by(office, PublishedOffice::content)
    }

    /// As [`Seen::once`], with cells left out of the comparison that differ in every row.
    pub(crate) fn once_without(
        &mut self,
        office: PublishedOffice,
        serial_column: usize,
    ) -> Result<PublishedOffice, RowFault> {
        self.once_by(office, |office| {
            content(
                office
                    .raw
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| *place != serial_column)
                    .map(|(_, cell)| cell.as_str()),
            )
        })
    }

    fn once_by(
        &mut self,
        office: PublishedOffice,
        cells: impl Fn(&PublishedOffice) -> u128,
    ) -> Result<PublishedOffice, RowFault> {
        let key = office.key.full();
        let cells = cells(&office);
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
