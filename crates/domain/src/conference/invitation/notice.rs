//! One message to somebody who is called, and what became of it.

use chrono::TimeDelta;

use super::InvitationFault;
use super::way::CallChannel;
use crate::ids::{AccountId, ConferenceMarkId, ConferenceNoticeId};
use crate::text::Line;
use crate::time::Instant;
use crate::words::word_list;

/// How long a message waits before the courier takes it, so that what is changed meanwhile leaves as one.
pub const WAIT: TimeDelta = TimeDelta::minutes(5);

word_list! {
    /// What a message says.
    Says {
        Invitation = "invitation", "会議の案内";
        Change = "change", "変更の案内";
        Postponement = "postponement", "延期の知らせ";
        Cancellation = "cancellation", "中止の知らせ";
        /// To one alone: it takes place without them.
        Recall = "recall", "案内の取り消し";
    }
}

impl Says {
    /// Whether it calls somebody, and asks for an answer.
    #[must_use]
    pub const fn calls(self) -> bool {
        matches!(self, Self::Invitation | Self::Change)
    }
}

/// Which version of the conference a message tells: SEQUENCE and DTSTAMP of its calendar entry (RFC 5546 §2.1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallVersion {
    /// How often whoever gets it has to look again.
    pub sequence: u32,
    /// When the message was made.
    pub stamped_at: Instant,
}

word_list! {
    /// Where a message stands.
    NoticeState {
        Prepared = "prepared", "用意した（まだ送っていない）";
        Sent = "sent", "送った";
        Delivered = "delivered", "届いた・伝えた";
        Failed = "failed", "届かなかった";
        /// The receiver may have taken the first of two copies; both carry the same number and version.
        MaybeTwice = "maybe_twice", "2回届いたかもしれない";
        /// A newer message took its place before it left.
        Superseded = "superseded", "送る前に、新しい知らせにかえた";
    }
}

impl NoticeState {
    /// Whether the message is still to leave.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Prepared)
    }

    /// Whether it left the house, or may have.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Sent | Self::Delivered | Self::MaybeTwice)
    }

    /// Whether it is over: a newer one took its place before it left.
    #[must_use]
    pub const fn is_superseded(self) -> bool {
        matches!(self, Self::Superseded)
    }
}

word_list! {
    /// How a call on the phone ended.
    PhoneOutcome {
        Reached = "reached", "相手と話した";
        MessageLeft = "message_left", "名前と折り返し先だけを伝えた";
        CallBack = "call_back", "折り返しを待つ";
        NoAnswer = "no_answer", "出なかった";
        WrongNumber = "wrong_number", "番号がちがった";
    }
}

impl PhoneOutcome {
    /// Where the message stands after a call that ended so; nothing where it stands as before.
    #[must_use]
    pub const fn state(self) -> Option<NoticeState> {
        match self {
            Self::Reached => Some(NoticeState::Delivered),
            Self::WrongNumber => Some(NoticeState::Failed),
            // A name and a number to call back tell of no conference.
            Self::MessageLeft | Self::CallBack | Self::NoAnswer => None,
        }
    }
}

/// What became of a message at a moment.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: ConferenceMarkId,
    /// Where the message stands since.
    pub state: NoticeState,
    /// How a call on the phone ended, where it was one.
    pub phone: Option<PhoneOutcome>,
    /// When.
    pub at: Instant,
    /// Who says so; nobody where the courier does.
    pub by: Option<AccountId>,
    /// What shows it (「送信レポート 11/20 10:05」), in the words of whoever says so.
    pub evidence: Option<Line>,
}

/// How somebody is told something.
#[derive(Clone, PartialEq, Eq)]
pub struct PreparedWay {
    /// By which channel.
    pub channel: CallChannel,
    /// The mail address, number or postal address.
    pub target: Option<Line>,
}

/// What of the date a message tells: with it, whether something else is to be told later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// When they are to be there.
    pub begins: Instant,
    /// For how long, in minutes.
    pub minutes: u16,
    /// Which version of the conference it was.
    pub of_conference: u32,
}

/// One message to somebody who is called.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: ConferenceNoticeId,
    /// What it says.
    pub says: Says,
    /// Which version it tells.
    pub version: CallVersion,
    /// What of the date it tells.
    pub told: Told,
    /// How it goes.
    pub way: PreparedWay,
    /// Before which it does not leave by itself.
    pub leaves_at: Instant,
    /// What became of it, the oldest first; the first says that it was prepared.
    pub marks: Vec<Mark>,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Notice({}, {})", self.id, self.says.code())
    }
}

impl Notice {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> NoticeState {
        self.marks
            .last()
            .map_or(NoticeState::Prepared, |mark| mark.state)
    }

    /// Since when it stands there.
    #[must_use]
    pub fn since(&self) -> Instant {
        let last = self.marks.last();
        last.map_or(self.version.stamped_at, |mark| mark.at)
    }

    /// Whether it left the house, or may have.
    #[must_use]
    pub fn is_out(&self) -> bool {
        self.marks.iter().any(|mark| mark.state.is_out())
    }

    /// Whether it is still to leave.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.state().is_waiting()
    }

    /// The calls on the phone about it.
    pub fn calls(&self) -> impl Iterator<Item = (&Mark, PhoneOutcome)> {
        let marks = self.marks.iter();
        marks.filter_map(|mark| Some((mark, mark.phone?)))
    }

    /// Whether somebody may say what became of it: it is none that the courier carries, and nothing newer took its
    /// place.
    ///
    /// # Errors
    /// Says why they may not.
    pub fn markable(&self, at: Instant, now: Instant) -> Result<(), InvitationFault> {
        if self.state().is_superseded() {
            return Err(InvitationFault::Superseded);
        }
        if at > now || at < self.version.stamped_at {
            return Err(InvitationFault::When);
        }
        Ok(())
    }
}
