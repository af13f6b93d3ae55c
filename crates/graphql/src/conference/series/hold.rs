//! Changing one meeting of a series: an input for each act, all under the version of the meeting that was seen.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::conference::series::MeetingRefusal;
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_domain::conference::series::{ItemOutcome, MeetingCame};
use renkei_domain::conference::{Aim, DecisionState};
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::text::{Prose, TextFault};

use super::occurrence;
use super::write::{KeptMeeting, Ready, Refused, judged, known, line, line_opt, small, writer};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::{DateScalar, DateTimeScalar};

/// Takes a step with a meeting, unless its values are refused already.
async fn stepped(
    ctx: &Context<'_>,
    (series, day, version): (&ID, DateScalar, i64),
    (key, step): (Option<&str>, Ready<MeetingStep>),
) -> Result<KeptMeeting> {
    let asked = Asked::of(ctx)?;
    let series = match known::<MeetingSeriesId>(series) {
        Ok(series) => series,
        Err(refusal) => {
            return Ok(KeptMeeting {
                occurrence: None,
                refusal: Some(refusal),
            });
        }
    };
    let refusal = match step.and_then(|step| Ok((writer(asked, key)?, step))) {
        Ok((writer, step)) => {
            let seen = SeenMeeting {
                series,
                original: day.0,
                version,
            };
            let done = asked.app.write_meeting(&writer, seen, step).await;
            ours(done)?.err().map(Refused::By)
        }
        Err(refusal) => Some(judged(asked, series, refusal).await?),
    };
    let is_missing = matches!(refusal, Some(Refused::By(MeetingRefusal::NotFound)));
    Ok(KeptMeeting {
        occurrence: if is_missing {
            None
        } else {
            occurrence(asked, series, day.0).await?
        },
        refusal,
    })
}

fn notes(text: Option<&str>) -> Ready<Option<Prose>> {
    match text.map(Prose::parse) {
        None | Some(Err(TextFault::Empty)) => Ok(None),
        Some(Ok(notes)) => Ok(Some(notes)),
        Some(Err(_)) => Err(Refused::Invalid("記録は、4,000文字までで入れてください。")),
    }
}

/// A meeting at another time or in another room.
#[derive(Debug, InputObject)]
pub(crate) struct MoveMeetingInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Its first minute, later than now and within eight weeks of its own day.
    begins: DateTimeScalar,
    /// Another room for that day. Null: where the series usually is.
    place: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl MoveMeetingInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = line_opt(self.place.as_deref())
            .map(|place| MeetingStep::Move(self.begins.0.in_japan(), place));
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// A meeting that is called off.
#[derive(Debug, InputObject)]
pub(crate) struct CancelMeetingInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Why, as members read it. Null: nobody says.
    why: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CancelMeetingInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = line_opt(self.why.as_deref()).map(MeetingStep::Cancel);
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// A meeting as the rule has it again.
#[derive(Debug, InputObject)]
pub(crate) struct RestoreMeetingInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// True for one that was called off, false for one that was moved.
    was_cancelled: bool,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RestoreMeetingInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = Ok(if self.was_cancelled {
            MeetingStep::Restore
        } else {
            MeetingStep::AsPlanned
        });
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// Something more to talk about.
#[derive(Debug, InputObject)]
pub(crate) struct AddMeetingItemInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// The subject: 1 to 300 characters, and nobody who is helped.
    title: String,
    /// How long it may take, 1 to 240 minutes.
    minutes: i32,
    /// Which office or duty brings it in. Null: that is open.
    presenter: Option<String>,
    /// What should be different afterwards.
    aim: Word<Aim>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl AddMeetingItemInput {
    fn item(&self) -> Ready<MeetingStep> {
        Ok(MeetingStep::AddItem {
            title: line(&self.title)?,
            minutes: small(self.minutes)?,
            presenter: line_opt(self.presenter.as_deref())?,
            aim: self.aim.0,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = self.item();
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// How far people got with an item.
#[derive(Debug, InputObject)]
pub(crate) struct SettleMeetingItemInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Which one, as `MeetingItem.id` shows it.
    item: ID,
    /// How far people got with it.
    outcome: Word<ItemOutcome>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SettleMeetingItemInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = known(&self.item).map(|item| MeetingStep::SettleItem(item, self.outcome.0));
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// An item that nobody will talk about.
#[derive(Debug, InputObject)]
pub(crate) struct DropMeetingItemInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Which one, as `MeetingItem.id` shows it.
    item: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl DropMeetingItemInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = known(&self.item).map(MeetingStep::DropItem);
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// Whether somebody was there.
#[derive(Debug, InputObject)]
pub(crate) struct RecordMeetingAttendanceInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Which one, as `MeetingMember.id` shows it.
    member: ID,
    /// In which way they took part, if at all.
    came: Word<MeetingCame>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordMeetingAttendanceInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step =
            known(&self.member).map(|member| MeetingStep::Attend(vec![(member, self.came.0)]));
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// What else was said, without anybody who is helped.
#[derive(Debug, InputObject)]
pub(crate) struct RecordMeetingNotesInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Up to 4,000 characters, in place of what stood there. Null: nothing is kept.
    notes: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordMeetingNotesInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = notes(self.notes.as_deref()).map(MeetingStep::Note);
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// Something people agreed on.
#[derive(Debug, InputObject)]
pub(crate) struct RecordMeetingDecisionInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Which office or duty does it.
    by: String,
    /// The thing itself, in 1 to 300 characters.
    what: String,
    /// The last day on which it is in time.
    due_on: DateScalar,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordMeetingDecisionInput {
    fn decision(&self) -> Ready<MeetingStep> {
        Ok(MeetingStep::Decide {
            by: line(&self.by)?,
            what: line(&self.what)?,
            due_on: self.due_on.0,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = self.decision();
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// Whether somebody did what people agreed on.
#[derive(Debug, InputObject)]
pub(crate) struct SettleMeetingDecisionInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// Which one, as `MeetingDecision.id` shows it.
    decision: ID,
    /// Whether it waits, was done, or is not wanted any more.
    state: Word<DecisionState>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl SettleMeetingDecisionInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = known(&self.decision).map(|id| MeetingStep::Settle(id, self.state.0));
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}

/// A meeting whose rest goes on at the following one.
#[derive(Debug, InputObject)]
pub(crate) struct CarryOverMeetingInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The day on which the rule alone has the meeting, as `MeetingDay.original` shows it.
    day: DateScalar,
    /// The version of the meeting that was looked at; 0 while nothing was written about it.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CarryOverMeetingInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptMeeting> {
        let step = Ok(MeetingStep::CarryOver);
        let aim = (&self.id, self.day, self.version);
        stepped(ctx, aim, (self.idempotency_key.as_deref(), step)).await
    }
}
