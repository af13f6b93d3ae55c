//! What the host says about calling somebody: by which way, what became of a message, and that they were told who it is
//! about.

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use renkei_app::conference::SeenConference;
use renkei_app::conference::call::about::AboutForm;
use renkei_app::conference::call::step::{ByHand, CallStep};
use renkei_app::conference::call::way::WayStep;
use renkei_domain::conference::invitation::{
    AboutHow, CallChannel, CheckedHow, InvitationFault, PhoneOutcome,
};
use renkei_domain::text::Line;

use super::ConferenceType;
use super::calls::{aimed, kept, line};
use super::one;
use super::record::participant;
use super::write::{
    ConferenceRefusalType, Kept, Ready, Refused, missing, payloads, place_of, prose, writer,
};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

payloads! {
    /// What came of saying by which way somebody is called.
    ChooseCallWayPayload;
    /// What came of saying what became of a message, a call or a doubtful answer.
    MarkInvitationPayload;
    /// What came of writing down that somebody heard whom it is about.
    TellWhoItIsAboutPayload;
}

/// By which channel somebody is called from now on.
#[derive(Debug, InputObject)]
pub(crate) struct CallWayChoiceInput {
    /// Mail, FAX, phone or letter; a sheet is handed to the person and their family alone.
    channel: Word<CallChannel>,
    /// The mail address, number or postal address. Null: the one that is known.
    target: Option<String>,
    /// Why, in up to 4,000 characters, as when they cannot come to the phone after 16:00.
    reason: String,
}

/// That a FAX number is right.
#[derive(Debug, InputObject)]
pub(crate) struct FaxCheckInput {
    /// The digits that were confirmed; another number has to be confirmed anew.
    number: String,
    /// How somebody made sure of it today.
    how: Word<CheckedHow>,
}

/// What is said about the way to somebody. Exactly one part is given; the others are left out, and not null.
#[derive(Debug, OneofObject)]
pub(crate) enum CallWayInput {
    /// The host takes another way than is known, giving a reason.
    Choose(CallWayChoiceInput),
    /// True: by what is known of them after all.
    AsKnown(bool),
    /// Nobody but them stands at the machine of this number.
    Confirm(FaxCheckInput),
}

const TARGET: &str = "連絡先は、300文字までで入れてください。";

fn target(text: &str) -> Ready<Line> {
    Line::parse(text).map_err(|_| Refused::Invalid(TARGET))
}

impl CallWayInput {
    fn step(&self) -> Ready<WayStep> {
        match self {
            Self::Choose(choice) => Ok(WayStep::Choose {
                channel: choice.channel.0,
                target: choice.target.as_deref().map(target).transpose()?,
                reason: prose(&choice.reason)?,
            }),
            Self::AsKnown(true) => Ok(WayStep::AsKnown),
            Self::AsKnown(false) => Err(Refused::Invalid("`asKnown` は true だけです。")),
            Self::Confirm(check) => Ok(WayStep::Confirm {
                number: target(&check.number)?,
                how: check.how.0,
            }),
        }
    }
}

/// Somebody who is to be called by some way. Messages that are under way are not changed by it.
#[derive(Debug, InputObject)]
pub(crate) struct ChooseCallWayInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// The version of the conference that was looked at; this leaves it as it is.
    version: i64,
    /// Who, as `ConferenceParticipant.id` or `ConferenceCall.participant` shows it.
    participant: ID,
    /// What is said about reaching them.
    way: CallWayInput,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ChooseCallWayInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let Some((case, id)) = place_of(asked, &self.id).await? else {
            return Ok(Kept {
                conference: None,
                refusal: Some(missing(asked)),
            });
        };
        let key = self.idempotency_key.as_deref();
        let ready = self
            .way
            .step()
            .and_then(|step| Ok((writer(asked, key)?, participant(&self.participant)?, step)));
        let (writer, who, step) = match ready {
            Ok(ready) => ready,
            Err(refusal) => {
                return Ok(Kept {
                    conference: one(asked, id).await?,
                    refusal: Some(refusal),
                });
            }
        };
        let version = self.version;
        let seen = SeenConference { case, id, version };
        let done = asked.app.change_call_way(&writer, seen, who, step);
        kept(asked, id, ours(done.await)?.err()).await
    }
}

/// What became of a message that left by hand.
#[derive(Debug, InputObject)]
pub(crate) struct InvitationMarkInput {
    /// Whether it left, arrived or failed, as somebody observed.
    what: Word<ByHand>,
    /// When, no later than now. Null: just now.
    at: Option<DateTimeScalar>,
    /// What shows it, at most 300 characters. Null: nothing.
    evidence: Option<String>,
}

/// How a call on the phone ended.
#[derive(Debug, InputObject)]
pub(crate) struct InvitationPhoneInput {
    /// Whether somebody was there, and who.
    outcome: Word<PhoneOutcome>,
    /// When, no later than now. Null: just now.
    at: Option<DateTimeScalar>,
    /// Anything else to be known, at most 300 characters. Null: nothing.
    note: Option<String>,
}

/// What is decided about an answer that waits.
#[derive(Debug, InputObject)]
pub(crate) struct ReplyDecisionInput {
    /// Which one, as `ConferenceReply.id` shows it among `doubtfulReplies`.
    reply: ID,
    /// Whether it becomes their answer, or is put aside.
    counts: bool,
}

/// What is noted about an invitation. Exactly one part is given; the others are left out, and not null.
#[derive(Debug, OneofObject)]
pub(crate) enum InvitationStepInput {
    /// What somebody saw of its newest FAX, letter, sheet, or of a mail that left.
    Message(InvitationMarkInput),
    /// That somebody dialled, where they are called by phone.
    Phone(InvitationPhoneInput),
    /// Settles something doubtful that they said.
    Decide(ReplyDecisionInput),
}

impl InvitationStepInput {
    fn step(&self) -> Ready<CallStep> {
        Ok(match self {
            Self::Message(mark) => CallStep::Mark {
                what: mark.what.0,
                at: mark.at.as_ref().map(|at| at.0),
                evidence: evidence(mark.evidence.as_deref())?,
            },
            Self::Phone(phone) => CallStep::Phone {
                outcome: phone.outcome.0,
                at: phone.at.as_ref().map(|at| at.0),
                note: evidence(phone.note.as_deref())?,
            },
            Self::Decide(decision) => {
                let no_such = Refused::By(InvitationFault::NoSuchReply.into());
                CallStep::Decide {
                    reply: decision.reply.as_str().parse().map_err(|_| no_such)?,
                    counts: decision.counts,
                }
            }
        })
    }
}

fn evidence(text: Option<&str>) -> Ready<Option<Line>> {
    let wrong = "証拠になるものやメモは、300文字までで書いてください。";
    let line = text.map(Line::parse).transpose();
    line.map_err(|_| Refused::Invalid(wrong))
}

/// Somebody who was called, of whom something is noted.
#[derive(Debug, InputObject)]
pub(crate) struct MarkInvitationInput {
    /// Which conference, as `Conference.id` shows it.
    conference: ID,
    /// Whose, as `ConferenceInvitation.id` shows it.
    invitation: ID,
    /// The version of the invitation that was looked at.
    version: i64,
    /// What became of a message, a call or an answer.
    step: InvitationStepInput,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl MarkInvitationInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.conference, &self.invitation, self.version);
        let key = self.idempotency_key.as_deref();
        let (writer, seen, step) = match aimed(asked, aim, key, self.step.step()).await? {
            Ok(aimed) => aimed,
            Err(kept) => return Ok(kept),
        };
        let done = asked.app.step_call(&writer, seen, step);
        kept(asked, seen.conference, ours(done.await)?.err()).await
    }
}

/// That somebody who was called heard whom it is about, by another way than the message.
#[derive(Debug, InputObject)]
pub(crate) struct TellWhoItIsAboutInput {
    /// Which conference, as `Conference.id` shows it.
    conference: ID,
    /// Who heard it, as `ConferenceInvitation.id` shows it.
    invitation: ID,
    /// The version of the invitation that was looked at.
    version: i64,
    /// How they were told apart from the message. By a link nobody says so: that is `linkWhoItIsAbout`.
    how: Word<AboutHow>,
    /// Who there listened, 1 to 300 letters. Null: their contact.
    heard_by: Option<String>,
    /// When, up to 31 days ago; the consents of that moment decide. Null: just now.
    at: Option<DateTimeScalar>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl TellWhoItIsAboutInput {
    fn form(&self) -> Ready<AboutForm> {
        Ok(AboutForm {
            how: self.how.0,
            heard_by: line(self.heard_by.as_deref())?,
            at: self.at.as_ref().map(|at| at.0),
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let aim = (&self.conference, &self.invitation, self.version);
        let key = self.idempotency_key.as_deref();
        let (writer, seen, form) = match aimed(asked, aim, key, self.form()).await? {
            Ok(aimed) => aimed,
            Err(kept) => return Ok(kept),
        };
        let done = asked.app.tell_about_conference(&writer, seen, form);
        kept(asked, seen.conference, ours(done.await)?.err()).await
    }
}
