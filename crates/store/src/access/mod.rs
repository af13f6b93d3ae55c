//! The rule of access in statements: `narrowing` writes a scope of the rule down as a condition on rows;
//! [`resources`] and [`observations`] are the lists that start from one.
//!
//! Whose inside is read with a profile is told by [`Audience`](crate::directory::profile::Audience),
//! whose networks are those of the rule.

mod narrowing;
pub mod observations;
pub mod resources;
