//! Meetings of networks, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::calls::{
    MarkMeetingNoticeInput, RecordMeetingAnswerInput, SendMeetingNoticesInput,
    SendMeetingNoticesPayload,
};
use super::hold::{
    AddMeetingItemInput, CancelMeetingInput, CarryOverMeetingInput, DropMeetingItemInput,
    MoveMeetingInput, RecordMeetingAttendanceInput, RecordMeetingDecisionInput,
    RecordMeetingNotesInput, RestoreMeetingInput, SettleMeetingDecisionInput,
    SettleMeetingItemInput,
};
use super::pdf::{MeetingPdfInput, MeetingPdfPayload};
use super::received::SettleMeetingReplyInput;
use super::way::{ChangeMeetingWayInput, ConfirmMeetingNumberInput};
use super::write::{
    AddMeetingItemPayload, CallToMeetingsInput, CallToMeetingsPayload, CancelMeetingPayload,
    CarryOverMeetingPayload, ChangeMeetingWayPayload, ChangeMeetingsInput, ChangeMeetingsPayload,
    ConfirmMeetingNumberPayload, DropMeetingItemPayload, LetGoOfMeetingMemberInput,
    LetGoOfMeetingMemberPayload, MarkMeetingNoticePayload, MoveMeetingPayload, PlanMeetingsInput,
    PlanMeetingsPayload, RecordMeetingAnswerPayload, RecordMeetingAttendancePayload,
    RecordMeetingDecisionPayload, RecordMeetingNotesPayload, RestoreMeetingPayload,
    SettleMeetingDecisionPayload, SettleMeetingItemPayload, SettleMeetingReplyPayload,
};

/// Changes of meetings of networks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MeetingMutation;

#[Object]
impl MeetingMutation {
    /// Makes a series of meetings of a network. Its secretariat may; nothing is sent to anybody. Null only with an
    /// error: `INTERNAL`.
    async fn plan_meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and on which days it meets.")] input: PlanMeetingsInput,
    ) -> Option<Result<PlanMeetingsPayload>> {
        Some(input.run(ctx).await.map(PlanMeetingsPayload::from))
    }

    /// Changes what a series is. Where days or hours change of one that has begun, another series takes its place
    /// from a day on, with a UID of its own; the payload shows that one. Null only with an error: `INTERNAL`.
    async fn change_meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which series, and its outline from now on.")] input: ChangeMeetingsInput,
    ) -> Option<Result<ChangeMeetingsPayload>> {
        Some(input.run(ctx).await.map(ChangeMeetingsPayload::from))
    }

    /// Adds an office that is called to every meeting of a series. Nothing is sent to anybody. Null only with an
    /// error: `INTERNAL`.
    async fn call_to_meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The series, and which office should come.")] input: CallToMeetingsInput,
    ) -> Option<Result<CallToMeetingsPayload>> {
        Some(input.run(ctx).await.map(CallToMeetingsPayload::from))
    }

    /// Calls an office no longer from tomorrow on; who came before stays written. Null only with an error:
    /// `INTERNAL`.
    async fn let_go_of_meeting_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The series, and who leaves.")] input: LetGoOfMeetingMemberInput,
    ) -> Option<Result<LetGoOfMeetingMemberPayload>> {
        Some(input.run(ctx).await.map(LetGoOfMeetingMemberPayload::from))
    }

    /// Chooses by which way an office hears of meetings from the next message on, or goes back to the known one. Null
    /// only with an error: `INTERNAL`.
    async fn change_meeting_way(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The office, and how it should hear.")] input: ChangeMeetingWayInput,
    ) -> Option<Result<ChangeMeetingWayPayload>> {
        Some(input.run(ctx).await.map(ChangeMeetingWayPayload::from))
    }

    /// Says that somebody made sure of the FAX number of an office. Null only with an error: `INTERNAL`.
    async fn confirm_meeting_number(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The office, its number, and how that was checked.")]
        input: ConfirmMeetingNumberInput,
    ) -> Option<Result<ConfirmMeetingNumberPayload>> {
        Some(input.run(ctx).await.map(ConfirmMeetingNumberPayload::from))
    }

    /// Moves one meeting to another time or room; its own day stays its RECURRENCE-ID. Null only with an error:
    /// `INTERNAL`.
    async fn move_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and when it begins now.")] input: MoveMeetingInput,
    ) -> Option<Result<MoveMeetingPayload>> {
        Some(input.run(ctx).await.map(MoveMeetingPayload::from))
    }

    /// Calls one meeting off, without touching the others of its series. Null only with an error: `INTERNAL`.
    async fn cancel_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and why.")] input: CancelMeetingInput,
    ) -> Option<Result<CancelMeetingPayload>> {
        Some(input.run(ctx).await.map(CancelMeetingPayload::from))
    }

    /// Takes back that a meeting was moved, or called off. Null only with an error: `INTERNAL`.
    async fn restore_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and what is taken back.")] input: RestoreMeetingInput,
    ) -> Option<Result<RestoreMeetingPayload>> {
        Some(input.run(ctx).await.map(RestoreMeetingPayload::from))
    }

    /// Adds something to talk about to the end of an agenda. Null only with an error: `INTERNAL`.
    async fn add_meeting_item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and the subject.")] input: AddMeetingItemInput,
    ) -> Option<Result<AddMeetingItemPayload>> {
        Some(input.run(ctx).await.map(AddMeetingItemPayload::from))
    }

    /// Says how far people got with an item, so that the rest can be carried over. Null only with an error:
    /// `INTERNAL`.
    async fn settle_meeting_item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, the item, and its outcome.")] input: SettleMeetingItemInput,
    ) -> Option<Result<SettleMeetingItemPayload>> {
        Some(input.run(ctx).await.map(SettleMeetingItemPayload::from))
    }

    /// Takes an item off the agenda for good. Null only with an error: `INTERNAL`.
    async fn drop_meeting_item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and the item.")] input: DropMeetingItemInput,
    ) -> Option<Result<DropMeetingItemPayload>> {
        Some(input.run(ctx).await.map(DropMeetingItemPayload::from))
    }

    /// Writes down whether an office was there, once the meeting has begun. Null only with an error: `INTERNAL`.
    async fn record_meeting_attendance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and who came how.")] input: RecordMeetingAttendanceInput,
    ) -> Option<Result<RecordMeetingAttendancePayload>> {
        Some(
            input
                .run(ctx)
                .await
                .map(RecordMeetingAttendancePayload::from),
        )
    }

    /// Saves what else was said, in place of earlier notes. Null only with an error: `INTERNAL`.
    async fn record_meeting_notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and its notes.")] input: RecordMeetingNotesInput,
    ) -> Option<Result<RecordMeetingNotesPayload>> {
        Some(input.run(ctx).await.map(RecordMeetingNotesPayload::from))
    }

    /// Writes down who does what until when, as a meeting of a network agreed. Null only with an error: `INTERNAL`.
    async fn record_meeting_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and what it decided.")] input: RecordMeetingDecisionInput,
    ) -> Option<Result<RecordMeetingDecisionPayload>> {
        Some(input.run(ctx).await.map(RecordMeetingDecisionPayload::from))
    }

    /// Writes down that somebody did what a meeting agreed on, or dropped it. Null only with an error: `INTERNAL`.
    async fn settle_meeting_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, the decision, and what became of it.")]
        input: SettleMeetingDecisionInput,
    ) -> Option<Result<SettleMeetingDecisionPayload>> {
        Some(input.run(ctx).await.map(SettleMeetingDecisionPayload::from))
    }

    /// Puts what was left over first on the following agenda, after going through open decisions. Null only with an
    /// error: `INTERNAL`.
    async fn carry_over_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting left something.")] input: CarryOverMeetingInput,
    ) -> Option<Result<CarryOverMeetingPayload>> {
        Some(input.run(ctx).await.map(CarryOverMeetingPayload::from))
    }

    /// Prepares what everybody who is called should hear and did not: mail leaves by itself some minutes later, FAX,
    /// phone and letter by somebody's hand. Null only with an error: `INTERNAL`.
    async fn send_meeting_notices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting of which people should hear.")]
        input: SendMeetingNoticesInput,
    ) -> Option<Result<SendMeetingNoticesPayload>> {
        Some(input.run(ctx).await)
    }

    /// Puts the notice of a meeting on paper: for anybody who is called, or a message by FAX or letter to one of them. Null
    /// only with an error: `INTERNAL`.
    async fn meeting_pdf(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting, and which message where it is for one office.")]
        input: MeetingPdfInput,
    ) -> Option<Result<MeetingPdfPayload>> {
        Some(input.run(ctx).await)
    }

    /// Says what became of a message that left by hand, or that a mail arrived. Null only with an error: `INTERNAL`.
    async fn mark_meeting_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The message, and what somebody observed.")] input: MarkMeetingNoticeInput,
    ) -> Option<Result<MarkMeetingNoticePayload>> {
        Some(input.run(ctx).await.map(MarkMeetingNoticePayload::from))
    }

    /// Takes down whether an office will come, in place of an earlier answer. Null only with an error: `INTERNAL`.
    async fn record_meeting_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The message, and what they answered.")] input: RecordMeetingAnswerInput,
    ) -> Option<Result<RecordMeetingAnswerPayload>> {
        Some(input.run(ctx).await.map(RecordMeetingAnswerPayload::from))
    }

    /// Decides about a mail that waits among `receivedReplies`: it becomes an answer, or is set aside. The message stays
    /// as it came. Null only with an error: `INTERNAL`.
    async fn settle_meeting_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mail, and what somebody makes of it.")]
        input: SettleMeetingReplyInput,
    ) -> Option<Result<SettleMeetingReplyPayload>> {
        Some(input.run(ctx).await.map(SettleMeetingReplyPayload::from))
    }
}
