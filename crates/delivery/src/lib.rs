//! The outside world: the only crate that calls the network. It knows no database and nothing of what
//! it carries.
//!
//! Start with [`fetch`], which brings a published data file into a temporary one and reads somebody's calendar,
//! [`letters`], which hands a letter to a mail server, [`hooks`], which tells programs that something changed, and
//! [`mailbox`], from which answers are read. [`guard`] decides
//! which addresses may be called at all on behalf of people; the mail servers are the operator's own choice and may
//! stand anywhere.

pub mod fetch;
pub mod guard;
pub mod hooks;
pub mod letters;
pub mod mailbox;
