//! Possible dates as they are typed: a line for each day, with the times at which it might begin.

use chrono::{Datelike as _, NaiveDate};
use renkei_domain::time::{Instant, Minute, Moment, japanese_date};

/// The same characters at one width, with a space between a day and its times.
fn plain(line: &str) -> String {
    let plain = line.chars().map(|c| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '／' | '月' => '/',
        '：' => ':',
        '－' | '‐' | '−' => '-',
        '日' | '、' | '，' | ',' | '　' | '\t' => ' ',
        c => c,
    });
    plain.collect()
}

/// Without a weekday in brackets behind the day.
fn without_weekday(line: &str) -> String {
    let mut kept = String::new();
    let mut is_inside = false;
    for c in line.chars() {
        match c {
            '(' | '（' => {
                is_inside = true;
                kept.push(' ');
            }
            ')' | '）' => is_inside = false,
            c if !is_inside => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// A day: with its year, or the next one that has this month and day.
fn day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let whole = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    if let Ok(day) = whole.or_else(|_| NaiveDate::parse_from_str(text, "%Y/%m/%d")) {
        return Some(day);
    }
    let (month, day) = text.split_once('/')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    in_year(today.year())
        .filter(|day| *day >= today)
        .or_else(|| in_year(today.year() + 1))
}

/// Reads a text of several lines, or says which line cannot be read.
pub(super) fn read(text: &str, today: NaiveDate) -> Result<Vec<Instant>, String> {
    let mut begins = Vec::new();
    let lines = text.lines().enumerate();
    for (place, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = || {
            format!(
                "{}行目が読めません。「12/4 15:00」や「2026-12-04 10:00 15:00」の形で書いてください。",
                place + 1
            )
        };
        let plain = without_weekday(&plain(line));
        let mut words = plain.split_whitespace();
        let date = words.next().and_then(|word| day(word, today));
        let date = date.ok_or_else(wrong)?;
        let before = begins.len();
        for word in words {
            let minute = Minute::parse(word).filter(|minute| *minute < Minute::END);
            let minute = minute.ok_or_else(wrong)?;
            begins.push(Moment { date, minute }.instant());
        }
        if begins.len() == before {
            return Err(wrong());
        }
    }
    if begins.is_empty() {
        return Err("候補の日時を書いてください（例: 12/4 15:00）。".to_owned());
    }
    Ok(begins)
}

/// Possible dates as a text of several lines, which reads back as them.
pub(super) fn typed(begins: impl Iterator<Item = Instant>) -> String {
    let lines = begins.map(|begins| {
        let Moment { date, minute } = begins.in_japan();
        format!("{date} {minute}")
    });
    let lines: Vec<String> = lines.collect();
    lines.join("\n")
}

/// Reads days, one in each line, or says which line cannot be read.
pub(super) fn read_days(text: &str, today: NaiveDate) -> Result<Vec<NaiveDate>, String> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let days = lines.map(|(place, line)| {
        let plain = without_weekday(&plain(line));
        let found = day(plain.trim(), today);
        found.ok_or_else(|| {
            format!(
                "{}行目の日が読めません。「12/4」の形で書いてください。",
                place + 1
            )
        })
    });
    days.collect()
}

/// Days as they are read.
pub(super) fn days_text(days: impl Iterator<Item = NaiveDate>) -> String {
    let days: Vec<String> = days.map(japanese_date).collect();
    days.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn at(date: NaiveDate, hour: u32, minute: u32) -> Instant {
        let minute = Minute::of(hour, minute);
        Moment { date, minute }.instant()
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        let today = on(2026, 11, 20);
        let text =
            "12/4 15:00\n12月7日(月) 10:00、13:30\n\n２０２７－０１－１２　９：００\n1/8 10:00";
        let expected = vec![
            at(on(2026, 12, 4), 15, 0),
            at(on(2026, 12, 7), 10, 0),
            at(on(2026, 12, 7), 13, 30),
            at(on(2027, 1, 12), 9, 0),
            at(on(2027, 1, 8), 10, 0),
        ];
        assert_eq!(read(text, today), Ok(expected.clone()));
        let again = typed(expected.iter().copied());
        assert_eq!(read(&again, today), Ok(expected));
        for (text, told) in [
            ("", "候補の日時を"),
            ("12/4", "1行目"),
            ("12/4 15:00\nあした 10:00", "2行目"),
            ("13/4 10:00", "1行目"),
            ("12/4 24:00", "1行目"),
        ] {
            let fault = read(text, today).expect_err(text);
            assert!(fault.starts_with(told), "{text}: {fault}");
        }
        let days = read_days("12/3\n2026-12-10（木）", today);
        assert_eq!(days, Ok(vec![on(2026, 12, 3), on(2026, 12, 10)]));
    }
}
