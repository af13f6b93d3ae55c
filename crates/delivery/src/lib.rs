//! The outside world: the only crate that calls the network. Today it fetches published data files
//! ([`fetch`]); mail and hooks join it. [`guard`] decides which addresses may be called at all.

pub mod fetch;
pub mod guard;
