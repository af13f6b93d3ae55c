//! Why something about asking agencies is not shown or not done.

use renkei_domain::access::rule::Decision;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::inquiry::{ReplyFault, StepFault};

use crate::directory::edit::EditRefusal;
use crate::writer::KeyReused;

/// Why nothing is shown or written of asking an agency.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InquiryRefusal {
    /// There is no such agency, inquiry or network, or not for these eyes.
    #[error("そのお確かめは見つかりません。お確かめの一覧を見てください。")]
    NotFound,
    /// The rule says no.
    #[error("お確かめは、この機関を担当するネットワークの事務局の人ができます。")]
    NotAllowed(Decision),
    /// Somebody else came first: the page shows what stands now.
    #[error("ほかの人が先に書きました。いまの内容を確かめて、もう一度送ってください。")]
    Changed,
    /// Nothing of the agency is due.
    #[error("いま、この機関に確かめることはありません。")]
    NothingDue,
    /// It takes no such step.
    #[error(transparent)]
    Step(#[from] StepFault),
    /// The reply is none.
    #[error(transparent)]
    Reply(#[from] ReplyFault),
    /// There is no inquiry with the code, or it is over.
    #[error("その番号のお確かめは見つかりません。用紙の番号を確かめてください。")]
    NoSuchCode,
    /// There is no contact or group like that in the inquiry.
    #[error("その項目は、このお確かめにはありません。ページを開きなおしてください。")]
    NoSuchPart,
    /// Of a group that is to be put into the directory, none of the values is.
    #[error("入れるものに印をつけるか、「名簿には入れない」を選んでください。")]
    NothingTaken,
    /// A number of months that is none of 1 to 12.
    #[error("空きをきく間かくは、1〜12か月で入れてください。")]
    Months,
    /// A value does not fit its field in the directory.
    #[error("名簿に入れる内容を確かめてください。")]
    Invalid(Vec<FieldFault>),
    /// The edit of the entry was refused.
    #[error(transparent)]
    Edit(EditRefusal),
    /// The key was used before for something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

/// Why a link shows nothing, or takes no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    /// No link is like that, or it is too old.
    #[error(
        "このリンクは使えません。期限が切れたか、まちがっています。メールを送った事務局にお知らせください。"
    )]
    NoSuchLink,
    /// The inquiry is over.
    #[error("このお確かめは終わっています。ありがとうございました。")]
    Over,
    /// The entry became part of another, about which nothing is asked today.
    #[error(
        "この機関は、名簿で ほかの機関と ひとつになりました。お答えは、メールを送った事務局にお知らせください。"
    )]
    Merged,
    /// What is asked, or what stands of it, is not what the page showed.
    #[error(
        "答えを書いているあいだに、変わったことがあります。いまの内容を見て、もう一度 送ってください。"
    )]
    Changed,
    /// The reply is none.
    #[error(transparent)]
    Reply(#[from] ReplyFault),
}
