//! Calls that somebody means to make on a day: a small list of their own, until cases and conferences know
//! whom to phone. It is about agencies. What it is about stands there in a few words, and never a person.

use chrono::NaiveDate;

use super::limits::CALLS_AHEAD;
use crate::directory::contact::policy::ContactPurpose;
use crate::ids::{PlannedCallId, ResourceId};
use crate::text::{Line, TextFault};
use crate::time::{Instant, Minute};

/// What a call is about, in a few words.
#[derive(Clone, PartialEq, Eq)]
pub struct CallNote(Line);

/// What somebody noted is nobody else's, a log's least of all.
impl std::fmt::Debug for CallNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CallNote(..)")
    }
}

impl CallNote {
    /// The most characters: a reminder, no report.
    pub const LIMIT: usize = 100;

    /// Reads a note.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let line = Line::parse(text)?;
        if line.as_str().chars().count() > Self::LIMIT {
            return Err(TextFault::TooLong { limit: Self::LIMIT });
        }
        Ok(Self(line))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

crate::words::word_list! {
    /// What became of a call.
    CallResult {
        Waiting = "waiting", "まだ";
        Reached = "reached", "つながった";
        Absent = "absent", "るす";
        WrongNumber = "wrong_number", "番号がちがった";
        Again = "again", "かけなおす";
    }
}

/// How far a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallState {
    /// Nobody has called yet.
    Waiting,
    /// Somebody answered.
    Reached(Instant),
    /// Nobody did, or not the one who was asked for.
    Absent(Instant),
    /// Somebody else has the number: nobody can call before it is known how the agency is reached.
    WrongNumber(Instant),
    /// It is to be made again.
    Again {
        /// When that was noted.
        noted_at: Instant,
        /// From when on it may be made, where that was said.
        from: Option<Minute>,
    },
}

impl CallState {
    /// The word for it.
    #[must_use]
    pub const fn result(self) -> CallResult {
        match self {
            Self::Waiting => CallResult::Waiting,
            Self::Reached(_) => CallResult::Reached,
            Self::Absent(_) => CallResult::Absent,
            Self::WrongNumber(_) => CallResult::WrongNumber,
            Self::Again { .. } => CallResult::Again,
        }
    }
}

/// What somebody notes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallMark {
    /// It was noted by mistake.
    Waiting,
    /// Somebody answered.
    Reached,
    /// Nobody did.
    Absent,
    /// Somebody else has the number.
    WrongNumber,
    /// It is to be made again.
    Again {
        /// On which day.
        day: NaiveDate,
        /// From when on, where that was said.
        from: Option<Minute>,
    },
}

/// A day for which no call can be planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallDayFault {
    /// It is over.
    #[error("きょうか、これからの日を入れてください。")]
    Over,
    /// It is too far ahead.
    #[error("30日先までの日を入れてください。")]
    TooFar,
}

/// A call that somebody means to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedCall {
    /// Its id.
    pub id: PlannedCallId,
    /// Which agency is called.
    pub resource: ResourceId,
    /// On which day.
    pub day: NaiveDate,
    /// What for, as the contact policy knows it: it decides whom to ask for and when.
    pub purpose: ContactPurpose,
    /// What it is about, in a few words.
    pub note: Option<CallNote>,
    /// How far it is.
    pub state: CallState,
}

/// Whether a call may be planned for a day.
///
/// # Errors
/// When the day is over, or too far ahead.
pub fn plannable(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, CallDayFault> {
    if day < today {
        Err(CallDayFault::Over)
    } else if day.signed_duration_since(today) > CALLS_AHEAD {
        Err(CallDayFault::TooFar)
    } else {
        Ok(day)
    }
}

impl PlannedCall {
    /// Whether nothing is left to be done.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.state, CallState::Reached(_))
    }

    /// The call after something was noted of it. One that is to be made again moves to that day.
    ///
    /// # Errors
    /// When it is to be made again on a day for which none can be planned.
    pub fn marked(self, mark: CallMark, now: Instant) -> Result<Self, CallDayFault> {
        let (state, day) = match mark {
            CallMark::Waiting => (CallState::Waiting, self.day),
            CallMark::Reached => (CallState::Reached(now), self.day),
            CallMark::Absent => (CallState::Absent(now), self.day),
            CallMark::WrongNumber => (CallState::WrongNumber(now), self.day),
            CallMark::Again { day, from } => {
                let day = plannable(day, now.in_japan().date)?;
                let noted_at = now;
                (CallState::Again { noted_at, from }, day)
            }
        };
        Ok(Self { state, day, ..self })
    }

    /// The call on another day, for what was left over.
    #[must_use]
    pub fn carried_to(self, day: NaiveDate) -> Self {
        Self { day, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    /// 10:00 on the 20th.
    fn now() -> Instant {
        let ten = chrono::NaiveTime::from_hms_opt(10, 0, 0).expect("a time");
        Instant::from_japan(day(20).and_time(ten))
    }

    fn call() -> PlannedCall {
        PlannedCall {
            id: PlannedCallId::from_uuid(Uuid::from_u128(1)),
            resource: ResourceId::from_uuid(Uuid::from_u128(2)),
            day: day(20),
            purpose: ContactPurpose::Routine,
            note: CallNote::parse("会議の返事").ok(),
            state: CallState::Waiting,
        }
    }

    #[test]
    fn a_call_that_is_to_be_made_again_moves_to_its_day_and_is_not_over() {
        let mark = CallMark::Again {
            day: day(24),
            from: Minute::parse("14:00"),
        };
        let again = call().marked(mark, now()).expect("a day to come");
        assert_eq!((again.day, again.is_over()), (day(24), false));
        assert_eq!(again.state.result(), CallResult::Again);
        let yesterday = CallMark::Again {
            day: day(19),
            from: None,
        };
        assert_eq!(call().marked(yesterday, now()), Err(CallDayFault::Over));
    }

    #[test]
    fn only_a_call_that_was_answered_is_over() {
        for (mark, is_over) in [
            (CallMark::Reached, true),
            (CallMark::Absent, false),
            (CallMark::WrongNumber, false),
            (CallMark::Waiting, false),
        ] {
            let marked = call().marked(mark, now()).expect("the same day");
            assert_eq!(
                (marked.is_over(), marked.day),
                (is_over, day(20)),
                "{mark:?}"
            );
        }
    }

    #[test]
    fn a_call_is_planned_from_today_for_thirty_days() {
        let later = |days| {
            day(20)
                .checked_add_days(chrono::Days::new(days))
                .expect("a day")
        };
        for (wanted, answer) in [
            (day(19), Err(CallDayFault::Over)),
            (day(20), Ok(day(20))),
            (later(30), Ok(later(30))),
            (later(31), Err(CallDayFault::TooFar)),
        ] {
            assert_eq!(plannable(wanted, day(20)), answer, "{wanted}");
        }
    }

    #[test]
    fn a_note_is_short_and_shows_itself_to_no_log() {
        assert!(CallNote::parse(&"あ".repeat(100)).is_ok());
        assert_eq!(
            CallNote::parse(&"あ".repeat(101)),
            Err(TextFault::TooLong { limit: 100 })
        );
        assert!(!format!("{:?}", call()).contains("会議"));
    }
}
