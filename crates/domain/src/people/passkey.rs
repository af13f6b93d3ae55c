//! Passkeys: keys that stay in a device, by which it shows that it is the one that was set up.

use super::Standing;
use crate::words::word_list;

word_list! {
    /// What a browser is asked to do with a passkey. An answer to one is none to another.
    Ceremony {
        Make = "make", "パスキーを用意する";
        SecondFactor = "second_factor", "2つめの確認";
        Confirm = "confirm", "大事な操作の前の確認";
    }
}

/// The second factors of an account that would be left without one of its passkeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemainingFactors {
    /// Whether it has an authenticator.
    pub has_totp: bool,
    /// Whether it has a sheet of codes, used up or not.
    pub has_sheet: bool,
    /// How many codes of that sheet are unused.
    pub codes_left: u32,
    /// How many other passkeys it has that open at this address.
    pub passkeys_here: usize,
    /// How many other passkeys it has that open at another address alone.
    pub passkeys_elsewhere: usize,
}

impl RemainingFactors {
    /// Whether somebody with these standings still gets in: one of them can be shown, or none is asked for.
    /// A sheet that is used up is asked for and cannot be shown, and so is a passkey of another address.
    #[must_use]
    pub fn suffice_for(self, standings: &[Standing]) -> bool {
        let can_be_shown = self.has_totp || self.codes_left > 0 || self.passkeys_here > 0;
        let mut standings = standings.iter();
        let is_asked_for = self.has_sheet
            || self.passkeys_elsewhere > 0
            || standings.any(|standing| standing.asks_second_factor());
        can_be_shown || !is_asked_for
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_away_the_last_thing_they_get_in_by() {
        let none = RemainingFactors {
            has_totp: false,
            has_sheet: false,
            codes_left: 0,
            passkeys_here: 0,
            passkeys_elsewhere: 0,
        };
        let sheet = |codes_left| RemainingFactors {
            has_sheet: true,
            codes_left,
            ..none
        };
        let totp = RemainingFactors {
            has_totp: true,
            ..none
        };
        let here = RemainingFactors {
            passkeys_here: 1,
            ..none
        };
        let elsewhere = RemainingFactors {
            passkeys_elsewhere: 1,
            ..none
        };
        for (left, for_operator, for_person) in [
            (none, false, true),
            (sheet(0), false, false),
            (sheet(1), true, true),
            (totp, true, true),
            (here, true, true),
            (elsewhere, false, false),
        ] {
            let operator = left.suffice_for(&[Standing::Person, Standing::Operator]);
            assert_eq!(operator, for_operator, "{left:?}");
            assert_eq!(
                left.suffice_for(&[Standing::Person]),
                for_person,
                "{left:?}"
            );
        }
    }
}
