//! 法人: who runs a resource. Its address and head are kept because a provision record
//! (個人情報保護法施行規則 20条) must name them.

use crate::directory::address::Address;
use crate::directory::phone::Phone;
use crate::text::Line;

/// Why a text is not a 法人番号.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorporateNumberFault {
    /// Not thirteen digits.
    #[error("thirteen digits are expected")]
    Digits,
    /// The first digit does not follow from the other twelve.
    #[error("the check digit should be {expected}")]
    CheckDigit {
        /// The digit that would be right.
        expected: u8,
    },
}

/// A 13-digit 法人番号 whose check digit (the first) holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorporateNumber(u64);

impl CorporateNumber {
    /// Reads thirteen digits, spaces around them dropped.
    ///
    /// # Errors
    /// Names the fault. Callers that read published data keep the raw cell beside it.
    pub fn parse(text: &str) -> Result<Self, CorporateNumberFault> {
        let text = text.trim();
        if text.len() != 13 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CorporateNumberFault::Digits);
        }
        let number: u64 = text.parse().map_err(|_| CorporateNumberFault::Digits)?;
        let expected = check_digit(number % 1_000_000_000_000);
        if number / 1_000_000_000_000 == expected {
            Ok(Self(number))
        } else {
            Err(CorporateNumberFault::CheckDigit {
                expected: expected as u8,
            })
        }
    }
}

/// 法人番号の指定等に関する省令 2条: nine minus the remainder by nine of the twelve digits weighted
/// 1 2 1 2 … from the right.
fn check_digit(twelve: u64) -> u64 {
    let mut rest = twelve;
    let mut sum = 0;
    for place in 0..12 {
        sum += rest % 10 * if place % 2 == 0 { 1 } else { 2 };
        rest /= 10;
    }
    9 - sum % 9
}

impl std::fmt::Display for CorporateNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:013}", self.0)
    }
}

/// The facts of a 法人.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationFacts {
    /// Official name.
    pub name: Line,
    /// Reading.
    pub kana: Option<Line>,
    /// 法人番号, where a valid one is known.
    pub corporate_number: Option<CorporateNumber>,
    /// Registered address.
    pub address: Option<Address>,
    /// 代表者: the head of the body, as a provision record must name it.
    pub head_of_body: Option<Line>,
    /// Phone.
    pub phone: Option<Phone>,
    /// FAX number.
    pub fax: Option<Phone>,
    /// Web address.
    pub url: Option<Line>,
}

impl OrganizationFacts {
    /// A 法人 of which no more than its name is known.
    #[must_use]
    pub const fn named(name: Line) -> Self {
        Self {
            name,
            kana: None,
            corporate_number: None,
            address: None,
            head_of_body: None,
            phone: None,
            fax: None,
            url: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        assert_eq!(
            CorporateNumber::parse(" 9430001076731 ").map(|n| n.to_string()),
            Ok("9430001076731".to_owned())
        );
        assert_eq!(
            CorporateNumber::parse("8430001076731"),
            Err(CorporateNumberFault::CheckDigit { expected: 9 })
        );
        assert_eq!(
            CorporateNumber::parse("943000107673"),
            Err(CorporateNumberFault::Digits)
        );
    }
}
