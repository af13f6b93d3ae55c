//! On which days a series falls. The rule is written as an RRULE (RFC 5545 §3.3.10) for calendars; here its days are
//! reckoned by the calendar alone, and what falls on a day off is shifted or left out as the network wants it.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::RuleFault;
use crate::directory::hours::{DayFacts, HolidayState, HolidayTable};
use crate::words::word_list;

/// So many days a shifted meeting is looked for: beyond them it is left out.
const SHIFTED_WITHIN: u64 = 28;

/// The day of a month that every month has.
const LAST_OF_EVERY_MONTH: u8 = 28;

/// So many weeks lie at most between two meetings.
const WEEKS: std::ops::RangeInclusive<u8> = 1..=8;

word_list! {
    /// Which such weekday of a month.
    Nth {
        First = "first", "第1";
        Second = "second", "第2";
        Third = "third", "第3";
        Fourth = "fourth", "第4";
        Last = "last", "最後の";
    }
}

word_list! {
    /// What happens to a meeting on 祝日 or in 年末年始; one on a day of the month also on Saturdays and Sundays.
    OnHoliday {
        NextWeek = "next_week", "次の週の同じ曜日にずらす";
        NextWorkingDay = "next_working_day", "次の平日にずらす";
        LeftOut = "left_out", "その回は休む";
    }
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Each month on a weekday of it: 第2火曜.
    NthWeekday(Nth, Weekday),
    /// Each month on a day of it, 1 to 28.
    DayOfMonth(u8),
    /// Every so many weeks on a weekday, 1 to 8.
    Weekly(u8, Weekday),
}

/// The rule of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// How often.
    pub cadence: Cadence,
    /// The months without it, 1 to 12: 8 is August.
    pub months_off: BTreeSet<u8>,
    /// What happens to one on a day off.
    pub on_holiday: OnHoliday,
    /// The first day on which one may fall.
    pub first: NaiveDate,
    /// The last; absent where no end is known.
    pub last: Option<NaiveDate>,
}

/// A day of the rule, and on which day its meeting is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedDay {
    /// The day by the rule alone: what a calendar calls RECURRENCE-ID.
    pub original: NaiveDate,
    /// The day after shifting; absent where it is left out.
    pub day: Option<NaiveDate>,
    /// Whether it is known which days are 祝日 around it: they are published in February of the year before.
    pub is_sure: bool,
}

/// 月火水木金土日, from Monday on.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The one character of a weekday: 月.
#[must_use]
pub const fn weekday_character(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

/// The two letters of a weekday in rules and codes: MO.
#[must_use]
pub const fn weekday_code(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

/// Reads such letters back.
#[must_use]
pub fn weekday_of_code(code: &str) -> Option<Weekday> {
    let mut all = WEEKDAYS.into_iter();
    all.find(|weekday| weekday_code(*weekday) == code)
}

impl Nth {
    /// As a rule counts it: −1 is the last.
    const fn number(self) -> i8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
            Self::Last => -1,
        }
    }

    /// Such a weekday of a month.
    fn in_month(self, year: i32, month: u32, weekday: Weekday) -> Option<NaiveDate> {
        match self {
            Self::Last => {
                let fifth = NaiveDate::from_weekday_of_month_opt(year, month, weekday, 5);
                fifth.or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, 4))
            }
            other => {
                let number = other.number().unsigned_abs();
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, number)
            }
        }
    }
}

impl Recurrence {
    /// Checks a rule.
    ///
    /// # Errors
    /// When it has days that not every month has, too few or too many weeks, no month, or ends before it begins.
    pub fn checked(self) -> Result<Self, RuleFault> {
        match self.cadence {
            Cadence::DayOfMonth(day) if !(1..=LAST_OF_EVERY_MONTH).contains(&day) => {
                return Err(RuleFault::DayOfMonth);
            }
            Cadence::DayOfMonth(_) if self.on_holiday == OnHoliday::NextWeek => {
                return Err(RuleFault::NextWeekOfDate);
            }
            Cadence::Weekly(weeks, _) if !WEEKS.contains(&weeks) => return Err(RuleFault::Weeks),
            _ => {}
        }
        if (1..=12).all(|month| self.months_off.contains(&month)) {
            return Err(RuleFault::NoMonth);
        }
        if self.last.is_some_and(|last| last < self.first) {
            return Err(RuleFault::Span);
        }
        Ok(self)
    }

    /// What it is in words: 「毎月 第2火曜（8月は休み）」.
    #[must_use]
    pub fn words(&self) -> String {
        let often = match self.cadence {
            Cadence::NthWeekday(nth, weekday) => {
                format!("毎月 {nth}{}曜", weekday_character(weekday))
            }
            Cadence::DayOfMonth(day) => format!("毎月 {day}日"),
            Cadence::Weekly(1, weekday) => format!("毎週 {}曜", weekday_character(weekday)),
            Cadence::Weekly(weeks, weekday) => {
                format!("{weeks}週ごとの {}曜", weekday_character(weekday))
            }
        };
        if self.months_off.is_empty() {
            return often;
        }
        let months: Vec<String> = self.months_off.iter().map(|m| format!("{m}月")).collect();
        format!("{often}（{}は休み）", months.join("・"))
    }

    /// The rule for calendars: `FREQ=MONTHLY;BYDAY=2TU;BYMONTH=1,2,…`. Months without it are those that BYMONTH does
    /// not name, so that no list of exceptions ends before the series does. UNTIL is the end of the last day in Japan,
    /// in UTC, as a begin with a zone asks for it.
    #[must_use]
    pub fn rrule(&self) -> String {
        let mut rule = match self.cadence {
            Cadence::NthWeekday(nth, weekday) => {
                format!(
                    "FREQ=MONTHLY;BYDAY={}{}",
                    nth.number(),
                    weekday_code(weekday)
                )
            }
            Cadence::DayOfMonth(day) => format!("FREQ=MONTHLY;BYMONTHDAY={day}"),
            Cadence::Weekly(weeks, weekday) => {
                format!(
                    "FREQ=WEEKLY;INTERVAL={weeks};BYDAY={}",
                    weekday_code(weekday)
                )
            }
        };
        if !self.months_off.is_empty() {
            let months = (1..=12u8).filter(|month| !self.months_off.contains(month));
            let months: Vec<String> = months.map(|month| month.to_string()).collect();
            rule.push_str(";BYMONTH=");
            rule.push_str(&months.join(","));
        }
        if let Some(last) = self.last {
            rule.push_str(&last.format(";UNTIL=%Y%m%dT145959Z").to_string());
        }
        rule
    }

    /// The days of the rule alone from one until another, both with them, in order.
    #[must_use]
    pub fn originals(&self, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
        let until = self.last.map_or(until, |last| last.min(until));
        let since = from.max(self.first);
        let is_in = |day: &NaiveDate| {
            *day >= since && *day <= until && !self.months_off.contains(&month_of(*day))
        };
        match self.cadence {
            Cadence::NthWeekday(nth, weekday) => months(since, until)
                .filter_map(|(year, month)| nth.in_month(year, month, weekday))
                .filter(is_in)
                .collect(),
            Cadence::DayOfMonth(day) => months(since, until)
                .filter_map(|(year, month)| NaiveDate::from_ymd_opt(year, month, u32::from(day)))
                .filter(is_in)
                .collect(),
            Cadence::Weekly(weeks, weekday) => self.weekly(weeks, weekday, since, until),
        }
    }

    fn weekly(
        &self,
        weeks: u8,
        weekday: Weekday,
        since: NaiveDate,
        until: NaiveDate,
    ) -> Vec<NaiveDate> {
        // Weeks are counted from the begin in calendars, which is the first day that is no day off.
        let Some(begin) = self.begin_of_weeks(weekday) else {
            return Vec::new();
        };
        let stride = 7 * u64::from(weeks.max(1));
        let days =
            std::iter::successors(Some(begin), |day| day.checked_add_days(Days::new(stride)));
        days.take_while(|day| *day <= until)
            .filter(|day| *day >= since && !self.months_off.contains(&month_of(*day)))
            .collect()
    }

    /// The first such weekday of a month with meetings.
    fn begin_of_weeks(&self, weekday: Weekday) -> Option<NaiveDate> {
        let mut days = self.first.iter_days().take(400);
        days.find(|day| day.weekday() == weekday && !self.months_off.contains(&month_of(*day)))
    }

    /// The first day of the rule: where a calendar's DTSTART stands. Absent of a rule that ends before it.
    #[must_use]
    pub fn begin(&self) -> Option<NaiveDate> {
        // Every rule has a day within a year, however many months are left out, and eight weeks.
        let until = self.first.checked_add_days(Days::new(500))?;
        self.originals(self.first, until).into_iter().next()
    }

    /// The days of the rule from one until another with the days on which their meetings are planned.
    #[must_use]
    pub fn planned(
        &self,
        (from, until): (NaiveDate, NaiveDate),
        holidays: &HolidayTable,
    ) -> Vec<PlannedDay> {
        let originals = self.originals(from, until);
        let days = originals.into_iter().map(|original| PlannedDay {
            original,
            day: self.shifted(original, holidays),
            is_sure: holidays.state_of(original) != HolidayState::NotYetKnown,
        });
        days.collect()
    }

    /// Whether one on that day is shifted.
    fn is_off(&self, day: NaiveDate, holidays: &HolidayTable) -> bool {
        let facts = DayFacts::of(day, holidays);
        match self.cadence {
            // Whoever chose a Sunday wants it; a date falls on one by chance.
            Cadence::NthWeekday(..) | Cadence::Weekly(..) => {
                facts.is_year_end || facts.holiday == HolidayState::Holiday
            }
            Cadence::DayOfMonth(_) => !facts.is_working_day(),
        }
    }

    /// On which day the meeting of a day of the rule is planned: the day itself unless it is off. It is never shifted
    /// into a month without meetings, beyond the last day, or onto another day of the rule.
    fn shifted(&self, original: NaiveDate, holidays: &HolidayTable) -> Option<NaiveDate> {
        if !self.is_off(original, holidays) {
            return Some(original);
        }
        let stride = match self.on_holiday {
            OnHoliday::LeftOut => return None,
            OnHoliday::NextWeek => 7,
            OnHoliday::NextWorkingDay => 1,
        };
        let mut later = (1..=SHIFTED_WITHIN / stride)
            .filter_map(|times| original.checked_add_days(Days::new(times * stride)));
        let day = later.find(|day| match self.on_holiday {
            OnHoliday::NextWorkingDay => DayFacts::of(*day, holidays).is_working_day(),
            _ => !self.is_off(*day, holidays),
        })?;
        let is_free = !self.months_off.contains(&month_of(day))
            && self.last.is_none_or(|last| day <= last)
            && self.originals(day, day).is_empty();
        is_free.then_some(day)
    }
}

fn month_of(day: NaiveDate) -> u8 {
    u8::try_from(day.month()).unwrap_or(0)
}

/// The months from that of one day until that of another.
fn months(from: NaiveDate, until: NaiveDate) -> impl Iterator<Item = (i32, u32)> {
    let first = (from.year(), from.month());
    let all = std::iter::successors(Some(first), |(year, month)| {
        Some(if *month == 12 {
            (year + 1, 1)
        } else {
            (*year, month + 1)
        })
    });
    all.take_while(move |(year, month)| (*year, *month) <= (until.year(), until.month()))
}
