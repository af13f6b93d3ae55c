//! Why a call is not taken, why what was begun ends, and why a socket is closed, in both languages.

use std::borrow::Cow;

use super::Language;
use crate::graphql::fault::Fault;
use crate::graphql::{Close, MESSAGE_LIMIT};

/// Why a socket is closed.
#[derive(Debug)]
pub(super) struct CloseLine {
    pub(super) code: u16,
    pub(super) words: Cow<'static, str>,
}

impl CloseLine {
    pub(super) fn all(language: Language) -> Vec<Self> {
        let line = |close: &Close| {
            let [japanese, english] = of_close(close);
            Self {
                code: close.code(),
                words: match language {
                    Language::Japanese => japanese,
                    Language::English => english,
                },
            }
        };
        Close::ALL.iter().map(line).collect()
    }
}

pub(super) const fn of_call(fault: Fault) -> [&'static str; 2] {
    let japanese = match fault {
        Fault::BadRequest | Fault::Shape(_) => {
            "送られたものの形がちがいます。query を入れた1つの JSON を送ってください。"
        }
        Fault::JsonUnreadable => "JSON として読めません。",
        Fault::ContentType => "content-type: application/json（UTF-8）で送ってください。",
        Fault::NotAcceptable => "Accept に書かれた形では答えられません。",
        Fault::MethodNotAllowed => "GET か POST で送ってください。",
        Fault::NotFound => "このアドレスには何もありません。",
        Fault::TooLarge => "本文が大きすぎます。",
        Fault::BodyPaused => "本文が とちゅうで届かなくなりました。",
        Fault::TokenUnknown => {
            "合いことばが ちがうか、切れたか、取り消されています。つくりなおしてください。"
        }
        Fault::SessionEnded => "ログインが終わりました。もう一度ログインしてください。",
        Fault::CrossOrigin => "ほかのサイトのページからは送れません。サーバーから送ってください。",
        Fault::Throttled => "短いあいだに使いすぎました。Retry-After の秒数だけ待ってください。",
        Fault::TooManyStreams => "同時に見ていられる数をこえました。1つ閉じてください。",
        Fault::TooManySockets => {
            "同時に開ける WebSocket の数をこえました。いまある WebSocket で送ってください。"
        }
        Fault::TooManyOperations => {
            "1つの WebSocket で同時に送れる数をこえました。どれかが終わってから送ってください。"
        }
        Fault::ReaderTooSlow => {
            "知らせが受けとられないまま、たまりました。resumeCursor からつづけてください。"
        }
        Fault::StreamEnded => {
            "見ていられる時間が終わったか、こちらが止まります。resumeCursor からつづけてください。"
        }
        Fault::TooSlow => "答えるのに時間がかかりすぎました。しぼって聞きなおしてください。",
        Fault::Broken => {
            "こちらの不具合です。x-request-id を添えて知らせてください。少しあとなら答えられることもあります。"
        }
    };
    [japanese, fault.message()]
}

fn of_close(close: &Close) -> [Cow<'static, str>; 2] {
    let fixed = match close {
        Close::Unreadable => return unreadable().map(Cow::Owned),
        Close::Away => [
            "こちらが止まります。つなぎなおして、つづきから見てください。",
            "The server ends: open another socket and go on.",
        ],
        Close::TooLarge => ["メッセージが大きすぎます。", "The message is too large."],
        Close::Later(_) => [
            "少し待ってから つないでください。わけ（THROTTLED・READER_TOO_SLOW・TOO_MANY_SOCKETS）が reason に入ります。",
            "Try again later: the reason is THROTTLED, READER_TOO_SLOW or TOO_MANY_SOCKETS.",
        ],
        Close::BadMessage(_) => [
            "graphql-transport-ws に無いメッセージです。",
            "The message is none of graphql-transport-ws.",
        ],
        Close::NotGreeted => [
            "connection_ack を待たずに subscribe が来ました。",
            "An operation came before connection_ack.",
        ],
        Close::Forbidden(_) => [
            "合いことばが使えないか（TOKEN_UNKNOWN）、ログインが終わりました（SESSION_ENDED）。",
            "The token is not good (TOKEN_UNKNOWN), or the session has ended (SESSION_ENDED).",
        ],
        Close::Subprotocol => [
            "Sec-WebSocket-Protocol に graphql-transport-ws がありません。",
            "Sec-WebSocket-Protocol does not name graphql-transport-ws.",
        ],
        Close::GreetingLate => [
            "connection_init が来ないまま、時間がたちました。",
            "No connection_init came in time.",
        ],
        Close::Twice(_) => [
            "まだ終わっていないものと、同じ id です。",
            "An operation with the id of one that is under way.",
        ],
        Close::GreetedTwice => [
            "connection_init が 2回来ました。",
            "A second connection_init came.",
        ],
        Close::Broken => [
            "こちらの不具合です。少しあとで つなぎなおしてください。",
            "The fault is ours: try again later.",
        ],
    };
    fixed.map(Cow::Borrowed)
}

/// With the size beyond which nothing of a message is read.
fn unreadable() -> [String; 2] {
    let kibibytes = MESSAGE_LIMIT / 1024;
    [
        format!("WebSocket のメッセージとして読めないか、{kibibytes} KiB をこえています。"),
        format!(
            "What came cannot be read as a message of a WebSocket, or is larger than {kibibytes} KiB."
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::BODY_LIMIT;

    #[test]
    fn each_code_of_closing_is_explained_in_both_languages() {
        let [japanese, english] = [Language::Japanese, Language::English].map(CloseLine::all);
        for (line, other) in japanese.iter().zip(&english) {
            assert_eq!(line.code, other.code);
            assert!(!line.words.is_ascii(), "{}", line.code);
            assert!(other.words.is_ascii(), "{}", line.code);
        }
    }

    #[test]
    fn sizes_are_told_as_they_are_kept_to() {
        let read = format!("{} KiB", MESSAGE_LIMIT / 1024);
        for language in [Language::Japanese, Language::English] {
            let lines = CloseLine::all(language);
            let named = lines.iter().filter(|line| line.words.contains(&read));
            let codes: Vec<u16> = named.map(|line| line.code).collect();
            assert_eq!(codes, [Close::Unreadable.code()]);
        }
        let taken = format!("{} KiB", BODY_LIMIT / 1024);
        assert!(Fault::TooLarge.message().ends_with(&taken));
    }
}
