//! Accounts and what they are where: a membership ties an account to a network, an organization or
//! to renkei itself, from a day on and until another. Somebody who changes agency keeps the account
//! and gets another membership.

mod membership;

pub use membership::{Membership, Standing};
