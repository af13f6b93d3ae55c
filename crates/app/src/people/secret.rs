//! Secrets that are shown once and kept as hashes: of sessions, tokens and codes on paper.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use renkei_domain::outside::Entropy;
use renkei_domain::people::PaperCode;
use renkei_store::people::SecretHash;
use sha2::{Digest as _, Sha256};

/// How many characters 256 bits are.
const LENGTH: usize = 43;

/// What a token begins with, so that one that lies about is recognised.
const TOKEN_MARK: &str = "renkei_";

/// The secret of a session: 256 random bits, which stand in the browser's cookie and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionSecret(String);

impl SessionSecret {
    pub(super) fn draw(entropy: &dyn Entropy) -> Self {
        Self(draw(entropy))
    }

    /// Reads a secret as it stands in a cookie.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        is_drawn(text).then(|| Self(text.to_owned()))
    }

    /// The secret, for the cookie.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> SecretHash {
        hash("session", &self.0)
    }

    /// By what whoever sends a form under it is known, for as long as the key of the form is kept.
    pub(super) fn sender(&self) -> [u8; 16] {
        let mut sender = [0; 16];
        sender.copy_from_slice(&hash("sender", &self.0)[..16]);
        sender
    }
}

/// A secret does not get into logs.
impl std::fmt::Debug for SessionSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionSecret(…)")
    }
}

pub(super) fn draw_token(entropy: &dyn Entropy) -> String {
    let mut token = TOKEN_MARK.to_owned();
    token.push_str(&draw(entropy));
    token
}

/// The hash of a token, if it may be one.
pub(super) fn token_hash(text: &str) -> Option<SecretHash> {
    let drawn = text.strip_prefix(TOKEN_MARK)?;
    is_drawn(drawn).then(|| hash("token", drawn))
}

pub(crate) fn invitation_hash(code: &PaperCode) -> SecretHash {
    hash("invitation", code.letters())
}

pub(super) fn entry_hash(code: &PaperCode) -> SecretHash {
    hash("entry", code.letters())
}

pub(super) fn card_hash(code: &PaperCode) -> SecretHash {
    hash("card", code.letters())
}

pub(super) fn reset_hash(code: &PaperCode) -> SecretHash {
    hash("reset", code.letters())
}

pub(crate) fn case_link_hash(code: &PaperCode) -> SecretHash {
    hash("case_link", code.letters())
}

pub(crate) fn about_link_hash(code: &PaperCode) -> SecretHash {
    hash("about_link", code.letters())
}

pub(crate) fn proposal_hash(code: &PaperCode) -> SecretHash {
    hash("proposal", code.letters())
}

pub(crate) fn inquiry_link_hash(code: &PaperCode) -> SecretHash {
    hash("inquiry_link", code.letters())
}

pub(crate) fn poll_link_hash(code: &PaperCode) -> SecretHash {
    hash("poll_link", code.letters())
}

/// The secret that the address of a feed ends with.
pub(crate) fn draw_feed(entropy: &dyn Entropy) -> String {
    draw(entropy)
}

/// The hash of such a secret, if it may be one.
pub(crate) fn feed_hash(text: &str) -> Option<SecretHash> {
    is_drawn(text).then(|| hash("feed", text))
}

/// The secret that the link to a map ends with.
pub(crate) fn draw_map_link(entropy: &dyn Entropy) -> String {
    draw(entropy)
}

/// The hash of such a secret, if it may be one.
pub(crate) fn map_link_hash(text: &str) -> Option<SecretHash> {
    is_drawn(text).then(|| hash("map_link", text))
}

/// The hash of the secret that the address of a sheet ends with.
pub(crate) fn map_sheet_hash(text: &str) -> Option<SecretHash> {
    is_drawn(text).then(|| hash("map_sheet", text))
}

/// The hash of the secret that the address of a sheet of a conference ends with.
pub(crate) fn conference_sheet_hash(text: &str) -> Option<SecretHash> {
    is_drawn(text).then(|| hash("conference_sheet", text))
}

/// The hash of a name under which attempts are counted.
pub(super) fn attempt_hash(name: &str) -> SecretHash {
    hash("attempt", name)
}

fn draw(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn is_drawn(text: &str) -> bool {
    let is_of_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.len() == LENGTH && text.bytes().all(is_of_alphabet)
}

/// What a secret is for goes into its hash: none of one kind passes for one of another.
fn hash(kind: &str, text: &str) -> SecretHash {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    hash.update([0]);
    hash.update(text.as_bytes());
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl Entropy for Sevens {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
    }

    #[test]
    fn asvs_7_2_3_a_session_secret_has_256_bits_and_stays_out_of_logs() {
        let secret = SessionSecret::draw(&Sevens);
        assert_eq!(secret.as_str().len() * 6 / 8, 32);
        assert_eq!(SessionSecret::read(secret.as_str()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "SessionSecret(…)");
        for other in ["", "short", &"=".repeat(43), &"a".repeat(44)] {
            assert_eq!(SessionSecret::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_secret_of_one_kind_is_none_of_another() {
        let secret = SessionSecret::draw(&Sevens);
        let token = draw_token(&Sevens);
        assert!(token_hash(&token).is_some());
        assert_ne!(token_hash(&token), Some(secret.hash()));
        assert_eq!(token_hash(secret.as_str()), None);
    }
}
