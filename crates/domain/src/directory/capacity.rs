//! Can they take someone now? Published tables know the size (定員); only a call knows the rest.

use chrono::NaiveDate;

/// What an office said about its places on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CapacityReport {
    /// Places free now. `None`: they could not say.
    pub available: Option<u32>,
    /// The most people at once, where it differs from the published 定員.
    pub maximum: Option<u32>,
    /// People waiting.
    pub waiting: Option<u32>,
    /// The day on which this was so.
    pub as_of: NaiveDate,
}
