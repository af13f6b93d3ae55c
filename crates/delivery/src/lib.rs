//! The outside world: the only crate that calls the network. It knows no database and nothing of what
//! it carries.
//!
//! Start with [`fetch`], which brings a published data file into a temporary one, and [`letters`], which
//! hands a letter to a mail server. [`guard`] decides which addresses may be called at all on behalf of
//! people; the mail server is the operator's own choice and may stand anywhere.

pub mod fetch;
pub mod guard;
pub mod letters;
