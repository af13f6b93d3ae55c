//! Where an agency is and who heads it. A record of what it was told must say both (個人情報保護法施行規則 20条); of an agency
//! of the directory they are known there.

use crate::text::Line;

/// Where an agency is and who heads it, as far as somebody wrote it down.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Seat {
    /// Its address (住所).
    pub address: Option<Line>,
    /// Its head (代表者); of somebody who is no 法人 there is none.
    pub head: Option<Line>,
}

impl Seat {
    /// With what somebody else wrote down of the same agency, where this says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            address: self.address.or(other.address),
            head: self.head.or(other.head),
        }
    }

    /// What tells it from another.
    #[must_use]
    pub fn words(&self) -> String {
        let words = [&self.address, &self.head];
        let words = words.map(|line| line.as_ref().map(Line::as_str).unwrap_or_default());
        words.join(" / ")
    }
}

/// Who helps whom is nobody's to read in a log.
impl std::fmt::Debug for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seat")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_written_is_taken_from_the_other() {
        let line = |text: &str| Line::parse(text).ok();
        let first = Seat {
            address: line("高槻市1-2-3"),
            head: None,
        };
        let other = Seat {
            address: line("茨木市4-5-6"),
            head: line("見本 太郎"),
        };
        let both = first.clone().or(other);
        assert_eq!(
            (both.address, both.head),
            (first.address, line("見本 太郎"))
        );
        assert_eq!(Seat::default().words(), " / ");
    }
}
