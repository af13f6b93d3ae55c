//! The rows of a published table: header checked, cells counted, duplicates left out.

use std::collections::HashMap;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use crate::finding::{FindingKind, RowFault};
use crate::header::Layout;
use crate::input::InputFault;
use crate::office::{PublishedOffice, content};

/// The rows of a CSV stream whose header fits a layout.
pub(crate) struct Records<'a> {
    reader: csv::Reader<Box<dyn Read + 'a>>,
    header: Vec<String>,
    record: StringRecord,
    ended: bool,
}

impl<'a> Records<'a> {
    /// Reads and checks the header.
    ///
    /// # Errors
    /// The stream is empty or broken, or the header is another dataset's.
    pub(crate) fn open(reader: impl Read + 'a, layout: &Layout) -> Result<Self, InputFault> {
        let stream: Box<dyn Read + 'a> = Box::new(reader);
        let mut records = Self {
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(stream),
            header: Vec::new(),
            record: StringRecord::new(),
            ended: false,
        };
        if !records
            .reader
            .read_record(&mut records.record)
            .map_err(|error| InputFault::Io(error.into()))?
        {
            return Err(InputFault::Empty);
        }
        records.header = owned(&records.record);
        // A mark is dropped on the way in; streams from elsewhere may still carry one.
        if let Some(first) = records.header.first_mut()
            && let Some(rest) = first.strip_prefix('\u{FEFF}')
        {
            *first = rest.to_owned();
        }
        layout.check(&records.header)?;
        Ok(records)
    }

    /// The header as published.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row with its line, cells as published; its number of cells is the header's.
    pub(crate) fn next_row(&mut self) -> Option<Result<(u64, Vec<String>), RowFault>> {
        if self.ended {
            return None;
        }
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => {
                self.ended = true;
                return None;
            }
            Err(error) => {
                self.ended = true;
                return Some(Err(RowFault {
                    line: self.reader.position().line(),
                    kind: FindingKind::FileUnreadable,
                    message: format!("ここから先を読めませんでした（{error}）"),
                    raw: Vec::new(),
                }));
            }
        }
        let line = self
            .record
            .position()
            .map_or(0, csv::Position::line);
        let cells = owned(&self.record);
        let expected = self.header.len();
        let kind = match cells.len().cmp(&expected) {
            std::cmp::Ordering::Equal => return Some(Ok((line, cells))),
            std::cmp::Ordering::Less => FindingKind::RowTooShort,
            std::cmp::Ordering::Greater => FindingKind::RowTooLong,
        };
        Some(Err(RowFault {
            line,
            kind,
            message: format!("{expected} 列のはずが {} 列あります", cells.len()),
            raw: cells,
        }))
    }
}

fn owned(record: &StringRecord) -> Vec<String> {
    record.iter().map(str::to_owned).collect()
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
