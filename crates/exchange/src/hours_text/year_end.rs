//! 年末年始 in free text: with its dates where they are written, with the days of public offices
//! (12月29日 to 1月3日) where only the word is.

use super::cursor::Cursor;
use super::span::DASHES;

/// The days of a 年末年始: from a day in December to a day in January.
pub(crate) type YearEnd = (u8, u8);

/// What public offices keep.
const USUAL: YearEnd = (29, 3);

/// Reads it from a text that has gone through `half_width`.
pub(super) fn year_end_of(text: &str) -> Option<YearEnd> {
    let dated = text
        .char_indices()
        .filter(|(_, letter)| *letter == '1')
        .find_map(|(place, _)| {
            let follows_digit = text[..place].ends_with(|c: char| c.is_ascii_digit());
            if follows_digit {
                return None;
            }
            let cursor = Cursor::new(&text[place..]);
            range(cursor).or_else(|| list(cursor))
        });
    dated.or_else(|| named(text))
}

/// The days of a set of dates that belong to one 年末年始: unbroken through New Year's Eve.
pub(crate) fn year_end_days(days: &[(u8, u8)]) -> Option<YearEnd> {
    let has = |month: u8, day: u8| days.contains(&(month, day));
    if !has(12, 31) || !has(1, 1) {
        return None;
    }
    let from = (15..=31).rev().take_while(|day| has(12, *day)).last()?;
    let to = (1..=15).take_while(|day| has(1, *day)).last()?;
    Some((from, to))
}

/// 「12月29日〜1月3日」「12/29から翌年の1/3」.
fn range(mut cursor: Cursor<'_>) -> Option<YearEnd> {
    let from = date(&mut cursor, 12)?;
    cursor.eat_all(&[" "]);
    if !cursor.eat_any(&DASHES) {
        return None;
    }
    cursor.eat_all(&[" ", "翌年", "翌", "の"]);
    let to = date(&mut cursor, 1)?;
    ((15..=31).contains(&from) && (1..=15).contains(&to)).then_some((from, to))
}

/// 「12月31日、1月1日、1月2日」.
fn list(mut cursor: Cursor<'_>) -> Option<YearEnd> {
    let mut days = Vec::new();
    loop {
        if let Some(day) = date(&mut cursor, 12) {
            days.push((12, day));
        } else if let Some(day) = date(&mut cursor, 1) {
            days.push((1, day));
        } else {
            break;
        }
        cursor.eat_all(&["、", ",", "・", " ", "及び", "および", "と"]);
    }
    year_end_days(&days)
}

/// Passes a day of this month.
fn date(cursor: &mut Cursor<'_>, month: u8) -> Option<u8> {
    let mut ahead = *cursor;
    if ahead.number()? != month || !ahead.eat_any(&["月", "/"]) {
        return None;
    }
    let day = ahead.number()?;
    ahead.eat("日");
    *cursor = ahead;
    Some(day)
}

/// The word alone. 「年末年始も営業」 says the opposite.
fn named(text: &str) -> Option<YearEnd> {
    let (_, after) = text
        .split_once("年末年始")
        .or_else(|| text.split_once("年末・年始"))?;
    let open = ["も", "は営業", "は開所", "は通常", "営業", "開所"]
        .iter()
        .any(|word| after.starts_with(word));
    (!open).then_some(USUAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::half_width;

    #[test]
    fn written_in_many_ways() {
        for (text, expected) in [
            ("年末年始", Some((29, 3))),
            ("日曜日、年末年始（１２月３０日〜１月４日）", Some((30, 4))),
            ("日、12/29−1/3", Some((29, 3))),
            ("12月29日から翌年の1月3日まで", Some((29, 3))),
            ("12月31日、1月1日、1月2日", Some((31, 2))),
            ("12月29日～1月3日", Some((29, 3))),
            ("年末年始の5日間", Some((29, 3))),
            ("年末年始も営業", None),
            ("112月29日〜1月3日", None),
            ("8月13日〜15日", None),
            ("1月1日", None),
            ("12月30日〜31日", None),
        ] {
            assert_eq!(year_end_of(&half_width(text)), expected, "{text}");
        }
    }
}
