//! The number of a case. It is drawn, so that it tells neither who is meant nor when they came, nor how many
//! others there are.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::outside::Entropy;

/// How many numbers there are.
const NUMBERS: u32 = 1_000_000;

/// Six digits by which staff speak of a case among themselves. Within one agency no two cases have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CaseNumber(u32);

impl CaseNumber {
    /// Draws a number.
    #[must_use]
    pub fn draw(entropy: &dyn Entropy) -> Self {
        // The rest of the range would make the first numbers more frequent than the others.
        let limit = u32::MAX - u32::MAX % NUMBERS;
        loop {
            let mut bytes = [0; 4];
            entropy.fill(&mut bytes);
            let drawn = u32::from_be_bytes(bytes);
            if drawn < limit {
                return Self(drawn % NUMBERS);
            }
        }
    }

    /// Takes a number as it stands in the database.
    #[must_use]
    pub fn new(number: u32) -> Option<Self> {
        (number < NUMBERS).then_some(Self(number))
    }

    /// Reads a number as people type it: full width, with hyphens, spaces or 「№」.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 100 {
            return None;
        }
        let digits: String = text.nfkc().filter(char::is_ascii_digit).collect();
        let letters: String = text
            .nfkc()
            .filter(|c| c.is_alphanumeric() && !c.is_ascii_digit())
            .collect();
        let is_plain = ["", "no"].contains(&letters.to_lowercase().as_str());
        if digits.len() == 6 && is_plain {
            digits.parse().ok().and_then(Self::new)
        } else {
            None
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}-{:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Fills with these, the last one first.
    struct These(Mutex<Vec<u32>>);

    impl Entropy for These {
        fn fill(&self, buffer: &mut [u8]) {
            let mut left = self.0.lock().expect("nobody panicked");
            let next = left.pop().expect("one more");
            buffer.copy_from_slice(&next.to_be_bytes());
        }
    }

    fn drawn(first: u32, second: u32) -> CaseNumber {
        CaseNumber::draw(&These(Mutex::new(vec![second, first])))
    }

    #[test]
    fn a_number_has_six_digits_and_the_end_of_the_range_is_drawn_again() {
        assert_eq!(drawn(42, 0).to_string(), "000-042");
        assert_eq!(drawn(4_293_999_999, 0).to_string(), "999-999");
        assert_eq!(drawn(4_294_000_000, 7).to_string(), "000-007");
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for (text, number) in [
            ("483-920", Some(483_920)),
            ("483920", Some(483_920)),
            ("４８３－９２０", Some(483_920)),
            ("№ 483-920", Some(483_920)),
            ("No.000042", Some(42)),
            ("48392", None),
            ("483-9201", None),
            ("山田 483-920", None),
            ("", None),
        ] {
            assert_eq!(
                CaseNumber::read(text).map(CaseNumber::get),
                number,
                "{text}"
            );
        }
        assert_eq!(CaseNumber::new(1_000_000), None);
    }
}
