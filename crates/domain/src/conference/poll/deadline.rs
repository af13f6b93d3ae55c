//! Until when an answer has to leave, by the way it takes.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::answer::AnswerWay;
use crate::directory::hours::{DayFacts, HolidayState, HolidayTable};

/// How many working days an answer is under way, or lies until somebody writes it down.
const fn working_days(way: AnswerWay) -> u8 {
    match way {
        AnswerWay::Link | AnswerWay::Mail | AnswerWay::Phone | AnswerWay::InPerson => 0,
        AnswerWay::Fax => 1,
        // No letters are brought on Saturdays and Sundays, and most take two days.
        AnswerWay::Letter => 3,
    }
}

/// Whether offices and the post work on a day: no Saturday, Sunday or 祝日, and not 年末年始.
fn is_working(day: NaiveDate, holidays: &HolidayTable) -> bool {
    let facts = DayFacts::of(day, holidays);
    let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    !is_weekend && !facts.is_year_end && facts.holiday != HolidayState::Holiday
}

/// The last day on which an answer leaves in time by a way, where answers are waited for until a day.
#[must_use]
pub fn answer_by(way: AnswerWay, deadline: NaiveDate, holidays: &HolidayTable) -> NaiveDate {
    let mut day = deadline;
    let mut left = working_days(way);
    while left > 0 {
        let Some(before) = day.pred_opt() else {
            break;
        };
        day = before;
        left -= u8::from(is_working(day, holidays));
    }
    day
}
