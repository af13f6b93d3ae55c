//! Codes that stand on paper and are typed by hand: on an invitation, on a sheet of one-time codes, on a
//! person's card.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::outside::Entropy;

/// Letters and digits that no typeface and no handwriting confuses: without 0 O, 1 I L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How many characters stand together.
const GROUP: usize = 4;

/// A code as it is printed: groups of four characters, each worth just under five bits.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperCode(String);

impl PaperCode {
    /// Groups of an invitation: 79 bits, which nobody guesses in two weeks.
    pub const INVITATION_GROUPS: usize = 4;
    /// Groups of the code on a person's card: 138 bits, which lie about for years.
    pub const CARD_GROUPS: usize = 7;
    /// Groups of a code on a sheet: 39 bits, behind a password and a few attempts.
    pub const SHEET_GROUPS: usize = 2;

    /// Draws a code.
    #[must_use]
    pub fn draw(groups: usize, entropy: &dyn Entropy) -> Self {
        let length = groups * GROUP;
        let mut letters = String::with_capacity(length);
        while letters.len() < length {
            let mut byte = [0];
            entropy.fill(&mut byte);
            let place = usize::from(byte[0]);
            // 248 is 8 × 31: the rest would make the first letters more frequent than the others.
            if place < 248 {
                letters.push(char::from(ALPHABET[place % ALPHABET.len()]));
            }
        }
        Self(letters)
    }

    /// Reads a code as people type it: small letters, full width, with and without hyphens or spaces.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        // Nothing that long is a code, whatever is left out of it.
        if text.len() > 200 {
            return None;
        }
        let letters: String = text
            .nfkc()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect();
        let fits = letters.bytes().all(|byte| ALPHABET.contains(&byte));
        let groups = letters.len() / GROUP;
        let is_whole = letters.len().is_multiple_of(GROUP);
        let known = [
            Self::INVITATION_GROUPS,
            Self::SHEET_GROUPS,
            Self::CARD_GROUPS,
        ];
        let is_known = known.contains(&groups);
        (fits && is_whole && is_known).then_some(Self(letters))
    }

    /// How many groups it has.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.0.len() / GROUP
    }

    /// The characters alone, as they are hashed.
    #[must_use]
    pub fn letters(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PaperCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

/// A code is a secret: it stands on the paper and nowhere else.
impl fmt::Debug for PaperCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaperCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    /// Every byte in turn.
    struct Counting(AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            for byte in buffer {
                *byte = self.0.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    #[test]
    fn a_code_is_read_as_it_is_printed_and_as_it_is_typed() {
        let code = PaperCode::draw(4, &Counting(AtomicU8::new(0)));
        assert_eq!(code.to_string(), "2345-6789-ABCD-EFGH");
        for typed in [
            "2345-6789-ABCD-EFGH",
            "23456789abcdefgh",
            " ２３４５－６７８９ ａｂｃｄ・ｅｆｇｈ ",
        ] {
            assert_eq!(PaperCode::read(typed), Some(code.clone()), "{typed}");
        }
        for other in [
            "",
            "2345",
            "2345-6789-ABCD-EFG",
            "2345-6789-ABCD-EFG0",
            "あいうえかきくけ",
        ] {
            assert_eq!(PaperCode::read(other), None, "{other}");
        }
        assert_eq!(format!("{code:?}"), "PaperCode(…)");
    }

    #[test]
    fn no_letter_is_drawn_more_often_than_another() {
        let source = Counting(AtomicU8::new(0));
        let mut drawn = BTreeMap::new();
        // 31 codes of 8 letters take 248 bytes: a whole round of those that count.
        for _ in 0..31 {
            for letter in PaperCode::draw(2, &source).letters().chars() {
                *drawn.entry(letter).or_insert(0) += 1;
            }
        }
        assert_eq!(drawn.len(), 31);
        assert!(drawn.values().all(|times| *times == 8), "{drawn:?}");
    }
}
