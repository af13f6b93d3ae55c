//! Finding a date, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::poll_hours::RecordPollHoursInput;
use super::poll_sent::{
    MarkPollNoticeInput, MarkPollNoticePayload, SendPollInput, SendPollPayload,
};
use super::poll_write::{
    AnswerPollInput, AnswerPollPayload, ClosePollInput, ClosePollPayload, MakePollLinkInput,
    MakePollLinkPayload, OpenPollInput, OpenPollPayload, RecordPollHoursPayload,
};

/// Changes of polls.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PollMutation;

#[Object]
impl PollMutation {
    /// Asks everybody who may be called when they can come, by links that are told once. Nothing is sent to anybody. Null
    /// only with an error: `INTERNAL`.
    async fn open_poll(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, its possible dates, and what weighs.")]
        input: OpenPollInput,
    ) -> Option<Result<OpenPollPayload>> {
        Some(input.run(ctx).await.map(OpenPollPayload::from))
    }

    /// Makes a further link for somebody, which ends the one they had; whoever was not asked yet is from now on. Nothing
    /// is sent to anybody. Null only with an error: `INTERNAL`.
    async fn make_poll_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, and whose link.")] input: MakePollLinkInput,
    ) -> Option<Result<MakePollLinkPayload>> {
        Some(input.run(ctx).await.map(MakePollLinkPayload::from))
    }

    /// Types in what somebody answered by phone, FAX, mail, letter or face to face. What was said last counts, whenever it
    /// is typed in. Null only with an error: `INTERNAL`.
    async fn answer_poll(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who said what, when, and by which way.")] input: AnswerPollInput,
    ) -> Option<Result<AnswerPollPayload>> {
        Some(input.run(ctx).await.map(AnswerPollPayload::from))
    }

    /// Types in when somebody who is asked comes to meetings at all: dates outside of that weigh against them. Null only
    /// with an error: `INTERNAL`.
    async fn record_poll_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who said so, and the hours as they were heard.")]
        input: RecordPollHoursInput,
    ) -> Option<Result<RecordPollHoursPayload>> {
        Some(input.run(ctx).await.map(RecordPollHoursPayload::from))
    }

    /// Prepares a message for each who was not told yet that they are asked, by the way in which each is called. Mail leaves
    /// by itself; a FAX, a letter or a call leaves by somebody's hand. Null only with an error: `INTERNAL`.
    async fn send_poll(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference whose dates people are asked about.")]
        input: SendPollInput,
    ) -> Option<Result<SendPollPayload>> {
        Some(input.run(ctx).await)
    }

    /// Says what became of a message that left by hand, or that a mail was heard to have arrived or not. Null only with an
    /// error: `INTERNAL`.
    async fn mark_poll_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which message, and what became of it.")] input: MarkPollNoticeInput,
    ) -> Option<Result<MarkPollNoticePayload>> {
        Some(input.run(ctx).await)
    }

    /// Takes no more answers; fixing a date does that too. Null only with an error: `INTERNAL`.
    async fn close_poll(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference whose poll ends.")] input: ClosePollInput,
    ) -> Option<Result<ClosePollPayload>> {
        Some(input.run(ctx).await.map(ClosePollPayload::from))
    }
}
