//! 定休日 in free text: which days it names beyond doubt.
//!
//! The text is taken as a list. A member that is nothing but days counts; a member with anything else
//! in it (「隔週土曜日」「開所日以外の日曜日」) is passed over, and so is one whose brackets take it back
//! (「土曜日（第3土曜日除く）」).

use renkei_domain::directory::hours::{DayPattern, DayPlan, DayRule};

use super::cursor::{Cursor, NamedDays};
use super::year_end::{YearEnd, year_end_of};
use crate::cell::half_width;

/// What a text on closed days says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ClosedDays {
    /// Days closed for certain.
    pub(crate) days: NamedDays,
    /// 年末年始, where the text names it.
    pub(crate) year_end: Option<YearEnd>,
}

const SEPARATORS: [&str; 15] = [
    "、",
    ",",
    "・",
    "/",
    " ",
    "。",
    ";",
    "&",
    "\n",
    "･",
    "及び",
    "および",
    "並びに",
    "ならびに",
    "と",
];

const BEFORE: [&str; 8] = [
    "毎週",
    "原則として",
    "原則",
    "基本的に",
    "基本",
    "定休日は",
    "定休日",
    "定休",
];

const AFTER: [&str; 12] = [
    "お休み",
    "休業日",
    "休業",
    "休み",
    "定休日",
    "定休",
    "休日",
    "休",
    "のみ",
    "など",
    "他",
    "等",
];

/// Words in brackets that take back what stands before them.
const TAKING_BACK: [&str; 15] = [
    "除",
    "場合",
    "不定",
    "以外",
    "隔週",
    "一部",
    "営業",
    "開所",
    "月に",
    "第",
    "カレンダー",
    "シフト",
    "予定",
    "応",
    "臨時",
];

/// Texts with these words list the days on which an office is open.
const OPEN_DAYS: [&str; 6] = ["営業日", "開所日", "利用日", "稼働日", "出勤日", "開館日"];

impl ClosedDays {
    /// Reads the text of a cell.
    pub(crate) fn read(cell: &str) -> Self {
        let text = half_width(cell);
        let year_end = year_end_of(&text);
        let general = ["ただし", "但し"]
            .iter()
            .filter_map(|word| text.find(word))
            .min()
            .and_then(|place| text.get(..place))
            .unwrap_or(&text);
        let days = if OPEN_DAYS.iter().any(|word| general.contains(word)) {
            NamedDays::default()
        } else {
            named_days(general)
        };
        Self { days, year_end }
    }

    /// What it names, as statements.
    pub(crate) fn rules(&self) -> Vec<DayRule> {
        self.days
            .patterns()
            .chain(
                self.year_end
                    .map(|(from, to)| DayPattern::YearEnd { from, to }),
            )
            .map(|on| DayRule {
                on,
                plan: DayPlan::Closed,
            })
            .collect()
    }
}

fn named_days(text: &str) -> NamedDays {
    let mut days = NamedDays::default();
    let mut cursor = Cursor::new(text);
    while !cursor.at_end() {
        if cursor.eat_all(&SEPARATORS) {
            continue;
        }
        if cursor.rest().starts_with('(') {
            brackets(&mut cursor);
            continue;
        }
        match member(cursor) {
            Some((named, after)) => {
                days.add(named);
                cursor = after;
            }
            None => pass_member(&mut cursor),
        }
    }
    days
}

/// One member of the list that is nothing but days, and the place after it.
fn member(mut cursor: Cursor<'_>) -> Option<(NamedDays, Cursor<'_>)> {
    cursor.eat_all(&BEFORE);
    let days = cursor.days()?;
    cursor.eat_any(&["は", "が"]);
    cursor.eat_any(&AFTER);
    if cursor.rest().starts_with('(') {
        let inside = brackets(&mut cursor);
        if TAKING_BACK.iter().any(|word| inside.contains(word)) {
            return Some((NamedDays::default(), cursor));
        }
        return Some((days, cursor));
    }
    let mut ahead = cursor;
    (ahead.at_end() || ahead.eat_any(&SEPARATORS)).then_some((days, cursor))
}

/// Passes brackets and returns what stands in them; a bracket that is not closed goes to the end.
fn brackets<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    let rest = cursor.rest();
    let inside = rest.find(')').map_or(rest, |end| &rest[..end]);
    *cursor = Cursor::new(&rest[inside.len()..]);
    cursor.eat(")");
    inside
}

/// Passes a member that says more than days, up to the next separator. 「と」 separates days only:
/// within other words it is a syllable.
fn pass_member(cursor: &mut Cursor<'_>) {
    let separates_words = |word: &&&str| **word != "と";
    cursor.skip();
    while !cursor.at_end()
        && !cursor.rest().starts_with('(')
        && !SEPARATORS
            .iter()
            .filter(separates_words)
            .any(|word| cursor.rest().starts_with(word))
    {
        cursor.skip();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let closed = ClosedDays::read(text);
        let mut words: Vec<String> = closed
            .days
            .weekdays
            .iter()
            .map(|day| day.to_string())
            .collect();
        if closed.days.holiday {
            words.push("祝".to_owned());
        }
        words.extend(closed.days.nth.iter().map(|(n, day)| format!("{n}{day}")));
        if let Some((from, to)) = closed.year_end {
            words.push(format!("{from}-{to}"));
        }
        words.join(" ")
    }

    #[test]
    fn only_what_is_beyond_doubt() {
        for (text, expected) in [
            ("土日祝", "Sat Sun 祝"),
            ("土・日・祝日・年末年始", "Sat Sun 祝 29-3"),
            ("土曜日　日曜日　祝祭日", "Sat Sun 祝"),
            ("日曜日及び国民の祝日、12月30日〜1月3日", "Sun 祝 30-3"),
            ("原則として毎週日曜", "Sun"),
            ("日祝定休", "Sun 祝"),
            ("日曜・祝日他", "Sun 祝"),
            ("水曜日", "Wed"),
            ("第2・4土曜日、日曜日", "Sun 2Sat 4Sat"),
            ("開所日以外の日曜日、年末年始", "29-3"),
            ("日曜日・祝日・隔週土曜日", "Sun 祝"),
            ("土曜日（第3土曜日除く）・日曜日", "Sun"),
            ("日、祝（土曜日は当社カレンダーによる）", "Sun"),
            ("土日祝（12/29〜1/3）", "Sat Sun 祝 29-3"),
            ("土・日。ただし第2土曜日は開所", "Sat Sun"),
            ("営業日は、原則として月曜日から金曜日", ""),
            ("月8回", ""),
            ("なし", ""),
            ("", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
