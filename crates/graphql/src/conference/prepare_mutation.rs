//! Preparing a conference and calling people to it by hand, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::call_link::{
    EndWhoItIsAboutLinkInput, EndWhoItIsAboutLinkPayload, LinkWhoItIsAboutInput,
    LinkWhoItIsAboutPayload,
};
use super::call_write::{
    ChooseCallWayInput, ChooseCallWayPayload, MarkInvitationInput, MarkInvitationPayload,
    TellWhoItIsAboutInput, TellWhoItIsAboutPayload,
};
use super::prepare::{
    HoldConferenceInput, HoldConferencePayload, PostponeConferenceInput, PostponeConferencePayload,
    PrepareConferenceInput, PrepareConferencePayload,
};

/// Changes of conferences before people meet.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PreparationMutation;

#[Object]
impl PreparationMutation {
    /// Takes one step of preparing a conference: what it is, who is on its list, what is talked about, what the person
    /// says, saw and heard, what a handover settles. Null only with an error: `INTERNAL`.
    async fn prepare_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference as it was seen, and what changes about it.")]
        input: PrepareConferenceInput,
    ) -> Option<Result<PrepareConferencePayload>> {
        Some(input.run(ctx).await.map(PrepareConferencePayload::from))
    }

    /// Takes the date of a conference away, while another is looked for; `rescheduleConference` fixes that. Whoever was
    /// called is told so by the way by which they were. Null only with an error: `INTERNAL`.
    async fn postpone_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, and why it is later.")] input: PostponeConferenceInput,
    ) -> Option<Result<PostponeConferencePayload>> {
        Some(input.run(ctx).await.map(PostponeConferencePayload::from))
    }

    /// Says that people met, once its first minute is over: minutes and decisions can be written down then. Null only
    /// with an error: `INTERNAL`.
    async fn hold_conference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference to which people came.")] input: HoldConferenceInput,
    ) -> Option<Result<HoldConferencePayload>> {
        Some(input.run(ctx).await.map(HoldConferencePayload::from))
    }

    /// Says by which way somebody is called from now on, with a reason, or that their FAX number was confirmed. Nothing is
    /// sent to anybody. Null only with an error: `INTERNAL`.
    async fn choose_call_way(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conference, the participant, and how they are reached.")]
        input: ChooseCallWayInput,
    ) -> Option<Result<ChooseCallWayPayload>> {
        Some(input.run(ctx).await.map(ChooseCallWayPayload::from))
    }

    /// Writes down what became of a message that somebody sent by hand, how a call on the phone ended, or whether a
    /// doubtful answer counts. Null only with an error: `INTERNAL`.
    async fn mark_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The invitation as it was seen, and what is noted about it.")]
        input: MarkInvitationInput,
    ) -> Option<Result<MarkInvitationPayload>> {
        Some(input.run(ctx).await.map(MarkInvitationPayload::from))
    }

    /// Writes down that somebody who was called heard apart from the message whom it is about. It makes the provision
    /// record, where the person's consents cover that. Null only with an error: `INTERNAL`.
    async fn tell_who_it_is_about(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The invitation as it was seen, and how its receiver was told.")]
        input: TellWhoItIsAboutInput,
    ) -> Option<Result<TellWhoItIsAboutPayload>> {
        Some(input.run(ctx).await.map(TellWhoItIsAboutPayload::from))
    }

    /// Sends somebody who was called by mail a link by which they read whom it is about, and answers with the number that
    /// opens it, to be told on the phone. The provision record is made when they give it, where the person's consents
    /// cover that then. Null only with an error: `INTERNAL`.
    async fn link_who_it_is_about(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The invitation as it was seen.")] input: LinkWhoItIsAboutInput,
    ) -> Option<Result<LinkWhoItIsAboutPayload>> {
        Some(input.run(ctx).await)
    }

    /// Ends the link by which somebody reads whom it is about, at once. Null only with an error: `INTERNAL`.
    async fn end_who_it_is_about_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The invitation as it was seen.")] input: EndWhoItIsAboutLinkInput,
    ) -> Option<Result<EndWhoItIsAboutLinkPayload>> {
        Some(input.run(ctx).await.map(EndWhoItIsAboutLinkPayload::from))
    }
}
