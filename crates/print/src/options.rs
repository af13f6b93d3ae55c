//! How a sheet is printed, and what comes back.

use chrono::NaiveDate;

/// Readings above the words that carry one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ruby {
    /// Words stand alone.
    Off,
    /// Readings stand above their words.
    On,
}

/// The paper. A3 is the same sheet enlarged, for people who see little and for walls; what has a
/// size of its own, such as a card, keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

/// How a sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintOptions {
    /// Readings above words.
    pub ruby: Ruby,
    /// The day that stands on every page as 発行日.
    pub issued_on: NaiveDate,
    /// The paper.
    pub paper: Paper,
}

/// A printed sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file: PDF/UA-1, fonts embedded.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that could not be printed as asked, each once, in order of code points. A character
    /// without any glyph stands on the sheet as 〓; one of which only the wanted variant is missing
    /// stands in its usual form.
    pub missing_glyphs: Vec<char>,
}

/// Why a sheet could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintFault {
    /// The text for the QR code is longer than a QR code can hold.
    #[error("the text of the QR code is too long: {0}")]
    QrTooLong(#[from] qrcode::types::QrError),
    /// An embedded font cannot be read.
    #[error("an embedded font cannot be read")]
    Font,
    /// The sheet could not be turned into values for its template.
    #[error("the sheet cannot be handed to its template: {0}")]
    Values(#[from] serde_json::Error),
    /// The template could not be set.
    #[error("the sheet cannot be set: {0}")]
    Layout(String),
    /// The set pages could not be written as PDF.
    #[error("the pages cannot be written: {0}")]
    Pdf(String),
}
