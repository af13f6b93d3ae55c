//! Counting wrong answers. Passwords are counted by name and address together: whoever guesses has to
//! wait, and the owner of the account, who comes from elsewhere, has not (ASVS 5.0 6.1.1, 6.3.1). They are
//! counted by address alone besides, for whoever tries one password on many names, and by name alone, for
//! whoever tries one name from many addresses: then every address has fewer tries, and none has none. Codes of
//! a second factor are counted by account: who gets that far knows the password. PINs are counted by card:
//! who gets that far holds it.

use std::net::IpAddr;

use renkei_domain::ids::{AccountId, CardId};
use renkei_domain::people::limits::{
    ATTEMPT_SPAN, ATTEMPTS, ATTEMPTS_FROM_ONE_PLACE, ATTEMPTS_ON_ONE_NAME, ATTEMPTS_WHILE_GUESSED,
};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::people::attempt::{AttemptKey, Attempts};

use super::secret::attempt_hash;
use crate::App;

pub(super) fn of_password(name: &str, address: IpAddr) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash(name),
        place: place(address),
    }
}

/// Whatever name is tried from an address.
pub(super) fn of_place(address: IpAddr) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash(""),
        place: format!("any name at {}", place(address)),
    }
}

/// From whatever address a name is tried.
pub(super) fn of_name(name: &str) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash(name),
        place: "any place".to_owned(),
    }
}

pub(super) fn of_second_factor(account: AccountId) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash(&account.to_string()),
        place: "second factor".to_owned(),
    }
}

pub(super) fn of_card(card: CardId) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash(&card.to_string()),
        place: "card".to_owned(),
    }
}

pub(super) fn of_naming(account: AccountId) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash(&account.to_string()),
        place: "naming".to_owned(),
    }
}

/// Codes that link a case are counted by who types them.
pub(crate) fn of_case_link(account: AccountId) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash(&account.to_string()),
        place: "case link".to_owned(),
    }
}

/// Codes of invitations to a conference are counted by the address that wrong ones come from.
pub(crate) fn of_call_code(address: IpAddr) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash("conference"),
        place: format!("code at {}", place(address)),
    }
}

/// Numbers that open a link to who a conference is about are counted by the address that wrong ones come from.
pub(crate) fn of_about_link(address: IpAddr) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash("about link"),
        place: format!("number at {}", place(address)),
    }
}

/// Proposals for the directory are counted by the address that they come from.
pub(crate) fn of_proposals(address: IpAddr) -> AttemptKey {
    AttemptKey {
        name_hash: attempt_hash("proposal"),
        place: format!("proposal at {}", place(address)),
    }
}

/// One household or office has a whole /64 of IPv6 for itself.
fn place(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

impl App {
    /// Counts an attempt before its answer is looked at; says for how many seconds none is taken.
    pub(crate) async fn count_attempt(&self, key: &AttemptKey) -> Result<Option<u64>, StoreFault> {
        self.count_attempt_of(key, ATTEMPTS).await
    }

    /// The same where only so many are taken.
    pub(crate) async fn count_attempt_of(
        &self,
        key: &AttemptKey,
        most: i32,
    ) -> Result<Option<u64>, StoreFault> {
        let now = self.now();
        let forgotten = now.plus(-ATTEMPT_SPAN);
        let key = key.clone();
        let attempts = self
            .store
            .aside(move |work| {
                let key = key.clone();
                Box::pin(async move { Ok(work.count_attempt(&key, forgotten, now).await?) })
            })
            .await?;
        Ok((attempts.count > most).then(|| wait(attempts, now)))
    }

    /// How many passwords for a name are looked at from one address: fewer while many wrong ones come from
    /// everywhere. Whoever knows the password needs one.
    pub(super) async fn tries_for(&self, name: &AttemptKey) -> Result<i32, StoreFault> {
        let forgotten = self.now().plus(-ATTEMPT_SPAN);
        let counted = self.store.attempts(name, forgotten).await?;
        let is_guessed = counted.is_some_and(|counted| counted.count >= ATTEMPTS_ON_ONE_NAME);
        Ok(if is_guessed {
            ATTEMPTS_WHILE_GUESSED
        } else {
            ATTEMPTS
        })
    }

    /// For how many seconds no password, or no code, is looked at from a place. Its wrong ones are counted afterwards:
    /// an office that signs in all at once in the morning does nothing wrong. So a few more are looked at
    /// where many come at once, as many as one address may hold connections.
    pub(crate) async fn waits_at(&self, place: &AttemptKey) -> Result<Option<u64>, StoreFault> {
        let now = self.now();
        let forgotten = now.plus(-ATTEMPT_SPAN);
        let counted = self.store.attempts(place, forgotten).await?;
        let too_many = counted.filter(|counted| counted.count >= ATTEMPTS_FROM_ONE_PLACE);
        Ok(too_many.map(|counted| wait(counted, now)))
    }
}

/// The seconds until attempts are forgotten.
fn wait(attempts: Attempts, now: Instant) -> u64 {
    let left = attempts.since.plus(ATTEMPT_SPAN).micros() - now.micros();
    let seconds = u64::try_from(left).unwrap_or(0).div_ceil(1_000_000);
    seconds.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_one_network_of_ipv6_are_one_place() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ] {
            let read = address.parse().map(place);
            assert_eq!(read.as_deref(), Ok(expected), "{address}");
        }
    }
}
