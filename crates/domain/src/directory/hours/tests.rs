use super::opening::{NextOpening, Openness};
use super::*;
use crate::time::Moment;

/// A table whose last year is 2027.
fn holidays() -> HolidayTable {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    [
        (day(2026, 11, 23), "勤労感謝の日"),
        (day(2027, 1, 1), "元日"),
    ]
    .map(|(date, name)| (date, name.to_owned()))
    .into_iter()
    .collect()
}

fn at(text: &str) -> Moment {
    let date = text.parse::<NaiveDate>().expect("a day");
    let minute = Minute::of(10, 0);
    Moment { date, minute }
}

/// Whether it is open at ten in the morning.
fn open(hours: &str, day: &str) -> Openness {
    let hours = Hours::parse(hours).expect("hours");
    hours.open_at(at(day), &holidays())
}

#[test]
fn nobody_is_told_that_an_office_is_open_on_a_day_that_may_turn_out_to_be_a_holiday() {
    let usual = "月-金 9:00-17:00; 祝 休み; 年末年始 休み";
    // Fridays: in a year whose holidays are published, to its very end, and in the year after it.
    assert_eq!(open("月-金 9:00-17:00", "2027-12-24"), Openness::Open);
    assert_eq!(open(usual, "2027-12-24"), Openness::Open);
    for hours in [usual, "月-金 9:00-17:00"] {
        assert_eq!(open(hours, "2028-01-07"), Openness::Unknown, "{hours}");
    }
    // Without any table nothing reaches anywhere.
    let hours = Hours::parse(usual).expect("hours");
    let none = HolidayTable::default();
    assert_eq!(hours.open_at(at("2028-01-07"), &none), Openness::Open);
    assert_eq!(none.known_until(), None);
}

#[test]
fn hours_that_no_holiday_changes_are_known_for_every_year() {
    let always =
        "月-日 0:00-24:00; 祝 0:00-24:00; 年末年始 休み; 2028-01-12..2028-01-12 13:00-14:00";
    assert_eq!(open(always, "2028-01-07"), Openness::Open, "as on 祝日");
    assert_eq!(open(always, "2028-01-02"), Openness::Closed, "年末年始");
    assert_eq!(open(always, "2028-01-12"), Openness::Closed, "dated");
    let closed = "月 休み; 土日 休み; 祝 休み";
    assert_eq!(open(closed, "2028-01-08"), Openness::Closed, "a Saturday");
    assert_eq!(open(closed, "2028-01-07"), Openness::Unknown, "unstated");
}

#[test]
fn a_caller_is_told_that_it_may_open_earlier_than_on_the_next_day_that_is_known() {
    let hours = "月-金 9:00-17:00; 祝 休み; 年末年始 休み; 2028-01-12..2028-01-12 13:00-14:00";
    let hours = Hours::parse(hours).expect("hours");
    let next = hours.next_opening(at("2028-01-03"), &holidays());
    let thirteen = Moment {
        minute: Minute::of(13, 0),
        ..at("2028-01-12")
    };
    let expected = NextOpening::At {
        moment: thirteen,
        perhaps_earlier: true,
    };
    assert_eq!(next, expected);
}

/// Open at night, with nothing said of 祝日: the night of Monday the 23rd is unknown.
const NIGHTS: &str = "月-土 22:00-7:00; 日 休み";

fn moment(day: &str, hour: u32, minute: u32) -> Moment {
    Moment {
        minute: Minute::of(hour, minute),
        ..at(day)
    }
}

#[test]
fn nobody_is_told_that_a_night_office_is_closed_in_the_night_behind_a_day_of_unknown_hours() {
    let hours = Hours::parse(NIGHTS).expect("hours");
    let open = |day, hour, minute| hours.open_at(moment(day, hour, minute), &holidays());
    assert_eq!(open("2026-11-23", 23, 0), Openness::Unknown);
    assert_eq!(open("2026-11-24", 3, 0), Openness::Unknown);
    assert_eq!(open("2026-11-24", 6, 59), Openness::Unknown);
    assert_eq!(open("2026-11-24", 7, 0), Openness::Closed);
    assert_eq!(open("2026-11-24", 22, 0), Openness::Open);
    // Behind a night that is known nothing is in doubt, and by day no stretch reaches over.
    assert_eq!(open("2026-11-23", 3, 0), Openness::Unknown, "a holiday");
    assert_eq!(open("2026-11-26", 3, 0), Openness::Open);
    let by_day = Hours::parse("月-金 9:00-17:00").expect("hours");
    let night = moment("2026-11-24", 3, 0);
    assert_eq!(by_day.open_at(night, &holidays()), Openness::Closed);
}

#[test]
fn a_caller_in_a_night_of_unknown_hours_is_told_that_it_may_open_earlier() {
    let hours = Hours::parse(NIGHTS).expect("hours");
    for (hour, perhaps_earlier) in [(3, true), (7, false)] {
        let expected = NextOpening::At {
            moment: moment("2026-11-24", 22, 0),
            perhaps_earlier,
        };
        let next = hours.next_opening(moment("2026-11-24", hour, 0), &holidays());
        assert_eq!(next, expected, "{hour}");
    }
}

#[test]
fn only_what_never_closes_has_no_end() {
    let until = |hours: &str| {
        let hours = Hours::parse(hours).expect("hours");
        hours.open_until(at("2026-11-20"), &holidays())
    };
    let always = "月-日 0:00-24:00; 祝 0:00-24:00; 年末年始 0:00-24:00";
    assert_eq!(until(always), None);
    // Nothing is said of Monday the 23rd, 勤労感謝の日.
    let holiday = moment("2026-11-23", 0, 0);
    assert_eq!(until("月-日 0:00-24:00"), Some(holiday));
    let new_year = moment("2026-12-29", 0, 0);
    assert_eq!(
        until("月-日 0:00-24:00; 祝 0:00-24:00; 年末年始 休み"),
        Some(new_year)
    );
}
