//! お確かめ in tables: [`kept`] keeps inquiries with their groups, [`said`] what is sealed of them (each time of getting in
//! touch, and what an agency answered), [`link`] the links that left, and [`standing`] reads of many entries at once what
//! decides whether they are to be asked.
//!
//! Whoever writes any of it holds the lock of the entry.

pub mod kept;
pub mod link;
mod office;
pub mod said;
pub mod standing;
