//! Mail addresses, so narrow that none can carry a second header or a second recipient.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// Why a text is no mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// There is no part before or after the one `@`.
    #[error("名前@ドメイン の形で書いてください。")]
    Form,
    /// The part before the `@` holds what mail servers do not take.
    #[error("@ の前に使えない文字があるか、長すぎます。")]
    Local,
    /// The part after the `@` is no host name.
    #[error("@ のあとを確かめてください（例: example.jp）。")]
    Host,
}

/// The host of a mail address, in lower case: labels of letters, digits and hyphens (RFC 1123).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailHost(String);

impl MailHost {
    /// Reads a host name.
    ///
    /// # Errors
    /// [`AddressFault::Host`] when it is none.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if text.len() <= 253 && text.split('.').all(is_label) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(AddressFault::Host)
        }
    }

    /// The host name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One mail address. It is personal data: the log never shows it, and neither does `Debug`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailAddress {
    local: String,
    host: MailHost,
}

impl MailAddress {
    /// Reads an address. Wide letters, as Japanese keyboards leave them, count as their narrow ones. Dots
    /// may stand anywhere before the `@`: mobile carriers gave out such addresses for years.
    ///
    /// # Errors
    /// Says which part cannot be.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let narrow: String = text.trim().nfkc().collect();
        let (local, host) = narrow.split_once('@').ok_or(AddressFault::Form)?;
        if local.is_empty() || host.is_empty() {
            return Err(AddressFault::Form);
        }
        let may_stand =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
        if local.len() > 64 || !local.bytes().all(may_stand) {
            return Err(AddressFault::Local);
        }
        Ok(Self {
            local: local.to_owned(),
            host: MailHost::parse(host)?,
        })
    }

    /// The part before the `@`, as a mail server reads it: in quotes where its dots ask for them.
    #[must_use]
    pub fn local_on_the_wire(&self) -> String {
        if self.local.split('.').any(str::is_empty) {
            format!("\"{}\"", self.local)
        } else {
            self.local.clone()
        }
    }

    /// The part after the `@`.
    #[must_use]
    pub const fn host(&self) -> &MailHost {
        &self.host
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.host.0)
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (written, read) in [
            ("hinata@example.jp", "hinata@example.jp"),
            (" Hinata.Aoba@Example.JP ", "Hinata.Aoba@example.jp"),
            ("ｈｉｎａｔａ＠ｅｘａｍｐｌｅ．ｊｐ", "hinata@example.jp"),
            ("ab..cd.@keitai.example.jp", "ab..cd.@keitai.example.jp"),
            ("o'hara+2@mail.example.jp", "o'hara+2@mail.example.jp"),
        ] {
            let address = MailAddress::parse(written).map(|address| address.to_string());
            assert_eq!(address, Ok(read.to_owned()), "{written}");
        }
        let dotted = MailAddress::parse("ab..cd@example.jp").map(|one| one.local_on_the_wire());
        assert_eq!(dotted, Ok("\"ab..cd\"".to_owned()));
    }

    #[test]
    fn nothing_else_rides_on_an_address() {
        for (written, fault) in [
            ("", AddressFault::Form),
            ("hinata", AddressFault::Form),
            ("@example.jp", AddressFault::Form),
            ("hinata@", AddressFault::Form),
            ("a b@example.jp", AddressFault::Local),
            ("a,b@example.jp", AddressFault::Local),
            ("\"a\"@example.jp", AddressFault::Local),
            ("<a@example.jp", AddressFault::Local),
            ("ひなた@example.jp", AddressFault::Local),
            ("a\r\nBcc: b@example.jp", AddressFault::Local),
            ("a@b@example.jp", AddressFault::Host),
            ("a@example.jp>", AddressFault::Host),
            ("a@example.jp\r\nBcc: b@example.jp", AddressFault::Host),
            ("a@example..jp", AddressFault::Host),
            ("a@-example.jp", AddressFault::Host),
            ("a@例え.jp", AddressFault::Host),
            ("a@[127.0.0.1]", AddressFault::Host),
        ] {
            assert_eq!(MailAddress::parse(written), Err(fault), "{written:?}");
        }
    }

    #[test]
    fn a_log_line_does_not_tell_an_address() {
        let address = MailAddress::parse("hinata@example.jp").map(|one| format!("{one:?}"));
        assert_eq!(address, Ok("MailAddress(…)".to_owned()));
    }
}
