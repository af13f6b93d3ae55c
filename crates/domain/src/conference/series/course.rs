//! The meetings of a series over a span: the days of its rule, with what is known of each.

use chrono::{Days, NaiveDate, TimeDelta};

use super::occurrence::{Occurrence, Shift};
use super::{MeetingSeries, PlannedDay, SeriesFault};
use crate::directory::hours::HolidayTable;
use crate::text::Line;
use crate::time::{Instant, Moment};

/// So far a meeting is planned from the day of the rule, or shown as moved from it.
const AROUND: Days = Days::new(62);

/// So many days from the day of the rule a meeting is moved at most.
const MOVED_WITHIN: u64 = 56;

/// In what state a meeting is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingState {
    /// It is as the rule has it; perhaps shifted because of a day off.
    Planned,
    /// It was moved by hand.
    Moved,
    /// It was cancelled.
    Cancelled {
        /// Why.
        why: Option<Line>,
    },
    /// It falls on a day off and is left out.
    LeftOut,
}

/// A meeting of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The day of the rule.
    pub original: NaiveDate,
    /// When it begins, or would begin: one that was moved and then cancelled, where it had been moved.
    pub begins: Moment,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Where.
    pub place: Line,
    /// In what state it is.
    pub state: MeetingState,
    /// Whether its day may still change because 祝日 are not published yet.
    pub is_sure: bool,
}

impl Meeting {
    /// Whether it takes place.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        matches!(self.state, MeetingState::Planned | MeetingState::Moved)
    }

    /// Whether it is on another day than the rule alone has it.
    #[must_use]
    pub fn is_shifted(&self) -> bool {
        self.begins.date != self.original
    }

    /// When it ends.
    #[must_use]
    pub fn ends(&self) -> Instant {
        let minutes = TimeDelta::minutes(i64::from(self.minutes));
        self.begins.instant().plus(minutes)
    }

    /// Whether it has begun.
    #[must_use]
    pub fn has_begun(&self, now: Instant) -> bool {
        self.begins.instant() <= now
    }
}

impl MeetingSeries {
    /// The meeting of a day of the rule, with what is known of it.
    fn meeting(&self, planned: PlannedDay, known: Option<&Occurrence>) -> Meeting {
        let by_rule = Moment {
            date: planned.day.unwrap_or(planned.original),
            minute: self.outline.begins,
        };
        let place = &self.outline.place;
        let (begins, place, state) = match known.and_then(|known| known.shift.as_ref()) {
            Some(Shift::Moved {
                begins,
                place: other,
            }) => (
                *begins,
                other.as_ref().unwrap_or(place),
                MeetingState::Moved,
            ),
            Some(Shift::Cancelled { why, was }) => {
                let state = MeetingState::Cancelled { why: why.clone() };
                let begins = was.as_ref().map_or(by_rule, |was| was.begins);
                let moved = was.as_ref().and_then(|was| was.place.as_ref());
                (begins, moved.unwrap_or(place), state)
            }
            None if planned.day.is_none() => (by_rule, place, MeetingState::LeftOut),
            None => (by_rule, place, MeetingState::Planned),
        };
        Meeting {
            original: planned.original,
            begins,
            minutes: self.outline.minutes,
            place: place.clone(),
            is_sure: planned.is_sure || state == MeetingState::Moved,
            state,
        }
    }

    /// The meetings that begin between two days, both with them, in the order in which they begin.
    #[must_use]
    pub fn meetings(
        &self,
        (from, until): (NaiveDate, NaiveDate),
        known: &[Occurrence],
        holidays: &HolidayTable,
    ) -> Vec<Meeting> {
        let since = from.checked_sub_days(AROUND).unwrap_or(from);
        let to = until.checked_add_days(AROUND).unwrap_or(until);
        let planned = self.outline.rule.planned((since, to), holidays);
        let mut meetings: Vec<Meeting> = planned
            .into_iter()
            .map(|day| {
                let mut known = known.iter();
                let known = known.find(|one| one.original == day.original);
                self.meeting(day, known)
            })
            .filter(|meeting| (from..=until).contains(&meeting.begins.date))
            .collect();
        meetings.sort_by_key(|meeting| (meeting.begins, meeting.original));
        meetings
    }

    /// The meeting of a day of the rule.
    ///
    /// # Errors
    /// When the rule has no such day.
    pub fn meeting_of(
        &self,
        original: NaiveDate,
        known: Option<&Occurrence>,
        holidays: &HolidayTable,
    ) -> Result<Meeting, SeriesFault> {
        let planned = self.outline.rule.planned((original, original), holidays);
        let planned = planned.first().ok_or(SeriesFault::NoSuchDay)?;
        Ok(self.meeting(*planned, known))
    }

    /// The next meeting that is held after another.
    #[must_use]
    pub fn next_after(
        &self,
        meeting: &Meeting,
        known: &[Occurrence],
        holidays: &HolidayTable,
    ) -> Option<Meeting> {
        let from = meeting.begins.date;
        let until = from.checked_add_days(Days::new(400))?;
        let later = self.meetings((from, until), known, holidays);
        let is_later = |one: &Meeting| {
            one.is_held() && one.original != meeting.original && one.begins > meeting.begins
        };
        later.into_iter().find(is_later)
    }

    /// Checks that a meeting may be moved to a time.
    ///
    /// # Errors
    /// When the time is over or too far away, or another meeting of the series is on that day.
    pub fn may_move(
        &self,
        (original, to): (NaiveDate, Moment),
        known: &[Occurrence],
        (holidays, now): (&HolidayTable, Instant),
    ) -> Result<(), SeriesFault> {
        if to.instant() <= now {
            return Err(SeriesFault::MovedBack);
        }
        if (to.date - original).num_days().unsigned_abs() > MOVED_WITHIN {
            return Err(SeriesFault::MovedFar);
        }
        let there = self.meetings((to.date, to.date), known, holidays);
        let is_other = |one: &Meeting| one.original != original && one.is_held();
        if there.iter().any(is_other) {
            return Err(SeriesFault::DayTaken);
        }
        Ok(())
    }
}
