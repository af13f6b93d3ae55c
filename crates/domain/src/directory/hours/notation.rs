//! The written form of hours: statements such as people write them, one after another.
//!
//! ```text
//! 月-金 9:00-12:00,13:00-17:00; 第2土 9:30-12:30; 日 休み; 祝 休み; 年末年始(12/28..1/4) 休み; 2026-08-13..2026-08-15 休み
//! ```
//!
//! Weekdays may be listed (`月水金`) or given as a range (`月-金`); `不明` states that hours are not
//! known; `22:00-7:00` crosses midnight. What is written out is canonical: equal hours have equal
//! text, which is how the store keeps each pattern of hours once.

use std::fmt;

use chrono::{NaiveDate, Weekday};

use super::{DayPattern, DayPlan, DayRule, Hours, Span};
use crate::time::Minute;

/// The statement that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "hours cannot be read at 「{statement}」: write for example 「月-金 9:00-17:00; 土 休み; 祝 休み」"
)]
pub struct HoursFault {
    /// The statement as given.
    pub statement: String,
}

const WEEKDAYS: [(char, Weekday); 7] = [
    ('月', Weekday::Mon),
    ('火', Weekday::Tue),
    ('水', Weekday::Wed),
    ('木', Weekday::Thu),
    ('金', Weekday::Fri),
    ('土', Weekday::Sat),
    ('日', Weekday::Sun),
];

impl Hours {
    /// Reads the notation; an empty text states nothing.
    ///
    /// # Errors
    /// Returns the first statement that cannot be read.
    pub fn parse(text: &str) -> Result<Self, HoursFault> {
        let mut rules = Vec::new();
        for statement in text
            .split([';', '\n'])
            .map(str::trim)
            .filter(|statement| !statement.is_empty())
        {
            let fault = || HoursFault {
                statement: statement.to_owned(),
            };
            let (days, plan) = statement.split_once(' ').ok_or_else(fault)?;
            let plan = parse_plan(plan.trim()).ok_or_else(fault)?;
            let patterns = parse_days(days).ok_or_else(fault)?;
            rules.extend(patterns.into_iter().map(|on| DayRule {
                on,
                plan: plan.clone(),
            }));
        }
        Ok(Self::new(rules))
    }
}

fn parse_plan(text: &str) -> Option<DayPlan> {
    match text {
        "休み" => Some(DayPlan::Closed),
        "不明" => Some(DayPlan::Unknown),
        spans => spans
            .split(',')
            .map(|span| {
                let (opens, closes) = span.split_once('-')?;
                Span::new(Minute::parse(opens)?, Minute::parse(closes)?)
            })
            .collect::<Option<Vec<_>>>()
            .map(DayPlan::Open),
    }
}

fn parse_days(text: &str) -> Option<Vec<DayPattern>> {
    if text == "祝" {
        return Some(vec![DayPattern::Holiday]);
    }
    if text == "年末年始" {
        return Some(vec![DayPattern::YEAR_END]);
    }
    if let Some(period) = text
        .strip_prefix("年末年始(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        let (from, to) = period.split_once("..")?;
        let from: u8 = from.strip_prefix("12/")?.parse().ok()?;
        let to: u8 = to.strip_prefix("1/")?.parse().ok()?;
        return ((1..=31).contains(&from) && (1..=31).contains(&to))
            .then(|| vec![DayPattern::YearEnd { from, to }]);
    }
    if let Some(rest) = text.strip_prefix('第') {
        let weekday_at = rest.find(|c: char| WEEKDAYS.iter().any(|(word, _)| *word == c))?;
        let (numbers, weekdays) = rest.split_at(weekday_at);
        let numbers = numbers
            .split(',')
            .map(|n| n.parse::<u8>().ok().filter(|n| (1..=5).contains(n)))
            .collect::<Option<Vec<_>>>()?;
        let weekdays = parse_weekdays(weekdays)?;
        return Some(
            numbers
                .iter()
                .flat_map(|nth| {
                    weekdays
                        .iter()
                        .map(|day| DayPattern::NthWeekday(*nth, *day))
                })
                .collect(),
        );
    }
    if let Some(rest) = text.strip_prefix("最終") {
        return Some(
            parse_weekdays(rest)?
                .into_iter()
                .map(DayPattern::LastWeekday)
                .collect(),
        );
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let date = |part: &str| NaiveDate::parse_from_str(part, "%Y-%m-%d").ok();
        let (from, to) = (date(from)?, date(to)?);
        return (from <= to).then(|| vec![DayPattern::Dates(from, to)]);
    }
    Some(
        parse_weekdays(text)?
            .into_iter()
            .map(DayPattern::Weekday)
            .collect(),
    )
}

fn parse_weekdays(text: &str) -> Option<Vec<Weekday>> {
    let place = |c: char| WEEKDAYS.iter().position(|(word, _)| *word == c);
    let letters: Vec<char> = text.chars().collect();
    let places = match letters.as_slice() {
        [] => return None,
        [from, '-', to] => {
            let (from, to) = (place(*from)?, place(*to)?);
            if from > to {
                return None;
            }
            (from..=to).collect()
        }
        letters => letters
            .iter()
            .map(|c| place(*c))
            .collect::<Option<Vec<_>>>()?,
    };
    Some(places.into_iter().map(|place| WEEKDAYS[place].1).collect())
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, line) in self.lines().iter().enumerate() {
            if place > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{} {}", line.days, line.plan)?;
        }
        Ok(())
    }
}

/// One line of a table of hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursLine {
    /// The days, as 「月-金」.
    pub days: String,
    /// What then, as 「9:00-17:00」.
    pub plan: String,
    /// Whether the line needs its text to be read with care (closed or unknown).
    pub is_open: bool,
}

impl Hours {
    /// The statements as lines of a table, neighbouring weekdays with the same plan joined.
    #[must_use]
    pub fn lines(&self) -> Vec<HoursLine> {
        let mut lines = Vec::new();
        let mut rules = self.rules().iter().peekable();
        while let Some(rule) = rules.next() {
            let mut days = pattern_word(rule.on);
            if let DayPattern::Weekday(first) = rule.on {
                let mut last = first;
                while let Some(next) = rules.next_if(|next| {
                    next.on == DayPattern::Weekday(last.succ())
                        && next.plan == rule.plan
                        && last != Weekday::Sun
                }) {
                    if let DayPattern::Weekday(day) = next.on {
                        last = day;
                    }
                }
                if last != first {
                    days = format!("{}-{}", weekday_word(first), weekday_word(last));
                }
            }
            lines.push(HoursLine {
                days,
                plan: plan_word(&rule.plan),
                is_open: matches!(rule.plan, DayPlan::Open(_)),
            });
        }
        lines
    }
}

fn weekday_word(weekday: Weekday) -> char {
    WEEKDAYS[weekday.num_days_from_monday() as usize].0
}

fn pattern_word(on: DayPattern) -> String {
    match on {
        DayPattern::Weekday(day) => weekday_word(day).to_string(),
        DayPattern::NthWeekday(nth, day) => format!("第{nth}{}", weekday_word(day)),
        DayPattern::LastWeekday(day) => format!("最終{}", weekday_word(day)),
        DayPattern::Holiday => "祝".to_owned(),
        DayPattern::YearEnd { .. } if on == DayPattern::YEAR_END => "年末年始".to_owned(),
        DayPattern::YearEnd { from, to } => format!("年末年始(12/{from}..1/{to})"),
        DayPattern::Dates(from, to) if from == to => from.to_string(),
        DayPattern::Dates(from, to) => format!("{from}..{to}"),
    }
}

fn plan_word(plan: &DayPlan) -> String {
    match plan {
        DayPlan::Open(spans) => spans
            .iter()
            .map(|span| format!("{}-{}", span.opens, span.closes))
            .collect::<Vec<_>>()
            .join(","),
        DayPlan::Closed => "休み".to_owned(),
        DayPlan::Unknown => "不明".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::hours::HolidayTable;
    use crate::directory::hours::opening::{NextOpening, Openness};
    use crate::time::Moment;

    fn at(day: &str, minute: &str) -> Moment {
        Moment {
            date: NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap_or_default(),
            minute: Minute::parse(minute).unwrap_or(Minute::START),
        }
    }

    fn holidays() -> HolidayTable {
        [("2026-11-23", "勤労感謝の日"), ("2027-01-01", "元日")]
            .into_iter()
            .map(|(day, name)| (at(day, "0:00").date, name.to_owned()))
            .collect()
    }

    #[test]
    fn what_is_written_reads_back_the_same() -> Result<(), HoursFault> {
        let text = "月-金 9:00-12:00,13:00-17:00; 土 休み; 最終金 休み; 第2土 9:30-12:30; 祝 休み; 年末年始(12/28..1/4) 休み; 2026-08-13..2026-08-15 休み";
        let hours = Hours::parse(text)?;
        assert_eq!(hours.to_string(), text);
        assert_eq!(
            Hours::parse("金木水火月 9:00-17:00")?.to_string(),
            "月-金 9:00-17:00"
        );
        assert_eq!(
            Hours::parse("月水金 9:00-17:00")?.to_string(),
            "月 9:00-17:00; 水 9:00-17:00; 金 9:00-17:00"
        );
        assert!(Hours::parse("月 9時から").is_err());
        assert!(Hours::parse("月 9:00-25:00").is_err());
        Ok(())
    }

    #[test]
    fn a_stronger_statement_decides_the_whole_day() -> Result<(), HoursFault> {
        let hours = Hours::parse(
            "月-金 9:00-17:00; 土 休み; 第2土 9:30-12:30; 祝 休み; 年末年始 休み; 2026-12-29 10:00-12:00",
        )?;
        for (day, minute, answer) in [
            ("2026-11-20", "9:00", Openness::Open),
            ("2026-11-20", "17:00", Openness::Closed),
            ("2026-11-14", "10:00", Openness::Open),
            ("2026-11-21", "10:00", Openness::Closed),
            ("2026-11-23", "10:00", Openness::Closed),
            ("2026-11-22", "10:00", Openness::Unknown),
            ("2026-12-29", "11:00", Openness::Open),
            ("2026-12-30", "11:00", Openness::Closed),
        ] {
            assert_eq!(
                hours.open_at(at(day, minute), &holidays()),
                answer,
                "{day} {minute}"
            );
        }
        assert_eq!(
            hours.next_opening(at("2026-11-20", "17:30"), &holidays()),
            NextOpening::At {
                moment: at("2026-11-24", "9:00"),
                perhaps_earlier: true
            }
        );
        Ok(())
    }

    #[test]
    fn a_night_office_is_open_after_midnight_and_silence_about_holidays_is_unknown()
    -> Result<(), HoursFault> {
        let hours = Hours::parse("月-土 22:00-7:00; 日 休み")?;
        assert_eq!(
            hours.open_at(at("2026-11-22", "6:59"), &holidays()),
            Openness::Open
        );
        assert_eq!(
            hours.open_at(at("2026-11-22", "7:00"), &holidays()),
            Openness::Closed
        );
        assert_eq!(
            hours.open_at(at("2026-11-23", "23:00"), &holidays()),
            Openness::Unknown
        );
        assert_eq!(
            hours.open_until(at("2026-11-20", "23:00"), &holidays()),
            Some(at("2026-11-21", "7:00"))
        );
        assert_eq!(
            Hours::default().next_opening(at("2026-11-20", "9:00"), &holidays()),
            NextOpening::Unknown
        );
        assert_eq!(
            Hours::parse("月-日 休み; 祝 休み; 年末年始 休み")?
                .next_opening(at("2026-11-20", "9:00"), &holidays()),
            NextOpening::NotWithinAYear
        );
        Ok(())
    }
}
