//! Pictures of people's own, before they are set: one that cannot be read may not stop the sheet, and a small file may
//! hold a picture that is larger than memory.

use std::sync::Arc;

use typst::foundations::{Bytes, Smart};
use typst::visualize::{ExchangeFormat, RasterImage};

use crate::sheets::MapImage;

/// So many points of all pictures of a sheet are set: 37 photos of 800 × 800. Each takes three or four bytes while a
/// sheet is set.
const MOST_POINTS: u64 = 24_000_000;

/// The pictures that can be set, each at its place; nothing where one cannot.
pub(crate) fn settable(pictures: &[MapImage]) -> Vec<Option<Bytes>> {
    let mut left = MOST_POINTS;
    let mut settable = Vec::with_capacity(pictures.len());
    for picture in pictures {
        let points = points(&picture.0).filter(|points| *points <= left);
        let read = points.and_then(|points| Some((points, read(picture)?)));
        settable.push(read.map(|(points, bytes)| {
            left = left.saturating_sub(points);
            bytes
        }));
    }
    settable
}

/// A picture that was decoded once; setting it takes the same result.
fn read(picture: &MapImage) -> Option<Bytes> {
    let bytes = Bytes::new(Arc::clone(&picture.0));
    let format = ExchangeFormat::detect(&bytes)?;
    let decoded = RasterImage::new(bytes.clone(), format, Smart::Auto);
    decoded.is_ok().then_some(bytes)
}

/// How many points a picture has, as the head of its file says, PNG (11.2.1) or JPEG (T.81 B.2.2).
pub(crate) fn points(file: &[u8]) -> Option<u64> {
    let number = |at: usize, bytes: usize| {
        let digits = file.get(at..at + bytes)?;
        Some(
            digits
                .iter()
                .fold(0_u64, |all, one| (all << 8) | u64::from(*one)),
        )
    };
    if file.starts_with(b"\x89PNG") {
        return number(16, 4)?.checked_mul(number(20, 4)?);
    }
    let mut at = 2;
    loop {
        let (mark, kind) = (number(at, 1)?, number(at + 1, 1)?);
        if mark != 0xFF {
            return None;
        }
        match kind {
            // A filling byte.
            0xFF => at += 1,
            0xC0..=0xCF if ![0xC4, 0xC8, 0xCC].contains(&kind) => {
                return number(at + 5, 2)?.checked_mul(number(at + 7, 2)?);
            }
            _ => at += 2 + usize::try_from(number(at + 2, 2)?).ok()?,
        }
    }
}
