//! How those who are called to a meeting hear of it: what was prepared for each and what became of it, preparing it, and
//! taking down what happened.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::NaiveDate;
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::sent::SentMessages;
use renkei_app::conference::series::MeetingRefusal;
use renkei_app::conference::series::board::MeetingCallRow;
use renkei_app::conference::series::hold::SeenMeeting;
use renkei_app::conference::series::settle::{NoticeStep, OfNotice};
use renkei_domain::conference::invitation::{CallChannel, CallState, NoticeState, Says};
use renkei_domain::conference::series::{MeetingCame, MeetingNotice, SeriesFault};
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::text::{Line, Prose};

use super::write::{
    KeptMeeting, MeetingRefusalType, Ready, Refused, judged, known, line_opt, writer,
};
use super::{MeetingOccurrenceType, occurrence};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// How everybody hears of a meeting, for whoever may write it.
pub(super) async fn calls(
    ctx: &Context<'_>,
    (series, day): (MeetingSeriesId, NaiveDate),
) -> Result<Option<Vec<MeetingCallType>>> {
    let asked = Asked::of(ctx)?;
    let board = asked.app.meeting_board(&asked.principal, series, day).await;
    let board = ours(board)?.ok();
    Ok(board.map(|board| board.rows.into_iter().map(MeetingCallType).collect()))
}

/// Somebody who is called.
pub(crate) struct MeetingCallType(MeetingCallRow);

/// How one office hears of a meeting, and what it answered.
#[Object(name = "MeetingCall")]
impl MeetingCallType {
    /// Which one, as `MeetingMember.id` shows it.
    async fn member(&self) -> ID {
        ID(self.0.member.id.to_string())
    }

    /// Office and duty, as one text.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// By which way a message would go today.
    async fn channel(&self) -> Word<CallChannel> {
        Word(self.0.way.channel)
    }

    /// The mail address, number or postal address of that way. Null: nobody knows it.
    async fn target(&self) -> Option<&str> {
        self.0.way.target.as_ref().map(Line::as_str)
    }

    /// Why somebody chose that way. Null: it is the one by which the directory has them.
    async fn chosen_for(&self) -> Option<&str> {
        self.0.way.reason.as_ref().map(Prose::as_str)
    }

    /// Whether nobody knows yet that a FAX machine of theirs is at that number, so that nothing goes there.
    async fn is_unconfirmed(&self) -> bool {
        self.0.way.is_unconfirmed
    }

    /// What never to do about them, in words of their own entry.
    async fn never(&self) -> Vec<&str> {
        self.0.way.never.iter().map(Line::as_str).collect()
    }

    /// How far it has come with them.
    async fn state(&self) -> Word<CallState> {
        Word(self.0.told.state())
    }

    /// What they should hear and nobody prepared yet. Null: they know everything.
    async fn due(&self) -> Option<Word<Says>> {
        self.0.due.map(Word)
    }

    /// What they answered to the newest message. Null: nothing yet, or it asks nothing.
    async fn answer(&self) -> Option<Word<MeetingCame>> {
        self.0.told.answer().map(|answer| Word(answer.comes))
    }

    /// Everything that was prepared for them, the oldest first.
    async fn messages(&self) -> Vec<MeetingNoticeType> {
        let notices = self.0.told.notices().iter().cloned();
        notices.map(MeetingNoticeType).collect()
    }
}

/// One message.
pub(crate) struct MeetingNoticeType(MeetingNotice);

/// A message about a meeting to an office that is called, and what became of it.
#[Object(name = "MeetingNotice")]
impl MeetingNoticeType {
    /// Which message it is; `markMeetingNotice` names it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Whether it calls, changes or ends something.
    async fn says(&self) -> Word<Says> {
        Word(self.0.says)
    }

    /// The first minute that it names.
    async fn begins(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.told.begins.instant())
    }

    /// By which channel it leaves the house.
    async fn channel(&self) -> Word<CallChannel> {
        Word(self.0.way.channel)
    }

    /// Version of its calendar entry: SEQUENCE (RFC 5546).
    async fn sequence(&self) -> i64 {
        i64::from(self.0.sequence)
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
        self.0.mark.evidence.as_ref().map(Line::as_str)
    }
}

/// What came of preparing messages about a meeting.
#[derive(Debug)]
pub(crate) struct SendMeetingNoticesPayload {
    kept: KeptMeeting,
    sent: Option<SentMessages>,
}

/// What came of preparing messages about a meeting.
#[Object]
impl SendMeetingNoticesPayload {
    /// How the meeting stands now, whether anything was prepared or not. Null where there is none for the caller's eyes.
    async fn occurrence(&self) -> Option<MeetingOccurrenceType> {
        self.kept.occurrence.clone()
    }

    /// For how many people of offices a message was prepared now. Null: nothing was done.
    async fn prepared(&self) -> Option<i32> {
        let prepared = self.sent.map(|sent| sent.prepared);
        prepared.and_then(|count| i32::try_from(count).ok())
    }

    /// To how many people of offices nothing can go: nobody knows where to, or a FAX number is not confirmed. Null: nothing was
    /// done.
    async fn stuck(&self) -> Option<i32> {
        let stuck = self.sent.map(|sent| sent.stuck);
        stuck.and_then(|count| i32::try_from(count).ok())
    }

    /// Why nothing was done. Null: it was.
    async fn refusal(&self) -> Option<MeetingRefusalType<'_>> {
        self.kept.refusal.as_ref().map(MeetingRefusalType)
    }
}

/// A meeting after an act, with why it was not done.
pub(super) async fn after(
    asked: &Asked,
    of: Option<(MeetingSeriesId, NaiveDate)>,
    refusal: Option<Refused>,
) -> Result<KeptMeeting> {
    let is_missing = matches!(refusal, Some(Refused::By(MeetingRefusal::NotFound)));
    let occurrence = match of.filter(|_| !is_missing) {
        Some((series, day)) => occurrence(asked, series, day).await?,
        None => None,
    };
    Ok(KeptMeeting {
        occurrence,
        refusal,
    })
}

/// A meeting of which people should hear.
#[derive(Debug, InputObject)]
pub(crate) struct SendMeetingNoticesInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SendMeetingNoticesInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<SendMeetingNoticesPayload> {
        let asked = Asked::of(ctx)?;
        let none = |kept| SendMeetingNoticesPayload { kept, sent: None };
        let series = match known::<MeetingSeriesId>(&self.id) {
            Ok(series) => series,
            Err(refusal) => return Ok(none(after(asked, None, Some(refusal)).await?)),
        };
        let of = Some((series, self.day.0));
        let writer = match writer(asked, self.idempotency_key.as_deref()) {
            Ok(writer) => writer,
            Err(refusal) => {
                let refusal = judged(asked, series, refusal).await?;
                return Ok(none(after(asked, of, Some(refusal)).await?));
            }
        };
        let seen = SeenMeeting {
            series,
            original: self.day.0,
            version: self.version,
        };
        let sent = ours(asked.app.send_meeting_notices(&writer, seen).await)?;
        let (sent, refusal) = match sent {
            Ok(sent) => (Some(sent), None),
            Err(refusal) => (None, Some(Refused::By(refusal))),
        };
        Ok(SendMeetingNoticesPayload {
            kept: after(asked, of, refusal).await?,
            sent,
        })
    }
}

/// Writes something down of a message, unless its values are refused already.
async fn settled(
    ctx: &Context<'_>,
    (series, day, notice): (&ID, DateScalar, &ID),
    (key, step): (Option<&str>, Ready<NoticeStep>),
) -> Result<KeptMeeting> {
    let asked = Asked::of(ctx)?;
    let series = match known::<MeetingSeriesId>(series) {
        Ok(series) => series,
        Err(refusal) => return after(asked, None, Some(refusal)).await,
    };
    let of = Some((series, day.0));
    let no_such = Refused::By(SeriesFault::NoSuchNotice.into());
    let notice = notice.as_str().parse().map_err(|_| no_such);
    let ready = step.and_then(|step| Ok((step, notice?, writer(asked, key)?)));
    let (step, notice, writer) = match ready {
        Ok(ready) => ready,
        Err(refusal) => {
            let refusal = judged(asked, series, refusal).await?;
            return after(asked, of, Some(refusal)).await;
        }
    };
    let original = day.0;
    let of_notice = OfNotice {
        series,
        original,
        notice,
    };
    let done = asked
        .app
        .settle_meeting_notice(&writer, of_notice, step)
        .await;
    after(asked, of, ours(done)?.err().map(Refused::By)).await
}

/// What became of a message about a meeting.
#[derive(Debug, InputObject)]
pub(crate) struct MarkMeetingNoticeInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// Which message, as `MeetingNotice.id` shows it.
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

impl MarkMeetingNoticeInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let evidence = line_opt(self.evidence.as_deref());
        let step = evidence.map(|evidence| NoticeStep::Mark {
            what: self.what.0,
            at: self.at.map(|at| at.0),
            evidence,
        });
        let aim = (&self.id, self.day, &self.notice);
        settled(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// What an office answered.
#[derive(Debug, InputObject)]
pub(crate) struct RecordMeetingAnswerInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// To which message, as `MeetingNotice.id` shows it.
    notice: ID,
    /// In which way they will take part, if at all.
    comes: Word<MeetingCame>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordMeetingAnswerInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = Ok(NoticeStep::Answer(self.comes.0));
        let aim = (&self.id, self.day, &self.notice);
        settled(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}
