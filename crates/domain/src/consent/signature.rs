//! A signature on a screen: the strokes of a finger, a pen or a mouse, as points on a sheet of fixed measures. It is
//! an addition to the PIN, which shows who agreed, and nobody has to give one.

/// How wide the sheet is, in points.
pub const SIGNATURE_WIDTH: u16 = 900;

/// How high it is.
pub const SIGNATURE_HEIGHT: u16 = 450;

/// The most bytes of a signature as it is sent and kept.
pub const LONGEST_SIGNATURE: usize = 64 * 1_024;

/// So long the strokes are at least, all together: a slip of the finger is no name.
const LEAST_INK: u32 = 60;

/// What a signature begins with as it is kept, so that nothing else is taken for one.
const MARK: &str = "renkei-signature 1\n";

/// A point of a stroke, from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: u16,
    /// Down.
    pub y: u16,
}

/// A signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature {
    strokes: Vec<Vec<Point>>,
}

/// How somebody signs is nobody's to read in a log.
impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signature({} strokes)", self.strokes.len())
    }
}

/// Why something is no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// There is nothing but a dot or a short line.
    #[error(
        "署名が みじかすぎて読めません。「けす」を押して、もう一度書いてください。署名は、なくても かまいません。"
    )]
    TooLittle,
    /// There is more than is kept.
    #[error("署名が長すぎます。「けす」を押して、もう少し みじかく書いてください。")]
    TooLong,
    /// It is no list of points on the sheet.
    #[error("署名を読みとれませんでした。「けす」を押して、もう一度書いてください。")]
    Unreadable,
}

impl Signature {
    /// Reads a signature as the page sends it: points as `x,y` with a space between them, strokes with `;` between
    /// them. Whatever is anything else than whole numbers on the sheet is refused.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn parse(text: &str) -> Result<Self, SignatureFault> {
        if text.len() > LONGEST_SIGNATURE {
            return Err(SignatureFault::TooLong);
        }
        if text.is_empty() {
            return Err(SignatureFault::TooLittle);
        }
        let strokes = text.split(';').map(stroke);
        let signature = Self {
            strokes: strokes
                .collect::<Option<_>>()
                .ok_or(SignatureFault::Unreadable)?,
        };
        if signature.ink() < LEAST_INK {
            return Err(SignatureFault::TooLittle);
        }
        Ok(signature)
    }

    /// As the page sends it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let strokes = self.strokes.iter().map(|stroke| {
            let points = stroke
                .iter()
                .map(|point| format!("{},{}", point.x, point.y));
            points.collect::<Vec<_>>().join(" ")
        });
        strokes.collect::<Vec<_>>().join(";")
    }

    /// As it is kept.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        format!("{MARK}{}", self.to_text()).into_bytes()
    }

    /// Reads it back as it was kept; nothing where it is none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        Self::parse(text.strip_prefix(MARK)?).ok()
    }

    /// The strokes, in the order in which they were drawn. None is empty.
    #[must_use]
    pub fn strokes(&self) -> &[Vec<Point>] {
        &self.strokes
    }

    /// How long the strokes are, all together.
    fn ink(&self) -> u32 {
        let pairs = self.strokes.iter().flat_map(|stroke| stroke.windows(2));
        pairs
            .map(|pair| {
                let wide = u32::from(pair[0].x.abs_diff(pair[1].x));
                let high = u32::from(pair[0].y.abs_diff(pair[1].y));
                wide.max(high)
            })
            .sum()
    }
}

fn stroke(text: &str) -> Option<Vec<Point>> {
    text.split(' ').map(point).collect()
}

fn point(text: &str) -> Option<Point> {
    let (x, y) = text.split_once(',')?;
    Some(Point {
        x: number(x, SIGNATURE_WIDTH)?,
        y: number(y, SIGNATURE_HEIGHT)?,
    })
}

/// A whole number up to a bound, in digits alone.
fn number(text: &str, most: u16) -> Option<u16> {
    let is_plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u16 = text.parse().ok().filter(|_| is_plain)?;
    (number <= most).then_some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAME: &str = "10,20 60,90 200,100;300,40 300,400;450,45";

    #[test]
    fn what_was_drawn_reads_back_as_it_was() {
        let signature = Signature::parse(NAME).expect("a signature");
        assert_eq!(signature.to_text(), NAME);
        assert_eq!(
            signature.strokes().len(),
            3,
            "a dot beside strokes is part of a name"
        );
        assert_eq!(
            Signature::from_bytes(&signature.to_bytes()),
            Some(signature)
        );
    }

    #[test]
    fn nothing_a_dot_and_a_slip_of_the_finger_are_no_name() {
        for little in [
            "",
            "10,20",
            "10,20;30,40;900,450",
            "10,20 40,60",
            "10,20 10,20 10,20",
        ] {
            assert_eq!(
                Signature::parse(little),
                Err(SignatureFault::TooLittle),
                "{little}"
            );
        }
    }

    #[test]
    fn the_least_and_the_most_that_is_kept_are_kept_and_the_edge_of_the_sheet_is_on_it() {
        assert_eq!(LEAST_INK, 60);
        for (text, is_one) in [
            ("10,20 70,20", true),
            ("10,20 69,20", false),
            ("10,20 40,20;40,20 40,50", true),
            ("10,20 40,20;40,20 40,49", false),
            ("0,0 900,450", true),
        ] {
            assert_eq!(Signature::parse(text).is_ok(), is_one, "{text}");
        }
        let mut longest = "10,20 900,450 ".repeat(LONGEST_SIGNATURE / 14 - 1);
        let rest = LONGEST_SIGNATURE - longest.len();
        longest.push_str(&"1,1 ".repeat(rest / 4));
        longest.truncate(longest.len() - 1);
        while longest.len() < LONGEST_SIGNATURE {
            longest.push('1');
        }
        assert_eq!(longest.len(), LONGEST_SIGNATURE);
        assert!(Signature::parse(&longest).is_ok());
        longest.push('1');
        assert_eq!(Signature::parse(&longest), Err(SignatureFault::TooLong));
    }

    #[test]
    fn whatever_is_no_point_on_the_sheet_is_refused() {
        for other in [
            ";",
            " ",
            "10,20 ",
            "10,20;",
            "10,20  60,90 200,100",
            "10,20 60,90 901,100",
            "10,20 60,90 200,451",
            "-1,20 60,90 200,100",
            "+1,20 60,90 200,100",
            "1.5,20 60,90 200,100",
            "1e2,20 60,90 200,100",
            "00010,20 60,90 200,100",
            "１0,20 60,90 200,100",
            "10,20,30 60,90 200,100",
            "10 20 60,90 200,100",
            "M10 20L60 90",
            "<svg onload=\"alert(1)\"/>",
            "10,20 60,90 200,100\"><script>alert(1)</script>",
            "10,20\n60,90 200,100",
            "NaN,20 60,90 200,100",
        ] {
            let refused = Signature::parse(other);
            assert_eq!(refused, Err(SignatureFault::Unreadable), "{other:?}");
            assert_eq!(Signature::from_bytes(other.as_bytes()), None, "{other:?}");
        }
        assert_eq!(Signature::from_bytes(b"\xFF"), None);
    }

    #[test]
    fn more_than_is_kept_is_refused_before_it_is_read() {
        let mut long = "10,20 900,450 ".repeat(LONGEST_SIGNATURE / 14 - 1);
        long.push_str("1,1");
        assert!(long.len() <= LONGEST_SIGNATURE);
        assert!(Signature::parse(&long).is_ok());
        let longer = format!("{long} 10,20 900,450 10,20 900,450");
        assert!(longer.len() > LONGEST_SIGNATURE);
        assert_eq!(Signature::parse(&longer), Err(SignatureFault::TooLong));
    }

    #[test]
    fn a_log_learns_no_more_than_how_many_strokes() {
        let signature = Signature::parse(NAME).expect("a signature");
        assert_eq!(format!("{signature:?}"), "Signature(3 strokes)");
    }

    proptest! {
        #[test]
        fn any_text_is_a_signature_that_reads_back_or_is_refused(text in "[0-9,; .+<-]{0,60}|.{0,60}") {
            if let Ok(signature) = Signature::parse(&text) {
                let again = Signature::parse(&signature.to_text());
                prop_assert_eq!(again, Ok(signature.clone()));
                prop_assert_eq!(Signature::from_bytes(&signature.to_bytes()), Some(signature));
            }
        }
    }
}
