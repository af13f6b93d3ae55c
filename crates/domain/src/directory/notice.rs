//! Short-lived notices: a move, a flu closure, a day when the phone is cut off. They expire by themselves.

use chrono::NaiveDate;

use crate::ids::NoticeId;
use crate::text::Prose;

/// A notice shown from one day to another, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// What to know.
    pub text: Prose,
    /// First day shown.
    pub from: NaiveDate,
    /// Last day shown.
    pub until: NaiveDate,
}

impl Notice {
    /// Whether it is shown on a day.
    #[must_use]
    pub fn is_shown_on(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }
}
