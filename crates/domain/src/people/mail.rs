//! The mail address by which somebody signs in.

use unicode_normalization::UnicodeNormalization as _;

/// Why a text is no mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// It has not the shape of one.
    #[error("メールアドレスの形ではありません（例: namae@example.jp）。")]
    Shape,
    /// It is longer than mail can carry.
    #[error("メールアドレスが長すぎます。254文字までです。")]
    TooLong,
}

/// A mail address, as its owner writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailAddress(String);

impl MailAddress {
    /// The most bytes of an address (RFC 5321 section 4.5.3.1.3, without the angle brackets).
    pub const LIMIT: usize = 254;

    /// Reads an address; letters of full width count as their plain ones. Whether somebody reads mail
    /// there is shown by a letter, not by its shape.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, MailFault> {
        let text: String = text.trim().nfkc().collect();
        if text.len() > Self::LIMIT {
            return Err(MailFault::TooLong);
        }
        let (local, domain) = text.split_once('@').ok_or(MailFault::Shape)?;
        let is_odd = |c: char| c.is_whitespace() || c.is_control() || "@<>()[],;:\\\"".contains(c);
        let labels_fit = domain.split('.').all(|label| !label.is_empty());
        if local.is_empty() || !labels_fit || text.replacen('@', "", 1).contains(is_odd) {
            return Err(MailFault::Shape);
        }
        Ok(Self(text))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What tells addresses apart: nobody has two accounts that differ in capitals alone.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl std::fmt::Display for MailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (typed, expected) in [
            (" Hinata@Example.jp ", Ok("Hinata@Example.jp")),
            (
                "ｈｉｎａｔａ＠ｅｘａｍｐｌｅ．ｊｐ",
                Ok("hinata@example.jp"),
            ),
            ("hinata", Err(MailFault::Shape)),
            ("hinata@", Err(MailFault::Shape)),
            ("@example.jp", Err(MailFault::Shape)),
            ("hinata@example..jp", Err(MailFault::Shape)),
            ("a b@example.jp", Err(MailFault::Shape)),
            ("a@b@example.jp", Err(MailFault::Shape)),
            ("a@example.jp\r\nBcc: c@example.jp", Err(MailFault::Shape)),
        ] {
            let read = MailAddress::parse(typed);
            assert_eq!(
                read.as_ref().map(MailAddress::as_str),
                expected.as_ref().copied(),
                "{typed}"
            );
        }
        let long = format!("{}@example.jp", "a".repeat(250));
        assert_eq!(MailAddress::parse(&long), Err(MailFault::TooLong));
    }

    #[test]
    fn capitals_do_not_make_another_address() {
        let key = |text: &str| MailAddress::parse(text).map(|mail| mail.key());
        assert_eq!(key("Hinata@Example.JP"), key("hinata@example.jp"));
    }
}
