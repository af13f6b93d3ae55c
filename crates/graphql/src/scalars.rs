//! Scalars of the schema: instants, days and municipality codes, each with one way to be written.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike as _, NaiveDate};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::time::Instant;

/// An instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateTimeScalar(pub(crate) Instant);

/// An instant as RFC 3339 text. Answers are in UTC with six decimals
/// (`2026-11-20T01:00:00.000000Z`); questions may bear any offset
/// (`2026-11-20T10:00:00+09:00`), with `T` between day and time, in the years 1900 to 2199 of UTC.
/// Japan is always nine hours ahead of UTC.
#[Scalar(
    name = "DateTime",
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339"
)]
impl ScalarType for DateTimeScalar {
    fn parse(value: Value) -> InputValueResult<Self> {
        match instant(&value) {
            Some(instant) => Ok(Self(instant)),
            None => Err(InputValueError::custom(
                "an instant such as 2026-11-20T10:00:00+09:00 is expected",
            )),
        }
    }

    fn is_valid(value: &Value) -> bool {
        instant(value).is_some()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.rfc3339())
    }
}

fn instant(value: &Value) -> Option<Instant> {
    let Value::String(text) = value else {
        return None;
    };
    // RFC 3339 lets others write a space or a small letter there; one spelling is enough.
    let is_marked = text.as_bytes().get(10) == Some(&b'T');
    let instant = chrono::DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    let is_usual = (1900..2200).contains(&instant.year());
    (is_marked && is_usual).then(|| instant.into())
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateScalar(pub(crate) NaiveDate);

/// A calendar day in Japan as `YYYY-MM-DD`, without a time.
#[Scalar(name = "Date")]
impl ScalarType for DateScalar {
    fn parse(value: Value) -> InputValueResult<Self> {
        match day(&value) {
            Some(day) => Ok(Self(day)),
            None => Err(InputValueError::custom(
                "a day such as 2026-11-20 is expected",
            )),
        }
    }

    fn is_valid(value: &Value) -> bool {
        day(value).is_some()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%d").to_string())
    }
}

fn day(value: &Value) -> Option<NaiveDate> {
    let Value::String(text) = value else {
        return None;
    };
    // Ten characters: a year of four digits, and no sign in front of it.
    let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    is_plain.then_some(day)
}

/// The code of a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CodeScalar(pub(crate) MunicipalityCode);

/// 全国地方公共団体コード (JIS X 0402) of a municipality or ward as text of six digits, the last of
/// which is a check digit: `272078` is 大阪府高槻市. Leading zeros count (`011002` is 札幌市).
#[Scalar(name = "MunicipalityCode")]
impl ScalarType for CodeScalar {
    fn parse(value: Value) -> InputValueResult<Self> {
        match code(&value) {
            Some(code) => Ok(Self(code)),
            None => Err(InputValueError::custom(
                "six digits with a right check digit, such as \"272078\", are expected",
            )),
        }
    }

    fn is_valid(value: &Value) -> bool {
        code(value).is_some()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

fn code(value: &Value) -> Option<MunicipalityCode> {
    match value {
        Value::String(text) if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) => {
            MunicipalityCode::parse(text).ok()
        }
        _ => None,
    }
}

/// Whether a value is one of a scalar of ours, by the scalar's name in the schema.
pub(crate) fn check_of(name: &str) -> Option<fn(&Value) -> bool> {
    let check: fn(&Value) -> bool = match name {
        "DateTime" => DateTimeScalar::is_valid,
        "Date" => DateScalar::is_valid,
        "MunicipalityCode" => CodeScalar::is_valid,
        _ => return None,
    };
    Some(check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_at_any_offset_and_written_in_utc() {
        for (text, written) in [
            (
                "2026-11-20T10:00:00+09:00",
                Some("2026-11-20T01:00:00.000000Z"),
            ),
            ("2026-11-20T01:00:00Z", Some("2026-11-20T01:00:00.000000Z")),
            (
                "2026-11-20T01:00:00.25Z",
                Some("2026-11-20T01:00:00.250000Z"),
            ),
            ("1900-01-01T00:00:00Z", Some("1900-01-01T00:00:00.000000Z")),
            ("2199-12-31T23:59:59Z", Some("2199-12-31T23:59:59.000000Z")),
            ("1899-12-31T23:59:59Z", None),
            ("1900-01-01T00:00:00+09:00", None),
            ("2200-01-01T00:00:00Z", None),
            ("2199-12-31T23:59:59-01:00", None),
            ("9999-12-31T00:00:00Z", None),
            ("2026-11-20 10:00:00+09:00", None),
            ("2026-11-20t10:00:00+09:00", None),
            ("2026-11-20T10:00:00", None),
            ("2026-11-20", None),
            ("now", None),
            ("", None),
        ] {
            let read = DateTimeScalar::parse(Value::from(text)).ok();
            let shown = read.map(|instant| ScalarType::to_value(&instant));
            assert_eq!(shown, written.map(Value::from), "{text}");
            assert_eq!(
                DateTimeScalar::is_valid(&Value::from(text)),
                written.is_some()
            );
        }
        assert!(!DateTimeScalar::is_valid(&Value::from(1_700_000_000)));
    }

    #[test]
    fn a_day_and_a_code_have_one_spelling() {
        for (text, is_right) in [
            ("2026-11-20", true),
            ("2026-02-29", false),
            ("2026-1-2", false),
            ("+202-01-02", false),
            ("20261120", false),
            ("2026-11-20T00", false),
        ] {
            assert_eq!(DateScalar::is_valid(&Value::from(text)), is_right, "{text}");
        }
        for (text, is_right) in [
            ("272078", true),
            ("011002", true),
            ("272079", false),
            ("27207", false),
            (" 272078", false),
            ("２７２０７８", false),
        ] {
            assert_eq!(CodeScalar::is_valid(&Value::from(text)), is_right, "{text}");
        }
        assert!(!CodeScalar::is_valid(&Value::from(272_078)));
    }
}
