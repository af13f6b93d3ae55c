//! What came of conferences, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::copies::{HandMinutesCopyInput, HandMinutesCopyPayload};
use super::material::{HandMaterialInput, HandMaterialPayload};
use super::record::{
    BeginNextConferenceInput, RecordAttendanceInput, RecordDecisionInput, RecordInquiryInput,
    RecordMinutesInput, SettleDecisionInput,
};
use super::write::{
    BeginNextConferencePayload, RecordAttendancePayload, RecordDecisionPayload,
    RecordInquiryPayload, RecordMinutesPayload, SettleDecisionPayload,
};

/// Changes of minutes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MinutesMutation;

#[Object]
impl MinutesMutation {
    /// Writes down that somebody who was away was given their copy of the minutes, as `copies` shows it: that tells them of
    /// the person, and makes the provision record where consents cover it. Null only with an error: `INTERNAL`.
    async fn hand_minutes_copy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, who got theirs, and by which way.")]
        input: HandMinutesCopyInput,
    ) -> Option<Result<HandMinutesCopyPayload>> {
        Some(input.run(ctx).await.map(HandMinutesCopyPayload::from))
    }

    /// Writes down that somebody who is called was handed their copy of the material, as the sheet MATERIAL prints it: that
    /// tells them of the person, and makes the provision record where consents cover it. Null only with an error:
    /// `INTERNAL`.
    async fn hand_material(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, who got theirs, and by which way.")]
        input: HandMaterialInput,
    ) -> Option<Result<HandMaterialPayload>> {
        Some(input.run(ctx).await.map(HandMaterialPayload::from))
    }

    /// Saves what is noted about one item of a conference that was held. Of two who write one is kept, by the version
    /// that they saw; one at a time takes the notes. Null only with an error: `INTERNAL`.
    async fn record_minutes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, the item, and what was said about it.")]
        input: RecordMinutesInput,
    ) -> Option<Result<RecordMinutesPayload>> {
        Some(input.run(ctx).await.map(RecordMinutesPayload::from))
    }

    /// Writes down whether somebody who was called was there, and for what of it. Closing the conference makes the
    /// provision record of what each heard, as far as consents cover it. Null only with an error: `INTERNAL`.
    async fn record_attendance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, the participant, and in which way they came.")]
        input: RecordAttendanceInput,
    ) -> Option<Result<RecordAttendancePayload>> {
        Some(input.run(ctx).await.map(RecordAttendancePayload::from))
    }

    /// Writes down that somebody who will not be there was asked beforehand (照会), and what they think, in place of what
    /// stood there. Nothing is sent to anybody. Null only with an error: `INTERNAL`.
    async fn record_inquiry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, the participant, and when they were asked what.")]
        input: RecordInquiryInput,
    ) -> Option<Result<RecordInquiryPayload>> {
        Some(input.run(ctx).await.map(RecordInquiryPayload::from))
    }

    /// Prepares the conference that follows one that was held, with its people and its agenda after what is still open.
    /// Nothing is sent to anybody. Null only with an error: `INTERNAL`.
    async fn begin_next_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference that was held, and the next date where it is known.")]
        input: BeginNextConferenceInput,
    ) -> Option<Result<BeginNextConferencePayload>> {
        Some(input.run(ctx).await.map(BeginNextConferencePayload::from))
    }

    /// Writes down who does what until when, as a conference that was held agreed. Nothing is sent to anybody. Null
    /// only with an error: `INTERNAL`.
    async fn record_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, and what it decided.")] input: RecordDecisionInput,
    ) -> Option<Result<RecordDecisionPayload>> {
        Some(input.run(ctx).await.map(RecordDecisionPayload::from))
    }

    /// Writes down that a decision was done or dropped, or waits after all. Null only with an error: `INTERNAL`.
    async fn settle_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision as it was seen, and what became of it.")]
        input: SettleDecisionInput,
    ) -> Option<Result<SettleDecisionPayload>> {
        Some(input.run(ctx).await.map(SettleDecisionPayload::from))
    }
}
