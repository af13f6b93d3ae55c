//! The rule of access in statements: `narrowing` writes a scope of the rule down as a condition on rows;
//! [`resources`], [`observations`], [`cases`], [`conferences`], [`over`], [`exceptions`], [`shared_maps`] and
//! the board of [letters](crate::letters) are the lists that start from one.
//!
//! Whose inside is read with a profile is told by [`Audience`](crate::directory::profile::Audience),
//! whose networks are those of the rule.
//!
//! Other lists do not start from a scope, because the rule decides about them as a whole: the members and
//! invitations of a network or an organization, the files handed in for a network, the lines of the audit that are
//! one's own or everybody's. `app` asks the rule once and then for the rows of those networks, organizations or
//! accounts alone; the cards somebody keeps for others are found by their own account. What each of them shows to whom
//! is told by stories and by the walk of strangers, not by random worlds.

pub mod cases;
pub mod conferences;
pub mod exceptions;
pub(crate) mod narrowing;
pub mod observations;
pub mod over;
pub mod resources;
pub mod shared_maps;
