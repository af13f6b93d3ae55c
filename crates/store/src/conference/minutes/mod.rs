//! What came of a conference, in tables: who takes its minutes, what was noted, who was there and what was decided
//! ([`read`], [`write`]), and what of it is sealed (`said`).

pub(crate) mod read;
mod said;
pub mod write;

pub(crate) const MINUTES: &str = "minutes";
pub(crate) const NOTES: &str = "minutes_item";
pub(crate) const ATTENDANCE: &str = "conference_attendance";
pub(crate) const DECISION: &str = "conference_decision";
