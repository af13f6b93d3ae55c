//! Phone and FAX numbers. What was published stays as written; the digits beside it are for
//! dialling and searching.

use crate::text::{Line, fold};
use unicode_normalization::UnicodeNormalization as _;

/// A phone or FAX number as written, with what a caller needs after being put through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number as its owner writes it.
    pub written: Line,
    /// What the number is for (「相談専用」), where an office has several.
    pub label: Option<Line>,
    /// 内線: asked for from the person who answers.
    pub extension: Option<Line>,
    /// 音声案内番号: the key to press when a machine answers, such as `32#`.
    pub voice_guide_key: Option<Line>,
    /// Whether something speaks against it.
    pub confirmation: Confirmation,
}

crate::words::word_list! {
    /// Whether something speaks against a number. That somebody reached an office is said of all its ways
    /// to be reached together, as a verification of its contact.
    Confirmation {
        /// As published.
        Published = "published", "公表のまま";
        /// A FAX number equal to the phone number: perhaps there is no FAX machine.
        Unconfirmed = "unconfirmed", "未確認";
    }
}

impl Phone {
    /// A plain number as published.
    #[must_use]
    pub fn published(written: Line) -> Self {
        Self {
            written,
            label: None,
            extension: None,
            voice_guide_key: None,
            confirmation: Confirmation::Published,
        }
    }

    /// A FAX number beside the phone numbers of its office: equal to one of them, nobody may rely on a
    /// machine being there.
    #[must_use]
    pub fn doubted_beside(mut self, phones: &[Self]) -> Self {
        if phones.iter().any(|phone| phone.is_same_line(&self)) {
            self.confirmation = Confirmation::Unconfirmed;
        }
        self
    }

    /// Whether two numbers, however written, ring at the same place.
    #[must_use]
    pub fn is_same_line(&self, other: &Self) -> bool {
        match (self.dial(), other.dial()) {
            (Some(one), Some(two)) => one == two,
            // A number that lost its first 0, or names no area, is still the same as itself.
            (None, None) => fold(self.written.as_str()) == fold(other.written.as_str()),
            _ => false,
        }
    }

    /// Takes over what people added to this number.
    pub fn keep_unpublished(&mut self, known: &Self) {
        self.label = self.label.take().or_else(|| known.label.clone());
        self.extension = self.extension.take().or_else(|| known.extension.clone());
        self.voice_guide_key = self
            .voice_guide_key
            .take()
            .or_else(|| known.voice_guide_key.clone());
    }

    /// What a caller does after dialling, in order: 「音声案内 32#」, 「内線 12」. Empty where nothing follows.
    #[must_use]
    pub fn after_dialling(&self) -> Vec<String> {
        let key = self.voice_guide_key.iter();
        let key = key.map(|key| format!("音声案内 {key}"));
        let extension = self.extension.iter();
        let extension = extension.map(|number| format!("内線 {number}"));
        key.chain(extension).collect()
    }

    /// The digits to dial, or `None` when the text is no Japanese number (an area code is missing,
    /// there are too many digits): then the written text is all there is.
    #[must_use]
    pub fn dial(&self) -> Option<String> {
        dial(self.written.as_str())
    }
}

/// The digits of a Japanese number: ten, or eleven for mobile, IP and free-dial lines.
#[must_use]
pub fn dial(written: &str) -> Option<String> {
    let mut digits = String::new();
    for c in written.nfkc() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => {}
            '-' | '(' | ')' | ' ' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '/' => {}
            _ => return None,
        }
    }
    if let Some(rest) = digits
        .strip_prefix("81")
        .filter(|_| written.trim_start().starts_with(['+', '＋']))
    {
        // Some write the 0 as well: +81(0)72.
        digits = format!("0{}", rest.strip_prefix('0').unwrap_or(rest));
    }
    let eleven = ["050", "060", "070", "080", "090", "0800"]
        .iter()
        .any(|head| digits.starts_with(head));
    let length_fits = if eleven {
        digits.len() == 11
    } else {
        digits.len() == 10
    };
    (digits.starts_with('0') && !digits.starts_with("00") && length_fits).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextFault;

    #[test]
    fn a_fax_number_is_doubted_beside_any_phone_of_the_same_line() -> Result<(), TextFault> {
        let number = |written: &str| Line::parse(written).map(Phone::published);
        let phones = [
            number("072-000-0001")?,
            number("720000002")?,
            number("000-0003")?,
        ];
        for (fax, confirmation) in [
            ("072-000-0009", Confirmation::Published),
            ("072(000)0001", Confirmation::Unconfirmed),
            ("720000002", Confirmation::Unconfirmed),
            ("０００−０００３", Confirmation::Unconfirmed),
        ] {
            let doubted = number(fax)?.doubted_beside(&phones);
            assert_eq!(doubted.confirmation, confirmation, "{fax}");
        }
        Ok(())
    }

    #[test]
    fn digits_to_dial() {
        for (written, expected) in [
            ("072-686-6663", Some("0726866663")),
            ("０７２−６８６−６６６３", Some("0726866663")),
            ("072(686)6663", Some("0726866663")),
            ("+81 72-686-6663", Some("0726866663")),
            ("＋８１(0)７２-686-6663", Some("0726866663")),
            ("09012345678", Some("09012345678")),
            ("0120-86-1086", Some("0120861086")),
            ("686-6663", None),
            ("072-686-66634", None),
            ("072-686-6663 内線2", None),
            ("なし", None),
        ] {
            assert_eq!(dial(written).as_deref(), expected, "{written}");
        }
    }
}
