//! Moments as calendars write them (RFC 5545 §3.3.5).

use chrono::{DateTime, Datelike as _, NaiveDateTime, Timelike as _, Utc};
use renkei_domain::time::Instant;

/// An instant in UTC, fractions of a second dropped.
pub(crate) fn utc(instant: Instant) -> String {
    let utc = DateTime::<Utc>::from_timestamp_micros(instant.micros()).unwrap_or_default();
    local(utc.naive_utc()) + "Z"
}

/// A moment on a wall clock whose zone stands beside it.
pub(crate) fn local(moment: NaiveDateTime) -> String {
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}",
        moment.year(),
        moment.month(),
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second()
    )
}
