//! The directory for programs: one GraphQL call in, one JSON answer out.
//!
//! Every call passes the guard before the schema sees it: documents are checked before parsing, and
//! what a call would cost is known before anything is executed. The crate knows no HTTP, no SQL and
//! no pages; `renkei-web` brings the calls, `renkei-app` answers what is asked.
//!
//! Start with [`Call`], then [`RefusalCode`] and [`Bound`], the closed lists of why a call is not
//! executed.

mod call;
mod guard;

pub use call::{Call, CallMethod};
pub use guard::{Bound, MAX_ERRORS, Refusal, RefusalCode};
