//! Text from outside, and the folding that search uses.

use unicode_normalization::UnicodeNormalization as _;

/// Why a text was refused at the door.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing was left after trimming.
    #[error("empty")]
    Empty,
    /// U+0000 and other control characters cannot be stored the same on both databases.
    #[error("control character U+{0:04X}")]
    Control(u32),
    /// Longer than its field allows.
    #[error("longer than {limit} characters")]
    TooLong {
        /// The most characters the field takes.
        limit: usize,
    },
}

/// One line of text: not empty, trimmed, without control characters, bounded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(String);

impl Line {
    /// The most characters of a line.
    pub const LIMIT: usize = 300;

    /// Trims (U+3000 too) and checks.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let text = bounded(text, Self::LIMIT)?;
        match text.chars().find(|c| c.is_control()) {
            Some(c) => Err(TextFault::Control(c as u32)),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Several lines of text written by a person: not empty, trimmed, bounded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prose(String);

impl Prose {
    /// The most characters of a prose text.
    pub const LIMIT: usize = 4_000;

    /// Trims and checks; line ends become LF.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = bounded(&text, Self::LIMIT)?;
        match text
            .chars()
            .find(|c| c.is_control() && *c != '\n' && *c != '\t')
        {
            Some(c) => Err(TextFault::Control(c as u32)),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn bounded(text: &str, limit: usize) -> Result<&str, TextFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextFault::Empty);
    }
    if text.chars().count() > limit {
        return Err(TextFault::TooLong { limit });
    }
    Ok(text)
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for Prose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Folds text for search and comparison, never for display: NFKC, hiragana for katakana, lower
/// case, one hyphen for the many that stand in published data, no spaces, 「う゛」 as 「ゔ」.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkc() {
        match c {
            '\u{30A1}'..='\u{30F6}' => folded.extend(char::from_u32(c as u32 - 0x60)),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{FE63}' | 'ー' | '-' => {
                folded.push('-')
            }
            // NFKC leaves U+309B as space + U+3099 and keeps a loose U+3099 when no letter takes it.
            '\u{3099}' if folded.ends_with('う') => {
                folded.pop();
                folded.push('ゔ');
            }
            c if c.is_whitespace() || c.is_control() || c == '\u{3099}' || c == '\u{309A}' => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_refuses_nul_and_trims_the_wide_space() {
        assert_eq!(Line::parse("高槻\u{0}市"), Err(TextFault::Control(0)));
        assert_eq!(
            Line::parse("\u{3000}高槻市 ").map(|line| line.to_string()),
            Ok("高槻市".to_owned())
        );
        assert_eq!(Line::parse(" \u{3000}"), Err(TextFault::Empty));
    }

    #[test]
    fn variants_of_one_word_fold_alike() {
        for (a, b) in [
            ("ﾘﾀﾘｺﾜｰｸｽ", "りたりこわーくす"),
            ("０７２−６８６−６６６３", "072-686-6663"),
            ("１５‐８", "15-8"),
            ("う゛ぃれっじ", "ヴィレッジ"),
            ("就労継続支援Ａ型", "就労継続支援A型"),
            ("株式会社　はな", "株式会社はな"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }
}
