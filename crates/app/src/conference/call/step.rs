//! What became of a message, and what somebody answered, as staff write it down.

use std::collections::BTreeSet;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::{
    AnswerChannel, CallChannel, GivenReply, Invitation, InvitationFault, Mark, Notice, NoticeState,
    PhoneOutcome, Reply, ReplyStanding,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::conference::{Conference, Substitute};
use renkei_domain::ids::{AccountId, ConferenceMarkId, ConferenceReplyId};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};
use uuid::Uuid;

use super::{CallRefusal, KeptCall, SeenCall, invitation_of, judged};
use crate::App;
use crate::conference::{case_of, conference_of};
use crate::consent::what_is_missing;
use crate::directory::inquiry::astray::participant_astray;
use crate::directory::register::Outcome;
use crate::writer::Writer;

renkei_domain::word_list! {
    /// What somebody says became of a message that left by hand.
    ByHand {
        Sent = "sent", "送った";
        Delivered = "delivered", "届いたと聞いた";
        Failed = "failed", "届かなかった";
    }
}

impl ByHand {
    pub(in crate::conference) const fn state(self) -> NoticeState {
        match self {
            Self::Sent => NoticeState::Sent,
            Self::Delivered => NoticeState::Delivered,
            Self::Failed => NoticeState::Failed,
        }
    }
}

/// An answer as staff enter it for somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct ReplyForm {
    /// The answer.
    pub reply: Reply,
    /// How they would like to be there.
    pub wishes: BTreeSet<Wish>,
    /// What they said besides.
    pub note: Option<Prose>,
    /// Who there answered.
    pub from: Option<Line>,
    /// By which channel it came.
    pub channel: AnswerChannel,
    /// When they gave it, where that was before now.
    pub given_at: Option<Instant>,
}

/// Who comes is nobody's to read in a log.
impl std::fmt::Debug for ReplyForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReplyForm({})", self.reply.kind().code())
    }
}

/// What is written down.
#[derive(Clone, PartialEq, Eq)]
pub enum CallStep {
    /// What became of a message that left by hand: a FAX, a letter, a call, or a mail that was heard to have arrived.
    Mark {
        /// What.
        what: ByHand,
        /// When, where that was before now.
        at: Option<Instant>,
        /// What shows it.
        evidence: Option<Line>,
    },
    /// How a call on the phone ended.
    Phone {
        /// How.
        outcome: PhoneOutcome,
        /// When, where that was before now.
        at: Option<Instant>,
        /// What else is to be known.
        note: Option<Line>,
    },
    /// They answered.
    Reply(ReplyForm),
    /// An answer that waited counts, or does not.
    Decide {
        /// Which.
        reply: ConferenceReplyId,
        /// Whether it counts.
        counts: bool,
    },
}

/// Who answered what is nobody's to read in a log.
impl std::fmt::Debug for CallStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CallStep({})", self.purpose().code())
    }
}

impl CallStep {
    /// Why the act is done.
    const fn purpose(&self) -> Purpose {
        match self {
            Self::Mark { .. } | Self::Phone { .. } => Purpose::MarkInvitation,
            Self::Reply(_) => Purpose::RecordReply,
            Self::Decide { .. } => Purpose::DecideReply,
        }
    }

    /// What tells it from another.
    fn asked(&self) -> String {
        let micros = |at: Option<Instant>| at.map(Instant::micros);
        match self {
            Self::Mark { what, at, evidence } => {
                let evidence = evidence.as_ref().map(Line::as_str);
                format!("mark {} {:?} {evidence:?}", what.code(), micros(*at))
            }
            Self::Phone { outcome, at, note } => {
                let note = note.as_ref().map(Line::as_str);
                format!("phone {} {:?} {note:?}", outcome.code(), micros(*at))
            }
            Self::Reply(form) => {
                let (note, from) = (form.note.as_ref(), form.from.as_ref());
                let wishes: Vec<&str> = form.wishes.iter().map(|wish| wish.code()).collect();
                format!(
                    "reply {} {wishes:?} {:?} {:?} {} {:?}",
                    reply_text(&form.reply),
                    note.map(Prose::as_str),
                    from.map(Line::as_str),
                    form.channel.code(),
                    micros(form.given_at)
                )
            }
            Self::Decide { reply, counts } => format!("decide {reply} {counts}"),
        }
    }
}

/// What tells an answer from another.
fn reply_text(reply: &Reply) -> String {
    match reply {
        Reply::Coming | Reply::NotComing => reply.kind().code().to_owned(),
        Reply::Substitute { name } => format!("substitute {name}"),
        Reply::Part(window) => format!("part {}-{}", window.from(), window.until()),
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    seen: SeenCall,
    step: CallStep,
    /// The id of the mark or the answer.
    id: Uuid,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down what became of a message, or what somebody answered.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn step_call(
        &self,
        writer: &Writer,
        seen: SeenCall,
        step: CallStep,
    ) -> Outcome<KeptCall, CallRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let (purpose, asked) = (step.purpose(), format!("{seen:?} {}", step.asked()));
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            seen,
            step,
            id: self.new_id(),
        });
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { stepped_in(work, &given, header.at).await })
        })
        .await
    }
}

async fn stepped_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<KeptCall, Stop<CallRefusal>> {
    let seen = given.seen;
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, seen.case).await;
    let case = case.map_err(Stop::widened)?;
    let conference = conference_of(work, &case, seen.conference).await;
    let conference = conference.map_err(Stop::widened)?;
    let before = invitation_of(work, seen).await?;
    let after = judged(stepped(given, &conference, before.clone(), now))?;
    let after = Invitation {
        version: before.version + 1,
        ..after
    };
    work.keep_conference_invitation(Some(&before), &after)
        .await?;
    if let Some(notice) = before
        .notice()
        .filter(|notice| went_astray(&given.step, notice))
    {
        let by = (Some(given.by), now);
        participant_astray(work, before.participant, &notice.way, by).await?;
    }
    Ok(KeptCall(after.id))
}

/// Whether a step tells that the way to somebody is wrong: a FAX that did not go through may do so later.
fn went_astray(step: &CallStep, notice: &Notice) -> bool {
    match step {
        CallStep::Phone { outcome, .. } => *outcome == PhoneOutcome::WrongNumber,
        CallStep::Mark { what, .. } => {
            let comes_back = matches!(notice.way.channel, CallChannel::Mail | CallChannel::Letter);
            comes_back && what.state() == NoticeState::Failed
        }
        CallStep::Reply(_) | CallStep::Decide { .. } => false,
    }
}

/// Whether somebody else may come in the place of whoever was called.
pub(in crate::conference) fn may_send_another(
    conference: &Conference,
    invitation: &Invitation,
) -> bool {
    let participant = conference.expected(invitation.participant);
    match participant {
        Some(one) => one.substitute == Substitute::SameAgency,
        None => invitation.own_side().is_none(),
    }
}

/// The invitation after a step.
fn stepped(
    given: &Given,
    conference: &Conference,
    before: Invitation,
    now: Instant,
) -> Result<Invitation, InvitationFault> {
    match &given.step {
        CallStep::Mark { what, at, evidence } => {
            let at = at.unwrap_or(now);
            let mark = Mark {
                id: ConferenceMarkId::from_uuid(given.id),
                state: what.state(),
                phone: None,
                at,
                by: Some(given.by),
                evidence: evidence.clone(),
            };
            marked(before, mark, now)
        }
        CallStep::Phone { outcome, at, note } => {
            let notice = before.notice().ok_or(InvitationFault::NotExpected)?;
            if notice.way.channel != CallChannel::Phone {
                return Err(InvitationFault::NotByPhone);
            }
            let state = outcome.state().unwrap_or_else(|| notice.state());
            let mark = Mark {
                id: ConferenceMarkId::from_uuid(given.id),
                state,
                phone: Some(*outcome),
                at: at.unwrap_or(now),
                by: Some(given.by),
                evidence: note.clone(),
            };
            marked(before, mark, now)
        }
        CallStep::Reply(form) => {
            let given_at = form.given_at.unwrap_or(now);
            if given_at > now || given_at < before.made_at {
                return Err(InvitationFault::When);
            }
            let reply = GivenReply {
                id: ConferenceReplyId::from_uuid(given.id),
                reply: form.reply.clone(),
                wishes: form.wishes.clone(),
                note: form.note.clone(),
                from: form.from.clone(),
                channel: form.channel,
                sequence: before.sequence(),
                given_at,
                noted_at: now,
                by: Some(given.by),
                standing: ReplyStanding::Waits,
                doubt: None,
                decided_by: None,
            };
            let may = may_send_another(conference, &before);
            Ok(before.answered(reply, may))
        }
        CallStep::Decide { reply, counts } => before.decided(*reply, *counts, given.by),
    }
}

/// The invitation with one more mark on its newest message.
fn marked(before: Invitation, mark: Mark, now: Instant) -> Result<Invitation, InvitationFault> {
    let mut after = before;
    let newest = after.notice().map(|notice| notice.id);
    let mut notices = after.notices.iter_mut();
    let notice = notices.find(|notice| Some(notice.id) == newest);
    let notice = notice.ok_or(InvitationFault::NotExpected)?;
    notice.markable(mark.at, now)?;
    // Of a mail the courier says that it left; that it arrived, or did not, somebody may have heard. What one that did not
    // arrive says, somebody may have told otherwise.
    let was_tried = notice.is_out() || notice.state() == NoticeState::Failed;
    if notice.way.channel.is_carried() && (mark.state == NoticeState::Sent || !was_tried) {
        return Err(InvitationFault::ByTheCourier);
    }
    notice.marks.push(mark);
    Ok(after)
}
