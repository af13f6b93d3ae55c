//! Passwords and the codes of a sheet are hashed by Argon2id, whose memory makes guessing dear. It takes
//! 19 MiB and a core for a while, so that no more run at once than there are cores.

use std::sync::Arc;

use argon2::password_hash::SaltString;
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
};
use renkei_store::StoreFault;
use renkei_store::people::SecretHash;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

/// What a password is checked against where there is no account: the same work, always in vain.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes in turn.
#[derive(Debug, Clone)]
pub(crate) struct Hashing {
    turns: Arc<Semaphore>,
}

/// OWASP ASVS 5.0 11.4.2: m = 19 MiB, t = 2, p = 1.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// The same letters in one spelling: keyboards differ in how they put a mark on a kana.
pub(super) fn spelled(password: &str) -> String {
    password.nfc().collect()
}

impl Hashing {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            turns: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Runs heavy work aside, in its turn. The turn ends with the work, even if nobody waits for it any
    /// more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> T {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        match done.await {
            Ok(done) => done,
            Err(fault) => match fault.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Cancelled, which happens only while the process ends.
                Err(_) => std::future::pending().await,
            },
        }
    }

    /// Whether a password fits a hash. Without a hash it does the same work and says no.
    pub(super) async fn fits(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, StoreFault> {
        let password = spelled(password);
        self.run(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
            let hash = PasswordHash::new(&hash).map_err(|fault| StoreFault::Unreadable {
                table: "account",
                value: fault.to_string(),
            })?;
            let fits = argon2().verify_password(password.as_bytes(), &hash).is_ok();
            Ok(fits && known)
        })
        .await
    }

    /// The hashes of the codes of a sheet, under its salt.
    pub(super) async fn of_codes(&self, codes: Vec<String>, salt: Vec<u8>) -> Vec<SecretHash> {
        self.run(move || codes.iter().map(|code| code_hash(code, &salt)).collect())
            .await
    }
}

/// The hash of a password in the PHC format; for [`Hashing::run`].
pub(super) fn password_hash(password: &str, salt: &[u8; 16]) -> String {
    let salt = SaltString::encode_b64(salt).expect("16 bytes are a salt's length");
    argon2()
        .hash_password(spelled(password).as_bytes(), &salt)
        .expect("the parameters are fixed and the password is bounded")
        .to_string()
}

/// A code on paper has too few bits for a plain hash (ASVS 5.0 6.5.2 asks for 112).
fn code_hash(code: &str, salt: &[u8]) -> SecretHash {
    let mut hash = SecretHash::default();
    argon2()
        .hash_password_into(code.as_bytes(), salt, &mut hash)
        .expect("the parameters are fixed and the salt has its length");
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asvs_11_4_2_a_password_is_hashed_with_argon2id_of_19_mib() {
        let hash = password_hash("ひなたの道を歩く", &[7; 16]);
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let (head, _) = NOBODY.rsplit_once('$').expect("a hash");
        let (same, _) = hash.rsplit_once('$').expect("a hash");
        assert_eq!(
            head.rsplit_once('$').map(|parts| parts.0),
            same.rsplit_once('$').map(|parts| parts.0)
        );
        assert_eq!(
            NOBODY.len(),
            hash.len(),
            "nobody's hash costs as much as anybody's"
        );
    }

    #[tokio::test]
    async fn a_password_fits_its_hash_in_either_spelling_of_a_kana() {
        let hashing = Hashing::new();
        let hash = password_hash("がっこうへいく", &[7; 16]);
        for (typed, expected) in [
            ("がっこうへいく", true),
            ("か\u{3099}っこうへいく", true),
            ("がっこうへいく ", false),
            ("", false),
        ] {
            let fits = hashing.fits(typed, Some(hash.clone())).await;
            assert_eq!(fits.ok(), Some(expected), "{typed}");
        }
        assert_eq!(hashing.fits("がっこうへいく", None).await.ok(), Some(false));
    }
}
