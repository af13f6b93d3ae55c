//! How somebody is asked about dates, and reminded: one message by one channel, and what became of it. Nothing counts as
//! sent before somebody, or a mail server, says so. Whoever asks is told by mail once enough have answered.

use chrono::NaiveDate;

use super::answer::AnswerWay;
use super::asked::Poll;
use crate::conference::invitation::{CallChannel, InvitationFault, NoticeState, PreparedWay};
use crate::ids::{AccountId, PersonId, PollId, PollNoticeId, RespondentId};
use crate::people::PaperCode;
use crate::text::Line;
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// What a message about dates says.
    PollSays {
        Ask = "ask", "日程のお願い";
        Reminder = "reminder", "日程のお願い（もう一度）";
        /// To whoever asks.
        AllAnswered = "all_answered", "全員が答えた知らせ";
        /// To whoever asks.
        QuorumMet = "quorum_met", "いてほしい人がそろう日がある知らせ";
    }
}

impl PollSays {
    /// Whether it asks somebody when they can come.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::Ask | Self::Reminder)
    }
}

impl AnswerWay {
    /// The way by which somebody answers who is asked by a channel.
    #[must_use]
    pub const fn to(channel: CallChannel) -> Self {
        match channel {
            CallChannel::Mail => Self::Mail,
            CallChannel::Fax => Self::Fax,
            CallChannel::Phone => Self::Phone,
            CallChannel::Letter => Self::Letter,
            CallChannel::InPerson => Self::InPerson,
        }
    }
}

/// What became of a message last.
#[derive(Clone, PartialEq, Eq)]
pub struct PollMark {
    /// Where it stands.
    pub state: NoticeState,
    /// Since when.
    pub at: Instant,
    /// Who says so; nobody where the courier does.
    pub by: Option<AccountId>,
    /// What shows it (「送信レポート 11/20 10:05」), in the words of whoever says so.
    pub evidence: Option<Line>,
}

impl PollMark {
    /// That a message stands there since a moment, as somebody or the courier says, with nothing that shows it.
    #[must_use]
    pub const fn bare(state: NoticeState, at: Instant, by: Option<AccountId>) -> Self {
        Self {
            state,
            at,
            by,
            evidence: None,
        }
    }

    /// What somebody says became, since this, of a message that goes by a channel and was made at a moment.
    ///
    /// # Errors
    /// Says why they may not say so.
    pub(in crate::conference) fn followed_by(
        &self,
        mark: Self,
        (channel, made_at): (CallChannel, Instant),
        now: Instant,
    ) -> Result<Self, InvitationFault> {
        if self.state.is_superseded() {
            return Err(InvitationFault::Superseded);
        }
        // Of a mail the courier says that it left; that it arrived, or did not, somebody may have heard.
        if channel.is_carried() && (mark.state == NoticeState::Sent || !self.state.is_out()) {
            return Err(InvitationFault::ByTheCourier);
        }
        if mark.at > now || mark.at < made_at {
            return Err(InvitationFault::When);
        }
        Ok(mark)
    }
}

/// One message about dates.
#[derive(Clone, PartialEq, Eq)]
pub struct PollNotice {
    /// Its id.
    pub id: PollNoticeId,
    /// About which poll.
    pub poll: PollId,
    /// About whom the conference is.
    pub person: PersonId,
    /// Who is asked; absent where it goes to whoever asks.
    pub to: Option<RespondentId>,
    /// What it says.
    pub says: PollSays,
    /// How it goes. To whoever asks it goes to the address of their account, which does not stand here.
    pub way: PreparedWay,
    /// The short code by which an answer on paper or by phone is known; absent where it goes to whoever asks.
    pub code: Option<PaperCode>,
    /// When it was prepared.
    pub made_at: Instant,
    /// What became of it.
    pub mark: PollMark,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for PollNotice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PollNotice({}, {})", self.id, self.says.code())
    }
}

impl PollNotice {
    /// Whether it is still to leave.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.mark.state.is_waiting()
    }

    /// Whether it left the house, or may have.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        self.mark.state.is_out()
    }

    /// The message with what somebody says became of it.
    ///
    /// # Errors
    /// Says why they may not say so.
    pub fn marked(self, mark: PollMark, now: Instant) -> Result<Self, InvitationFault> {
        let of = (self.way.channel, self.made_at);
        let mark = self.mark.followed_by(mark, of, now)?;
        Ok(Self { mark, ..self })
    }
}

/// When somebody is asked, and reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskDays {
    /// Today.
    pub today: NaiveDate,
    /// From which day on they are reminded.
    pub remind_on: NaiveDate,
    /// The last day on which their answer leaves in time.
    pub answer_by: NaiveDate,
}

/// What somebody who is asked has to be told by a way: nothing where they answered, where no answer is taken, or where
/// they were told all there is to tell. They are reminded once, and on a later day than they were asked.
#[must_use]
pub fn due(
    poll: &Poll,
    to: RespondentId,
    notices: &[PollNotice],
    (way, days): (&PreparedWay, AskDays),
) -> Option<PollSays> {
    if poll.taking().is_err() || poll.counts(to).is_some() {
        return None;
    }
    let theirs = notices.iter().filter(|notice| {
        let is_of_it = notice.poll == poll.id && notice.to == Some(to);
        is_of_it && !notice.mark.state.is_superseded()
    });
    let last = theirs.max_by_key(|notice| (notice.made_at, notice.id));
    let Some(last) = last else {
        return Some(PollSays::Ask);
    };
    if last.mark.state == NoticeState::Failed {
        return (last.way != *way).then_some(last.says);
    }
    let is_time = (days.remind_on..=days.answer_by).contains(&days.today);
    let was_before = last.mark.at.in_japan().date < days.today;
    let reminds = last.says == PollSays::Ask && last.is_out() && is_time && was_before;
    reminds.then_some(PollSays::Reminder)
}
