//! The card of a person who cannot manage a password: a QR code that is had, and a PIN that is known.

use unicode_normalization::UnicodeNormalization as _;

use super::Standing;

/// Whether an account with these standings may sign in by a card: a person and nothing else. Whoever
/// reads of others has to show more.
#[must_use]
pub fn may_use_card(standings: &[Standing]) -> bool {
    !standings.is_empty()
        && standings
            .iter()
            .all(|standing| *standing == Standing::Person)
}

/// Why digits are no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinFault {
    /// Not four to six digits.
    #[error("暗証番号は、4けたから6けたの数字です。")]
    Shape,
    /// The first that others try.
    #[error(
        "「1111」や「1234」のような番号は、ほかの人にすぐ わかります。べつの番号にしてください。"
    )]
    TooEasy,
}

/// A PIN: four to six digits that a person keeps in mind.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// Reads a PIN as it is typed, in either width.
    ///
    /// # Errors
    /// When it is not four to six digits.
    pub fn read(text: &str) -> Result<Self, PinFault> {
        // Nothing that long is a PIN, whatever is left out of it.
        if text.len() > 100 {
            return Err(PinFault::Shape);
        }
        let digits: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let is_pin =
            (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_pin.then_some(Self(digits)).ok_or(PinFault::Shape)
    }

    /// Reads a PIN that is being chosen.
    ///
    /// # Errors
    /// When it is none, or one of the first that others try: a digit again and again, or a run of
    /// digits up or down.
    pub fn choose(text: &str) -> Result<Self, PinFault> {
        let pin = Self::read(text)?;
        let steps = |step: i16| {
            let mut pairs = pin.0.as_bytes().windows(2);
            pairs.all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step)
        };
        if [-1, 0, 1].into_iter().any(steps) {
            return Err(PinFault::TooEasy);
        }
        Ok(pin)
    }

    /// The digits, as they are hashed.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// A PIN is a secret: it is in somebody's mind and nowhere else.
impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::OrganizationId;

    #[test]
    fn a_pin_is_read_in_either_width_and_the_first_that_others_try_is_not_taken() {
        for (typed, expected) in [
            ("2580", Ok("2580")),
            (" ２５８０ ", Ok("2580")),
            ("258 036", Ok("258036")),
            ("1212", Ok("1212")),
            ("258", Err(PinFault::Shape)),
            ("2580369", Err(PinFault::Shape)),
            ("25a0", Err(PinFault::Shape)),
            ("二五八〇", Err(PinFault::Shape)),
            ("", Err(PinFault::Shape)),
            ("0000", Err(PinFault::TooEasy)),
            ("123456", Err(PinFault::TooEasy)),
            ("9876", Err(PinFault::TooEasy)),
        ] {
            let chosen = Pin::choose(typed);
            assert_eq!(chosen.as_ref().map(Pin::digits), expected.as_ref().copied());
        }
        assert!(Pin::read("1111").is_ok(), "an easy one is looked up");
        assert!(Pin::read(&"1 ".repeat(60)).is_err());
        let shown = Pin::read("2580").map(|pin| format!("{pin:?}"));
        assert_eq!(shown.as_deref(), Ok("Pin(…)"));
    }

    #[test]
    fn whoever_works_for_others_signs_in_with_more_than_a_card() {
        let staff = Standing::Staff(OrganizationId::from_uuid(Uuid::nil()));
        for (standings, expected) in [
            (&[Standing::Person][..], true),
            (&[Standing::Person, staff], false),
            (&[staff], false),
            (&[Standing::Operator], false),
            (&[], false),
        ] {
            assert_eq!(may_use_card(standings), expected, "{standings:?}");
        }
    }
}
