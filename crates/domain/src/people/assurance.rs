//! How surely a session is known to be its account's, and what is still asked of it.

use super::{Standing, limits};
use crate::access::principal::Assurance;
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// What was shown when the session was opened.
    Factors {
        One = "one", "パスワード";
        Two = "two", "パスワードと2つめの確認";
        /// A person's card, which somebody else may be keeping. What is done in such a session is no
        /// evidence of the person's will, and it never counts as freshly shown.
        Card = "card", "カードと暗証番号";
    }
}

/// What a signed-in account has to do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// To show its second factor.
    SecondFactor,
    /// To set up a second factor: until then it reaches that page alone.
    SetUpSecondFactor,
}

/// What is known of a session: the factors it showed, and whether there is a second one to show (an
/// authenticator, a passkey, or a sheet of codes, used up or not).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// What this session has shown.
    pub shown: Factors,
    /// Whether the account has a second factor at all.
    pub has_second_factor: bool,
    /// When it last showed that it is still the same person.
    pub confirmed_at: Option<Instant>,
}

impl Evidence {
    /// How surely the account is known, and what is asked of it next. Whoever has a second factor is
    /// asked for it, whether their roles ask for one or not.
    #[must_use]
    pub fn assurance(self, standings: &[Standing], now: Instant) -> (Assurance, Needs) {
        let asks = standings
            .iter()
            .any(|standing| standing.asks_second_factor());
        match (self.shown, self.has_second_factor, asks) {
            (Factors::One | Factors::Card, true, _) => (Assurance::OneFactor, Needs::SecondFactor),
            (Factors::One | Factors::Card, false, true) => {
                (Assurance::OneFactor, Needs::SetUpSecondFactor)
            }
            (Factors::Card, false, false) => (Assurance::Full, Needs::Nothing),
            (Factors::One, false, false) | (Factors::Two, _, _) => {
                let is_fresh = self
                    .confirmed_at
                    .is_some_and(|at| now < at.plus(limits::FRESH));
                let assurance = if is_fresh {
                    Assurance::Fresh
                } else {
                    Assurance::Full
                };
                (assurance, Needs::Nothing)
            }
        }
    }
}

/// Whether a session may still be used.
#[must_use]
pub fn is_session_alive(seen_at: Instant, expires_at: Instant, now: Instant) -> bool {
    now < expires_at && now < seen_at.plus(limits::SESSION_IDLE)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::ids::NetworkId;

    #[test]
    fn asvs_6_3_3_whoever_reads_of_others_is_asked_for_a_second_factor() {
        let now = Instant::from_micros(0).plus(TimeDelta::days(20_000));
        let long_ago = Some(now.plus(TimeDelta::hours(-1)));
        let just_now = Some(now.plus(TimeDelta::minutes(-9)));
        let network = NetworkId::from_uuid(Uuid::nil());
        let coordinator = [Standing::Person, Standing::Coordinator(network)];
        let person = [Standing::Person];
        for (shown, has, standings, confirmed, expected) in [
            (
                Factors::One,
                false,
                &coordinator[..],
                just_now,
                (Assurance::OneFactor, Needs::SetUpSecondFactor),
            ),
            (
                Factors::One,
                true,
                &coordinator[..],
                just_now,
                (Assurance::OneFactor, Needs::SecondFactor),
            ),
            (
                Factors::Two,
                true,
                &coordinator[..],
                long_ago,
                (Assurance::Full, Needs::Nothing),
            ),
            (
                Factors::Two,
                true,
                &coordinator[..],
                just_now,
                (Assurance::Fresh, Needs::Nothing),
            ),
            (
                Factors::One,
                false,
                &person[..],
                long_ago,
                (Assurance::Full, Needs::Nothing),
            ),
            (
                Factors::One,
                false,
                &person[..],
                just_now,
                (Assurance::Fresh, Needs::Nothing),
            ),
            (
                Factors::One,
                true,
                &person[..],
                just_now,
                (Assurance::OneFactor, Needs::SecondFactor),
            ),
            (
                Factors::Card,
                false,
                &person[..],
                just_now,
                (Assurance::Full, Needs::Nothing),
            ),
            (
                Factors::Card,
                true,
                &person[..],
                just_now,
                (Assurance::OneFactor, Needs::SecondFactor),
            ),
            (
                Factors::Card,
                false,
                &coordinator[..],
                just_now,
                (Assurance::OneFactor, Needs::SetUpSecondFactor),
            ),
            (
                Factors::One,
                false,
                &[][..],
                None,
                (Assurance::Full, Needs::Nothing),
            ),
        ] {
            let evidence = Evidence {
                shown,
                has_second_factor: has,
                confirmed_at: confirmed,
            };
            assert_eq!(
                evidence.assurance(standings, now),
                expected,
                "{evidence:?} {standings:?}"
            );
        }
    }

    #[test]
    fn asvs_7_3_a_session_ends_unused_and_in_any_case() {
        let made = Instant::from_micros(0);
        let ends = made.plus(limits::SESSION_WHOLE);
        let at = |span: TimeDelta| made.plus(span);
        assert!(is_session_alive(made, ends, at(TimeDelta::minutes(719))));
        assert!(!is_session_alive(made, ends, at(TimeDelta::hours(12))));
        let seen = at(TimeDelta::hours(335));
        assert!(is_session_alive(
            seen,
            ends,
            at(TimeDelta::minutes(336 * 60 - 1))
        ));
        assert!(!is_session_alive(seen, ends, at(TimeDelta::hours(336))));
    }
}
