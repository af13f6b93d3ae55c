//! Finding what is sealed: a keyed hash of the folded text stands beside it. Its key is its own, so that a
//! rotation leaves the index as it is, and without it nobody can try addresses against the table.

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::ExposeSecret as _;
use sha2::Sha256;

use super::KeyRing;
use crate::fault::StoreFault;

impl KeyRing {
    /// Where a text is found in the index of a column.
    pub(crate) fn index(&self, column: &'static str, folded: &str) -> Result<Vec<u8>, StoreFault> {
        let key = self.index_key()?.bytes.expose_secret();
        let mac = Hmac::<Sha256>::new_from_slice(key);
        let mut mac = mac.expect("HMAC takes keys of any length");
        for part in [column, folded] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Ok(mac.finalize().into_bytes()[..].to_vec())
    }
}
