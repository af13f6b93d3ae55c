//! Who came to the meetings of a 年度 (April to March).

use chrono::{Datelike, NaiveDate};

use super::course::Meeting;
use super::occurrence::{MeetingCame, Occurrence};
use super::{MeetingMember, MeetingSeries};
use crate::directory::hours::HolidayTable;

/// The years that are looked at: before the first network, and long after today, there is nothing.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2200;

/// The 年度 in which a day lies: it begins with April.
#[must_use]
pub fn business_year(day: NaiveDate) -> i32 {
    if day.month() < 4 {
        day.year() - 1
    } else {
        day.year()
    }
}

/// Who came over a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearOfMeetings {
    /// Which 年度.
    pub year: i32,
    /// Its meetings, without those that were left out or cancelled.
    pub meetings: Vec<Meeting>,
    /// A line for each member who is called, or of whom something is written.
    pub lines: Vec<YearLine>,
}

/// Whether a member came to each meeting of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearLine {
    /// Who.
    pub member: MeetingMember,
    /// For each meeting of the year; absent where nothing is written.
    pub came: Vec<Option<MeetingCame>>,
}

impl YearLine {
    /// How often somebody of the member was there.
    #[must_use]
    pub fn times(&self) -> usize {
        let there = self.came.iter().flatten();
        there.filter(|came| came.is_there()).count()
    }
}

impl MeetingSeries {
    /// Who came over a 年度.
    #[must_use]
    pub fn year(&self, year: i32, known: &[Occurrence], holidays: &HolidayTable) -> YearOfMeetings {
        let first = NaiveDate::from_ymd_opt(year, 4, 1).unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(year + 1, 3, 31).unwrap_or_default();
        let mut meetings = self.meetings((first, last), known, holidays);
        meetings.retain(Meeting::is_held);
        let lines = self.members.iter().map(|member| YearLine {
            member: member.clone(),
            came: meetings
                .iter()
                .map(|meeting| {
                    let mut known = known.iter();
                    let known = known.find(|one| one.original == meeting.original);
                    known.and_then(|known| known.turnout(member.id))
                })
                .collect(),
        });
        let is_shown =
            |line: &YearLine| line.member.until.is_none() || line.came.iter().any(Option::is_some);
        let lines = lines.filter(is_shown).collect();
        YearOfMeetings {
            year,
            meetings,
            lines,
        }
    }
}
