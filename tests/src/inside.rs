//! Opening what the store closed.

use renkei_store::audit::{Inside, Restricted};

/// What is inside, for a test that looks at what stands in the database.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody reads what a test compares"
)]
pub fn opened<T: Restricted>(inside: Inside<T>) -> T {
    inside.open().0
}
