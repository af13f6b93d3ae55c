//! Meetings of a network that come again, in tables: reading them ([`read`]), keeping them ([`write`]), and what of them
//! is sealed under the key of the network (`said`). How those who are called hear of a meeting stands in [`notice`], what came back by mail in [`mail`], how all of it
//! came to be in [`history`].
//! Whoever reads says of which network; the rule is asked before.

pub mod history;
pub mod mail;
pub mod notice;
pub mod read;
mod said;
pub mod write;

use renkei_domain::conference::series::{MeetingSeries, Occurrence};

const TABLE: &str = "meeting_series";
const OCCURRENCE: &str = "meeting_occurrence";

/// The word of a meeting that was moved.
const MOVED: &str = "moved";

/// The word of a meeting that was cancelled.
const CANCELLED: &str = "cancelled";

/// The words of the ways in which a series comes again.
const MONTHLY_WEEKDAY: &str = "monthly_weekday";
const MONTHLY_DAY: &str = "monthly_day";
const WEEKLY: &str = "weekly";

/// A series with what is known of its meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesFile {
    /// The series.
    pub series: MeetingSeries,
    /// What is known of its meetings, by the day of the rule.
    pub known: Vec<Occurrence>,
}
