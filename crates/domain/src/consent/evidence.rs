//! A scanned page that shows a consent: what counts as one is decided by what is in the file, never by its name.

use crate::words::word_list;

/// The most bytes of a scanned page: a colour page at 300 dpi, or a few in black and white.
pub const LARGEST_SCAN: usize = 10 * 1024 * 1024;

/// The most scans of one consent.
pub const MOST_SCANS: usize = 10;

word_list! {
    /// What a scanned page may be.
    ScanFormat {
        Pdf = "pdf", "PDF";
        Jpeg = "jpeg", "JPEG";
        Png = "png", "PNG";
    }
}

/// Why a file is no scanned page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanFault {
    /// Nothing came.
    #[error("紙の写しのファイルを選んでください。")]
    Empty,
    /// It is larger than is kept.
    #[error(
        "ファイルが大きすぎます。10MBまでです。白黒にするか、こまかさを下げて、とりなおしてください。"
    )]
    TooLarge,
    /// It is something else, whatever it is called.
    #[error(
        "このファイルは、PDF・JPEG・PNGのどれでもないか、とちゅうで切れています。とりなおしてください。"
    )]
    Unknown,
}

/// A scanned page.
#[derive(Clone, PartialEq, Eq)]
pub struct Scan {
    format: ScanFormat,
    bytes: Vec<u8>,
}

/// What stands on a page is nobody's to read in a log.
impl std::fmt::Debug for Scan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Scan({}, {} bytes)",
            self.format.code(),
            self.bytes.len()
        )
    }
}

impl ScanFormat {
    /// What a file is by what is in it: its first bytes, and its end, so that one that was cut off is none.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let end = bytes.get(bytes.len().saturating_sub(1_024)..)?;
        let ends_with = |mark: &[u8]| end.windows(mark.len()).any(|part| part == mark);
        if bytes.starts_with(b"%PDF-") && ends_with(b"%%EOF") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"\xFF\xD8\xFF") && ends_with(b"\xFF\xD9") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") && ends_with(b"IEND\xAE\x42\x60\x82") {
            Some(Self::Png)
        } else {
            None
        }
    }

    /// What it is called on the web.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

impl Scan {
    /// A file as a scanned page.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn read(bytes: Vec<u8>) -> Result<Self, ScanFault> {
        if bytes.is_empty() {
            return Err(ScanFault::Empty);
        }
        if bytes.len() > LARGEST_SCAN {
            return Err(ScanFault::TooLarge);
        }
        let format = ScanFormat::of(&bytes).ok_or(ScanFault::Unknown)?;
        Ok(Self { format, bytes })
    }

    /// What it is.
    #[must_use]
    pub const fn format(&self) -> ScanFormat {
        self.format
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n";
    const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a page \xFF\xD9";
    const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0IEND\xAE\x42\x60\x82";

    #[test]
    fn a_page_is_known_by_what_is_in_it() {
        for (bytes, format) in [
            (PDF, ScanFormat::Pdf),
            (JPEG, ScanFormat::Jpeg),
            (PNG, ScanFormat::Png),
        ] {
            let scan = Scan::read(bytes.to_vec()).expect("a page");
            assert_eq!((scan.format(), scan.bytes()), (format, bytes));
            let (kind, name) = format.media_type().split_once('/').expect("two words");
            let is_page = format == ScanFormat::Pdf;
            assert_eq!(kind, if is_page { "application" } else { "image" });
            assert_eq!(name, format.code(), "a browser shows it as what it is");
            let cut = bytes[..bytes.len() - 6].to_vec();
            assert_eq!(Scan::read(cut), Err(ScanFault::Unknown), "{format}");
        }
        for other in [
            &b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..],
            b"<html>%PDF-1.4 %%EOF",
            b"GIF89a",
            b"PK\x03\x04",
        ] {
            assert_eq!(Scan::read(other.to_vec()), Err(ScanFault::Unknown));
        }
    }

    #[test]
    fn nothing_and_too_much_are_no_page() {
        assert_eq!(LARGEST_SCAN, 10_485_760, "10 MB");
        assert_eq!(Scan::read(Vec::new()), Err(ScanFault::Empty));
        let mut large = b"%PDF-1.4\n".to_vec();
        large.resize(LARGEST_SCAN - 5, b' ');
        large.extend_from_slice(b"%%EOF");
        assert!(Scan::read(large.clone()).is_ok());
        large.push(b'\n');
        assert_eq!(Scan::read(large), Err(ScanFault::TooLarge));
    }

    #[test]
    fn a_log_learns_no_more_than_how_much_it_is() {
        let scan = Scan::read(PDF.to_vec()).expect("a page");
        assert_eq!(
            format!("{scan:?}"),
            format!("Scan(pdf, {} bytes)", PDF.len())
        );
    }
}
