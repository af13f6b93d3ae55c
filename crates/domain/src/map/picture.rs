//! A picture of the person's own beside an entry, to find somebody without reading.

use crate::consent::evidence::ScanFormat;

/// The most bytes of a picture: a photo of 800 × 800 points.
pub const PICTURE_BYTES: usize = 300 * 1024;

/// The most pictures of a map.
pub const MAP_PICTURES: usize = 60;

/// Why a file is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// It is larger than is kept.
    #[error("絵や写真が 大きすぎます。300KBまでです。小さくしてから えらんでください。")]
    TooLarge,
    /// It is something else, whatever it is called.
    #[error("この絵は つかえません。JPEGか PNGの 絵や写真を えらんでください。")]
    Unknown,
    /// There are too many.
    #[error("絵は 60まで 入れられます。つかわないものを けしてください。")]
    TooMany,
}

/// A picture, JPEG or PNG.
#[derive(Clone, PartialEq, Eq)]
pub struct MapPicture {
    format: ScanFormat,
    bytes: Vec<u8>,
}

/// Who is on a picture is nobody's to read in a log.
impl std::fmt::Debug for MapPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MapPicture({} bytes)", self.bytes.len())
    }
}

impl MapPicture {
    /// A file as a picture, by what is in it.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn read(bytes: Vec<u8>) -> Result<Self, PictureFault> {
        if bytes.len() > PICTURE_BYTES {
            return Err(PictureFault::TooLarge);
        }
        match ScanFormat::of(&bytes) {
            Some(format @ (ScanFormat::Jpeg | ScanFormat::Png)) => Ok(Self { format, bytes }),
            Some(ScanFormat::Pdf) | None => Err(PictureFault::Unknown),
        }
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
