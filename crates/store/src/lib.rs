//! Rows, scoped finders, batch readers and the one transaction type. The only crate that knows SQL.
//!
//! Start with [`store::Store`] (open, read), then [`work::Work`] (write): every write happens in an
//! act, whose last step writes the act and its changes under the sequence lock. Rows stand in
//! `rows`, one module a table; nothing outside this crate sees one. What readers may see of published
//! facts is decided by [`publication`]; finders start from it. What somebody may do something with is
//! narrowed by [`access`]. What not everybody may read leaves the crate closed, and is noted in the
//! [`audit`] by whoever opens it.

pub mod access;
pub mod audit;
pub mod backup;
pub mod cases;
pub mod conference;
pub mod consent;
pub mod copies;
pub mod directory;
pub mod fault;
pub mod figures;
pub mod idempotency;
pub mod import;
pub mod integrity;
pub mod keys;
pub mod letters;
pub mod map;
pub mod people;
pub mod person_copy;
pub mod provisions;
pub mod publication;
pub mod record;
pub mod retention;
mod rows;
mod sql;
pub mod store;
mod traces;
pub mod upgrade;
pub mod work;

pub use fault::{Stop, StoreFault};
pub use store::{Place, Store};
pub use work::{ActHeader, Work};
