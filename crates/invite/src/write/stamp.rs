//! Moments as calendars write them (RFC 5545 §3.3.5).

use chrono::{DateTime, NaiveDateTime, Utc};
use renkei_domain::time::Instant;

/// An instant in UTC, fractions of a second dropped.
pub(crate) fn utc(instant: Instant) -> String {
    let utc = DateTime::<Utc>::from_timestamp_micros(instant.micros()).unwrap_or_default();
    utc.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A moment on a wall clock whose zone stands beside it.
pub(crate) fn local(moment: NaiveDateTime) -> String {
    moment.format("%Y%m%dT%H%M%S").to_string()
}
