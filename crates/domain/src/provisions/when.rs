//! When something was told that is written down now: most of what is told is spoken, and written down later on the
//! same day or the next.

use chrono::Days;

use crate::time::Instant;

/// So many days later something may still be written down. The law asks for the record each time and promptly
/// (個人情報保護法施行規則19条).
pub const WRITTEN_WITHIN: Days = Days::new(31);

/// Why something was not told at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhenFault {
    /// It lies ahead.
    #[error("いままでの日時を入れてください。")]
    Later,
    /// Nobody remembers so well what was told and what was agreed to then.
    #[error(
        "31日より前に話したことは、ここでは記録できません。ケースの「記録」に、話したことと、おそくなったわけを書いてください。"
    )]
    TooLongAgo,
}

/// When something was told: at the moment that was said, or now.
///
/// # Errors
/// When that lies ahead, or too far back.
pub fn told_at(said: Option<Instant>, now: Instant) -> Result<Instant, WhenFault> {
    let Some(at) = said else {
        return Ok(now);
    };
    if at > now {
        return Err(WhenFault::Later);
    }
    let first = now.in_japan().date.checked_sub_days(WRITTEN_WITHIN);
    if first.is_some_and(|first| at.in_japan().date < first) {
        return Err(WhenFault::TooLongAgo);
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};

    use super::*;

    /// A time of a day of a month of 2026 in Japan.
    fn at(month: u32, day: u32, hour: u32) -> Instant {
        let day = NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
        Instant::from_japan(day.and_hms_opt(hour, 0, 0).expect("a time"))
    }

    #[test]
    fn what_was_told_lies_between_a_month_ago_and_now() {
        let now = at(11, 20, 10);
        assert_eq!(told_at(None, now), Ok(now));
        assert_eq!(told_at(Some(now), now), Ok(now));
        let ahead = now.plus(TimeDelta::microseconds(1));
        assert_eq!(told_at(Some(ahead), now), Err(WhenFault::Later));
        let first = at(10, 20, 0);
        assert_eq!(told_at(Some(first), now), Ok(first), "31 days before");
        let before = at(10, 19, 23);
        assert_eq!(told_at(Some(before), now), Err(WhenFault::TooLongAgo));
    }
}
