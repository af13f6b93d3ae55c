//! Hours in lists that people keep: the notation of renkei, or one sentence such as
//! 「月〜金 9:00〜17:00」 or 「平日9時から17時」. A time without days says nothing about any day.

use chrono::Weekday;
use renkei_domain::directory::hours::{DayPattern, DayPlan, DayRule, Hours};

use super::cursor::Cursor;
use super::span::{DASHES, read_span};
use crate::cell::half_width;

/// Reads the text of a cell, or nothing where any part of it is in doubt.
pub(crate) fn read_schedule(cell: &str) -> Option<Hours> {
    if let Ok(hours) = Hours::parse(cell) {
        return Some(hours).filter(|hours| !hours.is_unknown());
    }
    let text = half_width(cell);
    let rules = text
        .split([';', '\n', '。'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(sentence)
        .collect::<Option<Vec<_>>>()?;
    Some(Hours::new(rules.into_iter().flatten())).filter(|hours| !hours.is_unknown())
}

fn sentence(text: &str) -> Option<Vec<DayRule>> {
    let mut cursor = Cursor::new(text);
    let patterns = patterns(&mut cursor)?;
    cursor.eat_all(&[" ", ":", "は", "、", ","]);
    let plan = if cursor.eat_any(&["お休み", "休み", "休業", "閉所", "定休日", "休"]) {
        DayPlan::Closed
    } else {
        let mut spans = vec![read_span(&mut cursor)?];
        while cursor.eat_any(&[",", "、", "・", " "]) {
            spans.push(read_span(&mut cursor)?);
        }
        DayPlan::Open(spans)
    };
    cursor.eat_all(&["まで", "です", " "]);
    cursor.at_end().then(|| {
        patterns
            .into_iter()
            .map(|on| DayRule {
                on,
                plan: plan.clone(),
            })
            .collect()
    })
}

/// Passes 「平日」, 「月〜金」, 「月・水・金」, 「土日祝」, 「第2土曜」.
fn patterns(cursor: &mut Cursor<'_>) -> Option<Vec<DayPattern>> {
    if cursor.eat("平日") {
        return Some(days_between(Weekday::Mon, Weekday::Fri));
    }
    let mut ahead = *cursor;
    if let Some(from) = ahead.weekday()
        && ahead.eat_any(&DASHES)
        && let Some(to) = ahead.weekday()
        && from.num_days_from_monday() < to.num_days_from_monday()
    {
        *cursor = ahead;
        return Some(days_between(from, to));
    }
    let mut days = cursor.days()?;
    while cursor.eat_any(&["・", "、", ","]) {
        days.add(cursor.days()?);
    }
    Some(days.patterns().collect())
}

fn days_between(from: Weekday, to: Weekday) -> Vec<DayPattern> {
    let mut days = vec![DayPattern::Weekday(from)];
    let mut day = from;
    while day != to {
        day = day.succ();
        days.push(DayPattern::Weekday(day));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_days_or_not_at_all() {
        for (text, expected) in [
            ("月-金 9:00-17:00; 土 休み", "月-金 9:00-17:00; 土 休み"),
            ("月〜金　９：００〜１７：００", "月-金 9:00-17:00"),
            ("平日9時から17時半", "月-金 9:00-17:30"),
            (
                "月・水・金：10:00-15:00。土日祝は休み",
                "月 10:00-15:00; 水 10:00-15:00; 金 10:00-15:00; 土-日 休み; 祝 休み",
            ),
            (
                "月〜金 9:00〜12:00、13:00〜17:00",
                "月-金 9:00-12:00,13:00-17:00",
            ),
            ("9:00〜17:00", ""),
            ("月〜金 9:00〜17:00（要予約）", ""),
            ("応相談", ""),
            ("", ""),
        ] {
            let told = read_schedule(text).unwrap_or_default().to_string();
            assert_eq!(told, expected, "{text}");
        }
    }
}
