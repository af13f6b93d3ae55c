//! Why a change of an entry was refused.

use chrono::NaiveDate;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::edit::{FieldFault, PartValue};

use crate::writer::KeyReused;

/// Why a change of an entry was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditRefusal {
    /// There is no such entry, or none for these eyes.
    #[error("その機関は見つかりません。")]
    NotFound,
    /// The rule of access does not allow it.
    #[error("{}", words(.0))]
    NotAllowed(Decision),
    /// Somebody else changed the entry in between.
    #[error("ほかの人が先に直しました。いまの内容とくらべて、もう一度保存してください。")]
    Changed {
        /// The part as it stands now.
        now: Box<PartValue>,
        /// The version that stands now.
        version: i64,
    },
    /// Some of what was entered cannot stand.
    #[error("入れた内容を確かめてください。")]
    Invalid(Vec<FieldFault>),
    /// It says so already.
    #[error("すでにその内容です。")]
    NothingToChange,
    /// It is closed so already, or open already.
    #[error("すでにその内容で閉じているか、すでに活動中です。")]
    AlreadySo,
    /// The agency still has time to answer an observation, or was not told of it.
    #[error("{}", waiting(.from))]
    NotYet {
        /// From which day on it may be released; `None` while the agency has not been told.
        from: Option<NaiveDate>,
    },
    /// Whoever wrote the observation, or the desk, took it back meanwhile.
    #[error("取り下げられたので、書き込めません。")]
    Withdrawn,
    /// The log has no such change of this entry.
    #[error("その変更の記録はありません。")]
    NoSuchChange,
    /// The log does not keep what stood there before.
    #[error("この変更は元にもどせません。いまの内容を直してください。")]
    NotUndoable,
    /// An import is being written, which may change whose a row is.
    #[error("いま、取り込みが動いています。終わってから、もう一度押してください。")]
    ImportRuns,
    /// The key was used before for something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl EditRefusal {
    /// The refusal of a decision that does not allow.
    #[must_use]
    pub fn of(decision: Decision) -> Self {
        match decision {
            Decision::Hidden => Self::NotFound,
            decision => Self::NotAllowed(decision),
        }
    }

    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound | Self::NotAllowed(Decision::Hidden) => "NOT_FOUND",
            Self::NotAllowed(Decision::SignInFirst) => "SIGN_IN_FIRST",
            Self::NotAllowed(Decision::SecondFactorFirst) => "SECOND_FACTOR_FIRST",
            Self::NotAllowed(Decision::ConfirmAgain) => "CONFIRM_AGAIN",
            Self::NotAllowed(Decision::ScopeMissing(_)) => "SCOPE_MISSING",
            Self::NotAllowed(Decision::Refused | Decision::Allowed) => "NOT_ALLOWED",
            Self::Changed { .. } => "CHANGED",
            Self::Invalid(_) => "INVALID",
            Self::NothingToChange => "NOTHING_TO_CHANGE",
            Self::AlreadySo => "ALREADY_SO",
            Self::NotYet { .. } => "NOT_YET",
            Self::Withdrawn => "WITHDRAWN",
            Self::NoSuchChange => "NO_SUCH_CHANGE",
            Self::NotUndoable => "NOT_UNDOABLE",
            Self::ImportRuns => "IMPORT_RUNS",
            Self::KeyReused(_) => "KEY_REUSED",
        }
    }
}

fn waiting(from: &Option<NaiveDate>) -> String {
    match from {
        Some(from) => format!(
            "機関が答えるための14日が終わるまで待ってください。{}から公開できます。",
            from.format("%Y年%-m月%-d日")
        ),
        None => "先に、書かれた機関に知らせてください。".to_owned(),
    }
}

fn words(decision: &Decision) -> String {
    match decision {
        Decision::Hidden => "その機関は見つかりません。".to_owned(),
        Decision::SignInFirst => "ログインしてください。".to_owned(),
        Decision::SecondFactorFirst => "2つめの確認をしてください。".to_owned(),
        Decision::ConfirmAgain => "もう一度パスワードを入れてください。".to_owned(),
        Decision::ScopeMissing(scope) => {
            format!("このトークンには「{scope}」の許可がありません。")
        }
        Decision::Refused | Decision::Allowed => {
            "この機関の事務局または職員だけが直せます。".to_owned()
        }
    }
}
