//! When something was done that is written down later: a day and a time, both left open where it was just now.

use chrono::NaiveDate;
use renkei_domain::time::{Instant, Minute, Moment};

use super::faults::Faults;
use crate::form::{Field, Sent};

/// The names of the two fields.
const ON: &str = "told_on";
const TIME: &str = "told_time";

/// The two fields, by what they are called and what is said of them.
pub(super) fn fields(
    (on, time): (&'static str, &'static str),
    (on_hint, time_hint): (&'static str, &'static str),
    (sent, faults): (&Sent, &Faults),
) -> [Field; 2] {
    [
        Field::day(ON, on, sent.raw(ON))
            .hinted(on_hint)
            .wrong(faults.of(ON)),
        Field::clock(TIME, time, sent.raw(TIME))
            .hinted(time_hint)
            .wrong(faults.of(TIME)),
    ]
}

/// When it was, where somebody said so.
pub(super) fn read(today: NaiveDate, sent: &Sent, faults: &mut Faults) -> Option<Instant> {
    let on = faults.day_opt(sent, ON);
    let time = match sent.text(TIME) {
        "" => None,
        text => {
            let minute = Minute::parse(text).filter(|minute| *minute < Minute::END);
            let words = "時刻を 9:30 の形で入れてください。";
            faults.take(TIME, minute.ok_or_else(|| words.to_owned()))
        }
    };
    if time.is_none() && on.is_some() && faults.of(TIME).is_none() {
        faults.say(
            TIME,
            "話した・送った時刻を、だいたいでよいので入れてください。",
        );
    }
    let moment = Moment {
        date: on.unwrap_or(today),
        minute: time?,
    };
    Some(moment.instant())
}

/// That it cannot have been then.
pub(super) fn wrong(faults: &mut Faults, words: String) {
    faults.say(ON, words);
}
