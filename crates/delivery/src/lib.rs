//! The outside world: the only crate that calls the network. It knows no database and nothing of what
//! it carries.
//!
//! Start with [`fetch`], which brings a published data file into a temporary one. [`guard`] decides
//! which addresses may be called at all.

pub mod fetch;
pub mod guard;
