//! Sealing and opening: XChaCha20-Poly1305, with the place of a value bound in, so that a value that was
//! carried to another row, column or table opens nowhere.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use renkei_domain::outside::Entropy;
use secrecy::ExposeSecret as _;
use uuid::Uuid;

use super::master::KeyBytes;
use crate::fault::StoreFault;

/// The first byte of everything sealed in this way.
const VERSION: u8 = 1;
const KEY_ID_BYTES: usize = 16;
/// So many random bits that nobody has to count how often a key was used.
const NONCE_BYTES: usize = 24;
const HEAD_BYTES: usize = 1 + KEY_ID_BYTES + NONCE_BYTES;

/// Where a sealed value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell<'c> {
    table: &'static str,
    column: &'static str,
    row: Uuid,
    /// What tells rows of one id apart, where the key of the table has a second column.
    within: &'c str,
}

impl Cell<'static> {
    /// A column of a row.
    pub(crate) const fn of(table: &'static str, column: &'static str, row: Uuid) -> Self {
        Cell {
            table,
            column,
            row,
            within: "",
        }
    }
}

impl<'c> Cell<'c> {
    /// The same in one of the rows that share an id.
    pub(crate) const fn within(self, within: &'c str) -> Self {
        Cell { within, ..self }
    }

    /// What is said of a value that does not open. It names the place and nothing of the value.
    pub(crate) const fn fault(&self) -> StoreFault {
        StoreFault::Unopened {
            table: self.table,
            column: self.column,
            row: self.row,
        }
    }

    /// What is bound into a value: each part with its length, so that no two places read the same.
    fn bound(&self, head: &[u8]) -> Vec<u8> {
        let mut bound = Vec::with_capacity(128);
        for part in [
            head,
            self.table.as_bytes(),
            self.column.as_bytes(),
            self.row.as_bytes(),
            self.within.as_bytes(),
        ] {
            bound.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bound.extend_from_slice(part);
        }
        bound
    }
}

/// Which key opens a sealed value.
pub(crate) fn key_of(sealed: &[u8]) -> Option<Uuid> {
    let (version, rest) = sealed.split_first()?;
    let id = rest.get(..KEY_ID_BYTES)?;
    (*version == VERSION)
        .then(|| Uuid::from_slice(id).ok())
        .flatten()
}

/// Seals a value: version, id of the key, nonce, then the hidden value with its tag.
pub(super) fn seal(
    key: &KeyBytes,
    id: Uuid,
    cell: &Cell<'_>,
    plain: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, StoreFault> {
    let mut nonce = [0; NONCE_BYTES];
    entropy.fill(&mut nonce);
    let mut sealed = Vec::with_capacity(HEAD_BYTES + plain.len() + 16);
    sealed.push(VERSION);
    sealed.extend_from_slice(id.as_bytes());
    let bound = cell.bound(&sealed);
    sealed.extend_from_slice(&nonce);
    let payload = Payload {
        msg: plain,
        aad: &bound,
    };
    let hidden = cipher(key).encrypt(&XNonce::from(nonce), payload);
    // It refuses nothing but texts of 256 GB.
    sealed.extend_from_slice(&hidden.map_err(|_| cell.fault())?);
    Ok(sealed)
}

/// Opens a value that was sealed with this key for this place.
pub(super) fn open(key: &KeyBytes, cell: &Cell<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreFault> {
    let (head, hidden) = sealed
        .split_at_checked(HEAD_BYTES)
        .ok_or_else(|| cell.fault())?;
    let (head, nonce) = head.split_at(1 + KEY_ID_BYTES);
    let mut at_random = [0; NONCE_BYTES];
    at_random.copy_from_slice(nonce);
    let bound = cell.bound(head);
    let payload = Payload {
        msg: hidden,
        aad: &bound,
    };
    let opened = cipher(key).decrypt(&XNonce::from(at_random), payload);
    opened.map_err(|_| cell.fault())
}

fn cipher(key: &KeyBytes) -> XChaCha20Poly1305 {
    let cipher = XChaCha20Poly1305::new_from_slice(key.expose_secret());
    cipher.expect("every key has the 32 bytes that the cipher takes")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::super::master::drawn;
    use super::*;

    /// Never the same twice, for 255 times.
    struct Counting(AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0.fetch_add(1, Ordering::SeqCst));
        }
    }

    fn row(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    const PLAIN: &[u8] = "水野 ひなた".as_bytes();

    #[test]
    fn a_value_opens_where_it_was_sealed_and_nowhere_else() {
        let entropy = Counting(AtomicU8::new(1));
        let (key, other) = (drawn(&entropy), drawn(&entropy));
        let place = Cell::of("account", "name", row(1));
        let sealed = seal(&key, row(9), &place, PLAIN, &entropy).expect("sealed");
        assert_eq!(key_of(&sealed), Some(row(9)));
        assert_eq!(sealed.len(), HEAD_BYTES + PLAIN.len() + 16);
        assert_eq!(open(&key, &place, &sealed).expect("opened"), PLAIN);
        let again = seal(&key, row(9), &place, PLAIN, &entropy).expect("sealed");
        assert_ne!(sealed, again, "nobody sees that two values are the same");

        for elsewhere in [
            Cell::of("account", "name", row(2)),
            Cell::of("account", "mail", row(1)),
            Cell::of("invitation", "name", row(1)),
            place.within("x"),
        ] {
            let fault = open(&key, &elsewhere, &sealed).expect_err("refused");
            assert_eq!(fault.to_string(), elsewhere.fault().to_string());
        }
        assert!(open(&other, &place, &sealed).is_err(), "another key");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&key, &place, &changed).is_err(), "byte {at}");
            assert!(open(&key, &place, &sealed[..at]).is_err(), "{at} bytes");
        }
    }

    #[test]
    fn a_fault_names_the_place_and_nothing_of_the_value() {
        let told = Cell::of("account", "name", row(1)).fault().to_string();
        for part in ["account", "name", &row(1).to_string()] {
            assert!(told.contains(part), "{told}");
        }
        assert_eq!(key_of(b"\x02 of another version, which is longer"), None);
        assert_eq!(key_of(b""), None);
    }
}
