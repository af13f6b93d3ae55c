//! お確かめ in tables: [`kept`] keeps inquiries with their groups, [`contacts`] each time of getting in touch, [`answers`]
//! what agencies said, [`link`] the links that left, [`noted`] what is to be asked before its time and as agreed,
//! [`astray`] the ways on which something went astray, and [`standing`] reads of many entries at once what decides whether
//! they are to be asked. `forgotten` takes out in time who said it.
//!
//! Whoever writes any of it holds the lock of the entry.

pub mod answers;
pub mod astray;
pub mod contacts;
pub(crate) mod forgotten;
pub mod kept;
pub mod link;
pub mod noted;
mod office;
pub mod standing;
