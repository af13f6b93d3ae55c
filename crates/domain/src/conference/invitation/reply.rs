//! What somebody answered, and which answer counts. Answers are ordered by the version they answer and the time at which
//! they were given, over all channels (RFC 5546 §2.1.5): one that comes in by mail never quietly takes the place of a
//! newer one by phone. Where that is not plain, the answer waits until somebody decides.

use std::collections::BTreeSet;

use super::Invitation;
use crate::conference::poll::Wish;
use crate::conference::slot::TimeWindow;
use crate::ids::{AccountId, ConferenceReplyId};
use crate::text::{Line, Prose};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// A kind of answer.
    ReplyKind {
        Coming = "coming", "出席";
        NotComing = "not_coming", "欠席";
        Substitute = "substitute", "代理が出席";
        Part = "part", "一部だけ出席";
    }
}

/// An answer.
#[derive(Clone, PartialEq, Eq)]
pub enum Reply {
    /// They come.
    Coming,
    /// They do not.
    NotComing,
    /// Somebody else comes in their place.
    Substitute {
        /// Who.
        name: Line,
    },
    /// They come for a part.
    Part(TimeWindow),
}

/// Who comes is nobody's to read in a log.
impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply({})", self.kind().code())
    }
}

impl Reply {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ReplyKind {
        match self {
            Self::Coming => ReplyKind::Coming,
            Self::NotComing => ReplyKind::NotComing,
            Self::Substitute { .. } => ReplyKind::Substitute,
            Self::Part(_) => ReplyKind::Part,
        }
    }

    /// Whether somebody comes.
    #[must_use]
    pub const fn comes(&self) -> bool {
        !matches!(self, Self::NotComing)
    }
}

word_list! {
    /// By which channel an answer came.
    AnswerChannel {
        Mail = "email", "メール";
        Fax = "fax", "FAX";
        Phone = "phone", "電話";
        Letter = "letter", "郵送";
        Page = "page", "返事のページ";
        InPerson = "in_person", "会って";
    }
}

impl AnswerChannel {
    /// Whether a program takes it down, and nobody of the host hears it.
    #[must_use]
    pub const fn is_unattended(self) -> bool {
        matches!(self, Self::Mail | Self::Page)
    }
}

word_list! {
    /// Whether an answer counts.
    ReplyStanding {
        Counts = "counts", "いまの返事";
        Waits = "waits", "確かめる返事";
        Replaced = "replaced", "前の返事";
        SetAside = "set_aside", "使わない返事";
    }
}

word_list! {
    /// Why somebody has to decide about an answer.
    Doubt {
        OldDate = "old_date", "前の日時への返事です";
        OtherChannel = "other_channel", "前に別の方法で聞いた返事とちがいます";
        Older = "older", "いまの返事より前の返事です";
        NoSubstitute = "no_substitute", "代理を頼んでいない相手からの、代理の返事です";
        NotExpected = "not_expected", "いまは呼んでいない相手からの返事です";
    }
}

/// An answer as it came in.
#[derive(Clone, PartialEq, Eq)]
pub struct GivenReply {
    /// Its id.
    pub id: ConferenceReplyId,
    /// The answer.
    pub reply: Reply,
    /// How they would like to be there.
    pub wishes: BTreeSet<Wish>,
    /// What they said besides.
    pub note: Option<Prose>,
    /// Who there answered.
    pub from: Option<Line>,
    /// By which channel.
    pub channel: AnswerChannel,
    /// The SEQUENCE of what they answered.
    pub sequence: u32,
    /// When they gave it.
    pub given_at: Instant,
    /// When it was written down.
    pub noted_at: Instant,
    /// Who entered it for them; nobody where they did so themselves.
    pub by: Option<AccountId>,
    /// Whether it counts.
    pub standing: ReplyStanding,
    /// Why somebody has to decide, or had to.
    pub doubt: Option<Doubt>,
    /// Who decided.
    pub decided_by: Option<AccountId>,
}

/// Who comes is nobody's to read in a log.
impl std::fmt::Debug for GivenReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GivenReply({}, {})", self.id, self.standing.code())
    }
}

/// How a new answer stands beside those that are known.
#[must_use]
pub fn place(
    invitation: &Invitation,
    new: &GivenReply,
    may_send_another: bool,
) -> (ReplyStanding, Option<Doubt>) {
    let waits = |doubt| (ReplyStanding::Waits, Some(doubt));
    if !invitation.is_calling() {
        return waits(Doubt::NotExpected);
    }
    if new.sequence < invitation.sequence() {
        return waits(Doubt::OldDate);
    }
    if matches!(new.reply, Reply::Substitute { .. }) && !may_send_another {
        return waits(Doubt::NoSubstitute);
    }
    let Some(counting) = invitation.reply() else {
        return (ReplyStanding::Counts, None);
    };
    let is_same = counting.reply == new.reply;
    if new.given_at < counting.given_at {
        return if is_same {
            (ReplyStanding::SetAside, None)
        } else {
            waits(Doubt::Older)
        };
    }
    // Whoever enters an answer has the one before on the screen.
    let is_told_to_somebody = !counting.channel.is_unattended();
    if new.by.is_none() && is_told_to_somebody && counting.channel != new.channel && !is_same {
        return waits(Doubt::OtherChannel);
    }
    (ReplyStanding::Counts, None)
}
