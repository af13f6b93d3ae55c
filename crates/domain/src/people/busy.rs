//! Somebody's own calendar, of which the times are read and nothing else: where it lies, and why it could not be read.
//! Whoever knows the address reads the whole calendar, so that it is kept as a secret.

use chrono::TimeDelta;

use crate::words::word_list;

/// How often a calendar is read.
pub const BUSY_EVERY: TimeDelta = TimeDelta::hours(1);

/// Reading a calendar that does not answer may take so long, until somebody else tries.
pub const BUSY_LEASE: TimeDelta = TimeDelta::minutes(5);

/// Times that were read longer ago than this say nothing any more.
pub const BUSY_COUNTS: TimeDelta = TimeDelta::days(7);

/// How far ahead times are kept: dates are asked about for the next months.
pub const BUSY_AHEAD: TimeDelta = TimeDelta::days(200);

/// The most times that are kept of one calendar; some ten a day.
pub const BUSY_TIMES: usize = 2_000;

/// The most bytes of a calendar.
pub const BUSY_BYTES: u64 = 4_000_000;

/// Why a text is no address of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BusyAddressFault {
    /// It is none of a calendar that can be fetched safely.
    #[error("https:// か webcal:// で始まる、カレンダーの公開アドレス（ICS）を入れてください。")]
    Form,
    /// It carries a name or a password.
    #[error("名前やパスワードの入ったアドレスは使えません。共有用のアドレスを入れてください。")]
    Credentials,
    /// It is too long.
    #[error("アドレスが長すぎます。2000文字までで入れてください。")]
    Long,
}

/// The address of a calendar.
#[derive(Clone, PartialEq, Eq)]
pub struct BusyAddress(String);

/// The address opens the calendar: it stays out of logs.
impl std::fmt::Debug for BusyAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BusyAddress(..)")
    }
}

/// Where the host of an address ends.
pub(super) fn authority(rest: &str) -> &str {
    let end = rest.find(['/', '?', '#']);
    end.map_or(rest, |end| &rest[..end])
}

pub(super) const SCHEME: &str = "https://";

/// Reads an address that is called by https, whichever of some names stands for that in it.
pub(super) fn read_https(text: &str, schemes: &[&str]) -> Result<String, BusyAddressFault> {
    let text = text.trim();
    if text.len() > BusyAddress::LIMIT {
        return Err(BusyAddressFault::Long);
    }
    let (scheme, rest) = text.split_once("://").ok_or(BusyAddressFault::Form)?;
    let is_known = schemes
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    let is_plain = rest
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let host = authority(rest);
    if !is_known || !is_plain || host.is_empty() || host.starts_with(':') {
        return Err(BusyAddressFault::Form);
    }
    if host.contains('@') {
        return Err(BusyAddressFault::Credentials);
    }
    Ok(format!("{SCHEME}{rest}"))
}

impl BusyAddress {
    /// The longest address in characters.
    pub const LIMIT: usize = 2_000;

    /// Reads an address. `webcal:` is what programs call a calendar that is fetched by https.
    ///
    /// # Errors
    /// When it is no such address.
    pub fn parse(text: &str) -> Result<Self, BusyAddressFault> {
        read_https(text, &["https", "webcal", "webcals"]).map(Self)
    }

    /// The address, by https.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host alone, by which its owner knows it again.
    #[must_use]
    pub fn host(&self) -> &str {
        authority(self.0.strip_prefix(SCHEME).unwrap_or_default())
    }
}

word_list! {
    /// Why a calendar was not read.
    BusyFault {
        Address = "address", "アドレスを読めません。入れなおしてください。";
        Forbidden = "forbidden", "このアドレスには つなげません（内部のネットワークのアドレスです）。カレンダーの公開アドレスを入れてください。";
        Unreachable = "unreachable", "カレンダーのサーバーに つながりませんでした。1時間たつと、もう一度つなぎます。";
        Answer = "answer", "カレンダーのサーバーが ことわりました。アドレスが新しくなっていないか、公開をやめていないか、確かめてください。";
        TooLarge = "too_large", "カレンダーが大きすぎて読めません（上限 4 MB）。予定の少ない、べつのカレンダーを公開してください。";
        NotACalendar = "not_a_calendar", "カレンダー（ICS）の形ではありません。アドレスを確かめてください。";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_fetched_by_https_and_carries_no_password() {
        let read = |text: &str| BusyAddress::parse(text);
        for (text, expected) in [
            (
                "https://calendar.example/a.ics?key=1",
                "https://calendar.example/a.ics?key=1",
            ),
            (
                " webcal://calendar.example/a ",
                "https://calendar.example/a",
            ),
        ] {
            let address = read(text);
            assert_eq!(address.as_ref().map(BusyAddress::as_str), Ok(expected));
            assert_eq!(
                address.as_ref().map(BusyAddress::host),
                Ok("calendar.example")
            );
        }
        for (text, fault) in [
            ("", BusyAddressFault::Form),
            ("http://calendar.example/a.ics", BusyAddressFault::Form),
            ("file:///etc/passwd", BusyAddressFault::Form),
            ("https://", BusyAddressFault::Form),
            ("https:///a.ics", BusyAddressFault::Form),
            ("https://calendar.example/a b", BusyAddressFault::Form),
            ("https://calendar.example/a\nb", BusyAddressFault::Form),
            (
                "https://calendar.example\\@other.example/",
                BusyAddressFault::Form,
            ),
            (
                "https://me:word@calendar.example/",
                BusyAddressFault::Credentials,
            ),
        ] {
            assert_eq!(read(text).err(), Some(fault), "{text}");
        }
        let long = format!("https://calendar.example/{}", "a".repeat(2_000));
        assert_eq!(read(&long).err(), Some(BusyAddressFault::Long));
        assert_eq!(
            format!("{:?}", read("https://a.example/key")),
            "Ok(BusyAddress(..))"
        );
    }
}
