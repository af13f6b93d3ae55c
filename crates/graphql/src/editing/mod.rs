//! Changing entries: one mutation for each thing a person does, with one input and one payload. Whatever
//! could be foreseen to go wrong is data of the payload ([`payload`]).
//!
//! Each file below is the input of a mutation and its way into the words of the domain; [`write`] is what
//! all of them share. [`history`] tells who changed what.

mod capacity;
mod character;
mod contact_policy;
mod entry;
mod facts;
pub(crate) mod history;
mod observe;
mod payload;
mod undo;
mod write;

use async_graphql::{Context, Object, Result};

use self::capacity::UpdateCapacityInput;
use self::character::UpdateResourceCharacterInput;
use self::contact_policy::UpdateContactPolicyInput;
use self::entry::{CloseResourceInput, CreateResourceInput, ReopenResourceInput};
use self::facts::{UpdateHoursInput, UpdateResourceFactsInput};
use self::observe::{ObserveResourceInput, ReleaseObservationInput, ReplyToObservationInput};
use self::payload::{
    CloseResourcePayload, CreateResourcePayload, ObserveResourcePayload, ReleaseObservationPayload,
    ReopenResourcePayload, ReplyToObservationPayload, UndoChangePayload, UpdateCapacityPayload,
    UpdateContactPolicyPayload, UpdateHoursPayload, UpdateResourceCharacterPayload,
    UpdateResourceFactsPayload,
};
use self::undo::UndoChangeInput;

/// The root of every change.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mutation;

/// What can be changed in the directory, by whoever may. Every input names the `version` of the entry that
/// the change was written for, and may bear an `idempotencyKey`: the same input sent again under the same
/// key has one effect and gets the same answer, for seven days.
#[Object]
impl Mutation {
    /// Puts published fields of an entry right. What their source says stays beside them and the next
    /// edition neither overwrites nor loses either. Null only with an error: `INTERNAL`.
    async fn update_resource_facts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which fields, and how they should read.")]
        input: UpdateResourceFactsInput,
    ) -> Option<Result<UpdateResourceFactsPayload>> {
        Some(input.run(ctx).await.map(UpdateResourceFactsPayload::from))
    }

    /// Replaces what an agency says it is good at, weak at and cannot do. Null only with an error:
    /// `INTERNAL`.
    async fn update_resource_character(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every statement that should stand.")] input: UpdateResourceCharacterInput,
    ) -> Option<Result<UpdateResourceCharacterPayload>> {
        Some(
            input
                .run(ctx)
                .await
                .map(UpdateResourceCharacterPayload::from),
        )
    }

    /// Replaces how an agency likes to be reached. Null only with an error: `INTERNAL`.
    async fn update_contact_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The whole policy that should stand.")] input: UpdateContactPolicyInput,
    ) -> Option<Result<UpdateContactPolicyPayload>> {
        Some(input.run(ctx).await.map(UpdateContactPolicyPayload::from))
    }

    /// Replaces when an entry is open. Null only with an error: `INTERNAL`.
    async fn update_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The hours that should stand.")] input: UpdateHoursInput,
    ) -> Option<Result<UpdateHoursPayload>> {
        Some(input.run(ctx).await.map(UpdateHoursPayload::from))
    }

    /// Replaces what an office said about its places. Null only with an error: `INTERNAL`.
    async fn update_capacity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the office said.")] input: UpdateCapacityInput,
    ) -> Option<Result<UpdateCapacityPayload>> {
        Some(input.run(ctx).await.map(UpdateCapacityPayload::from))
    }

    /// Enters a resource for a network that will keep it. Null only with an error: `INTERNAL`.
    async fn create_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is known of the resource.")] input: CreateResourceInput,
    ) -> Option<Result<CreateResourcePayload>> {
        Some(input.run(ctx).await.map(CreateResourcePayload::from))
    }

    /// Closes an entry: it leaves the lists and is still answered by its id. Null only with an error:
    /// `INTERNAL`.
    async fn close_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "When it closed, and what took its place.")] input: CloseResourceInput,
    ) -> Option<Result<CloseResourcePayload>> {
        Some(input.run(ctx).await.map(CloseResourcePayload::from))
    }

    /// Opens a closed entry again. Null only with an error: `INTERNAL`.
    async fn reopen_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The closed entry that is to stand in lists again.")]
        input: ReopenResourceInput,
    ) -> Option<Result<ReopenResourcePayload>> {
        Some(input.run(ctx).await.map(ReopenResourcePayload::from))
    }

    /// Takes one change of one part back by a new change. Null only with an error: `INTERNAL`.
    async fn undo_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act and the part that should be as they were before it.")]
        input: UndoChangeInput,
    ) -> Option<Result<UndoChangePayload>> {
        Some(input.run(ctx).await.map(UndoChangePayload::from))
    }

    /// Writes down what a member of a network observed of somebody else's resource. The agency reads it
    /// fourteen days before other members do. Null only with an error: `INTERNAL`.
    async fn observe_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was observed, by whom and on what it rests.")]
        input: ObserveResourceInput,
    ) -> Option<Result<ObserveResourcePayload>> {
        Some(input.run(ctx).await)
    }

    /// Keeps the agency's own answer to an observation. Null only with an error: `INTERNAL`.
    async fn reply_to_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer, and who gives it.")] input: ReplyToObservationInput,
    ) -> Option<Result<ReplyToObservationPayload>> {
        Some(input.run(ctx).await.map(ReplyToObservationPayload::from))
    }

    /// Lets the members of its network read an observation. Null only with an error: `INTERNAL`.
    async fn release_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The observation that members are to read from now on.")]
        input: ReleaseObservationInput,
    ) -> Option<Result<ReleaseObservationPayload>> {
        Some(input.run(ctx).await.map(ReleaseObservationPayload::from))
    }
}
