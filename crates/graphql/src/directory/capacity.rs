//! Can they take someone now?

use async_graphql::Object;
use renkei_domain::directory::capacity::CapacityReport;

use crate::scalars::DateScalar;

/// Published size and reported places.
pub(crate) struct CapacityType {
    /// 定員 as published.
    pub(crate) designated: Option<u32>,
    /// What the office itself said last.
    pub(crate) report: Option<CapacityReport>,
}

/// How many people an office can take. The published table knows the size alone; whether there is a
/// place today is known only where somebody asked, and `asOf` says when that was.
#[Object(name = "Capacity")]
impl CapacityType {
    /// 定員: people the office is designated for, as published. Null is "not published", never 0.
    fn designated(&self) -> Option<u32> {
        self.designated
    }

    /// Free places, as the office said on `asOf`; 0 is "full". Null where nobody asked or they could
    /// not say.
    fn available(&self) -> Option<u32> {
        self.report.and_then(|report| report.available)
    }

    /// The most people at once by the office's own word, where it differs from `designated`. Null
    /// where nothing was said.
    fn maximum(&self) -> Option<u32> {
        self.report.and_then(|report| report.maximum)
    }

    /// People on the waiting list, as the office said on `asOf`. Null where nothing was said.
    fn waiting(&self) -> Option<u32> {
        self.report.and_then(|report| report.waiting)
    }

    /// The day on which `available`, `maximum` and `waiting` were true. Null where nobody ever asked:
    /// then all three are null as well.
    fn as_of(&self) -> Option<DateScalar> {
        self.report.map(|report| DateScalar(report.as_of))
    }
}
