//! The text of a cursor, written once more by hand: the application makes cursors of its own searches
//! alone. Where its form has changed, the comparison of pages says that none is equal, and shows it.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use renkei_domain::directory::search::Word;
use sha2::{Digest as _, Sha256};

use super::asked::Wanted;
use super::found::Hit;

/// The version of the form, and that the key behind it is a tier with a distance and a row.
const FORM: [u8; 2] = [1, 3];

/// What a search is, in 64 bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fingerprint([u8; 8]);

impl Fingerprint {
    pub(super) fn of(wanted: &Wanted) -> Self {
        let words: Vec<&str> = wanted.query.words().iter().map(Word::as_str).collect();
        let (words, kind, place) = (
            words.join(" "),
            format!("{},", wanted.kind.code()),
            format!("{},", wanted.place),
        );
        let parts = [
            words.as_str(),
            "false",
            kind.as_str(),
            "",
            place.as_str(),
            "",
            "",
            "",
            "",
            "false",
            "",
            "relevance",
        ];
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let mut short = [0; 8];
        short.copy_from_slice(&hash.finalize()[..8]);
        Self(short)
    }

    /// The cursor of an entry.
    pub(super) fn cursor(self, hit: &Hit) -> String {
        let mut bytes = [0; 27];
        bytes[..2].copy_from_slice(&FORM);
        bytes[2..10].copy_from_slice(&self.0);
        bytes[10] = u8::try_from(hit.tier).unwrap_or(u8::MAX);
        bytes[11..19].copy_from_slice(&hit.squared.to_be_bytes());
        bytes[19..].copy_from_slice(&hit.row.to_be_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }
}
