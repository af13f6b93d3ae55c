//! Calling people to a conference as types of the schema: who was called, what became of it, and what they answered.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::call::step::{CallStep, ReplyForm};
use renkei_app::conference::call::{CallRefusal, SeenCall};
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::writer::Writer;
use renkei_domain::conference::TimeWindow;
use renkei_domain::conference::invitation::{
    AnswerChannel, CallChannel, CallState, Invitation, InvitationFault, OwnSide, Reply, ReplyKind,
    Says,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::ids::{ConferenceId, ConferenceInvitationId};
use renkei_domain::text::{Line, Prose};

use super::notice::ConferenceNoticeType;
use super::reply::ConferenceReplyType;
use super::write::{
    ConferenceRefusalType, Kept, Ready, Refused, missing, payloads, place_of, writer,
};
use super::{ConferenceType, one};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// Somebody who was called.
#[derive(Debug, Clone)]
pub(crate) struct ConferenceInvitationType(pub(super) Invitation);

/// That somebody was called to a conference. What it says to them names no client; how to reach them is not shown here.
#[Object(name = "ConferenceInvitation")]
impl ConferenceInvitationType {
    /// Which it is; `recordReply` takes it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Rises by one with each change that people make; what the courier notes leaves it as it is.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Which entry of the list of participants was called; it may have been taken off since. For those of `ownSide` it
    /// stands on no list.
    async fn participant(&self) -> ID {
        ID(self.0.participant.to_string())
    }

    /// Whether this calls the person or their family, each by a way of their own choice. Null: somebody of the list.
    async fn own_side(&self) -> Option<Word<OwnSide>> {
        self.0.own_side().map(Word)
    }

    /// Agency and contact as they were called when the newest message was prepared.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// Eight letters in two groups that stand on FAX sheets and in mails, by which an answer is told from others.
    async fn code(&self) -> String {
        self.0.code.to_string()
    }

    /// How far it has come: prepared, sent, arrived, failed or answered.
    async fn state(&self) -> Word<CallState> {
        Word(self.0.state())
    }

    /// The way the newest message goes. Null: none stands, for it was taken back before it left.
    async fn channel(&self) -> Option<Word<CallChannel>> {
        let notice = self.0.notice();
        notice.map(|notice| Word(notice.way.channel))
    }

    /// What the newest message tells them. Null: none stands, for it was taken back before it left.
    async fn says(&self) -> Option<Word<Says>> {
        self.0.notice().map(|notice| Word(notice.says))
    }

    /// The SEQUENCE of the calendar entry in that message (RFC 5546); how many times a change was announced; answers are measured by it.
    async fn sequence(&self) -> i64 {
        i64::from(self.0.sequence())
    }

    /// Since which moment the newest message stands where it does. Null: none stands.
    async fn since(&self) -> Option<DateTimeScalar> {
        let notice = self.0.notice();
        notice.map(|notice| DateTimeScalar(notice.since()))
    }

    /// When somebody told them, under consent and apart from the message, whom it is about. Null: nobody did yet.
    async fn told_at(&self) -> Option<DateTimeScalar> {
        let told = self.0.told.as_ref();
        told.map(|told| DateTimeScalar(told.at))
    }

    /// The answer that counts for the date they were called to last. Null: there is none yet.
    async fn reply(&self) -> Option<ConferenceReplyType> {
        self.0.reply().cloned().map(ConferenceReplyType)
    }

    /// Everything that they answered, the oldest first, also what was replaced or is not used.
    async fn replies(&self) -> Vec<ConferenceReplyType> {
        let replies = self.0.replies.iter().cloned();
        replies.map(ConferenceReplyType).collect()
    }

    /// Everything that was prepared for them, the oldest first.
    async fn messages(&self) -> Vec<ConferenceNoticeType> {
        let messages = self.0.notices.iter().cloned();
        messages.map(ConferenceNoticeType).collect()
    }

    /// Answers about which somebody has to decide: to an older date, or unlike one heard before by another channel.
    async fn doubtful_replies(&self) -> Vec<ConferenceReplyType> {
        self.0
            .doubtful()
            .cloned()
            .map(ConferenceReplyType)
            .collect()
    }
}

/// What came of sending.
#[derive(Debug)]
pub(crate) struct SendInvitationsPayload {
    kept: Kept,
    prepared: Option<i32>,
    stuck: Option<i32>,
}

/// What came of calling people to a conference.
#[Object]
impl SendInvitationsPayload {
    /// How the conference stands now, with everybody who was called. Null where there is none for the caller's eyes.
    async fn conference(&self) -> Option<ConferenceType> {
        self.kept.conference.clone()
    }

    /// How many messages were prepared by this call: mail leaves after some minutes, the others by somebody's hand. Null
    /// beside a refusal.
    async fn prepared(&self) -> Option<i32> {
        self.prepared
    }

    /// To how many people nothing can go yet, since an address is missing or a FAX number unconfirmed. Null beside a refusal.
    async fn stuck(&self) -> Option<i32> {
        self.stuck
    }

    /// Why nobody was called. Null: it was done, for whoever had to be told something.
    async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
        self.kept.refusal.as_ref().map(ConferenceRefusalType)
    }
}

payloads! {
    /// What came of entering an answer.
    RecordReplyPayload;
}

/// Everybody who may be invited and was not yet gets a message prepared.
#[derive(Debug, InputObject)]
pub(crate) struct SendInvitationsInput {
    /// Which conference, as `Conference.id` shows it; everybody on its list who may be called is.
    id: ID,
    /// The version of the conference whose list and date were looked at.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: whoever knows everything gets nothing twice all the same.
    idempotency_key: Option<String>,
}

/// Why nothing was written, as a payload tells it.
pub(super) fn refused(refusal: CallRefusal) -> Refused {
    match refusal {
        CallRefusal::Conference(refusal) => Refused::By(refusal),
        CallRefusal::Withheld(_) => Refused::Withheld,
        CallRefusal::When(fault) => Refused::When(fault),
    }
}

/// Which invitation is meant, as it was seen, by whom and with what; or why nothing is done.
pub(super) async fn aimed<T>(
    asked: &Asked,
    (conference, invitation, version): (&ID, &ID, i64),
    key: Option<&str>,
    values: Ready<T>,
) -> Result<std::result::Result<(Writer, SeenCall, T), Kept>> {
    let Some((case, conference)) = place_of(asked, conference).await? else {
        return Ok(Err(Kept {
            conference: None,
            refusal: Some(missing(asked)),
        }));
    };
    let unknown = ConferenceRefusal::Invitation(InvitationFault::NoSuchInvitation);
    let id = invitation.as_str().parse::<ConferenceInvitationId>();
    let ready = id
        .map_err(|_| Refused::By(unknown))
        .and_then(|id| Ok((writer(asked, key)?, id, values?)));
    Ok(match ready {
        Ok((writer, id, values)) => {
            let seen = SeenCall {
                case,
                conference,
                id,
                version,
            };
            Ok((writer, seen, values))
        }
        Err(refusal) => Err(Kept {
            conference: one(asked, conference).await?,
            refusal: Some(refusal),
        }),
    })
}

/// What came of writing about somebody who was called.
pub(super) async fn kept(
    asked: &Asked,
    id: ConferenceId,
    refusal: Option<CallRefusal>,
) -> Result<Kept> {
    Ok(Kept {
        conference: one(asked, id).await?,
        refusal: refusal.map(refused),
    })
}

impl SendInvitationsInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<SendInvitationsPayload> {
        let asked = Asked::of(ctx)?;
        let nothing = |conference, refusal| SendInvitationsPayload {
            kept: Kept {
                conference,
                refusal: Some(refusal),
            },
            prepared: None,
            stuck: None,
        };
        let Some((case, id)) = place_of(asked, &self.id).await? else {
            return Ok(nothing(None, missing(asked)));
        };
        let writer = match writer(asked, self.idempotency_key.as_deref()) {
            Ok(writer) => writer,
            Err(refusal) => return Ok(nothing(one(asked, id).await?, refusal)),
        };
        let seen = SeenConference {
            case,
            id,
            version: self.version,
        };
        let sent = ours(asked.app.send_calls(&writer, seen).await)?;
        let conference = one(asked, id).await?;
        let count = |number: u32| i32::try_from(number).ok();
        Ok(match sent {
            Ok(sent) => SendInvitationsPayload {
                kept: Kept {
                    conference,
                    refusal: None,
                },
                prepared: count(sent.prepared),
                stuck: count(sent.stuck),
            },
            Err(refusal) => nothing(conference, refused(refusal)),
        })
    }
}

/// An answer of somebody who was called, as staff heard or read it.
#[derive(Debug, InputObject)]
pub(crate) struct RecordReplyInput {
    /// Which conference, as `Conference.id` shows it.
    conference: ID,
    /// Whose answer, as `ConferenceInvitation.id` shows it.
    invitation: ID,
    /// The version of the invitation that was looked at.
    version: i64,
    /// Whether they come, stay away, send somebody or come for a part.
    reply: Word<ReplyKind>,
    /// Who comes instead, 1 to 300 letters; needed where they send somebody. Null: nobody.
    substitute: Option<String>,
    /// From which minute after the beginning; needed where they come for a part. Null: they do not.
    from_minute: Option<i32>,
    /// Until which minute after the beginning; needed where they come for a part. Null: they do not.
    until_minute: Option<i32>,
    /// How they would like to be there. Null: as anybody.
    wishes: Option<Vec<Word<Wish>>>,
    /// Words they added, up to 4,000 letters. Null: none.
    note: Option<String>,
    /// Who there answered, 1 to 300 letters. Null: nobody said.
    from: Option<String>,
    /// By which way it reached the agency.
    channel: Word<AnswerChannel>,
    /// When they gave it, no later than now. Null: now.
    given_at: Option<DateTimeScalar>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is entered twice.
    idempotency_key: Option<String>,
}

const NAME: &str = "名前は、300文字までで入れてください。";

pub(super) fn line(text: Option<&str>) -> Ready<Option<Line>> {
    let line = text.map(Line::parse).transpose();
    line.map_err(|_| Refused::Invalid(NAME))
}

impl RecordReplyInput {
    fn given(&self) -> Ready<Reply> {
        Ok(match self.reply.0 {
            ReplyKind::Coming => Reply::Coming,
            ReplyKind::NotComing => Reply::NotComing,
            ReplyKind::Substitute => match line(self.substitute.as_deref())? {
                Some(name) => Reply::Substitute { name },
                None => return Err(Refused::Invalid("代理で来る人の名前を入れてください。")),
            },
            ReplyKind::Part => {
                let minute = |number: Option<i32>| number.and_then(|n| u16::try_from(n).ok());
                let part = minute(self.from_minute).zip(minute(self.until_minute));
                let part = part.and_then(|(from, until)| TimeWindow::new(from, until).ok());
                let wrong = "出席する時間を、はじまりから何分めまでかで入れてください。";
                Reply::Part(part.ok_or(Refused::Invalid(wrong))?)
            }
        })
    }

    fn form(&self) -> Ready<ReplyForm> {
        let note = self.note.as_deref().map(Prose::parse).transpose();
        let wrong = "ひとことは、4,000文字までで入れてください。";
        Ok(ReplyForm {
            reply: self.given()?,
            wishes: self.wishes.iter().flatten().map(|wish| wish.0).collect(),
            note: note.map_err(|_| Refused::Invalid(wrong))?,
            from: line(self.from.as_deref())?,
            channel: self.channel.0,
            given_at: self.given_at.as_ref().map(|at| at.0),
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
        let done = asked.app.step_call(&writer, seen, CallStep::Reply(form));
        kept(asked, seen.conference, ours(done.await)?.err()).await
    }
}
