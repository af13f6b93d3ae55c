//! What a try to hand a letter to a mail server can end with, and what a person can do about it.

use crate::words::word_list;

word_list! {
    /// How a try ended.
    DeliveryOutcome {
        /// The server took the letter.
        Accepted = "accepted", "メールサーバーが受け取りました";
        /// The server asks for another try (4xx).
        RefusedForNow = "refused_for_now", "メールサーバーが「あとで」と答えました";
        /// The server will never take it (5xx).
        Refused = "refused", "メールサーバーが受け取りを断りました";
        /// The server was not reached, or went away before the letter was handed over.
        NotConnected = "not_connected", "メールサーバーにつながりませんでした";
        /// The server does not let us in: its greeting, STARTTLS or the sign-in failed.
        NotAdmitted = "not_admitted", "メールサーバーが入れてくれませんでした";
        /// The server cannot prove who it is.
        BadCertificate = "bad_certificate", "メールサーバーの証明書を確かめられませんでした";
        /// The letter was handed over and no answer came: the server may have taken it.
        AnswerMissing = "answer_missing", "渡したあと、返事がありませんでした";
        /// The courier ended on the way, again and again.
        Interrupted = "interrupted", "送っている途中で、何度も止まりました";
        /// What the letter speaks of is gone.
        NothingToSend = "nothing_to_send", "送る中身がなくなりました";
    }
}

impl DeliveryOutcome {
    /// What whoever sees the letter on the board can do.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Accepted => "届いたかどうかを、必要なら電話で確かめてください。",
            Self::Refused => {
                "アドレスを確かめてください。急ぐときは、電話で知らせるか、印刷して渡してください。"
            }
            Self::RefusedForNow | Self::NotConnected | Self::Interrupted => {
                "電話で知らせるか、印刷して渡してください。メールサーバーが直ったら、送り直せます。"
            }
            Self::NotAdmitted => {
                "設定 [mail] の利用者名・パスワード・security を確かめてから、送り直してください。急ぐときは、電話で知らせてください。"
            }
            Self::BadCertificate => {
                "設定 [mail] の host と ca_file を確かめてから、送り直してください。急ぐときは、電話で知らせてください。"
            }
            Self::AnswerMissing => {
                "すでに届いているかもしれません。電話で確かめてから、送り直してください。"
            }
            Self::NothingToSend => "することはありません。",
        }
    }

    /// Whether another try can end better without anybody doing anything.
    #[must_use]
    pub const fn is_worth_another_try(self) -> bool {
        match self {
            Self::RefusedForNow
            | Self::NotConnected
            | Self::NotAdmitted
            | Self::BadCertificate
            | Self::AnswerMissing
            | Self::Interrupted => true,
            Self::Accepted | Self::Refused | Self::NothingToSend => false,
        }
    }
}

/// How a try ended, with the number the server answered. Its words are not kept: they may repeat the
/// address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// How it ended.
    pub outcome: DeliveryOutcome,
    /// The reply code of the server (RFC 5321 §4.2), where one came.
    pub reply: Option<u16>,
}

impl Delivery {
    /// An end without a reply of the server.
    #[must_use]
    pub const fn without_reply(outcome: DeliveryOutcome) -> Self {
        Self {
            outcome,
            reply: None,
        }
    }
}
