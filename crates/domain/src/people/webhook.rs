//! Webhooks: addresses of somebody's programs that are told, by a signed message, that an entry of the directory changed
//! (Standard Webhooks 1.0). A message names the entry and nothing else of it; the program reads what it may read. Where an
//! address lies is its owner's own affair, so that it is kept as a secret, as the key is by which messages are signed.

use chrono::TimeDelta;

use super::busy::{BusyAddressFault, SCHEME, authority, read_https};
use crate::time::Instant;
use crate::words::word_list;

/// The most webhooks of one account: a few programs, each once while it is tried out beside.
pub const WEBHOOKS: usize = 10;

/// After another key was made messages are signed with the one before as well for so long: time to put the new one
/// everywhere without losing a message.
pub const WEBHOOK_OVERLAP: TimeDelta = TimeDelta::days(7);

/// So many messages of one webhook wait at most; what changed after them is read from the log once they are fewer.
pub const WEBHOOK_WAITING: u32 = 1_000;

/// Whoever carries the messages of a webhook has so long until somebody else may; a turn is much shorter.
pub const WEBHOOK_LEASE: TimeDelta = TimeDelta::minutes(5);

/// After a message that did not arrive its webhook is left alone so long, however many others wait.
pub const WEBHOOK_REST: TimeDelta = TimeDelta::seconds(5);

/// What became of a message is kept so long: time to find out what a program missed, and to send it once more.
pub const WEBHOOK_LOG_KEPT: TimeDelta = TimeDelta::days(30);

/// Why a text is no address of a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookAddressFault {
    /// It is none that can be called safely.
    #[error("https:// で始まるアドレスを入れてください。")]
    Form,
    /// It carries a name or a password.
    #[error(
        "名前やパスワードの入ったアドレスは使えません。受けとる側では、署名を確かめてください。"
    )]
    Credentials,
    /// It is too long.
    #[error("アドレスが長すぎます。2000文字までで入れてください。")]
    Long,
    /// Something else than a web server listens there.
    #[error("このポート番号には送れません。番号をつけないか（443）、1024以上にしてください。")]
    Port,
}

impl From<BusyAddressFault> for WebhookAddressFault {
    fn from(fault: BusyAddressFault) -> Self {
        match fault {
            BusyAddressFault::Form => Self::Form,
            BusyAddressFault::Credentials => Self::Credentials,
            BusyAddressFault::Long => Self::Long,
        }
    }
}

/// The address of a webhook.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookAddress(String);

/// Who knows the address can send there: it stays out of logs.
impl std::fmt::Debug for WebhookAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookAddress(..)")
    }
}

impl WebhookAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, WebhookAddressFault> {
        let address = Self(read_https(text, &["https"])?);
        if address.0.contains('#') {
            return Err(WebhookAddressFault::Form);
        }
        if is_for_web(address.host()) {
            Ok(address)
        } else {
            Err(WebhookAddressFault::Port)
        }
    }

    /// The address, by https.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, with its port where one is written, by which the owner knows the address again.
    #[must_use]
    pub fn host(&self) -> &str {
        authority(self.0.strip_prefix(SCHEME).unwrap_or_default())
    }
}

/// Whether web servers listen at the port of a host: mail servers and the like have numbers below 1024.
fn is_for_web(host: &str) -> bool {
    // An address of IPv6 has colons of its own, between brackets.
    let behind = host.rsplit_once(']').map_or(host, |(_, behind)| behind);
    match behind.rsplit_once(':') {
        None | Some((_, "")) => true,
        Some((_, port)) => port
            .parse::<u16>()
            .is_ok_and(|port| port == 443 || port >= 1_024),
    }
}

word_list! {
    /// Where a webhook stands.
    WebhookState {
        /// It is told.
        Active = "active", "知らせている";
        /// Its owner wants nothing told for now.
        Paused = "paused", "とめてある";
        /// It is told nothing any more until its owner sees to it.
        Ended = "ended", "とまった";
    }
}

word_list! {
    /// Why a webhook is told nothing any more.
    WebhookEnd {
        Exhausted = "exhausted", "知らせが届かないまま、送り直す回数を使いきりました。";
        Gone = "gone", "受けとる側が「もう送らないでください」（410）と答えました。";
        OwnerLeft = "owner_left", "つくった人が、いまは どこにも所属していません。";
    }
}

word_list! {
    /// What a message tells.
    WebhookEvent {
        /// Nothing: it shows that messages arrive.
        Test = "webhook.test", "試しの知らせ";
        /// That an entry of the directory changed.
        ResourceChanged = "resource.changed", "名簿の変更";
    }
}

word_list! {
    /// Where a message stands.
    WebhookMessageState {
        Waiting = "waiting", "これから送ります";
        Delivered = "delivered", "届きました";
        Failed = "failed", "届きませんでした";
    }
}

word_list! {
    /// How a try to send a message ended.
    WebhookOutcome {
        /// With a status from 200 to 299.
        Taken = "taken", "受けとられました";
        /// With another status.
        Refused = "refused", "受けとる側が、受けとったと答えませんでした";
        /// With 410.
        Gone = "gone", "受けとる側が「もう送らないでください」と答えました";
        TimedOut = "timed_out", "15秒のあいだに答えがありませんでした";
        NotReached = "not_reached", "つながりませんでした";
        /// It was not called at all.
        Forbidden = "forbidden", "このアドレスには つなげません（内部のネットワークのアドレスです）";
    }
}

/// What came of one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookTry {
    /// How it ended.
    pub outcome: WebhookOutcome,
    /// The status of the answer.
    pub status: Option<u16>,
    /// For how many seconds the receiver asked to be left alone.
    pub wait: Option<u32>,
}

impl WebhookTry {
    /// A try that nobody answered.
    #[must_use]
    pub const fn unanswered(outcome: WebhookOutcome) -> Self {
        Self {
            outcome,
            status: None,
            wait: None,
        }
    }

    /// A try that was answered.
    #[must_use]
    pub const fn answered(status: u16, wait: Option<u32>) -> Self {
        let outcome = match status {
            200..=299 => WebhookOutcome::Taken,
            410 => WebhookOutcome::Gone,
            _ => WebhookOutcome::Refused,
        };
        Self {
            outcome,
            status: Some(status),
            wait,
        }
    }
}

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// The gap after each try, as Standard Webhooks 1.0 proposes: a receiver that is down over a weekend misses nothing.
const GAPS: [i64; 9] = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];

/// How long the gap after each try is, before what is drawn makes it longer.
pub fn webhook_gaps() -> impl Iterator<Item = TimeDelta> {
    GAPS.into_iter().map(TimeDelta::microseconds)
}

/// How many tries a message gets.
pub const WEBHOOK_TRIES: u32 = GAPS.len() as u32 + 1;

/// The longest that a receiver is left alone because it asked to be.
const LONGEST_WAIT: i64 = 24 * HOUR;

/// What becomes of a message when a try has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterTry {
    /// It has arrived.
    Delivered,
    /// It is tried again.
    Again(Instant),
    /// It is tried no more, and its webhook is told nothing any more.
    Over(WebhookEnd),
}

/// Decides what becomes of a message whose `tries`-th try ended at `now`. Each gap is up to a fifth longer, by what was
/// drawn, so that messages that failed together do not come back together.
#[must_use]
pub fn after_try(tried: WebhookTry, tries: u32, drawn: u8, now: Instant) -> AfterTry {
    match tried.outcome {
        WebhookOutcome::Taken => return AfterTry::Delivered,
        WebhookOutcome::Gone => return AfterTry::Over(WebhookEnd::Gone),
        WebhookOutcome::Refused
        | WebhookOutcome::TimedOut
        | WebhookOutcome::NotReached
        | WebhookOutcome::Forbidden => {}
    }
    let place = tries.saturating_sub(1) as usize;
    let Some(gap) = GAPS.get(place) else {
        return AfterTry::Over(WebhookEnd::Exhausted);
    };
    let jitter = gap / 5 * i64::from(drawn) / i64::from(u8::MAX);
    let asked = tried.wait.map_or(0, |seconds| i64::from(seconds) * SECOND);
    let wait = (gap + jitter).max(asked.min(LONGEST_WAIT));
    AfterTry::Again(Instant::from_micros(now.micros() + wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_called_by_https_where_web_servers_listen() {
        for text in [
            "https://hooks.example.jp/renkei?key=1",
            "https://hooks.example.jp:443/",
            "https://hooks.example.jp:8443/",
            "https://[2001:db8::1]/hook",
            "https://[2001:db8::1]:8443/hook",
        ] {
            let read = WebhookAddress::parse(text);
            assert_eq!(read.as_ref().map(WebhookAddress::as_str), Ok(text));
        }
        for (text, fault) in [
            ("", WebhookAddressFault::Form),
            ("http://hooks.example.jp/", WebhookAddressFault::Form),
            ("webcal://hooks.example.jp/", WebhookAddressFault::Form),
            ("https://hooks.example.jp/#top", WebhookAddressFault::Form),
            ("https://hooks.example.jp/a\nb", WebhookAddressFault::Form),
            (
                "https://me:word@hooks.example.jp/",
                WebhookAddressFault::Credentials,
            ),
            ("https://hooks.example.jp:25/", WebhookAddressFault::Port),
            ("https://hooks.example.jp:99999/", WebhookAddressFault::Port),
            ("https://[2001:db8::1]:25/", WebhookAddressFault::Port),
        ] {
            assert_eq!(WebhookAddress::parse(text).err(), Some(fault), "{text}");
        }
        let long = format!("https://hooks.example.jp/{}", "a".repeat(2_000));
        let fault = WebhookAddress::parse(&long).err();
        assert_eq!(fault, Some(WebhookAddressFault::Long));
        let shown = format!("{:?}", WebhookAddress::parse("https://a.example/key"));
        assert_eq!(shown, "Ok(WebhookAddress(..))");
    }

    #[test]
    fn tries_come_ever_later_and_end_after_three_days() {
        let failed = WebhookTry::unanswered(WebhookOutcome::NotReached);
        let tell = |drawn| {
            let (mut now, mut gaps) = (Instant::from_micros(0), Vec::new());
            for tries in 1..WEBHOOK_TRIES {
                let AfterTry::Again(next) = after_try(failed, tries, drawn, now) else {
                    panic!("the {tries}. try is not the last");
                };
                gaps.push(next.micros() - now.micros());
                now = next;
            }
            let last = after_try(failed, WEBHOOK_TRIES, drawn, now);
            assert_eq!(last, AfterTry::Over(WebhookEnd::Exhausted));
            assert!(gaps.is_sorted(), "{gaps:?}");
            now.micros() / HOUR
        };
        assert_eq!((tell(0), tell(u8::MAX)), (75, 90));
    }

    #[test]
    fn an_answer_decides_what_becomes_of_a_message() {
        let now = Instant::from_micros(0);
        let after = |status, wait| after_try(WebhookTry::answered(status, wait), 1, 0, now);
        let again = |seconds: i64| AfterTry::Again(Instant::from_micros(seconds * SECOND));
        for (status, wait, expected) in [
            (200, None, AfterTry::Delivered),
            (204, None, AfterTry::Delivered),
            (302, None, again(5)),
            (404, None, again(5)),
            (410, None, AfterTry::Over(WebhookEnd::Gone)),
            (429, Some(120), again(120)),
            (500, None, again(5)),
            (503, Some(1), again(5)),
            (503, Some(u32::MAX), again(24 * 3_600)),
        ] {
            assert_eq!(after(status, wait), expected, "{status} {wait:?}");
        }
    }
}
