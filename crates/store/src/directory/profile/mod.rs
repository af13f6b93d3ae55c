//! Profiles in tables: `write` puts one down when a resource is entered and replaces a part of one later,
//! `read` fetches any number at once, `confirmed` adds what somebody confirmed, [`parts`] is how the log keeps a part. Between domain values and rows stand
//! `head` (the one row and the lists of words), `programs`, `policy` and `entries` (the lists whose every entry is
//! one row).

mod confirmed;
mod entries;
mod head;
pub mod parts;
mod policy;
mod programs;
mod read;
mod write;

use renkei_domain::ids::NetworkId;

/// Whose eyes a profile is read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: no contact persons, no observations, no names of those who confirmed something.
    Public,
    /// Signed-in members of these networks. Who confirmed something is told by name to those of the network that
    /// keeps the entry, and to no others: it names staff of an agency there.
    Members(Vec<NetworkId>),
}
