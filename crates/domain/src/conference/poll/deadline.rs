//! Until when an answer has to leave, by the way it takes.

use chrono::NaiveDate;

use super::answer::AnswerWay;
use crate::conference::deadline::{back, posted_by};
use crate::directory::hours::HolidayTable;

/// How many working days an answer by FAX lies until somebody writes it down.
const FAX_LIES: u8 = 1;

/// How many working days before that somebody is reminded who did not answer yet.
const REMINDED_BEFORE: u8 = 2;

/// The last day on which an answer leaves in time by a way, where answers are waited for until a day.
#[must_use]
pub fn answer_by(way: AnswerWay, deadline: NaiveDate, holidays: &HolidayTable) -> NaiveDate {
    match way {
        AnswerWay::Link | AnswerWay::Mail | AnswerWay::Phone | AnswerWay::InPerson => deadline,
        AnswerWay::Fax => back(deadline, FAX_LIES, holidays),
        AnswerWay::Letter => posted_by(deadline, holidays),
    }
}

/// From which day on somebody who did not answer yet is reminded, so that their answer still leaves in time by a way.
#[must_use]
pub fn remind_on(way: AnswerWay, deadline: NaiveDate, holidays: &HolidayTable) -> NaiveDate {
    back(
        answer_by(way, deadline, holidays),
        REMINDED_BEFORE,
        holidays,
    )
}
