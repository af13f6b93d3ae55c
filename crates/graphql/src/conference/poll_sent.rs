//! Messages by which people are asked about dates: preparing them, and saying what became of them.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::poll::mark::PollMarkForm;
use renkei_app::conference::sent::SentMessages;
use renkei_app::writer::Writer;
use renkei_domain::conference::invitation::{CallChannel, NoticeState};
use renkei_domain::conference::poll::{PollFault, PollNotice, PollSays};
use renkei_domain::text::Line;

use super::write::{ConferenceRefusalType, Refused, missing, place_of, writer};
use super::{ConferenceType, one};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked as Call, ours};
use crate::scalars::DateTimeScalar;

/// A message about dates.
pub(crate) struct PollNoticeType(pub(super) PollNotice);

/// A message by which somebody was asked when they can come, or reminded.
#[Object(name = "PollNotice")]
impl PollNoticeType {
    /// Which message it is; `markPollNotice` names it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Whether it asks or reminds.
    async fn says(&self) -> Word<PollSays> {
        Word(self.0.says)
    }

    /// By which channel it leaves the house.
    async fn channel(&self) -> Word<CallChannel> {
        Word(self.0.way.channel)
    }

    /// The mail address, number or postal address it goes to. Null: nobody knew one.
    async fn target(&self) -> Option<&str> {
        self.0.way.target.as_ref().map(|target| target.as_str())
    }

    /// The short code that stands on a form and is said on the phone. Null: it has none.
    async fn code(&self) -> Option<String> {
        self.0.code.as_ref().map(ToString::to_string)
    }

    /// Where it stands; nothing counts as sent before somebody, or a mail server, says so.
    async fn state(&self) -> Word<NoticeState> {
        Word(self.0.mark.state)
    }

    /// Since which moment it has stood so.
    async fn since(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.mark.at)
    }

    /// What shows that, in the words of whoever says so. Null: they left it empty.
    async fn evidence(&self) -> Option<&str> {
        self.0.mark.evidence.as_ref().map(|line| line.as_str())
    }
}

/// What came of preparing messages about dates.
#[derive(Debug)]
pub(crate) struct SendPollPayload {
    conference: Option<ConferenceType>,
    sent: Option<SentMessages>,
    refusal: Option<Refused>,
}

/// What came of preparing messages about dates.
#[Object]
impl SendPollPayload {
    /// How the conference stands now, whether something was done or not. Null where there is none for the caller's eyes.
    async fn conference(&self) -> Option<ConferenceType> {
        self.conference.clone()
    }

    /// For how many people a message was prepared now. Null: nothing was done.
    async fn prepared(&self) -> Option<i32> {
        let prepared = self.sent.map(|sent| sent.prepared);
        prepared.and_then(|count| i32::try_from(count).ok())
    }

    /// To how many people nothing can go: nobody knows where to, a FAX number is not confirmed, or they are spoken with.
    /// Null: nothing was done.
    async fn stuck(&self) -> Option<i32> {
        let stuck = self.sent.map(|sent| sent.stuck);
        stuck.and_then(|count| i32::try_from(count).ok())
    }

    /// Why nothing was done. Null: it was.
    async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
        self.refusal.as_ref().map(ConferenceRefusalType)
    }
}

/// What came of saying what became of a message about dates.
#[derive(Debug)]
pub(crate) struct MarkPollNoticePayload {
    conference: Option<ConferenceType>,
    refusal: Option<Refused>,
}

/// What came of saying what became of a message about dates.
#[Object]
impl MarkPollNoticePayload {
    /// How the conference stands now, whether something was done or not. Null where there is none for the caller's eyes.
    async fn conference(&self) -> Option<ConferenceType> {
        self.conference.clone()
    }

    /// Why nothing was done. Null: it was.
    async fn refusal(&self) -> Option<ConferenceRefusalType<'_>> {
        self.refusal.as_ref().map(ConferenceRefusalType)
    }
}

/// The conference in its case, and who writes; or why nobody does.
async fn aimed(
    call: &Call,
    (id, key): (&ID, Option<&str>),
) -> Result<std::result::Result<(OfConference, Writer), Refused>> {
    let of = place_of(call, id).await?;
    let of = of.map(|(case, id)| OfConference { case, id });
    Ok(match of {
        Some(of) => writer(call, key).map(|writer| (of, writer)),
        None => Err(missing(call)),
    })
}

/// Dates that people are told of.
#[derive(Debug, InputObject)]
pub(crate) struct SendPollInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SendPollInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<SendPollPayload> {
        let call = Call::of(ctx)?;
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (of, writer) = match aimed(call, aim).await? {
            Ok(aim) => aim,
            Err(refusal) => {
                return Ok(SendPollPayload {
                    conference: None,
                    sent: None,
                    refusal: Some(refusal),
                });
            }
        };
        let (sent, refusal) = match ours(call.app.send_poll(&writer, of).await)? {
            Ok(sent) => (Some(sent), None),
            Err(refusal) => (None, Some(Refused::By(refusal))),
        };
        Ok(SendPollPayload {
            conference: one(call, of.id).await?,
            sent,
            refusal,
        })
    }
}

/// What became of a message about dates.
#[derive(Debug, InputObject)]
pub(crate) struct MarkPollNoticeInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// Which message, as `PollNotice.id` shows it.
    notice: ID,
    /// Whether it left, arrived or failed, as somebody observed.
    what: Word<ByHand>,
    /// When, no later than now. Null: just now.
    at: Option<DateTimeScalar>,
    /// What shows it, at most 300 characters. Null: nothing.
    evidence: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl MarkPollNoticeInput {
    fn form(&self) -> std::result::Result<PollMarkForm, Refused> {
        let evidence = self.evidence.as_deref().map(Line::parse).transpose();
        let notice = self.notice.as_str().parse();
        let no_such: ConferenceRefusal = PollFault::NoSuchNotice.into();
        Ok(PollMarkForm {
            notice: notice.map_err(|_| Refused::By(no_such))?,
            what: self.what.0,
            at: self.at.map(|at| at.0),
            evidence: evidence
                .map_err(|_| Refused::Invalid("証拠になるものは、300文字までで書いてください。"))?,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<MarkPollNoticePayload> {
        let call = Call::of(ctx)?;
        let aim = (&self.id, self.idempotency_key.as_deref());
        let (of, writer) = match aimed(call, aim).await? {
            Ok(aim) => aim,
            Err(refusal) => {
                return Ok(MarkPollNoticePayload {
                    conference: None,
                    refusal: Some(refusal),
                });
            }
        };
        let refusal = match self.form() {
            Ok(form) => {
                let kept = call.app.mark_poll_notice(&writer, of, form).await;
                ours(kept)?.err().map(Refused::By)
            }
            Err(refusal) => Some(refusal),
        };
        Ok(MarkPollNoticePayload {
            conference: one(call, of.id).await?,
            refusal,
        })
    }
}
