//! Telling those who are called to a series of one of its meetings, each by their own way: one message, and what became of
//! it. Nothing counts as sent before somebody, or a mail server, says so. A message names one meeting by the day of the
//! rule, as calendars do, and asks whether they come; somebody takes the answer down.

use chrono::NaiveDate;

use super::MeetingMember;
use super::course::Meeting;
use super::occurrence::MeetingCame;
use crate::conference::invitation::{
    CallState, CallWay, InvitationFault, NextStep, NoticeState, PreparedWay, Says,
};
pub use crate::conference::poll::notice::PollMark as NoticeMark;
use crate::ids::{AccountId, MeetingNoticeId, MeetingSeriesId, NetworkId, ParticipantId};
use crate::people::PaperCode;
use crate::text::Line;
use crate::time::{Instant, Moment};

/// What of a meeting a message tells: with it, whether something else is to be told later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingTold {
    /// When it begins.
    pub begins: Moment,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Where.
    pub place: Line,
}

/// What a member answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingAnswer {
    /// Whether they come.
    pub comes: MeetingCame,
    /// When it was taken down; of one that came by mail, when it was written.
    pub at: Instant,
    /// Who took it down; nobody where it was read from a mail.
    pub by: Option<AccountId>,
}

/// One message to somebody who is called.
#[derive(Clone, PartialEq, Eq)]
pub struct MeetingNotice {
    /// Its id.
    pub id: MeetingNoticeId,
    /// Of which network.
    pub network: NetworkId,
    /// About which series.
    pub series: MeetingSeriesId,
    /// About the meeting of which day of the rule.
    pub original: NaiveDate,
    /// To whom.
    pub member: ParticipantId,
    /// What it says.
    pub says: Says,
    /// What of the meeting it tells.
    pub told: MeetingTold,
    /// How it goes.
    pub way: PreparedWay,
    /// By what an answer to it is known; one from before answers were read has none.
    pub code: Option<PaperCode>,
    /// The SEQUENCE of its calendar entry (RFC 5546 §2.1.4).
    pub sequence: u32,
    /// When it was prepared: the DTSTAMP of its calendar entry.
    pub made_at: Instant,
    /// Before which it does not leave by itself.
    pub leaves_at: Instant,
    /// What became of it last.
    pub mark: NoticeMark,
    /// What they answered to it.
    pub answer: Option<MeetingAnswer>,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for MeetingNotice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MeetingNotice({}, {})", self.id, self.says.code())
    }
}

impl MeetingNotice {
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

    /// Whether it is over: a newer one took its place before it left.
    #[must_use]
    pub const fn is_superseded(&self) -> bool {
        self.mark.state.is_superseded()
    }

    /// The message with what somebody says became of it.
    ///
    /// # Errors
    /// Says why they may not say so.
    pub fn marked(self, mark: NoticeMark, now: Instant) -> Result<Self, InvitationFault> {
        let of = (self.way.channel, self.made_at);
        let mark = self.mark.followed_by(mark, of, now)?;
        Ok(Self { mark, ..self })
    }

    /// The message with what they answered to it, in place of an earlier answer.
    ///
    /// # Errors
    /// When it does not call them, or a newer one took its place.
    pub fn answered(self, answer: MeetingAnswer) -> Result<Self, InvitationFault> {
        if self.is_superseded() {
            return Err(InvitationFault::Superseded);
        }
        if !self.says.calls() {
            return Err(InvitationFault::NotExpected);
        }
        Ok(Self {
            answer: Some(answer),
            ..self
        })
    }
}

impl Meeting {
    /// What those who are called to it are told.
    #[must_use]
    pub fn told(&self) -> MeetingTold {
        MeetingTold {
            begins: self.begins,
            minutes: self.minutes,
            place: self.place.clone(),
        }
    }

    /// Whether somebody is called to it: they are, or were on that day.
    #[must_use]
    pub fn calls(&self, member: &MeetingMember) -> bool {
        member.until.is_none_or(|until| self.begins.date <= until)
    }
}

/// The messages to one member about one meeting, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToldMember {
    notices: Vec<MeetingNotice>,
}

impl ToldMember {
    /// Those of all messages about a meeting that went to one member.
    #[must_use]
    pub fn of(all: &[MeetingNotice], member: ParticipantId) -> Self {
        let own = all.iter().filter(|one| one.member == member);
        let mut notices: Vec<MeetingNotice> = own.cloned().collect();
        notices.sort_by_key(|one| (one.made_at, one.sequence, one.id));
        Self { notices }
    }

    /// The messages.
    #[must_use]
    pub fn notices(&self) -> &[MeetingNotice] {
        &self.notices
    }

    /// The message that counts now: the newest, unless it was taken back before it left.
    #[must_use]
    pub fn last(&self) -> Option<&MeetingNotice> {
        let mut notices = self.notices.iter().rev();
        notices.find(|one| !one.is_superseded())
    }

    /// Whether they heard of the meeting: a message left, or they answered one of which nobody wrote down that it did.
    #[must_use]
    pub fn has_heard(&self) -> bool {
        let mut notices = self.notices.iter();
        notices.any(|one| one.is_out() || one.answer.is_some())
    }

    /// What they answered to the message that counts.
    #[must_use]
    pub fn answer(&self) -> Option<MeetingAnswer> {
        self.last()?.answer
    }

    /// What they have to be told; nothing where they know all there is to know. Without a way to go by, what failed is
    /// not told again.
    #[must_use]
    pub fn due(
        &self,
        (meeting, is_called): (&Meeting, bool),
        way: Option<&CallWay>,
    ) -> Option<Says> {
        let call = if self.has_heard() {
            Says::Change
        } else {
            Says::Invitation
        };
        let is_expected = meeting.is_held() && is_called;
        let Some(last) = self.last() else {
            return is_expected.then_some(call);
        };
        let ends = match (meeting.is_held(), is_called) {
            (true, true) => None,
            (true, false) => Some(Says::Recall),
            (false, _) => Some(Says::Cancellation),
        };
        match ends {
            None if !last.says.calls() || last.told != meeting.told() => return Some(call),
            Some(says) if last.says.calls() => return self.has_news(says).then_some(says),
            None | Some(_) => {}
        }
        let goes_otherwise = way.is_some_and(|way| !way.is_as(&last.way));
        let is_again = last.mark.state == NoticeState::Failed && goes_otherwise;
        is_again.then_some(last.says)
    }

    /// Whether a message is told at all: whoever never heard of the meeting hears nothing of its end, unless something
    /// was prepared that has to be taken back.
    fn has_news(&self, says: Says) -> bool {
        says.calls() || self.has_heard() || self.last().is_some_and(MeetingNotice::is_waiting)
    }

    /// Whether what is due is a message, and not only that another one is taken back.
    #[must_use]
    pub fn is_worth_telling(&self, says: Says) -> bool {
        says.calls() || self.has_heard()
    }

    /// The SEQUENCE of the next message: above everything that was told, and never below that of the meeting. What
    /// calls somebody off is above everything that was prepared, since a courier may just be carrying it.
    #[must_use]
    pub fn next_sequence(&self, says: Says, of_meeting: u32) -> u32 {
        let notices = self.notices.iter();
        let before = notices.filter(|one| one.is_out() || !says.calls());
        let highest = before.map(|one| one.sequence).max();
        highest.map_or(of_meeting, |highest| {
            of_meeting.max(highest.saturating_add(1))
        })
    }

    /// Where they stand.
    #[must_use]
    pub fn state(&self) -> CallState {
        let Some(last) = self.last() else {
            return CallState::NotCalled;
        };
        match last.mark.state {
            _ if last.answer.is_some() => CallState::Answered,
            NoticeState::Prepared => CallState::Prepared,
            NoticeState::Failed => CallState::Failed,
            NoticeState::Superseded => CallState::NotExpected,
            _ if !last.says.calls() => CallState::NotExpected,
            NoticeState::Sent => CallState::Sent,
            NoticeState::Delivered => CallState::Delivered,
            NoticeState::MaybeTwice => CallState::MaybeTwice,
        }
    }

    /// What is to be done about them next; nothing where all is done.
    #[must_use]
    pub fn next(&self, due: Option<Says>, way: &CallWay) -> Option<NextStep> {
        if let Some(says) = due {
            if self.is_worth_telling(says) && way.target.is_none() {
                return Some(NextStep::FindTarget);
            }
            if self.is_worth_telling(says) && way.is_unconfirmed {
                return Some(NextStep::ConfirmNumber);
            }
            return Some(NextStep::Prepare);
        }
        let last = self.last()?;
        match last.mark.state {
            NoticeState::Failed => Some(NextStep::TryOtherWay),
            NoticeState::Prepared => Some(NextStep::by(last.way.channel)),
            NoticeState::Superseded => None,
            NoticeState::Sent | NoticeState::Delivered | NoticeState::MaybeTwice => {
                let asks = last.says.calls() && last.answer.is_none();
                asks.then_some(NextStep::EnterReply)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::conference::invitation::{CallChannel, Reachable};
    use crate::conference::series::MeetingState;
    use crate::time::Minute;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn meeting(day: &str, state: MeetingState) -> Meeting {
        Meeting {
            original: "2026-12-08".parse().expect("a day"),
            begins: Moment {
                date: day.parse().expect("a day"),
                minute: Minute::of(14, 0),
            },
            minutes: 90,
            place: line("市役所"),
            state,
            is_sure: true,
        }
    }

    fn notice(says: Says, of: &Meeting, (sequence, state): (u32, NoticeState)) -> MeetingNotice {
        let made_at = Instant::from_micros(i64::from(sequence) * 1_000_000);
        MeetingNotice {
            id: MeetingNoticeId::from_uuid(Uuid::from_u128(u128::from(sequence))),
            network: NetworkId::from_uuid(Uuid::from_u128(1)),
            series: MeetingSeriesId::from_uuid(Uuid::from_u128(2)),
            original: of.original,
            member: ParticipantId::from_uuid(Uuid::from_u128(3)),
            says,
            told: of.told(),
            way: PreparedWay {
                channel: CallChannel::Mail,
                target: Some(line("office@example.jp")),
            },
            code: None,
            sequence,
            made_at,
            leaves_at: made_at,
            mark: NoticeMark {
                state,
                at: made_at,
                by: None,
                evidence: None,
            },
            answer: None,
        }
    }

    fn told(notices: &[MeetingNotice]) -> ToldMember {
        ToldMember::of(notices, ParticipantId::from_uuid(Uuid::from_u128(3)))
    }

    #[test]
    fn a_member_is_told_what_changed_and_nothing_twice() {
        let december = meeting("2026-12-08", MeetingState::Planned);
        let moved = meeting("2026-12-15", MeetingState::Moved);
        let off = meeting("2026-12-15", MeetingState::Cancelled { why: None });
        let due = |known: &ToldMember, of: &Meeting, called| known.due((of, called), None);
        let nobody = told(&[]);
        assert_eq!(due(&nobody, &december, true), Some(Says::Invitation));
        assert_eq!(due(&nobody, &december, false), None);
        assert_eq!(due(&nobody, &off, true), None);
        let called = notice(Says::Invitation, &december, (0, NoticeState::Sent));
        let known = told(std::slice::from_ref(&called));
        assert_eq!(due(&known, &december, true), None);
        assert_eq!(due(&known, &moved, true), Some(Says::Change));
        assert_eq!(due(&known, &off, true), Some(Says::Cancellation));
        assert_eq!(due(&known, &december, false), Some(Says::Recall));
        assert_eq!(known.next_sequence(Says::Change, 1), 1);
        assert_eq!(known.next_sequence(Says::Recall, 0), 1);
        // Whoever heard of the end of it hears that it takes place after all.
        let ended = notice(Says::Cancellation, &off, (2, NoticeState::Sent));
        let known = told(&[called, ended]);
        assert_eq!(due(&known, &off, true), None);
        assert_eq!(due(&known, &moved, true), Some(Says::Change));
        // What never left is taken back, and its end is told to nobody.
        let waiting = notice(Says::Invitation, &december, (0, NoticeState::Prepared));
        let known = told(&[waiting]);
        assert_eq!(due(&known, &off, true), Some(Says::Cancellation));
        assert!(!known.is_worth_telling(Says::Cancellation));
        let failed = notice(Says::Invitation, &december, (0, NoticeState::Failed));
        let known = told(&[failed]);
        assert_eq!(due(&known, &december, true), None);
        let nothing = Reachable::Written {
            fax: None,
            address: None,
        };
        let phone = CallWay::to(nothing, None);
        assert_eq!(
            known.due((&december, true), Some(&phone)),
            Some(Says::Invitation)
        );
        assert_eq!(known.state(), CallState::Failed);
    }
}
