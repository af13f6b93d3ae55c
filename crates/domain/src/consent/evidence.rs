//! What shows a consent: a scanned page, of which what is in the file decides what it is and never its name, or a
//! signature on the screen.

use std::borrow::Cow;
use std::fmt;

use super::given::EvidenceKind;
use super::signature::Signature;
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

/// As what something is kept that shows a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofFormat {
    /// A scanned page.
    Page(ScanFormat),
    /// A signature on the screen, as points.
    Signature,
}

/// The code of a signature, beside those of files.
const SIGNATURE: &str = "signature";

impl ProofFormat {
    /// The stable code in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page(format) => format.code(),
            Self::Signature => SIGNATURE,
        }
    }

    /// The word for people.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page(format) => format.word(),
            Self::Signature => self.kind().word(),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code == SIGNATURE {
            return Some(Self::Signature);
        }
        ScanFormat::from_code(code).map(Self::Page)
    }

    /// What it shows a consent by.
    #[must_use]
    pub const fn kind(self) -> EvidenceKind {
        match self {
            Self::Page(_) => EvidenceKind::ScannedPage,
            Self::Signature => EvidenceKind::ScreenSignature,
        }
    }
}

impl fmt::Display for ProofFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What shows a consent, with what stands on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A scanned page.
    Page(Scan),
    /// A signature on the screen.
    Signature(Signature),
}

impl Proof {
    /// As what it is kept.
    #[must_use]
    pub const fn format(&self) -> ProofFormat {
        match self {
            Self::Page(scan) => ProofFormat::Page(scan.format()),
            Self::Signature(_) => ProofFormat::Signature,
        }
    }

    /// What is kept.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Page(scan) => Cow::Borrowed(scan.bytes()),
            Self::Signature(signature) => Cow::Owned(signature.to_bytes()),
        }
    }

    /// Reads back what was kept as something; nothing where it is not that.
    #[must_use]
    pub fn read_back(format: ProofFormat, bytes: Vec<u8>) -> Option<Self> {
        let proof = match format {
            ProofFormat::Page(_) => Self::Page(Scan::read(bytes).ok()?),
            ProofFormat::Signature => Self::Signature(Signature::from_bytes(&bytes)?),
        };
        (proof.format() == format).then_some(proof)
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
    fn what_is_kept_reads_back_as_what_it_was_and_as_nothing_else() {
        let signature = Signature::parse("10,20 60,90 200,100").expect("a signature");
        let proofs = [
            Proof::Page(Scan::read(PDF.to_vec()).expect("a page")),
            Proof::Page(Scan::read(PNG.to_vec()).expect("a page")),
            Proof::Signature(signature),
        ];
        for proof in &proofs {
            let format = proof.format();
            assert_eq!(ProofFormat::from_code(format.code()), Some(format));
            assert!(!format.to_string().is_empty());
            for other in &proofs {
                let read = Proof::read_back(format, other.bytes().into_owned());
                assert_eq!(read.as_ref() == Some(proof), proof == other, "{format}");
            }
        }
        let of = |format: ProofFormat| (format.word(), format.kind());
        let page = ProofFormat::Page(ScanFormat::Jpeg);
        assert_eq!(of(page), ("JPEG", EvidenceKind::ScannedPage));
        let signed = ("画面の署名", EvidenceKind::ScreenSignature);
        assert_eq!(of(ProofFormat::Signature), signed);
        assert_eq!(ProofFormat::from_code("svg"), None);
        let kept = proofs[2].bytes().into_owned();
        assert_eq!(
            Scan::read(kept),
            Err(ScanFault::Unknown),
            "nobody hands one in as a page"
        );
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
