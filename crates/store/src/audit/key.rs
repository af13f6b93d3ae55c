//! The key of the chain, and hashing with it. Parts are hashed with their lengths, so that no two lines
//! read the same.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A keyed hash.
pub(super) type Hash = [u8; 32];

/// The key with which lines are marked and sealed.
#[derive(Clone)]
pub(crate) struct AuditKey([u8; 32]);

impl AuditKey {
    /// Takes 32 random bytes.
    #[must_use]
    pub(crate) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// By what it is known again, which tells nothing about it.
    pub(super) fn check(&self) -> Hash {
        self.hashing("renkei audit key 1").end()
    }

    /// Begins a hash for one use: hashes of different uses never meet.
    pub(super) fn hashing(&self, of: &str) -> Hashing {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0);
        let mut hashing = Hashing(mac.expect("HMAC takes keys of any length"));
        hashing.part(of.as_bytes());
        hashing
    }
}

impl std::fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuditKey").finish_non_exhaustive()
    }
}

/// A keyed hash in the making.
pub(super) struct Hashing(Hmac<Sha256>);

impl Hashing {
    /// Adds a part.
    pub(super) fn part(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(&(bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a part that may be absent; absent is not empty.
    pub(super) fn maybe(&mut self, bytes: Option<&[u8]>) -> &mut Self {
        self.0.update(&[u8::from(bytes.is_some())]);
        match bytes {
            Some(bytes) => self.part(bytes),
            None => self,
        }
    }

    /// The hash.
    pub(super) fn end(self) -> Hash {
        let mut hash = [0; 32];
        hash.copy_from_slice(&self.0.finalize().into_bytes()[..]);
        hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_lines_hash_alike() {
        let key = AuditKey::new([7; 32]);
        let hash = |parts: &[Option<&[u8]>]| {
            let mut hashing = key.hashing("test");
            for part in parts {
                hashing.maybe(*part);
            }
            hashing.end()
        };
        let (a, b): (&[u8], &[u8]) = (b"a", b"b");
        let all = [
            hash(&[Some(a), Some(b)]),
            hash(&[Some(b"ab"), Some(b"")]),
            hash(&[Some(b"ab"), None]),
            hash(&[None, Some(b"ab")]),
            key.check(),
            AuditKey::new([8; 32]).check(),
        ];
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
        assert_eq!(format!("{key:?}"), "AuditKey { .. }");
    }
}
