//! Municipalities by their 6-digit 全国地方公共団体コード (JIS X 0402 with a check digit).
//! [`Municipalities`] is the whole table, to be looked up in.

mod table;

pub use table::Municipalities;

/// Why a text is not a municipality code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MunicipalityCodeFault {
    /// Neither five nor six digits.
    #[error("five or six digits are expected")]
    Digits,
    /// Six digits whose last does not follow from the first five.
    #[error("the check digit should be {expected}")]
    CheckDigit {
        /// The digit that would be right.
        expected: u8,
    },
}

/// A 6-digit 全国地方公共団体コード whose check digit holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(u32);

impl MunicipalityCode {
    /// Reads six digits, or five to which the check digit is added.
    ///
    /// # Errors
    /// Names the fault; the right check digit is told where it is wrong.
    pub fn parse(text: &str) -> Result<Self, MunicipalityCodeFault> {
        let text = text.trim();
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MunicipalityCodeFault::Digits);
        }
        let number: u32 = text.parse().map_err(|_| MunicipalityCodeFault::Digits)?;
        match text.len() {
            5 => Ok(Self(number * 10 + check_digit(number))),
            6 => {
                let expected = check_digit(number / 10);
                if number % 10 == expected {
                    Ok(Self(number))
                } else {
                    Err(MunicipalityCodeFault::CheckDigit {
                        expected: expected as u8,
                    })
                }
            }
            _ => Err(MunicipalityCodeFault::Digits),
        }
    }

    /// The code as a number, leading zero dropped.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The prefecture's number, 1 to 47.
    #[must_use]
    pub const fn prefecture(self) -> u32 {
        self.0 / 10_000
    }
}

/// JIS X 0402: weights 6 5 4 3 2, eleven minus the remainder, last digit of it.
fn check_digit(five: u32) -> u32 {
    let mut rest = five;
    let mut sum = 0;
    for weight in 2..=6 {
        sum += rest % 10 * weight;
        rest /= 10;
    }
    (11 - sum % 11) % 10
}

impl std::fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl std::str::FromStr for MunicipalityCode {
    type Err = MunicipalityCodeFault;

    fn from_str(text: &str) -> Result<Self, MunicipalityCodeFault> {
        Self::parse(text)
    }
}

/// One municipality or ward of the reference table.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its code.
    pub code: MunicipalityCode,
    /// Prefecture, as 「大阪府」.
    pub prefecture: String,
    /// Name, as 「高槻市」 or 「札幌市中央区」 (no space between city and ward, no 郡).
    pub name: String,
    /// Reading in hiragana.
    pub kana: String,
    /// A point that stands for the whole place (its office), where the table gives one.
    pub point: Option<Point>,
}

/// A point on the map in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl Point {
    /// A point inside Japan's bounds. `0.0, 0.0` is how published tables write "unknown".
    #[must_use]
    pub fn in_japan(latitude: f64, longitude: f64) -> Option<Self> {
        let inside = (20.0..=46.5).contains(&latitude) && (122.0..=154.5).contains(&longitude);
        inside.then_some(Self {
            latitude,
            longitude,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_digits_get_their_check_digit_and_a_wrong_one_is_named() {
        assert_eq!(
            MunicipalityCode::parse("27207").map(|c| c.to_string()),
            Ok("272078".to_owned())
        );
        assert_eq!(
            MunicipalityCode::parse("011002").map(|c| c.to_string()),
            Ok("011002".to_owned())
        );
        assert_eq!(
            MunicipalityCode::parse("272079"),
            Err(MunicipalityCodeFault::CheckDigit { expected: 8 })
        );
        assert_eq!(
            MunicipalityCode::parse("2720"),
            Err(MunicipalityCodeFault::Digits)
        );
        assert_eq!(
            MunicipalityCode::parse("高槻市"),
            Err(MunicipalityCodeFault::Digits)
        );
    }
}
