//! When somebody is taken: by work, by a doctor, by what their calendar says.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::directory::hours::{DayFacts, DayPlan, Hours, Span};
use crate::time::{Instant, Minute};

/// A time in which somebody is busy. Nothing is known of it but that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeTaken {
    /// Its begin.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
}

impl TimeTaken {
    /// Whether it touches a time.
    #[must_use]
    pub fn touches(&self, from: Instant, to: Instant) -> bool {
        self.from < to && from < self.to
    }
}

/// When the person works or sees a doctor. That weighs before everybody else's wishes: a shift that is missed costs them
/// pay, a doctor who is missed more.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PersonTimes {
    /// Their shift; nothing stated where it is not known.
    pub works: Hours,
    /// 受診日.
    pub sees_doctor: BTreeSet<NaiveDate>,
}

/// When somebody works and sees a doctor is nobody's to read in a log.
impl std::fmt::Debug for PersonTimes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonTimes(..)")
    }
}

/// A stretch of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: Minute,
    pub(super) until: Minute,
}

/// What is stated for a stretch of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    Open,
    Shut,
    Nothing,
}

fn covers(span: Span, stretch: Stretch) -> bool {
    span.opens <= stretch.from && (span.crosses_midnight() || stretch.until <= span.closes)
}

fn touches(span: Span, stretch: Stretch) -> bool {
    span.opens < stretch.until && (span.crosses_midnight() || stretch.from < span.closes)
}

/// Whether hours have a stretch of a day open from its beginning to its end.
pub(super) fn stated(hours: &Hours, day: &DayFacts, stretch: Stretch) -> Stated {
    match hours.plan_for(day) {
        DayPlan::Open(spans) if spans.iter().any(|span| covers(*span, stretch)) => Stated::Open,
        DayPlan::Open(_) | DayPlan::Closed => Stated::Shut,
        DayPlan::Unknown => Stated::Nothing,
    }
}

impl PersonTimes {
    /// Whether a stretch of a day falls into the person's shift.
    pub(super) fn is_at_work(&self, day: &DayFacts, stretch: Stretch) -> bool {
        match self.works.plan_for(day) {
            DayPlan::Open(spans) => spans.iter().any(|span| touches(*span, stretch)),
            DayPlan::Closed | DayPlan::Unknown => false,
        }
    }
}
