//! What somebody's own calendar reads of conferences by an address of its own: the words that calls use, and nothing
//! else. No client, agency or invitee stands in an entry. The meetings of a network ([`super::series`]), which are about
//! nobody, carry their theme.

use chrono::TimeDelta;

use super::invitation;
use super::state::ConferenceState;
use crate::ids::ConferenceId;
use crate::time::Instant;
use crate::words::word_list;

/// How far ahead a feed tells.
const AHEAD: TimeDelta = TimeDelta::days(366);

/// So long after its date an entry stays: programs forget nothing by themselves, and what was called off has to be
/// read as such by those that look seldom.
const BEHIND: TimeDelta = TimeDelta::weeks(6);

/// The feeds that an account may have at once.
pub const FEEDS: usize = 10;

/// The feeds that an agency may have at once: one for a calendar that all share, and another while it is replaced.
pub const AGENCY_FEEDS: usize = 3;

word_list! {
    /// The program that reads a feed, which decides how one subscribes.
    CalendarProgram {
        Outlook = "outlook", "Outlook";
        Google = "google", "Google カレンダー";
        Apple = "apple", "iPhone・iPad・Mac のカレンダー";
        Other = "other", "ほかのカレンダー";
    }
}

/// From when to when a feed tells of conferences, by their begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedSpan {
    /// The first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
}

impl FeedSpan {
    /// What is told now.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        Self {
            from: now.plus(-BEHIND),
            to: now.plus(AHEAD),
        }
    }
}

/// What a feed says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fed {
    /// People meet then, or met.
    Standing,
    /// They do not: it was cancelled, or waits for another date.
    CalledOff,
}

impl Fed {
    /// What is said of a conference with a date; nothing of one to whose date nobody was called yet.
    #[must_use]
    pub const fn of(state: ConferenceState) -> Option<Self> {
        match state {
            ConferenceState::Scheduled | ConferenceState::Held | ConferenceState::Closed => {
                Some(Self::Standing)
            }
            ConferenceState::Cancelled | ConferenceState::Postponed => Some(Self::CalledOff),
            ConferenceState::Draft | ConferenceState::Polling => None,
        }
    }

    /// The states of which something is said.
    pub fn states() -> impl Iterator<Item = ConferenceState> {
        let states = ConferenceState::ALL.iter().copied();
        states.filter(|state| Self::of(*state).is_some())
    }
}

/// Whose calendar it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedReader {
    /// Somebody who sees to the conference, or an agency that takes part in it.
    Keeper,
    /// The person whom it is about.
    Person,
}

/// What everything in a feed is called, and the feed itself.
pub const FEED_NAME: &str = "打ち合わせ";

impl FeedReader {
    /// The title of an entry. Who sees to several tells them apart by the number that stands on letters and FAX, too; on
    /// the phone of the person no number stands.
    #[must_use]
    pub fn title(self, id: ConferenceId) -> String {
        match self {
            Self::Keeper => invitation::title(id),
            Self::Person => FEED_NAME.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_or_had_a_date_is_told() {
        let told: Vec<&str> = Fed::states().map(ConferenceState::code).collect();
        assert_eq!(
            told,
            ["scheduled", "postponed", "held", "closed", "cancelled"]
        );
        assert_eq!(
            Fed::of(ConferenceState::Postponed),
            Some(Fed::CalledOff),
            "a date that is given up"
        );
    }

    #[test]
    fn the_person_reads_a_neutral_word_alone() {
        let id = ConferenceId::from_uuid(uuid::Uuid::from_u128(7));
        assert_eq!(FeedReader::Person.title(id), "打ち合わせ");
        assert_eq!(FeedReader::Keeper.title(id), "打ち合わせ №000-007");
    }
}
