//! The closed days of a medical institution. The flags run opposite to their header: under
//! 「毎週決まった曜日に休診（月）」 a `1` means open and a `0` closed, as every published hospital shows.

use chrono::Weekday;
use renkei_domain::directory::hours::{DayPattern, DayPlan, DayRule, Hours};

use crate::cell::{Cell, Notebook, half_width};
use crate::finding::FindingKind;
use crate::hours_text::{ClosedDays, year_end_days};

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flag {
    Open,
    Closed,
    Unstated,
}

/// The cells that speak of closed days.
pub(super) struct ClosedCells<'a> {
    /// Monday to Sunday.
    pub(super) weekly: [Cell<'a>; 7],
    /// Monday to Sunday of the first to the fifth week.
    pub(super) by_week: [[Cell<'a>; 7]; 5],
    pub(super) holiday: Cell<'a>,
    pub(super) other: Cell<'a>,
}

/// What the cells state: closed days alone. On which hours an open day is open stands in another
/// file, so an open day stays unstated. Beside the hours: the part of the text that is no rule.
pub(super) fn read(notes: &mut Notebook, cells: &ClosedCells<'_>) -> (Hours, Option<String>) {
    let mut rules = flag_rules(notes, cells);
    let (year_end, rest) = other_days(cells.other.text);
    rules.extend(year_end.map(|(from, to)| DayPattern::YearEnd { from, to }));
    let hours = Hours::new(rules.into_iter().map(|on| DayRule {
        on,
        plan: DayPlan::Closed,
    }));
    (hours, rest.map(|rest| format!("その他の休診日: {rest}")))
}

fn flag_rules(notes: &mut Notebook, cells: &ClosedCells<'_>) -> Vec<DayPattern> {
    let weekly = cells.weekly.map(|cell| flag(notes, cell));
    if is_doubtful(&weekly) {
        notes.note(
            cells.weekly[0],
            FindingKind::FlagDoubtful,
            "符号の向きが疑わしいため、休診の曜日は不明とした",
        );
        return Vec::new();
    }
    let mut closed = Vec::new();
    for (place, weekday) in WEEKDAYS.into_iter().enumerate() {
        if weekly[place] == Flag::Closed {
            closed.push(DayPattern::Weekday(weekday));
            continue;
        }
        for (week, flags) in (1..=5).zip(&cells.by_week) {
            if flag(notes, flags[place]) == Flag::Closed {
                closed.push(DayPattern::NthWeekday(week, weekday));
            }
        }
    }
    if flag(notes, cells.holiday) == Flag::Closed {
        closed.push(DayPattern::Holiday);
    }
    closed
}

fn flag(notes: &mut Notebook, cell: Cell<'_>) -> Flag {
    match cell.text.trim() {
        "1" => Flag::Open,
        "0" => Flag::Closed,
        "" => Flag::Unstated,
        _ => {
            notes.note(cell, FindingKind::FlagDoubtful, "この日は不明とした");
            Flag::Unstated
        }
    }
}

/// Closed from Monday to Friday: so a usual hospital would look if its row followed the sense of the
/// header. Nothing is taken from such a row.
fn is_doubtful(weekly: &[Flag; 7]) -> bool {
    weekly[..5].iter().all(|flag| *flag == Flag::Closed)
}

/// 年末年始 out of a list such as 「01月01日，01月02日，…，12月31日」, and what is left of the list.
fn other_days(text: &str) -> (Option<(u8, u8)>, Option<String>) {
    let text = text.replace("（改行）", "，");
    let members: Vec<&str> = text
        .split(['，', ',', '、', '\n', '\r'])
        .map(str::trim)
        .filter(|member| !member.is_empty())
        .collect();
    let dates: Vec<Option<(u8, u8)>> = members.iter().map(|member| date(member)).collect();
    let known: Vec<(u8, u8)> = dates.iter().copied().flatten().collect();
    let listed = year_end_days(&known);
    let year_end = listed.or_else(|| ClosedDays::read(&text).year_end);
    let rest: Vec<&str> = members
        .iter()
        .zip(&dates)
        .filter(|(_, date)| !listed.is_some_and(|days| date.is_some_and(|date| within(days, date))))
        .map(|(member, _)| *member)
        .collect();
    let rest = (!rest.is_empty()).then(|| rest.join("、"));
    (year_end, rest)
}

fn within((from, to): (u8, u8), (month, day): (u8, u8)) -> bool {
    (month == 12 && day >= from) || (month == 1 && day <= to)
}

/// 「01月01日」 and nothing else.
fn date(member: &str) -> Option<(u8, u8)> {
    let member = half_width(member);
    let (month, day) = member.trim().strip_suffix('日')?.split_once('月')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_dates() {
        for (text, year_end, rest) in [
            (
                "01月01日，01月02日，01月03日，12月29日，12月30日，12月31日",
                Some((29, 3)),
                None,
            ),
            (
                "01月01日，08月15日（改行），12月31日",
                Some((31, 1)),
                Some("08月15日"),
            ),
            ("01月02日，12月31日", None, Some("01月02日、12月31日")),
            ("年末年始、お盆", Some((29, 3)), Some("年末年始、お盆")),
            ("", None, None),
        ] {
            assert_eq!(
                other_days(text),
                (year_end, rest.map(str::to_owned)),
                "{text}"
            );
        }
    }
}
