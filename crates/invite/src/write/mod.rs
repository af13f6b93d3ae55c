//! Text out of components: names and values in the form of RFC 5545, lines of 75 octets.

pub(crate) mod address;
pub(crate) mod emit;
mod fold;
pub(crate) mod parameter;
pub(crate) mod property;
pub(crate) mod stamp;
pub(crate) mod text;
