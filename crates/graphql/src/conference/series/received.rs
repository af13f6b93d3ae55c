//! The mail that came back about a meeting of a network, as types of the schema, and deciding about it.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::NaiveDate;
use renkei_app::conference::series::mails::{MeetingMailForm, SeenMeetingMail};
use renkei_domain::conference::invitation::{
    InvitationFault, MailDoubt, MailStanding, MailVerdict,
};
use renkei_domain::conference::series::{MeetingMail, SeriesFault};
use renkei_domain::ids::{MeetingMailId, MeetingSeriesId, ParticipantId};
use renkei_domain::text::{Line, Prose};

use super::calls::after;
use super::write::{KeptMeeting, Refused, judged, known, writer};
use crate::closed_list::Word;
use crate::conference::received::ReceivedMessageType;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// The mail that came back about a meeting, for whoever may write it.
pub(super) async fn received_of(
    ctx: &Context<'_>,
    (series, day): (MeetingSeriesId, NaiveDate),
) -> Result<Option<Vec<MeetingReceivedReplyType>>> {
    let asked = Asked::of(ctx)?;
    let board = asked.app.meeting_board(&asked.principal, series, day).await;
    let mails = ours(board)?.ok().map(|board| board.mails.into_iter());
    Ok(mails.map(|mails| mails.map(MeetingReceivedReplyType).collect()))
}

/// A message as it came, for whoever may write the meeting that it is about.
pub(crate) async fn meeting_message(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<ReceivedMessageType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<MeetingMailId>() else {
        return Ok(None);
    };
    let found = ours(asked.app.meeting_message(&asked.principal, id).await)?;
    let bytes = found.ok().flatten();
    Ok(bytes.map(|bytes| ReceivedMessageType::of(&bytes)))
}

/// A mail.
pub(crate) struct MeetingReceivedReplyType(MeetingMail);

/// A mail that came back about a meeting of a network. Its message is kept as it came, and `meetingMessage`
/// shows that.
#[Object(name = "MeetingReceivedReply")]
impl MeetingReceivedReplyType {
    /// Which mail it is; `settleMeetingReply` takes it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The version of the mail: rises by one with each decision about it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Whose answer it is, as `MeetingMember.id` shows it. Null: nobody could tell yet.
    async fn member(&self) -> Option<ID> {
        self.0.member.map(|id| ID(id.to_string()))
    }

    /// When it was written by its own head, and never after it was read.
    async fn arrived_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.arrived_at)
    }

    /// Name and address that stand in its head; anybody can write these. Null: none stand there.
    async fn from(&self) -> Option<&str> {
        self.0.from.as_ref().map(Line::as_str)
    }

    /// What its head says it is about. Null: nothing.
    async fn subject(&self) -> Option<&str> {
        self.0.subject.as_ref().map(Line::as_str)
    }

    /// The plain words of the message, up to 3,500 letters. Null: it has none that can be read.
    async fn text(&self) -> Option<&str> {
        self.0.text.as_ref().map(Prose::as_str)
    }

    /// Why it was not taken down by itself. Null: it was, or there was nothing to take down.
    async fn doubt(&self) -> Option<Word<MailDoubt>> {
        self.0.doubt.map(Word)
    }

    /// Whether it still waits, and otherwise what came of it.
    async fn state(&self) -> Word<MailStanding> {
        Word(self.0.standing)
    }

    /// When the secretariat decided. Null: nobody had to, or nobody did yet.
    async fn settled_at(&self) -> Option<DateTimeScalar> {
        self.0.settled.map(|(_, at)| DateTimeScalar(at))
    }
}

/// What somebody decides about a mail that waits.
#[derive(Debug, InputObject)]
pub(crate) struct SettleMeetingReplyInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The mail, as `MeetingReceivedReply.id` shows it.
    received: ID,
    /// The version of the mail that was looked at.
    version: i64,
    /// How whoever looked at the mail wants it to count.
    verdict: Word<MailVerdict>,
    /// Whose answer it is, as `MeetingMember.id` shows it. Null: the one that the mail was found to be from.
    member: Option<ID>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is refused the second time.
    idempotency_key: Option<String>,
}

impl SettleMeetingReplyInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let asked = Asked::of(ctx)?;
        let series = match known::<MeetingSeriesId>(&self.id) {
            Ok(series) => series,
            Err(refusal) => return after(asked, None, Some(refusal)).await,
        };
        let of = Some((series, self.day.0));
        let refused = |fault: SeriesFault| Refused::By(fault.into());
        let mail = self.received.as_str().parse::<MeetingMailId>();
        let member = self.member.as_ref().map(|id| {
            let id = id.as_str().parse::<ParticipantId>();
            id.map_err(|_| refused(SeriesFault::NoSuchMember))
        });
        let ready = mail
            .map_err(|_| refused(InvitationFault::NoSuchReply.into()))
            .and_then(|mail| {
                let writer = writer(asked, self.idempotency_key.as_deref())?;
                Ok((mail, member.transpose()?, writer))
            });
        let (mail, member, writer) = match ready {
            Ok(ready) => ready,
            Err(refusal) => {
                let refusal = judged(asked, series, refusal).await?;
                return after(asked, of, Some(refusal)).await;
            }
        };
        let seen = SeenMeetingMail {
            series,
            original: self.day.0,
            id: mail,
            version: self.version,
        };
        let form = MeetingMailForm {
            verdict: self.verdict.0,
            member,
        };
        let done = asked.app.settle_meeting_mail(&writer, seen, form).await;
        after(asked, of, ours(done)?.err().map(Refused::By)).await
    }
}
