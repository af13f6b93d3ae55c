//! Who read and who did: the words of the lines that are kept about it. A line names things by their ids
//! and nobody by anything else. [`anchor`] is what shows later that none was taken away, [`looked`]
//! tells a person who read what is kept about them.

pub mod anchor;
pub mod looked;

use uuid::Uuid;

use crate::access::action::Action;
use crate::ids::{FeedId, SessionId, TokenId};
use crate::words::word_list;

word_list! {
    /// What a line is about.
    LineAction {
        Read = "read", "見た";
        Act = "act", "した";
    }
}

word_list! {
    /// What not everybody may read. A reader that returns one of these leaves a line.
    SeenKind {
        ContactPerson = "contact_person", "担当者";
        Observation = "observation", "気づいたこと";
        Asker = "asker", "確かめた人の名前";
        RawCells = "raw_cells", "取り込んだ一覧の もとの内容";
        Upload = "upload", "取り込みのファイル";
        History = "history", "変更の記録";
        Member = "member", "メンバー";
        Invitation = "invitation", "招待";
        Recipient = "recipient", "手紙のあて先";
        CardOwner = "card_owner", "カードを頼んだ人";
        AuditLine = "audit_line", "見た・したの記録";
        Case = "case", "ケース";
        Proposal = "proposal", "名簿の訂正の提案";
    }
}

/// The word for what a line names: a thing that was read, or a subject of the change log.
#[must_use]
pub fn item_word(code: &str) -> &'static str {
    match code {
        "organization" => "法人",
        "resource" => "機関",
        "network" => "ネットワーク",
        "account" => "アカウント",
        "reference_table" => "市区町村や祝日の表",
        "letter" => "手紙",
        code => SeenKind::from_code(code).map_or("そのほか", SeenKind::word),
    }
}

impl SeenKind {
    /// By which right it is read.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::ContactPerson | Self::Observation | Self::Asker | Self::RawCells => {
                Action::ReadInside
            }
            Self::Upload => Action::Import,
            Self::History => Action::ReadHistory,
            Self::Member | Self::Invitation => Action::ManageCoordinators,
            Self::Recipient => Action::ManageLetters,
            Self::CardOwner => Action::StopCard,
            Self::AuditLine => Action::ReadAudit,
            Self::Case => Action::ReadCase,
            Self::Proposal => Action::DecideProposals,
        }
    }
}

/// One thing that somebody read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seen {
    /// What it is.
    pub kind: SeenKind,
    /// To what it belongs: a resource, a network. Lines are found by it.
    pub of: Option<Uuid>,
    /// Which.
    pub id: Uuid,
}

/// By what somebody was known who read or did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownBy {
    /// A session in a browser.
    Session(SessionId),
    /// A token of a program.
    Token(TokenId),
    /// The address by which a calendar subscribes.
    Feed(FeedId),
}

impl KnownBy {
    /// The stable code of its kind.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Session(_) => "session",
            Self::Token(_) => "token",
            Self::Feed(_) => "feed",
        }
    }

    /// Its id.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Session(id) => id.uuid(),
            Self::Token(id) => id.uuid(),
            Self::Feed(id) => id.uuid(),
        }
    }

    /// Reads the two back.
    #[must_use]
    pub fn from_parts(code: &str, id: Uuid) -> Option<Self> {
        match code {
            "session" => Some(Self::Session(SessionId::from_uuid(id))),
            "token" => Some(Self::Token(TokenId::from_uuid(id))),
            "feed" => Some(Self::Feed(FeedId::from_uuid(id))),
            _ => None,
        }
    }
}
