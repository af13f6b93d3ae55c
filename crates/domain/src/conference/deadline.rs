//! By when letters about a conference are posted, and by when answers are there: counted back over the days on which
//! offices work.

use chrono::{Days, NaiveDate};

use crate::directory::hours::{DayFacts, HolidayTable};

/// A letter inside Japan is three to four days under way: it counts on the slower.
const UNDER_WAY: Days = Days::new(4);

/// So many working days before a conference whoever calls wants to know who comes.
const KNOWN_BEFORE: u8 = 3;

/// So many working days lie between the day on which a letter arrives and that on which the answer is there.
const TO_ANSWER: u8 = 3;

/// The longest row of days off that is looked across.
const LOOKED_BACK: usize = 60;

fn is_working(day: NaiveDate, holidays: &HolidayTable) -> bool {
    DayFacts::of(day, holidays).is_working_day()
}

/// The working day that lies so many working days, at least one, before a day.
pub(super) fn back(day: NaiveDate, working: u8, holidays: &HolidayTable) -> NaiveDate {
    let earlier = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt).take(LOOKED_BACK);
    let mut earlier = earlier.filter(|day| is_working(*day, holidays));
    let before = usize::from(working.saturating_sub(1));
    earlier.nth(before).unwrap_or(day)
}

/// The day on which a letter arrives that is posted on a day. On Saturdays, Sundays and 祝日 none is brought (ordinary
/// mail, since October 2021), and in 年末年始 nobody in an office reads one.
#[must_use]
pub fn arrives_on(posted: NaiveDate, holidays: &HolidayTable) -> NaiveDate {
    let first = posted.checked_add_days(UNDER_WAY).unwrap_or(posted);
    let mut days = std::iter::successors(Some(first), NaiveDate::succ_opt).take(LOOKED_BACK);
    let day = days.find(|day| is_working(*day, holidays));
    day.unwrap_or(first)
}

/// The last working day on which a letter is posted that is to be there on a day.
#[must_use]
pub fn posted_by(there_on: NaiveDate, holidays: &HolidayTable) -> NaiveDate {
    let last = there_on.checked_sub_days(UNDER_WAY).unwrap_or(there_on);
    let mut days = std::iter::successors(Some(last), NaiveDate::pred_opt).take(LOOKED_BACK);
    let day = days.find(|day| is_working(*day, holidays) && arrives_on(*day, holidays) <= there_on);
    day.unwrap_or(last)
}

/// The last day on which an answer to a call is in time: three working days before the conference, or where that is
/// over, the working day before it; nothing where that is over too.
#[must_use]
pub fn answer_by(
    conference: NaiveDate,
    today: NaiveDate,
    holidays: &HolidayTable,
) -> Option<NaiveDate> {
    let days = [KNOWN_BEFORE, 1].map(|working| back(conference, working, holidays));
    days.into_iter().find(|day| *day > today)
}

/// The last day on which the letter that calls somebody to a conference is posted, so that their answer is in time.
/// It may be over: then a letter comes too late for an answer, and another way is better.
#[must_use]
pub fn call_posted_by(conference: NaiveDate, holidays: &HolidayTable) -> NaiveDate {
    let answered = back(conference, KNOWN_BEFORE, holidays);
    posted_by(back(answered, TO_ANSWER, holidays), holidays)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn holidays() -> HolidayTable {
        let days = [
            (day(2026, 11, 3), "文化の日"),
            (day(2026, 11, 23), "勤労感謝の日"),
            (day(2027, 1, 1), "元日"),
            (day(2027, 1, 11), "成人の日"),
        ];
        days.map(|(day, name)| (day, name.to_owned()))
            .into_iter()
            .collect()
    }

    #[test]
    fn a_letter_is_four_days_under_way_and_is_brought_on_working_days() {
        for (posted, arrives) in [
            // From Monday to Friday.
            (day(2026, 11, 9), day(2026, 11, 13)),
            // The Saturday is not one on which letters are brought.
            (day(2026, 11, 10), day(2026, 11, 16)),
            // Neither is a 祝日 after a weekend.
            (day(2026, 11, 18), day(2026, 11, 24)),
            // Nobody reads one between the years.
            (day(2026, 12, 25), day(2027, 1, 4)),
        ] {
            assert_eq!(arrives_on(posted, &holidays()), arrives, "{posted}");
        }
    }

    #[test]
    fn a_letter_that_is_posted_in_time_is_there_and_a_day_later_it_is_not() {
        for there_on in [
            day(2026, 11, 13),
            day(2026, 11, 24),
            day(2026, 11, 30),
            day(2027, 1, 4),
            day(2027, 1, 12),
        ] {
            let posted = posted_by(there_on, &holidays());
            assert!(DayFacts::of(posted, &holidays()).is_working_day());
            assert!(arrives_on(posted, &holidays()) <= there_on, "{there_on}");
            let mut later = std::iter::successors(posted.succ_opt(), NaiveDate::succ_opt);
            let next = later.find(|day| is_working(*day, &holidays()));
            let next = next.expect("another working day");
            assert!(arrives_on(next, &holidays()) > there_on, "{there_on}");
        }
        assert_eq!(posted_by(day(2026, 11, 24), &holidays()), day(2026, 11, 20));
    }

    #[test]
    fn an_answer_is_wanted_three_working_days_before_or_at_least_the_day_before() {
        let conference = day(2026, 11, 27);
        let by = |today| answer_by(conference, today, &holidays());
        // Thursday, Wednesday, Tuesday; on Monday is 祝日.
        assert_eq!(by(day(2026, 11, 20)), Some(day(2026, 11, 24)));
        assert_eq!(by(day(2026, 11, 24)), Some(day(2026, 11, 26)));
        assert_eq!(by(day(2026, 11, 26)), None);
    }

    #[test]
    fn a_letter_that_calls_leaves_time_to_answer() {
        let posted = call_posted_by(day(2026, 12, 4), &holidays());
        // Answered by Tuesday 1, there by Thursday 26 of November, which a letter of Friday 20 is: four days later is
        // Tuesday 24, and one of Tuesday 24 arrives on Monday 30.
        assert_eq!(posted, day(2026, 11, 20));
    }
}
