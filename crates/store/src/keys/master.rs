//! The master key: one secret outside the database, from which everything else that hides or proves
//! something here can be reached. It never stands in the database or in a copy of it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use renkei_domain::outside::Entropy;
use secrecy::zeroize::Zeroize as _;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use sha2::Sha256;

/// Bytes of a key of any kind.
pub(super) const KEY_BYTES: usize = 32;

/// The bytes of a key. They are wiped from memory when they go, and no `Debug` shows them.
pub(super) type KeyBytes = SecretBox<[u8; KEY_BYTES]>;

/// The master key.
pub struct MasterKey(KeyBytes);

/// The master key, and the one before it while what it wraps is being wrapped anew.
#[derive(Debug)]
pub struct MasterKeys {
    /// The one that counts.
    pub current: MasterKey,
    /// The one before it.
    pub previous: Option<MasterKey>,
}

/// Where the master key is read: again whenever something turns up that the keys known so far do not open,
/// since it may be changed while others serve.
pub trait KeySource: Send + Sync {
    /// The keys that lie there now; `None` where there are none.
    ///
    /// # Errors
    /// When they cannot be read.
    fn master_keys(&self) -> std::io::Result<Option<MasterKeys>>;
}

impl MasterKey {
    /// How many hexadecimal digits a key has when it is written.
    pub const DIGITS: usize = 2 * KEY_BYTES;

    /// Draws a new key.
    #[must_use]
    pub fn draw(entropy: &dyn Entropy) -> Self {
        Self(drawn(entropy))
    }

    /// Reads a key as it stands in a file or on the recovery sheet: 64 hexadecimal digits, in groups or not.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_between = |sign: &char| sign.is_whitespace() || *sign == '-';
        let mut signs = text.chars().filter(|sign| !is_between(sign));
        let mut bytes = [0; KEY_BYTES];
        let mut read = || signs.next().and_then(|sign| sign.to_digit(16));
        for byte in &mut bytes {
            let digits = read().zip(read());
            let Some((high, low)) = digits else {
                bytes.zeroize();
                return None;
            };
            *byte = u8::try_from(high * 16 + low).unwrap_or_default();
        }
        let key = SecretBox::init_with_mut(|kept: &mut [u8; KEY_BYTES]| *kept = bytes);
        bytes.zeroize();
        signs.next().is_none().then_some(Self(key))
    }

    /// The key as it is written down, for the file and the recovery sheet alone.
    #[must_use]
    pub fn digits(&self) -> SecretString {
        let mut digits = String::with_capacity(Self::DIGITS);
        for byte in self.0.expose_secret() {
            for half in [byte >> 4, byte & 15] {
                digits.extend(char::from_digit(u32::from(half), 16));
            }
        }
        digits.into()
    }

    /// A short mark by which people tell keys apart. It is no secret.
    #[must_use]
    pub fn mark(&self) -> String {
        let mark = self.derive("mark 1");
        let bytes = mark.expose_secret().iter().take(4);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }

    /// By what the key is known again, which tells nothing about it.
    pub(super) fn check(&self) -> Vec<u8> {
        self.derive("check 1").expose_secret().to_vec()
    }

    /// The key by which data keys are wrapped.
    pub(super) fn wrapping(&self) -> KeyBytes {
        self.derive("wrap data keys 1")
    }

    /// A key for one purpose, which tells nothing of the master key or of those for other purposes: the
    /// step "expand" of HKDF (RFC 5869), one block long, of a key that needs no "extract".
    fn derive(&self, purpose: &str) -> KeyBytes {
        let mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret());
        let mut mac = mac.expect("HMAC takes keys of any length");
        mac.update(b"renkei master key: ");
        mac.update(purpose.as_bytes());
        mac.update(&[1]);
        let mut derived = mac.finalize().into_bytes();
        let key = SecretBox::init_with_mut(|kept: &mut [u8; KEY_BYTES]| {
            kept.copy_from_slice(&derived[..]);
        });
        derived[..].zeroize();
        key
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("MasterKey").field(&self.mark()).finish()
    }
}

/// Draws the bytes of a key.
pub(super) fn drawn(entropy: &dyn Entropy) -> KeyBytes {
    SecretBox::init_with_mut(|bytes: &mut [u8; KEY_BYTES]| entropy.fill(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_or_not_at_all() {
        let text = "7a".repeat(32);
        let key = MasterKey::parse(&text).expect("a key");
        assert_eq!(key.digits().expose_secret(), text);
        let grouped = format!("{} - {}\n", &text[..32].to_uppercase(), &text[32..]);
        let typed = MasterKey::parse(&grouped).expect("the same key");
        assert_eq!(typed.check(), key.check());
        for odd in ["", &text[1..], &format!("{text}7"), &"7x".repeat(32)] {
            assert!(MasterKey::parse(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn what_is_derived_of_a_key_is_of_one_key_and_one_purpose() {
        let of = |digits: &str| MasterKey::parse(&digits.repeat(32)).expect("a key");
        let (one, other) = (of("7a"), of("7b"));
        let wrapping = |key: &MasterKey| key.wrapping().expose_secret().to_vec();
        let all = [one.check(), wrapping(&one), other.check(), wrapping(&other)];
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
        assert_eq!(one.mark().len(), 8);
        assert_ne!(one.mark(), other.mark());
        let shown = format!("{one:?}");
        assert!(!shown.contains("7a7a"), "{shown}");
    }
}
