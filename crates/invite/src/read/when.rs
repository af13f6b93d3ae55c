//! Moments as calendars say them (RFC 5545 §3.3.4, §3.3.5, §3.3.6, §3.3.9).

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use renkei_domain::time::Instant;

use crate::read::zone::{Zones, instant};

/// A moment or a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// An instant in UTC.
    Utc(NaiveDateTime),
    /// A moment on the wall clock of a zone.
    Zoned {
        /// On that clock.
        local: NaiveDateTime,
        /// The zone as the text names it.
        zone: String,
    },
    /// A moment on whichever wall clock hangs there: for renkei that of Japan.
    Floating(NaiveDateTime),
    /// A whole day.
    Day(NaiveDate),
}

/// From a moment on, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its begin.
    pub from: When,
    /// Its end.
    pub to: PeriodEnd,
}

/// How a period ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodEnd {
    /// At a moment.
    At(When),
    /// After a span of time.
    After(TimeDelta),
}

/// Years in which a moment is believed; beyond them sums of moments could overflow.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

impl When {
    /// Reads a moment; `zone` is what the TZID beside it says.
    #[must_use]
    pub fn read(text: &str, zone: Option<&str>) -> Option<Self> {
        let text = text.trim();
        if text.len() == 8 {
            return day(text).map(Self::Day);
        }
        let (text, is_utc) = match text.strip_suffix(['Z', 'z']) {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (date, time) = text.split_once(['T', 't'])?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(time) || !matches!(time.len(), 4 | 6) {
            return None;
        }
        let part = |at: usize| time.get(at..at + 2).map_or(Some(0), |two| two.parse().ok());
        // A leap second is the second before it.
        let second: u32 = part(4)?;
        let local = day(date)?.and_hms_opt(part(0)?, part(2)?, second.min(59))?;
        Some(match zone {
            _ if is_utc => Self::Utc(local),
            Some(zone) => Self::Zoned {
                local,
                zone: zone.to_owned(),
            },
            None => Self::Floating(local),
        })
    }

    /// The instant; a day begins at midnight in Japan. `None` for a zone that nobody knows.
    #[must_use]
    pub fn instant(&self, zones: &Zones) -> Option<Instant> {
        match self {
            Self::Utc(moment) => Some(Instant::from(moment.and_utc())),
            Self::Zoned { local, zone } => instant(*local, zones.find(zone)?),
            Self::Floating(local) => Some(Instant::from_japan(*local)),
            Self::Day(day) => Some(Instant::from_japan(day.and_time(chrono::NaiveTime::MIN))),
        }
    }
}

impl Period {
    /// Reads `begin/end` or `begin/length`.
    #[must_use]
    pub fn read(text: &str, zone: Option<&str>) -> Option<Self> {
        let (from, to) = text.trim().split_once('/')?;
        let to = match length(to) {
            Some(length) => PeriodEnd::After(length),
            None => PeriodEnd::At(When::read(to, zone)?),
        };
        Some(Self {
            from: When::read(from, zone)?,
            to,
        })
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(number(0..4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(4..6)?, number(6..8)?)?;
    YEARS.contains(&day.year()).then_some(day)
}

/// The longest length that is believed, in days.
const MOST_DAYS: i64 = 3_660;

/// A length such as `PT1H30M`, `P1D` or `P2W`; never a negative one.
#[must_use]
pub fn length(text: &str) -> Option<TimeDelta> {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_prefix('+').unwrap_or(&text);
    let mut seconds: i64 = 0;
    let mut number = String::new();
    let mut has_part = false;
    for c in text.strip_prefix('P')?.chars() {
        let unit = match c {
            '0'..='9' => {
                number.push(c);
                continue;
            }
            'T' => continue,
            'W' => 7 * 86_400,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        let part = number.parse::<i64>().ok()?.checked_mul(unit)?;
        seconds = seconds.checked_add(part)?;
        number.clear();
        has_part = true;
    }
    let fits = has_part && number.is_empty() && seconds <= MOST_DAYS * 86_400;
    fits.then(|| TimeDelta::seconds(seconds))
}
