//! A link by which somebody who was called by mail reads who it is about: the mail has the address alone, and the number
//! that opens it is told on the phone. Neither opens anything by itself, and a few wrong numbers end it.

use chrono::TimeDelta;

use super::notice::NoticeState;
use super::{CallChannel, Invitation, InvitationFault};
use crate::conference::meeting::Conference;
use crate::conference::poll::notice::PollMark;
use crate::conference::state::ConferenceState;
use crate::ids::{AboutLinkId, AccountId, ConferenceInvitationId, PersonId};
use crate::people::PaperCode;
use crate::text::Line;
use crate::time::Instant;
use crate::words::word_list;

/// For how many days a link opens, where the conference is not over before.
pub const ABOUT_LINK_DAYS: i64 = 14;

/// How many wrong numbers end a link.
pub const WRONG_NUMBERS: u32 = 5;

word_list! {
    /// Why a link opens nothing any more.
    AboutLinkEnd {
        Stopped = "stopped", "止めました";
        Replaced = "replaced", "新しいリンクに かわりました";
        ToldOtherwise = "told_otherwise", "ほかの方法で伝えたので、終わりました";
        CalledOff = "called_off", "よばれなくなったので、終わりました";
        WrongNumbers = "wrong_numbers", "ちがう番号が つづいたので、終わりました";
    }
}

word_list! {
    /// Where a link stands.
    AboutLinkState {
        Prepared = "prepared", "リンクのメールを用意した（まだ送っていない）";
        Sent = "sent", "リンクを送った（まだ開かれていない）";
        Failed = "failed", "リンクのメールが届かなかった";
        Opened = "opened", "リンクが開かれた";
        Ended = "ended", "リンクは終わった";
    }
}

/// A link to somebody who is called, with what became of it.
#[derive(Clone, PartialEq, Eq)]
pub struct AboutLink {
    /// Its id, which opens nothing.
    pub id: AboutLinkId,
    /// To whom.
    pub invitation: ConferenceInvitationId,
    /// About whom.
    pub person: PersonId,
    /// The mail address to which it goes.
    pub target: Line,
    /// The number that opens it; it is told apart from the link.
    pub number: PaperCode,
    /// Who tells it so.
    pub made_by: AccountId,
    /// When it was made.
    pub made_at: Instant,
    /// What became of the mail last.
    pub mark: PollMark,
    /// How many wrong numbers were given for it.
    pub wrong: u32,
    /// When it was opened first.
    pub opened_at: Option<Instant>,
    /// Why it opens nothing any more, and since when.
    pub ended: Option<(AboutLinkEnd, Instant)>,
}

/// Neither a number nor an address is anybody's to read in a log.
impl std::fmt::Debug for AboutLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AboutLink({})", self.id)
    }
}

impl AboutLink {
    /// Until when it opens: the end of the conference as it is fixed now, or [`ABOUT_LINK_DAYS`] after it was made.
    #[must_use]
    pub fn until(&self, conference: &Conference) -> Instant {
        let last = self.made_at.plus(TimeDelta::days(ABOUT_LINK_DAYS));
        let slot = conference.slot.as_ref();
        slot.map_or(last, |slot| last.min(slot.ends()))
    }

    /// Whether the right number opens it, as far as it and the conference say so. What may be told is not asked here.
    #[must_use]
    pub fn is_open(&self, conference: &Conference, now: Instant) -> bool {
        self.ended.is_none()
            && conference.state == ConferenceState::Scheduled
            && now < self.until(conference)
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self, conference: &Conference, now: Instant) -> AboutLinkState {
        if self.opened_at.is_some() {
            return AboutLinkState::Opened;
        }
        if !self.is_open(conference, now) {
            return AboutLinkState::Ended;
        }
        match self.mark.state {
            NoticeState::Prepared => AboutLinkState::Prepared,
            NoticeState::Failed => AboutLinkState::Failed,
            NoticeState::Superseded => AboutLinkState::Ended,
            NoticeState::Sent | NoticeState::Delivered | NoticeState::MaybeTwice => {
                AboutLinkState::Sent
            }
        }
    }

    /// The link after it ended. The first end is the one that counts.
    #[must_use]
    pub fn ending(self, why: AboutLinkEnd, now: Instant) -> Self {
        Self {
            ended: self.ended.or(Some((why, now))),
            ..self
        }
    }

    /// The link after a wrong number was given for it.
    #[must_use]
    pub fn tried_wrongly(self, now: Instant) -> Self {
        let tried = Self {
            wrong: self.wrong.saturating_add(1),
            ..self
        };
        if tried.wrong >= WRONG_NUMBERS {
            tried.ending(AboutLinkEnd::WrongNumbers, now)
        } else {
            tried
        }
    }

    /// The link after it was opened. When that was first is kept.
    #[must_use]
    pub fn opening(self, now: Instant) -> Self {
        Self {
            opened_at: self.opened_at.or(Some(now)),
            ..self
        }
    }
}

impl Invitation {
    /// The mail address to which a link may go by which they read who it is about.
    ///
    /// # Errors
    /// When they are not called any more or not by mail, were told before, or people have met.
    pub fn may_be_linked(
        &self,
        conference: &Conference,
        now: Instant,
    ) -> Result<&Line, InvitationFault> {
        let notice = self.notice().filter(|notice| notice.says.calls());
        let Some(notice) = notice.filter(|_| self.own_side().is_none()) else {
            return Err(InvitationFault::NotExpected);
        };
        if self.told.is_some() {
            return Err(InvitationFault::ToldBefore);
        }
        let slot = conference.slot.as_ref();
        let slot = slot.filter(|_| conference.state == ConferenceState::Scheduled);
        match slot {
            None => return Err(InvitationFault::NoDate),
            Some(slot) if slot.ends() <= now => return Err(InvitationFault::Over),
            Some(_) => {}
        }
        let target = notice.way.target.as_ref();
        let target = target.filter(|_| notice.way.channel == CallChannel::Mail);
        target.ok_or(InvitationFault::NotByMail)
    }
}
