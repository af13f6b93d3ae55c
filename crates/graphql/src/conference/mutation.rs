//! Preparing conferences and calling people to them, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::calls::{
    RecordReplyInput, RecordReplyPayload, SendInvitationsInput, SendInvitationsPayload,
};
use super::outline::CreateConferenceInput;
use super::pdf::{ConferencePdfInput, ConferencePdfPayload};
use super::received::SettleReplyInput;
use super::write::{
    CancelConferenceInput, CancelConferencePayload, CloseConferenceInput, CloseConferencePayload,
    ConfirmConferenceInput, ConfirmConferencePayload, CreateConferencePayload,
    RescheduleConferenceInput, RescheduleConferencePayload, SettleReplyPayload,
};

/// Changes of conferences.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ConferenceMutation;

#[Object]
impl ConferenceMutation {
    /// Begins a conference about the person of a case, with the agenda that its purpose usually has. Nothing is sent
    /// to anybody. Null only with an error: `INTERNAL`.
    async fn create_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which case, what for, and whether the person is there.")]
        input: CreateConferenceInput,
    ) -> Option<Result<CreateConferencePayload>> {
        Some(input.run(ctx).await.map(CreateConferencePayload::from))
    }

    /// Fixes when and where a conference is that has no date yet; of many who do so at once one succeeds. Nothing is
    /// sent to anybody. Null only with an error: `INTERNAL`.
    async fn confirm_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, its first minute and its place.")]
        input: ConfirmConferenceInput,
    ) -> Option<Result<ConfirmConferencePayload>> {
        Some(input.run(ctx).await.map(ConfirmConferencePayload::from))
    }

    /// Moves a conference that has a date to another. Whoever was called is told so by the way by which they were. Null
    /// only with an error: `INTERNAL`.
    async fn reschedule_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, with when and where it is instead.")]
        input: RescheduleConferenceInput,
    ) -> Option<Result<RescheduleConferencePayload>> {
        Some(input.run(ctx).await.map(RescheduleConferencePayload::from))
    }

    /// Cancels a conference for good; one that is only postponed is moved later. Whoever was called is told so by the way
    /// by which they were. Null only with an error: `INTERNAL`.
    async fn cancel_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, and why it is not.")] input: CancelConferenceInput,
    ) -> Option<Result<CancelConferencePayload>> {
        Some(input.run(ctx).await.map(CancelConferencePayload::from))
    }

    /// Closes a conference that was held, once it stands there who came, and its person knows what came of it. Each who
    /// came gets the provision record of what they heard, as far as consents cover it. Null only with an error:
    /// `INTERNAL`.
    async fn close_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference about which nothing is left to do.")]
        input: CloseConferenceInput,
    ) -> Option<Result<CloseConferencePayload>> {
        Some(input.run(ctx).await.map(CloseConferencePayload::from))
    }

    /// Calls everybody who may be called to a conference and was not yet, or has to hear what changed: each by their own
    /// way. Mail leaves by itself after some minutes; everything else is only prepared. Null only with an error:
    /// `INTERNAL`.
    async fn send_invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, in the version that was looked at.")]
        input: SendInvitationsInput,
    ) -> Option<Result<SendInvitationsPayload>> {
        Some(input.run(ctx).await)
    }

    /// Enters an answer that somebody gave by mail, phone, FAX or post. Of several the newest counts; a doubtful one
    /// waits until somebody decides. Null only with an error: `INTERNAL`.
    async fn record_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose answer, what it says, and how it came in.")]
        input: RecordReplyInput,
    ) -> Option<Result<RecordReplyPayload>> {
        Some(input.run(ctx).await.map(RecordReplyPayload::from))
    }

    /// Makes an address at which a sheet of a conference is fetched as PDF for ten minutes, by staff or by whom it is
    /// about. Null only with an error: `INTERNAL`.
    async fn conference_pdf(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, and what is put on the paper.")]
        input: ConferencePdfInput,
    ) -> Option<Result<ConferencePdfPayload>> {
        Some(input.run(ctx).await)
    }

    /// Decides about a mail that waits among `receivedReplies`: it becomes an answer, or is set aside. The message itself
    /// is kept. Null only with an error: `INTERNAL`.
    async fn settle_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which mail, what is decided, and for whom.")] input: SettleReplyInput,
    ) -> Option<Result<SettleReplyPayload>> {
        Some(input.run(ctx).await.map(SettleReplyPayload::from))
    }
}
