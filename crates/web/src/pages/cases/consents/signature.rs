//! A signature as a drawing: made anew from the points that were kept, with nothing in it that a browser sent.

use renkei_domain::consent::signature::{SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Signature};

/// What a drawing is called on the web.
pub(super) const MEDIA_TYPE: &str = "image/svg+xml";

/// How wide a stroke is, in points of the sheet.
const INK: u8 = 6;

/// A signature on a page.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// When it was drawn.
    pub(super) words: String,
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) ink: u8,
    /// Its strokes, as the data of a path.
    pub(super) path: String,
}

impl Drawing {
    pub(super) fn of(signature: &Signature, words: String) -> Self {
        Self {
            words,
            width: SIGNATURE_WIDTH,
            height: SIGNATURE_HEIGHT,
            ink: INK,
            path: path_of(signature),
        }
    }
}

/// The strokes as the data of a path: a dot is a line to where it begins.
fn path_of(signature: &Signature) -> String {
    let mut path = String::new();
    for stroke in signature.strokes() {
        let Some(first) = stroke.first() else {
            continue;
        };
        path += &format!("M{} {}", first.x, first.y);
        let rest = if stroke.len() == 1 {
            stroke
        } else {
            &stroke[1..]
        };
        for point in rest {
            path += &format!("L{} {}", point.x, point.y);
        }
    }
    path
}

/// The drawing as a file, in black on white.
pub(super) fn svg_of(signature: &Signature) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIGNATURE_WIDTH} {SIGNATURE_HEIGHT}\" \
         width=\"{SIGNATURE_WIDTH}\" height=\"{SIGNATURE_HEIGHT}\">\
         <rect width=\"{SIGNATURE_WIDTH}\" height=\"{SIGNATURE_HEIGHT}\" fill=\"#ffffff\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"#000000\" stroke-width=\"{INK}\" stroke-linecap=\"round\" \
         stroke-linejoin=\"round\"/></svg>\n",
        path_of(signature)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_lines_and_a_dot_stays_one() {
        let signature = Signature::parse("10,20 60,90 200,100;450,45").expect("a signature");
        assert_eq!(path_of(&signature), "M10 20L60 90L200 100M450 45L450 45");
        let svg = svg_of(&signature);
        assert!(
            svg.starts_with("<svg xmlns=") && svg.ends_with("/></svg>\n"),
            "{svg}"
        );
        assert!(svg.contains("viewBox=\"0 0 900 450\""), "{svg}");
    }
}
