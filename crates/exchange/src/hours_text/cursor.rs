//! A place in a text that moves forward word by word.

use chrono::Weekday;
use renkei_domain::directory::hours::DayPattern;

/// Which days a few letters name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NamedDays {
    pub(crate) weekdays: Vec<Weekday>,
    pub(crate) holiday: bool,
    /// The nth such weekday of a month.
    pub(crate) nth: Vec<(u8, Weekday)>,
    /// The last such weekday of a month.
    pub(crate) last: Vec<Weekday>,
}

impl NamedDays {
    pub(crate) fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.weekdays.extend(other.weekdays);
        self.holiday |= other.holiday;
        self.nth.extend(other.nth);
        self.last.extend(other.last);
    }

    /// The days as statements speak of them.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = DayPattern> {
        let nth = |(nth, day): &(u8, Weekday)| DayPattern::NthWeekday(*nth, *day);
        self.weekdays
            .iter()
            .map(|day| DayPattern::Weekday(*day))
            .chain(self.holiday.then_some(DayPattern::Holiday))
            .chain(self.nth.iter().map(nth))
            .chain(self.last.iter().map(|day| DayPattern::LastWeekday(*day)))
    }
}

/// The place. Cheap to copy, so that a reading that fails can be taken back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Begins; the text has gone through `half_width` before.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(crate) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Passes one letter.
    pub(crate) fn skip(&mut self) -> Option<char> {
        let letter = self.rest.chars().next()?;
        self.rest = &self.rest[letter.len_utf8()..];
        Some(letter)
    }

    /// Passes a word, if it stands here.
    pub(crate) fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Passes the first of these words that stands here; longer words are listed first.
    pub(crate) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Passes these words as long as any stands here.
    pub(crate) fn eat_all(&mut self, words: &[&str]) -> bool {
        let mut any = false;
        while self.eat_any(words) {
            any = true;
        }
        any
    }

    /// Passes a number of one or two digits.
    pub(crate) fn number(&mut self) -> Option<u8> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) {
            return None;
        }
        let number = self.rest[..digits].parse().ok()?;
        self.rest = &self.rest[digits..];
        Some(number)
    }

    /// Passes one weekday: 「土」「土曜」「土曜日」. In 「土曜日曜」 the 日 belongs to what follows.
    pub(crate) fn weekday(&mut self) -> Option<Weekday> {
        let mut ahead = *self;
        let weekday = match ahead.skip()? {
            '月' => Weekday::Mon,
            '火' => Weekday::Tue,
            '水' => Weekday::Wed,
            '木' => Weekday::Thu,
            '金' => Weekday::Fri,
            '土' => Weekday::Sat,
            '日' => Weekday::Sun,
            _ => return None,
        };
        if ahead.eat("曜") && !ahead.rest.starts_with("日曜") {
            ahead.eat("日");
        }
        *self = ahead;
        Some(weekday)
    }

    /// Passes days written together: 「土日祝日」「日曜・」 as far as 「日曜」, 「第2・4土曜日」「最終金曜日」.
    pub(crate) fn days(&mut self) -> Option<NamedDays> {
        let mut days = NamedDays::default();
        let mut ahead = *self;
        if ahead.rest.starts_with('第') {
            let numbers = ahead.ordinals()?;
            let weekday = ahead.weekday()?;
            days.nth = numbers.into_iter().map(|n| (n, weekday)).collect();
        } else if ahead.eat("最終") {
            days.last.push(ahead.weekday()?);
        } else {
            loop {
                if ahead.eat_any(&HOLIDAY_WORDS) {
                    days.holiday = true;
                } else if let Some(weekday) = ahead.weekday() {
                    days.weekdays.push(weekday);
                } else {
                    break;
                }
            }
        }
        if days.is_empty() {
            return None;
        }
        *self = ahead;
        Some(days)
    }

    /// Passes 「第2・第4」 or 「第1,3」.
    fn ordinals(&mut self) -> Option<Vec<u8>> {
        let mut numbers = Vec::new();
        loop {
            self.eat("第");
            let number = match self.number() {
                Some(number) => number,
                None => {
                    let place = ["一", "二", "三", "四", "五"]
                        .iter()
                        .position(|word| self.eat(word))?;
                    place as u8 + 1
                }
            };
            if !(1..=5).contains(&number) {
                return None;
            }
            numbers.push(number);
            if !self.eat_any(&["、", ",", "・", ".", "と"]) && !self.rest.starts_with('第') {
                return Some(numbers);
            }
        }
    }
}

const HOLIDAY_WORDS: [&str; 6] = ["国民の祝日", "国民の休日", "祝祭日", "祝日", "祭日", "祝"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_written_together() {
        use Weekday::{Fri, Sat, Sun};
        for (text, weekdays, holiday, left) in [
            ("土日祝日", vec![Sat, Sun], true, ""),
            ("日曜祝祭日", vec![Sun], true, ""),
            ("土曜日曜", vec![Sat, Sun], false, ""),
            ("日曜日、", vec![Sun], false, "、"),
            ("金8日", vec![Fri], false, "8日"),
        ] {
            let mut cursor = Cursor::new(text);
            let days = cursor.days().unwrap();
            assert_eq!(
                (days.weekdays, days.holiday, cursor.rest()),
                (weekdays, holiday, left),
                "{text}"
            );
        }
        let nth = |text| Cursor::new(text).days().map(|days| days.nth);
        assert_eq!(nth("第2・第4土曜日"), Some(vec![(2, Sat), (4, Sat)]));
        assert_eq!(nth("第一土曜"), Some(vec![(1, Sat)]));
        assert_eq!(nth("第8土曜"), None);
        assert_eq!(nth("シフト制"), None);
    }
}
