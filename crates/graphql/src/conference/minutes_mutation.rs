//! What came of conferences, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::record::{
    RecordAttendanceInput, RecordDecisionInput, RecordMinutesInput, SettleDecisionInput,
};
use super::write::{
    RecordAttendancePayload, RecordDecisionPayload, RecordMinutesPayload, SettleDecisionPayload,
};

/// Changes of minutes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MinutesMutation;

#[Object]
impl MinutesMutation {
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
