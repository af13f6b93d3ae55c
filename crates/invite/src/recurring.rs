//! The days that the domain reckons for a series are those that a calendar reads out of its rule, over ten years.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Weekday};
use renkei_domain::conference::series::rule::WEEKDAYS;
use renkei_domain::conference::series::{Cadence, Nth, OnHoliday, Recurrence};
use rrule::{RRuleSet, Tz};

use crate::entry::Rule;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// The days by the rule as a calendar reads it.
fn by_calendar(rule: &Recurrence, until: NaiveDate) -> Vec<NaiveDate> {
    let begin = rule.begin().expect("a first day");
    let written = rule.rrule();
    assert!(Rule::parse(&written).is_ok(), "{written}");
    let text = format!(
        "DTSTART;TZID=Asia/Tokyo:{}T140000\nRRULE:{written}",
        begin.format("%Y%m%d")
    );
    let set: RRuleSet = text.parse().expect("a rule that is read");
    let days = set
        .into_iter()
        .map(|moment: DateTime<Tz>| moment.date_naive());
    days.take_while(|day| *day <= until).collect()
}

fn every_cadence() -> Vec<Cadence> {
    let mut all = Vec::new();
    for weekday in WEEKDAYS {
        all.extend(
            Nth::ALL
                .iter()
                .map(|nth| Cadence::NthWeekday(*nth, weekday)),
        );
    }
    all.extend([1, 15, 28].map(Cadence::DayOfMonth));
    for weeks in [1, 2, 3, 8] {
        all.extend(
            [Weekday::Mon, Weekday::Wed, Weekday::Sun].map(|day| Cadence::Weekly(weeks, day)),
        );
    }
    all
}

#[test]
fn a_calendar_reads_every_rule_as_the_secretariat_means_it_over_ten_years() {
    let until = day(2036, 12, 31);
    let mut days = 0;
    for cadence in every_cadence() {
        for (months_off, last) in [
            (BTreeSet::new(), None),
            (BTreeSet::from([8]), None),
            (BTreeSet::from([1, 8, 12]), Some(day(2033, 3, 31))),
        ] {
            let rule = Recurrence {
                cadence,
                months_off,
                on_holiday: OnHoliday::NextWorkingDay,
                first: day(2026, 8, 12),
                last,
            };
            let ours = rule.originals(rule.first, until);
            assert_eq!(ours, by_calendar(&rule, until), "{rule:?}");
            days += ours.len();
        }
    }
    assert!(days > 10_000, "{days}");
}
