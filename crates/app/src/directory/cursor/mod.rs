//! Where a page of a search continues from, as text. It holds a version, what the search was (as a
//! fingerprint) and the key of an entry; nobody but this module needs to know how.

use std::collections::BTreeSet;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use renkei_domain::directory::search::{Query, Word};
use renkei_domain::ids::ResourceId;
use renkei_store::directory::listing::{Key, Tier};
use uuid::Uuid;

use super::search::ResourceSearch;
use crate::match_key;

/// The longest text that is looked at: a key holds 80 characters at most.
const MOST_BYTES: usize = 512;

/// The form of the bytes; a text of another one is refused.
const VERSION: u8 = 1;

const BY_NAME: u8 = 0;
const BY_DISTANCE: u8 = 1;
const BY_TIER: u8 = 2;
const BY_TIER_AND_DISTANCE: u8 = 3;

/// A place in a search, opaque to whoever holds it. It stays valid while entries come and go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(String);

/// Why a page cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchRefusal {
    /// The text is no cursor, or one of another version.
    CursorUnreadable,
    /// The cursor belongs to a search for something else, or in another order.
    CursorOfAnotherSearch,
}

impl SearchRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CursorUnreadable => "CURSOR_UNREADABLE",
            Self::CursorOfAnotherSearch => "CURSOR_OF_ANOTHER_SEARCH",
        }
    }

    /// What a person reads.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::CursorUnreadable => {
                "つづきの場所を読みとれませんでした。最初のページから見てください。"
            }
            Self::CursorOfAnotherSearch => {
                "つづきの場所は べつの条件でさがしたときのものです。最初のページから見てください。"
            }
        }
    }
}

impl std::fmt::Display for SearchRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.sentence())
    }
}

impl std::error::Error for SearchRefusal {}

impl Cursor {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place of an entry in a search.
    pub(super) fn of(search: Fingerprint, key: &Key) -> Self {
        let mut bytes = vec![VERSION];
        let mut begin = |form: u8| {
            bytes.push(form);
            bytes.extend(search.0.to_be_bytes());
        };
        match key {
            Key::Name { sort_key, id } => {
                begin(BY_NAME);
                bytes.extend(id.uuid().as_bytes());
                bytes.extend(sort_key.as_bytes());
            }
            Key::Distance { squared, row } => {
                begin(BY_DISTANCE);
                bytes.extend(squared.to_be_bytes());
                bytes.extend(row.to_be_bytes());
            }
            Key::Tier { tier, row } => {
                begin(BY_TIER);
                bytes.push(tier.number());
                bytes.extend(row.to_be_bytes());
            }
            Key::TierDistance { tier, squared, row } => {
                begin(BY_TIER_AND_DISTANCE);
                bytes.push(tier.number());
                bytes.extend(squared.to_be_bytes());
                bytes.extend(row.to_be_bytes());
            }
        }
        Self(BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The key, if the cursor belongs to this search.
    pub(super) fn key(&self, search: Fingerprint) -> Result<Key, SearchRefusal> {
        if self.0.len() > MOST_BYTES {
            return Err(SearchRefusal::CursorUnreadable);
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&self.0);
        let (of, key) = bytes
            .ok()
            .and_then(|bytes| read(&bytes))
            .ok_or(SearchRefusal::CursorUnreadable)?;
        if of == search {
            Ok(key)
        } else {
            Err(SearchRefusal::CursorOfAnotherSearch)
        }
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads every byte or nothing: whatever follows a key makes another text of it.
fn read(mut bytes: &[u8]) -> Option<(Fingerprint, Key)> {
    let bytes = &mut bytes;
    let [version, form] = take(bytes)?;
    if version != VERSION {
        return None;
    }
    let of = Fingerprint(u64::from_be_bytes(take(bytes)?));
    let key = match form {
        BY_NAME => {
            let id = ResourceId::from_uuid(Uuid::from_bytes(take(bytes)?));
            let sort_key = std::str::from_utf8(std::mem::take(bytes)).ok()?;
            // No text with it can be asked of PostgreSQL, and none stands in a list.
            if sort_key.contains('\0') {
                return None;
            }
            Key::Name {
                sort_key: sort_key.to_owned(),
                id,
            }
        }
        BY_DISTANCE => Key::Distance {
            squared: squared(bytes)?,
            row: i64::from_be_bytes(take(bytes)?),
        },
        BY_TIER => Key::Tier {
            tier: tier(bytes)?,
            row: i64::from_be_bytes(take(bytes)?),
        },
        BY_TIER_AND_DISTANCE => Key::TierDistance {
            tier: tier(bytes)?,
            squared: squared(bytes)?,
            row: i64::from_be_bytes(take(bytes)?),
        },
        _ => return None,
    };
    bytes.is_empty().then_some((of, key))
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*head)
}

fn tier(bytes: &mut &[u8]) -> Option<Tier> {
    let [number] = take(bytes)?;
    Tier::from_number(number)
}

fn squared(bytes: &mut &[u8]) -> Option<f64> {
    let squared = f64::from_be_bytes(take(bytes)?);
    (squared.is_finite() && squared >= 0.0).then_some(squared)
}

/// What was searched for, in 64 bits: a cursor of another search is not read as one of this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// Two searches that leave the same entries in the same order, written down differently, may share
    /// a fingerprint; two that do not, may not.
    pub(super) fn of(search: &ResourceSearch) -> Self {
        let query = Query::parse(&search.text);
        let words: Vec<&str> = query.words().iter().map(Word::as_str).collect();
        let near = search.near.map(|near| {
            let bits = [near.point.latitude, near.point.longitude, near.within_km];
            bits.map(|number| format!("{:x}", number.to_bits()))
                .join(" ")
        });
        let open_at = search.open_at.map(|at| at.in_japan().instant().micros());
        let parts = [
            words.join(" "),
            query.is_only_signs().to_string(),
            list(search.kinds.iter().map(|kind| kind.code())),
            list(search.sectors.iter().map(|sector| sector.code())),
            list(search.municipalities.iter().map(ToString::to_string)),
            near.unwrap_or_default(),
            open_at.map(|micros| micros.to_string()).unwrap_or_default(),
            list(search.programs.iter().map(|program| program.code())),
            list(search.good_at.iter().map(|topic| topic.code())),
            search.has_capacity.to_string(),
            format!("{:?}", search.countrywide),
            search
                .verified_since
                .map(|day| day.to_string())
                .unwrap_or_default(),
            search.order.code().to_owned(),
        ];
        let hash = match_key(&parts.each_ref().map(String::as_str));
        let [a, b, c, d, e, f, g, h, ..] = hash;
        Self(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

/// A list whose order and repetitions do not count.
fn list<T: Ord + AsRef<str>>(codes: impl Iterator<Item = T>) -> String {
    let mut all = String::new();
    for code in codes.collect::<BTreeSet<T>>() {
        all.push_str(code.as_ref());
        all.push(',');
    }
    all
}

#[cfg(test)]
mod tests;
