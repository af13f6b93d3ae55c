//! Why a call is not taken, and why what was begun ends, in both languages.

use crate::graphql::fault::Fault;

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
