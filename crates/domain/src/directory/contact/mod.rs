//! How a resource likes to be reached: [`policy`] holds what was said, [`reach`] answers "and now?".

pub mod policy;
pub mod reach;
