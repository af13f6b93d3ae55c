//! How long letters that are over are kept.

use chrono::TimeDelta;

/// A letter that was sent, or withdrawn, is forgotten after so long: long enough for a question about
/// it to come back by post, short enough that who was written to when is no archive. A letter that could
/// not be sent waits for a person, however long that takes.
pub const LETTER_KEPT: TimeDelta = TimeDelta::days(90);
