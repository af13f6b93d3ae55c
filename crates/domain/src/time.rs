//! Instants, days and minutes as the directory means them. Japan has one zone and no summer time,
//! so a local moment is always UTC + 9 hours.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

/// Japan's offset in seconds.
const JST_SECONDS: i32 = 9 * 3600;

/// An instant in UTC, in whole microseconds since 1970: the same value on both databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant that lies a span later; a negative span leads back.
    #[must_use]
    pub fn plus(self, span: TimeDelta) -> Self {
        Self(
            self.0
                .saturating_add(span.num_microseconds().unwrap_or(i64::MAX)),
        )
    }

    /// The moment on a Japanese wall clock, seconds dropped.
    #[must_use]
    pub fn in_japan(self) -> Moment {
        let utc = DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or_default();
        let local = utc.with_timezone(&japan()).naive_local();
        Moment {
            date: local.date(),
            minute: Minute::of(local.hour(), local.minute()),
        }
    }

    /// The instant of a Japanese wall-clock time.
    #[must_use]
    pub fn from_japan(local: NaiveDateTime) -> Self {
        Self(
            (local - TimeDelta::seconds(i64::from(JST_SECONDS)))
                .and_utc()
                .timestamp_micros(),
        )
    }

    /// RFC 3339 in UTC, for programs.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let utc = DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or_default();
        utc.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(value: DateTime<Utc>) -> Self {
        Self(value.timestamp_micros())
    }
}

#[expect(clippy::expect_used, reason = "nine hours is a valid offset")]
fn japan() -> FixedOffset {
    FixedOffset::east_opt(JST_SECONDS).expect("nine hours is a valid offset")
}

/// A minute of the day, 0 to 1440. 1440 is midnight at the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(u16);

impl Minute {
    /// Midnight at the start of a day.
    pub const START: Self = Self(0);
    /// Midnight at the end of a day.
    pub const END: Self = Self(1440);

    /// From minutes after midnight; nothing beyond 24:00.
    #[must_use]
    pub const fn new(minutes: u16) -> Option<Self> {
        if minutes <= 1440 {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// From an hour and a minute of a clock.
    #[must_use]
    pub const fn of(hour: u32, minute: u32) -> Self {
        let total = hour * 60 + minute;
        if total >= 1440 {
            Self::END
        } else {
            Self(total as u16)
        }
    }

    /// Minutes after midnight.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// As it is said: 「午後2時」, 「午前9時30分」, 「昼の12時」, and 「夜の12時」 at the end of a day.
    #[must_use]
    pub fn said(self) -> String {
        let (hour, minute) = (self.0 / 60, self.0 % 60);
        match (hour, minute) {
            (12, 0) => "昼の12時".to_owned(),
            (24, _) => "夜の12時".to_owned(),
            (_, 0) if hour < 12 => format!("午前{hour}時"),
            (_, 0) => format!("午後{}時", hour - 12),
            _ if hour < 12 => format!("午前{hour}時{minute}分"),
            _ => format!("午後{}時{minute}分", hour - 12),
        }
    }

    /// Reads `9:00`, `09:00` or `24:00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once(':')?;
        let digits =
            |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(hour) || !digits(minute) || minute.len() != 2 {
            return None;
        }
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        if minute > 59 {
            None
        } else {
            Self::new(hour * 60 + minute)
        }
    }
}

impl std::fmt::Display for Minute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A minute on a day in Japan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: NaiveDate,
    /// The minute, always below 24:00.
    pub minute: Minute,
}

impl Moment {
    /// The instant at which this minute begins.
    #[must_use]
    pub fn instant(self) -> Instant {
        Instant::from_japan(
            self.date.and_time(chrono::NaiveTime::MIN)
                + TimeDelta::minutes(i64::from(self.minute.get())),
        )
    }
}

/// A day with its weekday, as people write it: 「2026年11月20日(金)」.
#[must_use]
pub fn japanese_date(date: NaiveDate) -> String {
    format!(
        "{}年{}月{}日({})",
        date.year(),
        date.month(),
        date.day(),
        weekday_word(date)
    )
}

/// A moment with its weekday: 「2026年11月20日(金) 10:00」.
#[must_use]
pub fn japanese_moment(at: Moment) -> String {
    format!("{} {}", japanese_date(at.date), at.minute)
}

/// Eras with their first days, newest first.
const ERAS: [(&str, (i32, u32, u32)); 3] = [
    ("令和", (2019, 5, 1)),
    ("平成", (1989, 1, 8)),
    ("昭和", (1926, 12, 25)),
];

/// The year of the era, 「令和8年」; the first of an era is 元年. Before 昭和 the Western year is used.
#[must_use]
pub fn era_year(date: NaiveDate) -> String {
    let era = ERAS
        .iter()
        .find(|(_, first)| (date.year(), date.month(), date.day()) >= *first);
    let Some((name, (first, ..))) = era else {
        return format!("{}年", date.year());
    };
    match date.year() - first + 1 {
        1 => format!("{name}元年"),
        year => format!("{name}{year}年"),
    }
}

/// A day with the era year, for paper: 「令和8年11月20日(金)」.
#[must_use]
pub fn era_date(date: NaiveDate) -> String {
    format!(
        "{}{}月{}日({})",
        era_year(date),
        date.month(),
        date.day(),
        weekday_word(date)
    )
}

/// One character for the weekday: 月火水木金土日.
#[must_use]
pub fn weekday_word(date: NaiveDate) -> &'static str {
    ["月", "火", "水", "木", "金", "土", "日"][date.weekday().num_days_from_monday() as usize]
}

/// A text of ours such as 「月-金 9:00-17:30」 as it is read aloud: 「月〜金 午前9時〜午後5時30分」. Days of the calendar
/// stay as they are.
#[must_use]
pub fn said(text: &str) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_inside = said.ends_with(|c: char| c.is_ascii_digit() || c == ':');
        let length = clock_length(rest);
        let minute = Minute::parse(rest.get(..length).unwrap_or_default());
        if let Some(minute) = minute.filter(|_| !is_inside) {
            said.push_str(&minute.said());
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let follows_word = said.ends_with(|c: char| !c.is_ascii());
        said.push(match first {
            '-' | '–' if follows_word => '〜',
            ',' if follows_word => '、',
            other => other,
        });
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    said
}

/// The length of what looks like a time at the start of a text.
fn clock_length(text: &str) -> usize {
    let is_of_clock = |c: char| c.is_ascii_digit() || c == ':';
    text.find(|c| !is_of_clock(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_as_people_say_them() {
        for (written, expected) in [
            (
                "月-金 9:00-12:00,13:00-17:30、土 休み",
                "月〜金 午前9時〜昼の12時、午後1時〜午後5時30分、土 休み",
            ),
            ("毎日 0:00-24:00", "毎日 午前0時〜夜の12時"),
            ("2026-08-13..2026-08-15 休み", "2026-08-13..2026-08-15 休み"),
            ("10:000と1:2:3は そのまま", "10:000と1:2:3は そのまま"),
            ("", ""),
        ] {
            assert_eq!(said(written), expected);
        }
    }

    #[test]
    fn a_time_is_said_as_people_say_it() {
        for (hour, minute, expected) in [
            (0, 0, "午前0時"),
            (9, 30, "午前9時30分"),
            (12, 0, "昼の12時"),
            (12, 5, "午後0時5分"),
            (14, 0, "午後2時"),
            (24, 0, "夜の12時"),
        ] {
            assert_eq!(Minute::of(hour, minute).said(), expected);
        }
    }

    #[test]
    fn a_day_on_paper_has_the_year_of_its_era() {
        for (year, month, day, expected) in [
            (2026, 11, 20, "令和8年11月20日(金)"),
            (2020, 1, 1, "令和2年1月1日(水)"),
            (2019, 12, 31, "令和元年12月31日(火)"),
            (2019, 5, 1, "令和元年5月1日(水)"),
            (2019, 4, 30, "平成31年4月30日(火)"),
            (1989, 1, 8, "平成元年1月8日(日)"),
            (1989, 1, 7, "昭和64年1月7日(土)"),
            (1926, 12, 25, "昭和元年12月25日(土)"),
            (1926, 12, 24, "1926年12月24日(金)"),
        ] {
            let date = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
            assert_eq!(era_date(date), expected);
        }
    }
}
