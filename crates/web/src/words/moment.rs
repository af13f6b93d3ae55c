//! Moments as people say them.

use chrono::{Datelike as _, NaiveDate};
use renkei_domain::directory::hours::opening::NextOpening;
use renkei_domain::time::{Moment, weekday_word};

/// A day near another: きょう, あす, or month and day with the weekday; the year where it differs.
pub(crate) fn day_near(day: NaiveDate, today: NaiveDate) -> String {
    if day == today {
        "きょう".to_owned()
    } else if Some(day) == today.succ_opt() {
        "あす".to_owned()
    } else if day.year() == today.year() {
        format!("{}月{}日({})", day.month(), day.day(), weekday_word(day))
    } else {
        format!(
            "{}年{}月{}日({})",
            day.year(),
            day.month(),
            day.day(),
            weekday_word(day)
        )
    }
}

/// Until when something is open.
pub(crate) fn until(end: Moment, now: Moment) -> String {
    if end.date == now.date {
        format!("きょう {} まで", end.minute)
    } else if Some(end.date) == now.date.succ_opt() && end.minute.get() == 0 {
        "きょうの 24:00 まで".to_owned()
    } else if end.date.signed_duration_since(now.date).num_days() > 2 {
        "24時間".to_owned()
    } else {
        format!("{} {} まで", day_near(end.date, now.date), end.minute)
    }
}

/// When something opens next.
pub(crate) fn next(opening: NextOpening, now: Moment) -> String {
    match opening {
        NextOpening::Now => "いつでも".to_owned(),
        NextOpening::At {
            moment,
            perhaps_earlier,
        } => {
            let when = format!("{} {} から", day_near(moment.date, now.date), moment.minute);
            if perhaps_earlier {
                format!("{when}（もっと早いかもしれません）")
            } else {
                when
            }
        }
        NextOpening::Unknown => "時間は わかりません".to_owned(),
        NextOpening::NotWithinAYear => "この1年は 予定がありません".to_owned(),
    }
}
