//! The address at which an answer arrives: one for each who is called, so that the address itself says whose answer it
//! is. Most mail servers carry everything behind a `+` to the one mailbox before it.

use std::fmt;

use super::address::MailAddress;
use crate::people::PaperCode;

/// Where the code stands.
const PLACE: &str = "{code}";

/// An address with a place for a code, as `henji+{code}@example.jp`.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerAddress {
    before: String,
    after: String,
}

/// An address is personal data; this one is the office's, and shows as well whether it was understood.
impl fmt::Debug for AnswerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnswerAddress({}{PLACE}{})", self.before, self.after)
    }
}

impl AnswerAddress {
    /// Reads an address that has the place of the code once, before its `@`; nothing for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (before, after) = text.trim().split_once(PLACE)?;
        if before.contains('@') || after.contains(PLACE) {
            return None;
        }
        // As long as a code on a sheet.
        let longest = "x".repeat(PaperCode::SHEET_GROUPS * 4);
        MailAddress::parse(&format!("{before}{longest}{after}")).ok()?;
        Some(Self {
            before: before.to_ascii_lowercase(),
            after: after.to_ascii_lowercase(),
        })
    }

    /// The address with a code in it; nothing for a code that is none of a sheet.
    #[must_use]
    pub fn of(&self, code: &PaperCode) -> Option<MailAddress> {
        let code = Some(code).filter(|code| code.groups() == PaperCode::SHEET_GROUPS)?;
        let letters = code.letters().to_ascii_lowercase();
        MailAddress::parse(&format!("{}{letters}{}", self.before, self.after)).ok()
    }

    /// The code in an address to which somebody answered.
    #[must_use]
    pub fn code_in(&self, address: &MailAddress) -> Option<PaperCode> {
        let address = address.to_string().to_ascii_lowercase();
        let letters = address.strip_prefix(&self.before)?;
        let letters = letters.strip_suffix(&self.after)?;
        PaperCode::read(letters).filter(|code| code.groups() == PaperCode::SHEET_GROUPS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_goes_into_an_address_and_comes_back_in_any_case() {
        let address = AnswerAddress::parse("Henji+{code}@Example.jp").expect("an address");
        let code = PaperCode::read("ABCD-EFGH").expect("a code");
        let with = address.of(&code).expect("an address");
        assert_eq!(with.to_string(), "henji+abcdefgh@example.jp");
        let back = MailAddress::parse("Henji+AbcdEfgh@example.JP").expect("an address");
        assert_eq!(address.code_in(&back), Some(code));
        for other in [
            "henji@example.jp",
            "henji+abc@example.jp",
            "henji+abcdefgh@example.com",
        ] {
            let other = MailAddress::parse(other).expect("an address");
            assert_eq!(address.code_in(&other), None, "{other}");
        }
    }

    #[test]
    fn an_address_without_a_place_for_the_code_is_refused() {
        for text in [
            "henji@example.jp",
            "henji@{code}.example.jp",
            "{code}+{code}@example.jp",
            "",
        ] {
            assert_eq!(AnswerAddress::parse(text), None, "{text}");
        }
    }
}
