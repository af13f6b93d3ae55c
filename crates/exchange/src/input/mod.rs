//! Opening a file: what it is, in which encoding, and whether it can be read without harm.
//!
//! The name of a file decides nothing; its bytes do. A whole look is taken when it is opened, so that
//! a bomb, a file cut short and a table of a million rows are refused before anything is recorded.

mod archive;
mod encoding;
mod fault;
mod place;
mod scan;
mod workbook;

use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;

pub use fault::{InputFault, WrongHeader};
pub use place::FileBytes;
pub(crate) use place::Opened;

use archive::{Archive, Contents};
use encoding::{Decoded, Opening, Trial};

const MIB: u64 = 1024 * 1024;

/// How much is read at most. The whole of WAM NET is about 200,000 rows and 100 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a table, unpacked.
    pub max_bytes: u64,
    /// The most bytes of a workbook, unpacked: it is read into memory.
    pub max_workbook_bytes: u64,
    /// The most rows under the header.
    pub max_rows: u64,
    /// The most bytes of one row.
    pub max_row_bytes: u64,
    /// How many times its size a ZIP may unpack to.
    pub max_ratio: u64,
    /// Below this size no ratio is suspicious.
    pub ratio_from_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 1024 * MIB,
            max_workbook_bytes: 128 * MIB,
            max_rows: 999_999,
            max_row_bytes: MIB,
            max_ratio: 200,
            ratio_from_bytes: 64 * MIB,
        }
    }
}

impl Limits {
    fn check_ratio(&self, packed: u64, unpacked: u64) -> Result<(), InputFault> {
        if unpacked > self.ratio_from_bytes && unpacked / self.max_ratio > packed {
            Err(InputFault::ZipBomb {
                ratio: self.max_ratio,
            })
        } else {
            Ok(())
        }
    }
}

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A CSV file, perhaps inside a ZIP.
    Csv,
    /// An Excel workbook; only [`crate::list`] reads it.
    Xlsx,
}

enum Source {
    Plain,
    Zipped { archive: Archive, place: usize },
    Workbook,
}

/// A file that was looked through and may be read, as often as needed.
pub struct Input {
    file: FileBytes,
    limits: Limits,
    source: Source,
    encoding: &'static Encoding,
    /// The line of the last row, where nothing ends it.
    open_line: Option<u64>,
}

impl Input {
    /// Opens a file and looks through it once.
    ///
    /// # Errors
    /// Says why the file cannot be used, and what to do.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, InputFault> {
        Self::within(&FileBytes::at(path), None, limits)
    }

    /// Opens one CSV of a ZIP that holds several.
    ///
    /// # Errors
    /// As [`Input::open`]; also when there is no such entry.
    pub fn open_entry(path: &Path, entry: &str, limits: &Limits) -> Result<Self, InputFault> {
        Self::within(&FileBytes::at(path), Some(entry), limits)
    }

    /// Opens bytes, wherever they lie; of a ZIP that holds several tables, the wanted one.
    ///
    /// # Errors
    /// As [`Input::open`]; also when there is no such entry.
    pub fn within(
        file: &FileBytes,
        wanted: Option<&str>,
        limits: &Limits,
    ) -> Result<Self, InputFault> {
        let mut input = Self {
            file: file.clone(),
            limits: *limits,
            source: Source::Plain,
            encoding: encoding_rs::UTF_8,
            open_line: None,
        };
        if starts_like_zip(file)? {
            let mut archive = archive::open(file)?;
            let files = archive::files(&mut archive)?;
            match archive::contents(files)? {
                Contents::Workbook => {
                    workbook::check(&mut archive, limits)?;
                    input.source = Source::Workbook;
                    return Ok(input);
                }
                Contents::Tables(tables) => {
                    let place = archive::choose(tables, wanted)?;
                    input.source = Source::Zipped { archive, place };
                }
            }
        }
        input.encoding = input.find_encoding()?;
        input.open_line = input.scan()?.open_line();
        Ok(input)
    }

    /// CSV or workbook.
    #[must_use]
    pub fn format(&self) -> Format {
        match self.source {
            Source::Plain | Source::Zipped { .. } => Format::Csv,
            Source::Workbook => Format::Xlsx,
        }
    }

    /// Asks for an end of the last line. Whole files that are published have one, so that one without was
    /// cut within its last cell; what people write by hand may do without.
    ///
    /// # Errors
    /// Nothing ends the last line.
    pub fn require_last_line_end(&self) -> Result<(), InputFault> {
        match self.open_line {
            Some(line) => Err(InputFault::LastLineOpen { line }),
            None => Ok(()),
        }
    }

    /// The file as given.
    pub(crate) const fn file(&self) -> &FileBytes {
        &self.file
    }

    /// The limits it was opened with.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A fresh stream of UTF-8 from the start, without byte order mark.
    ///
    /// # Errors
    /// The file went away, or it is a workbook.
    pub fn reader(&mut self) -> Result<Box<dyn Read + '_>, InputFault> {
        let encoding = self.encoding;
        // UTF-16 of ASCII shrinks and cp932 grows, never beyond twice its size.
        let most = self.limits.max_bytes.saturating_mul(2);
        Ok(Box::new(Decoded::new(self.bytes()?, encoding).take(most)))
    }

    fn bytes(&mut self) -> Result<Box<dyn Read + '_>, InputFault> {
        match &mut self.source {
            Source::Plain => Ok(Box::new(self.file.open()?)),
            Source::Zipped { archive, place } => {
                let entry = archive.by_index(*place).map_err(archive::broken)?;
                Ok(Box::new(entry))
            }
            Source::Workbook => Err(InputFault::Spreadsheet),
        }
    }

    fn packed_size(&mut self) -> Result<Option<u64>, InputFault> {
        match &mut self.source {
            Source::Zipped { archive, place } => {
                let entry = archive.by_index_raw(*place).map_err(archive::broken)?;
                Ok(Some(entry.compressed_size()))
            }
            Source::Plain | Source::Workbook => Ok(None),
        }
    }

    /// What it says of the file when its stream breaks.
    fn blame(&self) -> fn(std::io::Error) -> InputFault {
        match self.source {
            Source::Zipped { .. } => broken_entry,
            Source::Plain | Source::Workbook => InputFault::Io,
        }
    }

    /// Reads every byte once: bounds what comes out of a ZIP, checks its checksum, tells the encoding.
    fn find_encoding(&mut self) -> Result<&'static Encoding, InputFault> {
        let limits = self.limits;
        let (packed, blame) = (self.packed_size()?, self.blame());
        let mut bytes = self.bytes()?;
        let mut buffer = vec![0; 64 * 1024];
        let mut total: u64 = 0;
        let mut known = None;
        let mut trial = Trial::new();
        loop {
            let length = fill(&mut bytes, &mut buffer).map_err(blame)?;
            let chunk = &buffer[..length];
            if total == 0 {
                if chunk.is_empty() {
                    return Err(InputFault::Empty);
                }
                if let Opening::Known(encoding) = encoding::opening(chunk)? {
                    known = Some(encoding);
                }
            }
            total += length as u64;
            if let Some(packed) = packed {
                limits.check_ratio(packed, total)?;
            }
            if total > limits.max_bytes {
                return Err(InputFault::TooLarge {
                    limit: limits.max_bytes,
                });
            }
            if chunk.is_empty() {
                break;
            }
            if known.is_none() {
                trial.feed(chunk);
            }
        }
        match known {
            Some(encoding) => Ok(encoding),
            None => trial.verdict(),
        }
    }

    /// Looks over the rows: how many there are, how long they are, whether the last is whole.
    fn scan(&mut self) -> Result<scan::Shape, InputFault> {
        let blame = self.blame();
        let mut scan = scan::Scan::new(self.limits);
        let mut text = self.reader()?;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let length = text.read(&mut buffer).map_err(blame)?;
            if length == 0 {
                return scan.finish();
            }
            scan.feed(&buffer[..length])?;
        }
    }
}

fn broken_entry(error: std::io::Error) -> InputFault {
    InputFault::ZipBroken {
        reason: error.to_string(),
    }
}

/// Fills the buffer as far as the stream goes: what a file begins with must be seen in one piece.
fn fill(stream: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..])? {
            0 => break,
            length => filled += length,
        }
    }
    Ok(filled)
}

fn starts_like_zip(file: &FileBytes) -> Result<bool, InputFault> {
    let mut head = [0; 4];
    let mut file = file.open()?;
    let length = fill(&mut file, &mut head).map_err(InputFault::Io)?;
    let head = &head[..length];
    Ok(head == b"PK\x03\x04" || head == b"PK\x05\x06")
}

#[cfg(test)]
mod tests;
