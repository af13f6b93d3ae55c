//! When a call is tried again, and how long after. Nothing here waits, looks at a clock or draws at random: it decides.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// How often and how patiently a call is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retries {
    /// How often it is tried altogether; 1: once, and never again. 5 by default.
    pub tries: u32,
    /// The wait after the first try; each next one is twice as long. Half a second by default.
    pub first_wait: Duration,
    /// The longest wait. A server that asks for a longer one is left alone: the fault is told at once, with what it
    /// asks for. Two minutes by default.
    pub longest_wait: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            tries: 5,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(120),
        }
    }
}

/// What is put on top of the time that a server asks for at most, so that not all come back at once.
const SPREAD: Duration = Duration::from_secs(2);

impl Retries {
    /// Every call is tried once.
    pub const NONE: Self = Self {
        tries: 1,
        first_wait: Duration::ZERO,
        longest_wait: Duration::ZERO,
    };

    /// How long to wait after a try before the next, of which `tried` were made; `None`: it is given up. `drawn` is a
    /// number from 0 to 1 drawn at random.
    pub(crate) fn wait(&self, tried: u32, asked: Option<Duration>, drawn: f64) -> Option<Duration> {
        if tried >= self.tries {
            return None;
        }
        let doubled = 2_u32.saturating_pow(tried.saturating_sub(1));
        let whole = self
            .first_wait
            .saturating_mul(doubled)
            .min(self.longest_wait);
        // Half of it holds, the other half is drawn: nobody comes back at once, and not all together.
        let half = whole / 2;
        let drawn = half.saturating_add(half.mul_f64(drawn.clamp(0.0, 1.0)));
        match asked {
            Some(asked) if asked > self.longest_wait => None,
            Some(asked) => Some(asked.saturating_add(drawn.min(SPREAD))),
            None => Some(drawn),
        }
    }
}

/// Whether a status is of a trouble that passes by itself.
pub(crate) const fn is_passing(status: u16) -> bool {
    matches!(status, 429 | 502 | 503 | 504)
}

/// How long an answer asks to be left alone, in seconds or until an instant. The instant is compared with the server's
/// own clock, so that it does not matter how wrong this machine's is; of an answer without a `Date` it says nothing.
pub(crate) fn asked(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let wanted = text(RETRY_AFTER)?;
    if wanted.bytes().all(|byte| byte.is_ascii_digit()) {
        // Longer than any number of seconds is for ever.
        return Some(Duration::from_secs(wanted.parse().unwrap_or(u64::MAX)))
            .filter(|_| !wanted.is_empty());
    }
    let (until, now) = (instant(wanted)?, instant(text(DATE)?)?);
    Some((until - now).to_std().unwrap_or(Duration::ZERO))
}

/// An instant in one of the three forms of RFC 9110, 5.6.7.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(read) = DateTime::parse_from_rfc2822(text) {
        return Some(read.to_utc());
    }
    ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|read| read.and_utc())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn seconds(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    fn asked_by(retry_after: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(
            RETRY_AFTER,
            HeaderValue::from_str(retry_after).expect("a value"),
        );
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_str(date).expect("a value"));
        }
        asked(&headers)
    }

    #[test]
    fn waits_grow_are_bounded_and_end() {
        let retries = Retries {
            tries: 5,
            first_wait: seconds(1),
            longest_wait: seconds(3),
        };
        let waits = |drawn: f64| -> Vec<Option<Duration>> {
            (1..=5)
                .map(|tried| retries.wait(tried, None, drawn))
                .collect()
        };
        let half = |number: u64| Some(Duration::from_millis(number * 500));
        assert_eq!(waits(0.0), [half(1), half(2), half(3), half(3), None]);
        assert_eq!(waits(1.0), [half(2), half(4), half(6), half(6), None]);
        assert_eq!(Retries::NONE.wait(1, None, 0.5), None);
        let endless = Retries {
            tries: u32::MAX,
            ..Retries::default()
        };
        assert_eq!(
            endless.wait(u32::MAX - 1, None, 1.0),
            Some(endless.longest_wait)
        );
    }

    #[test]
    fn a_server_is_left_alone_as_long_as_it_asks_for_or_given_up() {
        let retries = Retries::default();
        for drawn in [0.0, 0.3, 1.0] {
            let wait = retries.wait(1, Some(seconds(60)), drawn).expect("a wait");
            assert!((seconds(60)..=seconds(62)).contains(&wait), "{wait:?}");
        }
        assert!(retries.wait(1, Some(seconds(120)), 0.0).is_some());
        assert_eq!(retries.wait(1, Some(seconds(121)), 0.0), None);
        assert_eq!(retries.wait(5, Some(seconds(1)), 0.0), None);
    }

    #[test]
    fn both_forms_of_retry_after_are_read() {
        let now = Some("Fri, 20 Nov 2026 01:00:00 GMT");
        for (text, date, wait) in [
            ("0", None, Some(seconds(0))),
            (" 17 ", None, Some(seconds(17))),
            ("99999999999999999999999", None, Some(seconds(u64::MAX))),
            ("Fri, 20 Nov 2026 01:01:30 GMT", now, Some(seconds(90))),
            ("Friday, 20-Nov-26 01:01:30 GMT", now, Some(seconds(90))),
            ("Fri Nov 20 01:01:30 2026", now, Some(seconds(90))),
            ("Fri, 20 Nov 2026 00:00:00 GMT", now, Some(seconds(0))),
            ("Fri, 20 Nov 2026 01:01:30 GMT", None, None),
            ("soon", now, None),
            ("-1", now, None),
            ("1.5", now, None),
            ("", now, None),
        ] {
            assert_eq!(asked_by(text, date), wait, "{text} {date:?}");
        }
        assert_eq!(asked(&HeaderMap::new()), None);
    }

    #[test]
    fn only_what_passes_is_tried_again() {
        let passing: Vec<u16> = (100..600).filter(|status| is_passing(*status)).collect();
        assert_eq!(passing, [429, 502, 503, 504]);
    }
}
