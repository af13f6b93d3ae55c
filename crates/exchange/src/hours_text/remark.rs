//! 留意事項 in free text: 「水曜日のみ10:00〜14:00」 and its like, read only when the whole text is one
//! such sentence.

use renkei_domain::directory::hours::{DayPlan, DayRule, Span};

use super::cursor::{Cursor, NamedDays};
use super::span::read_span;
use crate::cell::half_width;

const BEFORE_DAYS: [&str; 7] = ["ただし", "但し", "、", ",", "毎週", "毎月", " "];

const BEFORE_HOURS: [&str; 16] = [
    "のみ",
    "だけ",
    "は",
    "が",
    "、",
    ",",
    " ",
    ":",
    "利用可能時間",
    "利用時間",
    "営業時間",
    "開所時間",
    "サービス提供時間",
    "時間",
    "の",
    "を",
];

const AFTER_HOURS: [&str; 17] = [
    "まで",
    "となります",
    "になります",
    "となる",
    "になる",
    "とする",
    "です",
    "利用可能",
    "開所します",
    "開所",
    "営業します",
    "営業",
    "の利用",
    "のみ",
    "の",
    "。",
    " ",
];

/// The rules a remark states, or nothing where it is not one plain sentence on days and hours.
pub(crate) fn read_remark(cell: &str) -> Vec<DayRule> {
    let text = half_width(cell);
    sentence(text.trim()).map_or_else(Vec::new, |(days, span)| rules(&days, span))
}

fn sentence(text: &str) -> Option<(NamedDays, Span)> {
    let mut cursor = Cursor::new(text);
    cursor.eat_all(&BEFORE_DAYS);
    let mut days = cursor.days()?;
    while cursor.eat_any(&["・", "、", ","]) {
        let Some(more) = cursor.days() else {
            break;
        };
        days.add(more);
    }
    cursor.eat_all(&BEFORE_HOURS);
    let span = read_span(&mut cursor)?;
    cursor.eat_all(&AFTER_HOURS);
    cursor.at_end().then_some((days, span))
}

fn rules(days: &NamedDays, span: Span) -> Vec<DayRule> {
    days.patterns()
        .map(|on| DayRule {
            on,
            plan: DayPlan::Open(vec![span]),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use renkei_domain::directory::hours::Hours;

    #[test]
    fn one_plain_sentence_or_nothing() {
        for (text, expected) in [
            ("ただし第2土曜日のみ9：30〜12：30", "第2土 9:30-12:30"),
            ("水曜日のみ利用時間が10:00〜14:00となる", "水 10:00-14:00"),
            (
                "毎週金曜日、利用可能時間が10時〜14時です。",
                "金 10:00-14:00",
            ),
            ("火・木曜日は10〜14時", "火 10:00-14:00; 木 10:00-14:00"),
            ("祝日は10:00-15:00", "祝 10:00-15:00"),
            ("水曜午後閉所", ""),
            ("土曜日は月1回10:00〜12:00", ""),
            ("水曜日のみ10:00〜14:00、金曜日は閉所", ""),
            ("なし", ""),
        ] {
            assert_eq!(
                Hours::new(read_remark(text)).to_string(),
                expected,
                "{text}"
            );
        }
    }
}
