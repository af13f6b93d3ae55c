//! A QR code as the shape of an SVG path, so that no image is loaded and no style is needed.

use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code, ready for a template.
#[derive(Debug, Clone)]
pub(crate) struct QrImage {
    /// The length of a side in modules, quiet zone included.
    pub(crate) side: usize,
    /// The dark modules.
    pub(crate) path: String,
}

impl QrImage {
    /// Draws a text; `None` when it is longer than a code can hold.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().iter().enumerate() {
            if *color == Color::Dark {
                let (x, y) = (at % width + QUIET, at / width + QUIET);
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
        Some(Self {
            side: width + 2 * QUIET,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_its_corner() {
        let image = QrImage::of("otpauth://totp/renkei").expect("a code");
        assert!(
            image.path.starts_with("M4 4h1v1h-1z"),
            "the finder pattern begins at the corner"
        );
        assert!(image.side >= 21 + 2 * QUIET);
        assert!(QrImage::of(&"a".repeat(5_000)).is_none());
    }
}
