//! The directory for programs: one GraphQL call in, one JSON answer out.
//!
//! The crate knows no HTTP, no SQL and no pages; `renkei-web` brings the calls, `renkei-app` answers
//! what is asked. Start with [`Call`].

mod call;

pub use call::{Call, CallMethod};
