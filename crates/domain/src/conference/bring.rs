//! もってくるもの: what the person brings along to a conference, a thing on each line. It is for them alone: nobody else
//! who is called reads it, and it stands in no mail, FAX or calendar.

use crate::text::{Prose, TextFault};

/// What the person brings along.
#[derive(Clone, PartialEq, Eq)]
pub struct ToBring(Prose);

/// What somebody brings along is nobody's to read in a log.
impl std::fmt::Debug for ToBring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ToBring(..)")
    }
}

impl ToBring {
    /// The most characters.
    pub const LIMIT: usize = 200;

    /// Checks how long it is.
    ///
    /// # Errors
    /// When it is longer than [`Self::LIMIT`].
    pub fn new(text: Prose) -> Result<Self, TextFault> {
        if text.as_str().chars().count() > Self::LIMIT {
            return Err(TextFault::TooLong { limit: Self::LIMIT });
        }
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub const fn prose(&self) -> &Prose {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hundred_characters_are_taken_and_one_more_is_not() {
        let of = |count: usize| {
            let text = Prose::parse(&"鏡".repeat(count)).expect("a text");
            ToBring::new(text).map(|bring| bring.prose().as_str().chars().count())
        };
        assert_eq!(of(200), Ok(200));
        assert_eq!(of(201), Err(TextFault::TooLong { limit: 200 }));
    }
}
