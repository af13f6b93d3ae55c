//! Calling people to a conference in the way in which they can be called. [`way`] says by which channel somebody is
//! called and where that goes by what is known of them ([`reachable`]), [`notice`] is one message to them with what became of it, [`reply`] what they answered
//! and which answer counts, [`received`] the mail that came back, [`told`] that they heard who it is about,
//! [`about_link`] the link by which they read that, [`own_side`] how the person and their family are called, and [`due`] what they have to be told next.
//!
//! A message names no client: it carries a number, a code, a day and a place. Who it is about is told apart, under
//! consent. Nothing counts as sent before somebody, or a mail server, says so.

pub mod about_link;
pub mod due;
pub mod naming;
pub mod next;
pub mod notice;
pub mod own_side;
pub mod reachable;
pub mod received;
pub mod reply;
pub mod told;
pub mod way;

pub use about_link::{ABOUT_LINK_DAYS, AboutLink, AboutLinkEnd, AboutLinkState, WRONG_NUMBERS};
pub use due::{Standing, due, is_worth_telling, told_of};
pub use naming::{Naming, neutral};
pub use next::{CallState, NextStep};
pub use notice::{
    CallVersion, Mark, Notice, NoticeState, PhoneOutcome, PreparedWay, Says, Told, WAIT,
};
pub use own_side::OwnSide;
pub use reachable::{ContactKnown, Reachable};
pub use received::{MailDoubt, MailStanding, MailVerdict, ReceivedMail};
pub use reply::{AnswerChannel, Doubt, GivenReply, Reply, ReplyKind, ReplyStanding, place};
pub use told::{AboutHow, ToldAbout};
pub(crate) use way::is_same;
pub use way::{CallChannel, CallWay, CheckedHow, KeptWay, NumberCheck, WayBasis, WayChoice};

use super::meeting::Conference;
use crate::ids::{
    AccountId, CaseId, ConferenceId, ConferenceInvitationId, ConferenceReplyId, OrganizationId,
    ParticipantId, PersonId,
};
use crate::people::PaperCode;
use crate::text::{Line, fold};
use crate::time::Instant;

/// That somebody is called to a conference, with every message to them and everything they answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: ConferenceInvitationId,
    /// To which conference.
    pub conference: ConferenceId,
    /// In which case.
    pub case: CaseId,
    /// About whom.
    pub person: PersonId,
    /// The agency that leads the case, and whose record this is.
    pub organization: OrganizationId,
    /// Who is called, as long as they stand on the list.
    pub participant: ParticipantId,
    /// What they are called, with who there: as it was when they were called.
    pub name: Line,
    /// The short code by which their answer is known.
    pub code: PaperCode,
    /// The messages, the oldest first; there is one at least.
    pub notices: Vec<Notice>,
    /// The answers, in the order in which they came in.
    pub replies: Vec<GivenReply>,
    /// That they were told who it is about.
    pub told: Option<ToldAbout>,
    /// Who called them.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
    /// Rises with every change but what the courier notes.
    pub version: i64,
}

/// Who is called is nobody's to read in a log.
impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Invitation({})", self.id)
    }
}

/// Why an invitation is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvitationFault {
    /// Nobody of that id was called.
    #[error("その案内は見つかりません。いまの内容を見てください。")]
    NoSuchInvitation,
    /// There is no date to call anybody to.
    #[error("日時と場所が決まっていません。さきに決めてから、案内を送ってください。")]
    NoDate,
    /// The date is over.
    #[error("会議の日時が過ぎています。日時を決めなおしてから、案内を送ってください。")]
    Over,
    /// The person has not seen who is called and what is talked about.
    #[error("送る前に、だれを呼んで何を話すかを本人に見てもらい、その日を書いてください。")]
    NotShown,
    /// The place would tell who it is about, or what about them.
    #[error(
        "場所に、本人の名前かケースの番号、または病気・障害・支援の種類がわかる言葉が入っています。案内には書けません。住所と部屋の名前だけに直してください。"
    )]
    PlaceTells,
    /// It is not known where to.
    #[error("連絡先がわかりません。よび方を変えて、番号か住所を入れてください。")]
    NoTarget,
    /// The address is none to which mail can be sent.
    #[error("メールアドレスの形がちがいます。アドレスを直すか、よび方を変えてください。")]
    NoMailAddress,
    /// The FAX number was not confirmed.
    #[error(
        "FAX番号がまだ確かめられていません。試し送りの用紙を印刷するか、番号を確かめてください。"
    )]
    Unconfirmed,
    /// A mail leaves by itself; nobody says of it that it was sent.
    #[error("メールは、この画面からは「送った」にできません。送れたかどうかは、自動で書きます。")]
    ByTheCourier,
    /// It was not by phone.
    #[error("電話で知らせる相手ではありません。よび方を見てください。")]
    NotByPhone,
    /// Nobody is to be told anything by this message any more.
    #[error("その知らせは、もう新しいものにかわりました。いまの内容を見てください。")]
    Superseded,
    /// It would be later than now, or before it was prepared.
    #[error("日時は、案内を用意したときから、いままでの間にしてください。")]
    When,
    /// They were not called, or are not any more.
    #[error("その相手は、いまは呼ばれていません。")]
    NotExpected,
    /// There is no answer of that id that waits.
    #[error("その返事は、もう決めてあるか、見つかりません。いまの内容を見てください。")]
    NoSuchReply,
    /// Nobody else may come in their place.
    #[error(
        "この相手には、代理を頼んでいません。代理でよいときは、呼ぶ人の「代わり」を変えてから記録してください。"
    )]
    NoSubstitute,
    /// Nobody can tell who comes.
    #[error("代理の人の名前がわかりません。相手の画面の「返事を入れる」で、名前を入れてください。")]
    NoName,
    /// They were told before.
    #[error("その相手には、もう伝えたことになっています。")]
    ToldBefore,
    /// They were not called by mail.
    #[error(
        "リンクは、メールで案内した相手にだけ送れます。電話か親展の手紙で伝えるか、よび方を変えてください。"
    )]
    NotByMail,
    /// Nobody notes by hand that they were told by a link.
    #[error(
        "リンクと番号で伝えるときは、「リンクと番号で伝える」を押してください。開かれたことは、自動で書きます。"
    )]
    ByTheLink,
    /// There is no link that could be stopped.
    #[error("止められるリンクは、いまは ありません。いまの内容を見てください。")]
    NoOpenLink,
}

impl Invitation {
    /// The message to them that counts now: the newest, unless it was taken back before it left.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        let mut notices = self.notices.iter().rev();
        notices.find(|notice| !notice.state().is_superseded())
    }

    /// The newest message that left, or may have left, the house.
    #[must_use]
    pub fn last_out(&self) -> Option<&Notice> {
        let mut notices = self.notices.iter().rev();
        notices.find(|notice| notice.is_out())
    }

    /// Whether they heard of the conference: a message left, or they answered one of which nobody wrote down that it did.
    #[must_use]
    pub fn has_heard(&self) -> bool {
        self.last_out().is_some() || !self.replies.is_empty()
    }

    /// Whether the newest message calls them: they are expected, or will be once they hear of it.
    #[must_use]
    pub fn is_calling(&self) -> bool {
        self.notice().is_some_and(|notice| notice.says.calls())
    }

    /// The SEQUENCE of the newest message, by which answers are measured.
    #[must_use]
    pub fn sequence(&self) -> u32 {
        self.notice().map_or(0, |notice| notice.version.sequence)
    }

    /// The SEQUENCE of the next message: above everything that was told, so that no calendar keeps to an older one
    /// (RFC 5546 §2.1.4), and never below that of the conference. What calls somebody off is above everything that was
    /// prepared, since a courier may just be carrying it.
    #[must_use]
    pub fn next_sequence(&self, says: Says, of_conference: u32) -> u32 {
        let notices = self.notices.iter();
        let before = notices.filter(|notice| notice.is_out() || !says.calls());
        let highest = before.map(|notice| notice.version.sequence).max();
        highest.map_or(of_conference, |highest| {
            of_conference.max(highest.saturating_add(1))
        })
    }

    /// The answer that counts for the date that they were called to last.
    #[must_use]
    pub fn reply(&self) -> Option<&GivenReply> {
        let mut replies = self.replies.iter().rev();
        let sequence = self.sequence();
        let counting = replies.find(|reply| reply.standing == ReplyStanding::Counts);
        counting.filter(|reply| reply.sequence >= sequence && self.is_calling())
    }

    /// The answers that somebody has to decide about.
    pub fn doubtful(&self) -> impl Iterator<Item = &GivenReply> {
        let waits = |reply: &&GivenReply| reply.standing == ReplyStanding::Waits;
        self.replies.iter().filter(waits)
    }

    /// The invitation with one more answer, placed among the others.
    #[must_use]
    pub fn answered(self, new: GivenReply, may_send_another: bool) -> Self {
        let (standing, doubt) = place(&self, &new, may_send_another);
        let mut invitation = self;
        if standing == ReplyStanding::Counts {
            invitation.replace_counting();
        }
        invitation.replies.push(GivenReply {
            standing,
            doubt,
            ..new
        });
        invitation
    }

    fn replace_counting(&mut self) {
        for reply in &mut self.replies {
            if reply.standing == ReplyStanding::Counts {
                reply.standing = ReplyStanding::Replaced;
            }
        }
    }

    /// The invitation after somebody decided about an answer that waited.
    ///
    /// # Errors
    /// When there is no such answer.
    pub fn decided(
        self,
        reply: ConferenceReplyId,
        counts: bool,
        by: AccountId,
    ) -> Result<Self, InvitationFault> {
        let is_waiting = self.doubtful().any(|known| known.id == reply);
        if !is_waiting {
            return Err(InvitationFault::NoSuchReply);
        }
        let mut invitation = self;
        if counts {
            invitation.replace_counting();
        }
        let sequence = invitation.sequence();
        let decided = invitation
            .replies
            .iter_mut()
            .find(|known| known.id == reply);
        if let Some(decided) = decided {
            decided.decided_by = Some(by);
            decided.standing = if counts {
                // Whoever decided knows the date that counts now.
                decided.sequence = decided.sequence.max(sequence);
                ReplyStanding::Counts
            } else {
                ReplyStanding::SetAside
            };
        }
        Ok(invitation)
    }

    /// The invitation after they were told who it is about.
    ///
    /// # Errors
    /// When they are not called any more, or were told before.
    pub fn having_told(self, told: ToldAbout) -> Result<Self, InvitationFault> {
        if !self.is_calling() {
            return Err(InvitationFault::NotExpected);
        }
        if self.told.is_some() {
            return Err(InvitationFault::ToldBefore);
        }
        Ok(Self {
            told: Some(told),
            ..self
        })
    }
}

/// The number by which everybody speaks of a conference on the phone, on FAX sheets and in mails. It is made from the
/// conference alone and tells nothing about anybody.
#[must_use]
pub fn conference_number(id: ConferenceId) -> String {
    let number = id.uuid().as_u128() % 1_000_000;
    format!("№{:03}-{:03}", number / 1_000, number % 1_000)
}

/// Whether a conference has a number that somebody typed: with or without 「№」 and hyphen, wide or narrow.
#[must_use]
pub fn has_number(id: ConferenceId, typed: &str) -> bool {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let typed = fold(typed);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, 'n' | 'o' | '.' | '-');
    typed.chars().all(is_number) && digits(&typed) == digits(&conference_number(id))
}

/// What a message to somebody who is called is titled, and what stands in their calendar: a meeting and its number.
#[must_use]
pub fn title(id: ConferenceId) -> String {
    format!("打ち合わせ {}", conference_number(id))
}

/// Whether the person saw who is called and what is talked about, as it is now: nothing leaves before that.
///
/// # Errors
/// When they did not.
pub const fn shown(conference: &Conference) -> Result<(), InvitationFault> {
    match conference.seen_on {
        Some(_) => Ok(()),
        None => Err(InvitationFault::NotShown),
    }
}

#[cfg(test)]
mod tests;
